"""Follow-up questions, completed from the turns before: `那航空航天呢` after one about cars.

    那航空航天呢 · 那2025年呢      the last question with that in the place of its like
    牵头单位是谁 · 它的目标是多少  asked of the last subject
    第二条展开说说                 the second section of the last answer, or below its section
    展开说说 · 还有呢              the last answer's section in full; what it did not cite

A question that is complete by itself is never changed. Knows no index and keeps no state: the
turns come with the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Clause
from corpus.section import is_below
from index.tokenize import fold, words
from rag.held.holdings import Holdings
from rag.held.name import bare_name
from rag.question.address import references, resolve
from rag.question.asked import kind_of, operation_of
from rag.question.place import places
from rag.words.terms import read_words, stop_words

_ASPECTS_FILE = Path(__file__).with_name("aspects.txt")
_MAX_FRAGMENT = 24  # characters of a question that names only what is different
_MAX_BARE = 24  # characters of a question that names no subject

_ASKS = re.compile(
    r"谁|什么|啥|哪|多少|几|吗|么[?？]?$|怎|如何|何|是否|是不是|有没有|能不能|能否|可否|多[大长高久快]|不[?？]*$"
)
_LEAD = re.compile(
    r"^(?:那么|那要是|那如果是?|那换成|换成|换作|如果是|要是|那|至于|再说|再看看?|以及|还有)(?!些|个|里|边|时|样|家)"
)
_REST = re.compile(r"(?:的话|的情况)?(?:呢|又?(?:怎么样|怎样|如何))[?？。!！~～]*$")
_MORE = re.compile(
    r"^(?:那|除此之外|除了这些)?[,，]?(?:还有(?:呢|吗|别的|其他的?|更多|哪些|什么|没有)?|(?:其他|别)的|更多|继续|接着说?)"
    r"(?:呢|吗|没有|么)?[?？。!！]*$"
)
_DETAIL = re.compile(
    r"^(?:那|请|能|可以|再|给我)*(?:展开|详细|具体|仔细|完整)地?(?:来)?(?:讲讲|说说|讲|说|介绍|解释|看看)?(?:一下|一点|点|些|下)?"
    r"(?:呢|吗|怎么说(?:的)?|怎么规定(?:的)?|内容(?:呢|是什么)?|说明)?[?？。!！]*$|^(?:原文|全文)(?:呢|是什么|怎么说的?)?[?？。]*$"
)
_NTH = re.compile(
    r"(?:上面|前面|刚才|其中)?(?:的|说的)?第([一二三四五六七八九十\d]{1,3})(?:个|条|项|点|款)(?!目|产线|生产)"
)
_IT = re.compile(
    r"它们?的?|(?:这|该)(?:一)?(?:个|份|项|条|款|类|方面|部分|块)?(?:产业|项目|政策|条款|奖励|补贴|平台|工程|中心|措施|工作)?的?"
    r"|上述(?:产业|项目|条款|内容)?的?|(?:上面|刚才|前面)(?:这|那|说的|提到的)?(?:个|条|项)?(?:产业|项目|条款)?的?"
    r"|其(?=目标|牵头|责任|主营|收入|中)"
)
_THE_DOCUMENT = re.compile(
    r"文件|意见|通知|办法|方案|规定|政策|条例|规划|文号|主送|落款|附件|全文|市里|全市|武汉|领导小组"
)
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_LEVEL = re.compile(r"[省市区县](?:里|级|上)?")
_BODY = re.compile(
    r"(?:武汉)?[省市区县]?(?:委)?[\u4e00-\u9fff]{1,8}?(?:委员会|管委会|人民政府|局|委|办公室|办|厅|部门)"
)
_NOT_IN_BODY = re.compile(r"^(?:由|和|与|跟|及|请|那|除了|对|把)+")
_VALUES = re.compile(r"(?:目标|收入|金额|额度|比例|比重|产值|规模|占比|数量|上限|标准)$")
_METRIC = re.compile(
    r"(?:主营业务)?收入目标|主营业务收入|目标|收入|产值|规模|补贴|奖励|金额|比例|比重"
)
_BODIES = re.compile(r"(?:单位|部门|负责人|联系人|谁)$")
_BENEFITS = frozenset("补贴 补助 奖励 资助 资金 奖金 贴息".split())


@dataclass(frozen=True)
class Turn:
    """An earlier question, as asked or as completed, and the sections that its answer cited.

    `cited` holds pairs of document and address, in the answer's order.
    """

    question: str
    cited: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Completed:
    """A follow-up as a full question; `beyond` are sections that its answer is not wanted from."""

    text: str
    beyond: tuple[tuple[str, str], ...] = ()


def completed(text: str, turns: Sequence[Turn], holdings: Holdings) -> Completed | None:
    """The full question that a tidy follow-up stands for; None where it is complete by itself.

    `turns` are the ones before, oldest first, their questions already complete.
    """
    if not turns:
        return None
    last = turns[-1]
    if _MORE.search(text):
        return Completed(_more(last, holdings), last.cited)
    if _DETAIL.search(text) and last.cited:
        return Completed(f"{last.cited[0][1]}讲什么")
    if nth := _nth(text, last, holdings):
        return Completed(nth)
    if _NTH.match(_LEAD.sub("", text)):
        return None  # there is no such one
    fragment = _REST.sub("", _LEAD.sub("", text)).strip(" ,，?？。!！的")
    marked = bool(_LEAD.search(text) or _REST.search(text))
    if marked and not _ASKS.search(fragment) and 0 < len(fragment) <= _MAX_FRAGMENT:
        meant = _replaced(fragment, _like(fragment, turns), holdings)
    else:
        meant = _about_the_subject(_LEAD.sub("", text).strip(" ,，"), last, holdings)
    return Completed(meant) if meant and meant != text else None


def _more(last: Turn, holdings: Holdings) -> str:
    """The last question again; of a section that was shown in full, what is below it."""
    subject = _subject(last, holdings) if references(last.question) else None
    return f"{subject}的其他内容" if subject else last.question


def _like(fragment: str, turns: Sequence[Turn]) -> Turn:
    """The latest turn whose question has something that the fragment can stand for."""
    for has in (_YEAR.search, _body_in):
        if has(fragment):
            return next((turn for turn in reversed(turns) if has(turn.question)), turns[-1])
    return turns[-1]


def _nth(text: str, last: Turn, holdings: Holdings) -> str | None:
    """`第二条展开说说`: the second of several cited sections, or the one below a single one."""
    found = _NTH.search(text)
    if found is None or not last.cited:
        return None
    steps = references(text)
    sections = [(clause.doc_id, clause.section) for clause in holdings.clauses]
    alone = "条" in found[0] and len(resolve(steps, sections)) == 1
    if len(steps) > 1 or alone:
        return None  # names a section by itself
    below = references(found[0].replace("个", "条")) or steps
    cited = tuple(dict.fromkeys(last.cited))
    number = below[0].number if below else 0
    if len(cited) > 1:
        section = cited[number - 1][1] if 1 <= number <= len(cited) else None
    else:
        own = [s for s in sections if s[0] == cited[0][0]]
        inside = [s for s in resolve(below, own, within=cited[0][1]) if is_below(s, cited[0][1])]
        section = inside[0] if len(inside) == 1 else None
    if section is None:
        return None
    rest = (text[: found.start()] + text[found.end() :]).strip(" 的,，")
    return f"{section}{rest}" if _ASKS.search(rest) else f"{section}讲什么"


def _replaced(fragment: str, last: Turn, holdings: Holdings) -> str | None:
    """The last question with the fragment in the place of what is like it."""
    question = last.question
    years = _YEAR.findall(fragment)
    rest = _YEAR.sub("", fragment).strip(" 的,，")
    if years:
        year = years[-1] if years[-1].endswith("年") else f"{years[-1].strip()}年"
        if _YEAR.search(question):
            question = _YEAR.sub(year, question)
        else:
            question = f"{year}{question}"
    if not rest:
        return question
    if _is_aspect(rest):
        subject = _subject(last, holdings)
        return f"{subject}{''.join(years)}{_asked_of(rest)}" if subject else None
    if rest in places() or _LEVEL.fullmatch(rest):
        return _in_place(rest, question)
    if "《" in rest and "《" in question:
        return re.sub(r"《[^》]*》", rest, question)
    if body := _body_in(rest):
        if known := _body_in(question):
            return question.replace(known, body if rest == body else rest, 1)
    elif spans := [name for name, _ in holdings.named(question)]:
        return _swap(question, spans[-1], rest)
    if kind_of(question) == "text" and holdings.named(rest):
        return f"{rest}有哪些内容"
    if topic := _topic(question, with_benefit=rest.endswith(tuple(_BENEFITS))):
        return question.replace(topic, rest, 1)
    return f"{rest}{question}"


def _about_the_subject(text: str, last: Turn, holdings: Holdings) -> str | None:
    """A question without a subject of its own, asked of the last one; or None."""
    if holdings.named(text) or not (_ASKS.search(text) or kind_of(text) != "text"):
        return None
    if pronoun := next((found for found in _IT.finditer(text) if found[0]), None):
        if _THE_DOCUMENT.match(text[pronoun.end() :]) or _THE_DOCUMENT.search(pronoun[0]):
            return None
        if pronoun.start() > 0 and not _is_aspect(text[: pronoun.start()]):
            return None
        subject = _subject(last, holdings)
        link = "的" if pronoun[0].endswith("的") else ""
        before, after = text[: pronoun.start()], text[pronoun.end() :]
        return f"{before}{subject}{link}{after}" if subject else None
    if len(text) > _MAX_BARE or _THE_DOCUMENT.search(text) or references(text):
        return None
    if not _is_aspect(text) or not any(word in _aspects() for word in words(text)):
        return None
    subject = _subject(last, holdings)
    if subject is None:
        return None
    metric = _METRIC.search(last.question)
    if operation_of(text) and metric and not _METRIC.search(text):
        return f"{subject}的{metric[0]}{text}"
    return f"{subject}{text}"


def _subject(last: Turn, holdings: Holdings) -> str | None:
    """What the last turn was about: a section or body that it names, else the section it cites."""
    if names := [name for name, _ in holdings.named(last.question)]:
        return "和".join(names)
    if body := _body_in(last.question):
        return body
    for doc_id, section in last.cited[:1]:
        clause = _clause_of(doc_id, section, holdings)
        if clause and (name := short_name(clause)):
            return name
    return _topic(last.question, with_benefit=True)


def _clause_of(doc_id: str, section: str, holdings: Holdings) -> Clause | None:
    own = (c for c in holdings.clauses if (c.doc_id, c.section) == (doc_id, section))
    return next(own, None)


def short_name(clause: Clause) -> str | None:
    """The name in a clause's heading, where it has one rather than a sentence."""
    name = re.split(r"[。:：,，;；(（\s]", bare_name(clause))[0]
    has_name = 2 <= len(name) <= 20 and not references(name)
    return name if has_name and clause.kind not in ("signature", "addressee") else None


