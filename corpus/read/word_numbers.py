"""Word's automatic numbers: from the list definitions to the characters before a paragraph."""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.read.number_format import format_number
from corpus.read.word_styles import Styles, W, decimal, is_on, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")
# subtle: LibreOffice writes `?` for the 、 of a number when it saves a list as RTF.
_LOST_MARK = re.compile(r"(?<=%[1-9])\?\Z")


@dataclass(frozen=True)
class _Level:
    """How one level of a list counts and what it shows (`%1.%2` names levels by number).

    It starts anew after a paragraph of any level up to `restarts_after` (1 is the outermost), by
    default after any outer one.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    paragraph_style: str | None = None
    restarts_after: int = 9


@dataclass
class _List:
    """A numbering instance: its levels, and which counters it shares with others."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: list[int] = field(default_factory=list)


class Numbering:
    """The running counters of a document's lists; ask for its paragraphs in reading order."""

    def __init__(self, root: "Element | None", styles: Styles) -> None:
        self._lists = {} if root is None else _lists(root, styles)
        self._styles = styles
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, properties: "Element | None", style_id: str | None) -> str:
        """The number that stands before a paragraph with these `w:pPr`, "" where there is none."""
        style = self._styles[style_id]
        own = None if properties is None else properties.find(f"{W}numPr")
        number, level = style.list_id, style.list_level
        if own is not None:
            number = value_of(own, "numId") or number
            stated = decimal(value_of(own, "ilvl"))
            level = level if stated is None else stated
        found = self._lists.get(number or "")
        if number is None or found is None:
            return ""
        if level is None:
            linked = (at for at, of in found.levels.items() if of.paragraph_style == style_id)
            level = next(linked, 0) if style_id else 0
        return self._count(number, found, level) if level in found.levels else ""

    def _count(self, number: str, found: _List, level: int) -> str:
        counters = self._counters.setdefault(found.abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for changed in found.restarts:
                counters.pop(changed, None)
        counters[level] = counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            if level < found.levels.get(deeper, _Level()).restarts_after:
                del counters[deeper]
        return _shown(found, level, counters)


def _shown(found: _List, level: int, counters: dict[int, int]) -> str:
    here = found.levels[level]
    if here.style == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        of = found.levels.get(at, _Level())
        style = "decimal" if here.legal and of.style != "none" else of.style
        return format_number(counters.get(at, of.start), style)

    shown = _PLACE.sub(one, here.text).strip()
    return shown + " " if shown[-1:].isalnum() else shown


def _level(element: "Element") -> _Level:
    formats = element.findall(f".//{W}numFmt")  # the last is what older programs fall back on
    restarts = decimal(value_of(element, "lvlRestart"))
    start = decimal(value_of(element, "start"))
    return _Level(
        1 if start is None else start,  # 0 by the standard, 1 by those who leave it out
        (formats[-1].get(f"{W}val") if formats else None) or "decimal",
        _LOST_MARK.sub("、", value_of(element, "lvlText") or ""),
        bool(is_on(element.find(f"{W}isLgl"))),
        value_of(element, "pStyle"),
        9 if restarts is None else restarts,
    )


def _lists(root: "Element", styles: Styles) -> dict[str, _List]:
    abstracts: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}  # definitions that say "as in the style of this name"
    for abstract in root.iterchildren(f"{W}abstractNum"):
        identity = abstract.get(f"{W}abstractNumId") or ""
        abstracts[identity] = {
            decimal(level.get(f"{W}ilvl")) or 0: _level(level)
            for level in abstract.iterchildren(f"{W}lvl")
        }
        link = value_of(abstract, "numStyleLink")
        if link:
            links[identity] = link
    numbers = list(root.iterchildren(f"{W}num"))
    of_number = {
        number.get(f"{W}numId") or "": value_of(number, "abstractNumId") or "" for number in numbers
    }
    lists: dict[str, _List] = {}
    for number in numbers:
        identity = number.get(f"{W}numId") or ""
        abstract_id = of_number[identity]
        if abstract_id in links:
            linked = styles[links[abstract_id]].list_id
            abstract_id = of_number.get(linked or "", abstract_id)
        found = _List(abstract_id, dict(abstracts.get(abstract_id, {})))
        for override in number.iterchildren(f"{W}lvlOverride"):
            at = decimal(override.get(f"{W}ilvl")) or 0
            own = override.find(f"{W}lvl")
            if own is not None:
                found.levels[at] = _level(own)
            start = decimal(value_of(override, "startOverride"))
            if start is not None:
                found.levels[at] = replace(found.levels.get(at, _Level()), start=start)
                found.restarts.append(at)
        lists[identity] = found
    lists.pop("0", None)  # the number that takes a paragraph out of its style's list
    return lists
