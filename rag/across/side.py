"""One side of a question over several documents, and the question that is put to it.

`首次认定高企，云州市和临江区各奖多少` is put to each as `首次认定高企，奖多少`. Knows words only;
which documents a side means is found by `rag.across.sides`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.question.query import Query, understand

JOINED = r"(?:、|和|与|跟|以及|及|同|,|，|比|还是|\s)"
# What compares the sides, adds them up or deals the question out; none of it is put to one.
_CLEARED = re.compile(
    r"一共|总共|共计|合计|加起来|加在一起|相加|总和|两(?:级|头|地|边|份文件|个文件|者)(?:都)?"
    r"|(?:落|注册|设|放)在?(?=\s)|\s加(?=能|可以|一?共|得)|分别|各自|各(?=[奖给是要按补怎多几有能说写规定拿退需])|市区两[级头]"
    r"|[市区]级的?(?=奖|补|政策|资金|资助)|在(?=能|可以|\s)|[(（](?:现行|市级|区级)[)）]"
    r"|现行的?|现在的?|目前|如今|(?:又|都)(?=给|能|奖|补)|相比|比较|对比"
    r"|哪个的|哪[个边家]?(?:更|要)?[高低多少大小长短严松快](?:一?[些点])?|更[高低多少大小](?!于)"
    r"|谁(?:更|的)?[高低多少大小长短]|的?(?:差别|区别|差距|差异|不同)"
    r"|(?:相?差|[抬调提升拉降缩延增减上下]?[高低大小多少长短调涨降增减升加](?:了|加了?|出)?)(?:多少|几)[万亿]?元?"
    r"(?=[^\u4e00-\u9fff]|$|[个家天年])"
)
_GAP = re.compile(r"差|[高低多少大小长短涨降增减升](?:了|出|加了?)?(?:多少|几)")
_SUM = re.compile(r"市加区|一共|总共|共计|合计|加起来|加在一起|相加|总和|两级")
_MORE = re.compile(
    r"哪[个边家份]?(?:更|要|给的|奖的|补的)?[高低多少大小长短]|谁(?:更|给的)?[高低多少大小]"
)
_ASKS = re.compile(r"多少|几|什么|怎么|如何|哪|谁|吗|是否|能不能")
_VALUED = re.compile(
    r"奖|补|资助|目标|金额|封顶|上限|比例|收入|规模|面积|产值|标准|期限|时间|时限|门槛|要求|额度|数量"
)
_ASKS_OR_VALUED = re.compile(f"{_ASKS.pattern}|{_VALUED.pattern}")
_MONEY = re.compile(
    r"(?:奖|补|资助|贴|给|拿|领|得到)[\u4e00-\u9fff]{0,4}多少(?![家个名人项年天月])"
    r"|(?:原值|投资额?|资产|注册资本|营业收入|产值)(?:的?(?:门槛|要求|标准))?[\u4e00-\u9fff]{0,4}多少"
)
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,10})(?:[、,，\s和与跟又]+)\1")
_FOR_EACH = re.compile(r"[,，、]\s*(?:各自?|分别|都)(?=[按要给奖补是有能多几])")
# Asking words that say nothing of what is asked for: 又给多少, 要求是什么.
_BARE_ASKING = re.compile(
    r"多少[钱元]?|几|什么|怎么(?:说|样|规定)?|如何|哪[个些]?|谁|吗|是否|能不能|[给奖补要求是有又还能可以规定的呢]"
)
_MIN_OWN = 2  # characters that a side says of itself
_TRIM = " ,，、和与跟比及;；:：的在对?？。"


@dataclass(frozen=True)
class Side:
    """One of the documents, or groups of them, that a question compares.

    `label` is what the question calls it; `doc_ids` are empty where nobody has any; `before` reads
    the documents without what amends them.
    """

    label: str
    doc_ids: frozenset[str]
    before: bool = False


@dataclass(frozen=True)
class Sides:
    """The sides, the question that is put to each of them, and what is made of the values."""

    each: tuple[Side, ...]
    questions: tuple[Query, ...]
    operation: str | None  # difference, sum, compare or None

    def pairs(self) -> tuple[tuple[Side, Query], ...]:
        """Each side with its question."""
        return tuple(zip(self.each, self.questions, strict=True))


@dataclass(frozen=True)
class Mention:
    """Where a text names a side."""

    start: int
    end: int
    side: Side


def said_of(text: str, kept: Sequence[Mention], mentions: Sequence[Mention]) -> list[str]:
    """What the question says of each kept side: all that is not said of another one alone."""
    bare = list(text)
    for mention in mentions:
        bare[mention.start : mention.end] = " " * (mention.end - mention.start)
    rest = "".join(bare)
    bounds = [m.start for m in kept] + [len(text)]
    if operation_on_sides(text) is None and (
        each := _apart([rest[b:e] for b, e in pairwise(bounds)])
    ):
        return [f"{rest[: bounds[0]]}{own}" for own in each]
    said = []
    for begin, end in pairwise(bounds):
        own = _CLEARED.sub(" ", rest[begin:end])
        alone = begin < end < len(text) and _ASKS_OR_VALUED.search(own)
        said.append(rest[:end] if alone else rest)
    return said


def _apart(stretches: Sequence[str]) -> list[str]:
    """What is asked of each side, where something of its own is; empty where all are asked alike.

    `租金给多少` and `又给多少` ask the same of both; what stands behind 各 belongs to each of them.
    """
    last = stretches[-1]
    shared = _FOR_EACH.search(last)
    tail = last[shared.start() :] if shared else ""
    stretches = [*stretches[:-1], last[: shared.start()] if shared else last]
    owns = [" ".join(_CLEARED.sub(" ", stretch).split()).strip(_TRIM) for stretch in stretches]
    contents = [_BARE_ASKING.sub("", own).strip(_TRIM) for own in owns]
    asking = [own for own in owns if _ASKS_OR_VALUED.search(own) or tail]
    if len(asking) < len(owns) or not contents[0] or len("".join(contents[1:])) < _MIN_OWN:
        return []
    return [
        f"{own if content else owns[0]}{tail}" for own, content in zip(owns, contents, strict=True)
    ]


def operation_on_sides(text: str) -> str | None:
    """What is made of the sides' values: sum, compare, difference, or None."""
    if _SUM.search(text):
        return "sum"
    if _MORE.search(text):
        return "compare"
    return "difference" if _GAP.search(text) else None


def times_asked(text: str) -> int:
    """How many times a text asks: `市里给多少，区里给多少` twice."""
    return len(_ASKS.findall(text))


def put(query: Query, rest: str) -> Query:
    """The question with what is said of one side only, as a question of its own."""
    """The question that is put to each side: without the sides and the comparing words."""
    text = _CLEARED.sub(" ", rest).replace("门槛", "要求")
    text = re.sub(r"\s*[,，、;；]\s*[,，、;；]\s*", "，", text)
    text = re.sub(rf"\s+(?:{JOINED})*\s*", " ", text).strip(_TRIM)
    text = _TWICE.sub(r"\1", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text)
    text = re.sub(r"^[里中](?=[,，\s])[,，\s]*", "", text)
    if not _ASKS.search(text):
        text += f"多少{query.unit or ''}" if _VALUED.search(text) else "是什么"
    asked = understand(text)
    if _MONEY.search(text) and asked.unit is None and asked.kind in ("count", "text"):
        asked = replace(asked, kind="amount")
    if asked.kind == "text" and query.is_value:
        asked = replace(asked, kind=query.kind, unit=query.unit)
    years = tuple(y for y in query.years if y in text)
    return replace(asked, years=years, wants_all=False, operation=None, question=query.question)