def _swap(question: str, name: str, other: str) -> str:
    """The question with `other` for a name, without doubling its ending (产业产业)."""
    at = fold(question).find(name)
    before, after = question[:at], question[at + len(name) :]
    ending = next((e for e in ("产业", "工作", "建设") if after.startswith(e)), "")
    return before + other + (after.removeprefix(ending) if other.endswith(ending) else after)


def _in_place(place: str, question: str) -> str:
    """The question asked of another place or level of government."""
    known = next((p for p in sorted(places()) if p in question), None)
    if place in places() and known:
        return question.replace(known, place)
    if found := re.search(r"[省市区县](?:里|级)", question):
        return question.replace(found[0], place, 1)
    return f"{place}{question}"


def _body_in(text: str) -> str | None:
    """The first body that a text names: `由市科技局牵头` -> `市科技局`."""
    found = _BODY.search(_NOT_IN_BODY.sub("", text))
    if not found or found[0] in ("哪个部门", "什么部门", "部门"):
        return None
    name = _NOT_IN_BODY.sub("", found[0])
    return None if re.search(r"哪|什么|谁|牵头部门|主管部门|负责部门", name) else name


def _topic(question: str, *, with_benefit: bool = False) -> str | None:
    """The longest run of a question's words that says what it is about.

    With `with_benefit`, the benefit behind it belongs to it: `租金补贴`.
    """
    runs: list[str] = [""]
    for word in words(question):
        if _is_about(word) or (with_benefit and runs[-1] and word in _BENEFITS):
            runs[-1] += word
        elif runs[-1]:
            runs.append("")
    longest = max(runs, key=len)
    return longest if len(longest) > 1 else None


def _is_about(word: str) -> bool:
    return (
        any("\u4e00" <= c <= "\u9fff" or c.isalpha() for c in word)
        and word not in stop_words()
        and word not in _aspects()
        and not word[0].isdigit()
        and not word.startswith(("最", "几"))
    )


def _is_aspect(text: str) -> bool:
    """Whether no word says what the text is about."""
    return all(not _is_about(word) for word in words(text))


def _asked_of(aspect: str) -> str:
    """An aspect as a question: `目标` -> `目标是多少`."""
    if _VALUES.search(aspect):
        return f"{aspect}是多少"
    return f"{aspect}是谁" if _BODIES.search(aspect) else f"{aspect}是什么"


@cache
def _aspects() -> frozenset[str]:
    return frozenset(read_words(_ASPECTS_FILE))
