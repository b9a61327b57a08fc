"""Who does what: an action that the source binds to another than the one who is said to do it.

    区科技局汇总后报区人民政府审定        区科技局: 汇总; 区人民政府: 审定
    资金由县财政局安排                    县财政局: 安排
    对企业购买高等院校技术成果的          企业: 购买

`区科技局审定` has all its words in the source, and says something else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.tokenize import tagged
from rag.generate.body import names_in
from rag.generate.stop import SENTENCE_END
from rag.generate.words import words_for

_PHRASE = re.compile(r"[,，。;；:：\n()（）]")
_ROLE = re.compile(
    r"(?:企业|单位|机构|部门|院所|院校|高校|大学|银行|申请人|个人|专家|公司|政府|投资方|研究院|"
    r"大会|小组|专家组|董事会|理事会|医院|学校|合作社|家长|学生|教师|经销商|街道)$"
)
_NOT_DOING = frozenset("向 给 对 在 到 于 从 为 与 将 把 对于 所在".split())
_JOINS = frozenset("、 和 及 与 以及 会同 联合 或 或者".split())
_BY = frozenset("由 经 被".split())
_HOLDS = frozenset("负责 承担 完成 进行 开展 实施 予以 办理 是 为 可 可以 应 应当 须".split())
_HAS_DONE = frozenset("责令 要求 督促 通知 组织 委托 责成".split())  # by others
_LEADS = frozenset("d v vn p c r m".split())  # what may follow somebody who acts
_VERB = ("v", "vn", "vi", "vd")
_TOGETHER = re.compile(r"(?P<first>[\u4e00-\u9fff]{3,12})会同(?P<other>[\u4e00-\u9fff]{3,12})")
_ACTS_ON = re.compile(
    r"(?:组织|委托|给予|会同|聘请|邀请|督促|要求|通知|责令|奖励)(?P<whom>[^,，。;；]{2,14})"
)
_SUBJECT = re.compile(
    r"^(?P<who>[^,，。;；]{2,14}?)(?=应当|应|须|必须|负责|每|组织|给予|审核|在\d|可以?组织|将)"
)
_RECEIVES = re.compile(r"^(?:每|最|一次|单个|分别|同一)|获|得到|享|领|被|由|拿|申请")


class Doing(NamedTuple):
    """Somebody and one action of theirs."""

    who: str
    action: str


def exchanged(said: str, evidence: str) -> str | None:
    """An action that a folded statement gives to another than its folded evidence does; or None."""
    there = list(doings(evidence))
    for who, action in doings(said):
        owners = [one.who for one in there if words_for(action) & words_for(one.action)]
        if not owners or any(_same(who, owner) for owner in owners):
            continue
        if any(_same(who, one.who) for one in there) or _stands(who, evidence):
            return f"{who}{action}"
    return None


def _stands(who: str, evidence: str) -> bool:
    return any(word in evidence for word in words_for(who))


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one) or bool(words_for(one) & words_for(other))


def doings(text: str) -> Iterator[Doing]:
    """Everybody who acts in a folded text with each of their actions, in order."""
    for sentence in SENTENCE_END.split(text):
        last: list[str] = []
        for phrase in _PHRASE.split(sentence):
            found, last = _of_phrase(phrase, last)
            yield from found


def first_actor(text: str) -> str | None:
    """Who is named first in a folded text as somebody who acts; None where nobody is."""
    for phrase in _PHRASE.split(text):
        tokens = _tokens(phrase)
        for at, (word, tag) in enumerate(tokens):
            if tag == "name" and not (at and tokens[at - 1][0] in _NOT_DOING):
                return word
    return None


def _of_phrase(phrase: str, last: list[str]) -> tuple[list[Doing], list[str]]:
    """The actions of one phrase; who acted last goes on acting where nobody else is named."""
    tokens = _tokens(phrase)
    found: list[Doing] = []
    names = [at for at, (_, tag) in enumerate(tokens) if tag == "name"]
    by_first = bool(names) and names[0] > 0 and tokens[names[0] - 1][0] == "由"
    acting = [] if by_first else list(last)
    waiting: list[str] = []  # actions before a `由`
    by = False
    own: list[str] = []
    for at, (word, tag) in enumerate(tokens):
        before = tokens[at - 1][0] if at else ""
        if tag == "name":
            opens = at == 1 and before in ("对", "对于")  # 对企业购买成果的: the firm buys
            if before in _NOT_DOING and not opens:
                continue
            joined = before in _JOINS and at > 1 and tokens[at - 2][1] == "name"
            acting = [*acting, word] if joined else [word]
            by = by if joined else before in _BY
            waiting, own = ([], []) if not by else (waiting, own)
        elif word in ("的", "被"):
            acting = []
        elif tag.startswith(_VERB) and len(word) > 1 and word not in _HOLDS:
            found += (Doing(who, word) for who in acting)
            (own if by else waiting).append(word)
            acting = [] if word in _HAS_DONE else acting
    if by and not own:
        found = [*found, *(Doing(who, action) for who in acting for action in waiting)]
    bodies = [who for who in acting if names_in(who)]
    return found, bodies


def _tokens(phrase: str) -> list[tuple[str, str]]:
    """The words of a phrase; bodies, and kinds of actors that an action follows, are `name`."""
    found: list[tuple[str, str]] = []
    at = 0
    for name in [*names_in(phrase), None]:
        end = name.start if name else len(phrase)
        found += tagged(phrase[at:end])
        if name:
            found.append((name.text, "name"))
            at = name.end
    for place, (word, tag) in enumerate(found):
        if tag == "name" or not _ROLE.search(word):
            continue
        behind = found[place + 1 :]
        if behind and (behind[0][1] in _LEADS or behind[0][0] in _HOLDS) and behind[0][0] != "的":
            found[place] = (word, "name")
    return found


def leads_reversed(said: str, evidence: str) -> str | None:
    """`乙会同甲` where the source has `甲会同乙`: the first one leads."""
    there = {(m["first"][-3:], m["other"][:8]) for m in _TOGETHER.finditer(evidence)}
    for match in _TOGETHER.finditer(said):
        first, other = match["first"][-3:], match["other"][:8]
        for led, helped in there:
            if first in helped and led in other:
                return match[0]
    return None


def object_acts(said: str, evidence: str) -> str | None:
    """Somebody acting in the statement whom the source only has acted upon."""
    whoms = [match["whom"] for match in _ACTS_ON.finditer(evidence)]
    for part in _PHRASE.split(said):
        subject = _SUBJECT.search(part)
        if not subject or _RECEIVES.search(part):
            continue
        who = subject["who"]
        n_acted_on = sum(whom.startswith(who) for whom in whoms)
        if n_acted_on and n_acted_on == evidence.count(who):
            return who
    return None
