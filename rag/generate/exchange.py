"""Who does it, what it is for, what comes first: exchanged for another of the same source.

由县教育局组织招标            由学校组织招标            another does it
所有权人是责任人              运营企业是责任人          another is it
单个充电站最高50万元          单个充电桩最高50万元      another thing counts
取得证明后方可上岗            上岗后取得证明            the other way round
应当同时满足：甲；乙          满足甲或者乙              one is enough
"""

import re

from index.tokenize import tagged
from rag.generate.figure import figures_in
from rag.generate.polarity import denials
from rag.generate.stop import PHRASE_END
from rag.generate.words import held, stated

_BY = re.compile(r"由(?P<rest>[^,，。;；:：\n]{4,40})")
_IS = re.compile(r"(?P<who>[^,，。;；:：\n]{2,20}?)(?:是|为)(?P<what>[\u4e00-\u9fff的]{2,20})$")
_SINGLE = re.compile(
    r"(?:单[个台套项家]|每[个台套])(?P<of>[\u4e00-\u9fff]{2,6}?)"
    r"(?=最|不|每|累计|补|奖|建设补|上限|可|的|\d)"
)
_THEN = re.compile(
    r"(?P<first>[^,，。;；:：\n]{2,16}?)(?:之|以)?后[,，]?(?:方可|才能?|可以?|再|应当?)?"
    r"(?P<next>[^,，。;；:：\n]{2,16})"
)
_ALL_OF_THEM = re.compile(r"同时(?:满足|符合|具备|达到)")
_ONE_OF_THEM = re.compile(r"或者?|之一|任一")
_MUST = re.compile(r"应|须|必须|需要?|提交|报告|取得")
_NUMBERED_OR = re.compile(r"\d[^,，。;；]{0,6}或者?[^,，。;；]*\d")
_WITH = re.compile(r"会同|指导|委托|联合|聘请|监督")
_RUN = re.compile(
    r"(?P<each>(?:每(?:平方米|立方米|千瓦时|千瓦|公里|标箱|课时|[\u4e00-\u9fff]))+)(?=\d)"
)
_CAUSE = re.compile(r"因(?P<why>[^,，。;；]{2,12}?)原因(?P<then>[^,，。;；]{4,})")
_MOST = 0.6  # of what is done stands in the phrase that tells of it


def exchanged_for_another(said: str, evidence: str, lead: str) -> str | None:
    """What of a folded statement its folded evidence has of another, or None.

    `lead` is what opens the list that the evidence stands in.
    """
    return (
        _another_does(said, evidence)
        or _another_is(said, evidence)
        or _another_counts(said, evidence)
        or _other_way_round(said, evidence)
        or _one_for_all(said, evidence, lead)
        or _with_turned(said, evidence)
        or _each_left_out(said, evidence)
        or _cause_left_out(said, evidence)
    )


def _phrases(text: str) -> list[str]:
    return [phrase for phrase in PHRASE_END.split(text) if phrase.strip()]


def _agent(rest: str) -> tuple[list[str], list[str]]:
    """Who does it, and what is done, of what stands behind 由."""
    who: list[str] = []
    tokens = list(tagged(rest))
    for at, (word, tag) in enumerate(tokens):
        if who and (tag[0] not in "nljbsz" or word[0] == "每"):
            return who, stated("".join(w for w, _ in tokens[at:]))
        if tag[0] in "nljbszva":
            who.append(word)
    return [], []


def _another_does(said: str, evidence: str) -> str | None:
    """`由学校组织招标` where only `由县教育局` does what is told."""
    for by in _BY.finditer(said):
        who, done = _agent(by["rest"])
        doing = [
            p for p in _phrases(evidence) if sum(held(w, p) for w in done) >= _MOST * len(done)
        ]
        if not who or not done or not doing:
            continue
        if all("由" in p and not any(held(w, p) for w in who) for p in doing):
            return "".join(who)
    return None


