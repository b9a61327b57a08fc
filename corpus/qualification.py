"""Standings that a text names: 高新技术企业, 规上, 省重点实验室; how come by; which level.

The same reader serves documents (对首次通过认定的高新技术企业) and what firms say of themselves
(我们今年刚评上高企); what either says of it (negation, intent) is its caller's business.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.list_file import rows_of

Manner = Literal["new", "renewed", "moved"]

_FILE = Path(__file__).with_name("qualification.tsv")
_LEVELS = re.compile(r"(?:(?:国家|省|市|区|县)级?(?:、|和|及(?!以)|或者?)(?:新认定的)?)+$")
_LEVEL = re.compile(
    r"(国家|全国|省|市|区级|县级)级?(?:及?以上的?)?(?=[“\"]?$)|(国家|省|市|区|县)级(?=[\u4e00-\u9fff]{0,4}$)"
)
_NEW = re.compile(
    r"首次|第一次|首批|新(?:获|认|纳|入|升|晋|评|通过|增|设立|备案|建)|刚刚?(?:通过|认定|获|拿|评|升|入|被|成)|"
    r"(?:今年|去年|本年度|上年度|上年|当年)[^,，。;；]{0,6}(?:通过|认定|获|拿|评|升|入|成为)"
)
_RENEWED = re.compile(
    r"重新(?:通过|认定|备案)|再次(?:通过|认定)|复审|复核|续期|第[二三四]次|到期后"
)
_MOVED = re.compile(r"迁入|迁来|搬迁?[到来至入]|整体搬迁")
_OBJECT = re.compile(
    r"(?:委托|购买|租用|入驻|利用|使用|依托|服务|联合|建设|采购|对接)(?:了|过)?(?:经认定的|我市|本市|[^,，。;；的、]{2,6}[区市])?$|"
    r"(?:委托|购买|租用|租赁|租了|入驻|使用|采购)[^,，。;；的]{0,12}(?:企业|单位|公司|厂家)?的?$|(?<![升评定成列变认])(?:为|与|向)$|(?:每|新)?培育(?:出|了|的)?\d*[家个]?$"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[万亿]?元|%)(?:以上)?")
_AROUND = 14  # characters before a name in which its manner stands


class Qualification(NamedTuple):
    """A standing named at `text[start:end]`; `level` 国家, 省, 市 … where it is said."""

    name: str
    manner: Manner | None
    level: str | None
    start: int
    end: int


@cache
def _names() -> Mapping[str, str]:
    """Each name and other name to the name, longest first."""
    table: dict[str, str] = {}
    for name, others, _ in _rows():
        table.update({other: name for other in (name, *others)})
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for name, *others in rows_of(_FILE):
        also = tuple(other[1:] for other in others if other.startswith(">"))
        rows.append((name, tuple(o for o in others if not o.startswith(">")), also))
    return tuple(rows)


@cache
def implied(name: str) -> frozenset[str]:
    """What a holder of `name` also is, itself included."""
    table = {row[0]: row[2] for row in _rows()}
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += [other for other in table.get(one, ()) if other not in found]
    return frozenset(found)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in _names()), re.IGNORECASE)


def read_qualifications(text: str) -> tuple[Qualification, ...]:
    """The standings named in a text, in order, none inside another.

    Example: `新认定的国家级专精特新“小巨人”企业` -> (专精特新“小巨人”企业, new, 国家).
    """
    found = []
    for match in _pattern().finditer(text):
        if text[: match.start()].endswith(("拟", "待", "后备")):
            continue  # 拟上市企业 is not listed yet
        name = _names().get(match[0]) or _names()[match[0].upper()]
        before = re.split(r"[,，。;；]", text[: match.start()])[-1]
        near = _NUMBER.split(before)[-1][-_AROUND:]  # 首次突破10亿元 is said of the money
        level = _LEVEL.search(before)
        at_level = level[0] if level and before.endswith(level[0]) else ""
        start = match.start() - len(at_level)
        tier = (level[1] or level[2]).rstrip("级") if level else None
        listed = _LEVELS.search(text[:start])
        if listed:  # 国家级、省级: either will do
            start, tier = listed.start(), None
        found.append(Qualification(name, manner_of(near), tier, start, match.end()))
        found += _shortened(text, found[-1])
    return tuple(found)


def _shortened(text: str, first: Qualification) -> list[Qualification]:
    """`知识产权示范企业、优势企业`: the second shares the beginning of the first one's name."""
    found = re.match(r"、([\u4e00-\u9fff]{2,6})", text[first.end :])
    if found is None:
        return []
    for name in _names().values():
        if (
            name.startswith(first.name[:2])
            and name != first.name
            and found[1].startswith(name[len(name) - 4 :])
        ):
            end = first.end + 1 + 4
            return [first._replace(name=name, start=first.end + 1, end=end)]
    return []


def is_object(before: str) -> bool:
    """Whether a name behind this text is somebody else's: 委托中试基地开展中试, 入驻孵化器."""
    return _OBJECT.search(before) is not None


def manner_of(text: str) -> Manner | None:
    """How a standing was come by, as the words near it say; None where they do not."""
    if _RENEWED.search(text):
        return "renewed"
    if _MOVED.search(text):
        return "moved"
    return "new" if _NEW.search(text) else None