def _another_is(said: str, evidence: str) -> str | None:
    """`运营企业是责任人` where another is: of what somebody is, not of how much."""
    for part in _phrases(said):
        told = _IS.search(part)
        if not told or figures_in(part):
            continue
        what, who = stated(told["what"])[-1:], stated(told["who"])
        found = [m for p in _phrases(evidence) if (m := _IS.search(p))]
        there = [m for m in found if what and held(what[0], m["what"])]
        if who and there and not any(any(held(w, m[0]) for w in who) for m in there):
            return str(told["who"])
    return None


def _another_counts(said: str, evidence: str) -> str | None:
    """`单个充电桩最高50万元` where the number is of `单个充电站`."""
    for part in _phrases(said):
        keys = {(f.value, f.unit) for f in figures_in(part)}
        for single in _SINGLE.finditer(part):
            homes = [
                there["of"]
                for phrase in _phrases(evidence)
                if keys & {(f.value, f.unit) for f in figures_in(phrase)}
                for there in _SINGLE.finditer(phrase)
            ]
            if homes and all(_alike_but_other(single["of"], of) for of in homes):
                return single[0]
    return None


def _alike_but_other(said: str, of: str) -> bool:
    """Whether two things begin alike and are not the same: 充电桩 and 充电站."""
    return said[:2] == of[:2] and said not in of and of not in said


def _deeds(text: str) -> list[str]:
    """The verbs and nouns of a text, in order."""
    return [word for word, tag in tagged(text) if tag[0] in "vn" and len(word) > 1]


def _other_way_round(said: str, evidence: str) -> str | None:
    """`上岗后取得证明` where the source has `取得证明后方可上岗`."""
    for told in _THEN.finditer(said):
        first, then = _deeds(told["first"])[-1:], _deeds(told["next"])[:1]
        if not first or not then or 0 <= evidence.find(first[0]) < evidence.find(then[0]):
            continue
        for there in _THEN.finditer(evidence):
            before, after = _deeds(there["first"]), _deeds(there["next"])
            if (
                any(held(first[0], w) for w in after)
                and any(held(then[0], w) for w in before)
                and not any(held(first[0], w) for w in before)
            ):
                return told[0]
    return None


def _one_for_all(said: str, evidence: str, lead: str) -> str | None:
    """`甲或者乙` where the source asks for all at once and has no `或`."""
    told = _ONE_OF_THEM.search(said)
    if not told or _ONE_OF_THEM.search(f"{evidence} {lead}") or denials(said):
        return None
    at_once = _ALL_OF_THEM.search(f"{evidence} {lead}")
    # `新建或改建的企业应当…` is said of each; what stands behind 应当 is asked of everybody.
    asked = _MUST.search(said, 0, told.start()) and _MUST.search(evidence)
    return told[0] if at_once or asked or _NUMBERED_OR.search(said) else None


def _with_turned(said: str, evidence: str) -> str | None:
    """`乙会同甲` where the source has `甲会同乙`."""
    for part in _phrases(said):
        for by in _WITH.finditer(part):
            left, right = stated(part[: by.start()])[-1:], stated(part[by.end() :])[:1]
            for phrase in _phrases(evidence) if left and right else ():
                at = phrase.find(by[0])
                if at < 0:
                    continue
                before, after = phrase[:at], phrase[at:]
                turned = held(left[0], after) and not held(left[0], before)
                if turned and not held(right[0], after.removeprefix(by[0])[:14]):
                    return by[0]
                if turned and held(right[0], f"{evidence[: evidence.find(by[0])]}"):
                    return by[0]
    return None


def _each_left_out(said: str, evidence: str) -> str | None:
    """`每人每月12元` where the source has `每人每月每平方米12元`."""
    runs = [set(run["each"].split("每")) for run in _RUN.finditer(evidence)]
    for run in _RUN.finditer(said):
        told = set(run["each"].split("每"))
        if len(told) > 2 and told not in runs and any(told < other for other in runs):
            return run["each"]
    return None


def _cause_left_out(said: str, evidence: str) -> str | None:
    """`室温不达标的` where the source has `因供热企业原因室温不达标的`."""
    for cause in _CAUSE.finditer(evidence):
        then, why = stated(cause["then"]), stated(cause["why"])
        told = sum(held(word, said) for word in then)
        if then and told >= _MOST * len(then) and why and not any(held(w, said) for w in why):
            return str(cause["why"])
    return None
