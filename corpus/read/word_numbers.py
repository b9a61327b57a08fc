"""Word's automatic numbers: from the list definitions to the characters before a paragraph."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACE = re.compile(r"%([1-9])")
_MAX_NUMBER = 9999


@dataclass
class _Level:
    """How one level of a list counts and what it shows (`%1.%2` names levels by number)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    paragraph_style: str | None = None


@dataclass
class _List:
    """A numbering instance: its levels, and which counters it shares with others."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The running counters of a document's lists; ask for its paragraphs in reading order."""

    def __init__(self, root: "Element | None", styles: "Element") -> None:
        self._lists = {} if root is None else _lists(root, styles)
        self._styles = _style_numbers(styles)
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, paragraph: "Element", style: str | None) -> str:
        """The number that stands before a paragraph, "" where there is none."""
        number, level = self._styles.get(style or "", (None, 0))
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number = value_of(own, "numId") or number
            level = _int(value_of(own, "ilvl"), level)
        found = self._lists.get(number or "")
        stated = own is not None and own.find(f"{W}ilvl") is not None
        if found is not None and style and not stated:
            linked = (at for at, of in found.levels.items() if of.paragraph_style == style)
            level = next(linked, level)
        if number is None or found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for changed, start in found.restarts.items():
                counters[changed] = start - 1
        counters[level] = counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]
        return _shown(found, level, counters)


def _shown(found: _List, level: int, counters: dict[int, int]) -> str:
    here = found.levels[level]
    if here.style in ("bullet", "none"):
        return ""

    def one(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        of = found.levels.get(at, _Level())
        style = "decimal" if here.legal else of.style
        return format_number(counters.get(at, of.start), style)

    shown = _PLACE.sub(one, here.text).strip()
    return shown + " " if shown[-1:].isalnum() else shown


def format_number(number: int, style: str) -> str:
    """A number in one of Word's formats; unknown formats count in digits."""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting",
                 "taiwaneseCounting", "taiwaneseCountingThousand"):  # fmt: skip
        return _counted(number, _DIGITS.replace("〇", "零"), "十百千")
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(number, _FORMAL_DIGITS, "拾佰仟", short=False)
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style == "decimalEnclosedCircle" or style == "decimalEnclosedCircleChinese":
        return chr(0x2460 + number - 1) if number <= 20 else str(number)
    if style == "decimalEnclosedParen":
        return f"({number})"
    if style == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr((number - 1) % 26 + (65 if style == "upperLetter" else 97))
        return letter * ((number - 1) // 26 + 1)
    if style in ("ideographTraditional", "ideographZodiac"):
        names = "甲乙丙丁戊己庚辛壬癸" if style.endswith("nal") else "子丑寅卯辰巳午未申酉戌亥"
        return names[number - 1] if number <= len(names) else str(number)
    return str(number)


def _counted(number: int, digits: str, places: str, *, short: bool = True) -> str:
    written = ""
    zero = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(written)
            continue
        written += (digits[0] if zero else "") + digits[digit]
        written += places[place - 1] if place else ""
        zero = False
    return written[1:] if short and 10 <= number < 20 else written


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    )
    written = ""
    for value, letters in pairs:
        written += letters * (number // value)
        number %= value
    return written


def value_of(element: "Element | None", *names: str) -> str | None:
    """The `w:val` of the element that the path of names leads to."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return None if element is None else element.get(f"{W}val")


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default


def _level(element: "Element") -> _Level:
    formats = element.findall(f".//{W}numFmt")  # the last is what older programs fall back on
    legal = element.find(f"{W}isLgl")
    return _Level(
        _int(value_of(element, "start"), 1),
        (formats[-1].get(f"{W}val") if formats else None) or "decimal",
        value_of(element, "lvlText") or "",
        legal is not None and legal.get(f"{W}val") not in ("0", "false"),
        value_of(element, "pStyle"),
    )


def _lists(root: "Element", styles: "Element") -> dict[str, _List]:
    abstracts: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}  # definitions that say "as in the style of this name"
    for abstract in root.iter(f"{W}abstractNum"):
        identity = abstract.get(f"{W}abstractNumId") or ""
        abstracts[identity] = {
            _int(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iter(f"{W}lvl")
        }
        link = value_of(abstract, "numStyleLink")
        if link:
            links[identity] = link
    of_number = {
        number.get(f"{W}numId") or "": value_of(number, "abstractNumId") or ""
        for number in root.iter(f"{W}num")
    }
    by_style = _style_numbers(styles)
    lists: dict[str, _List] = {}
    for number in root.iter(f"{W}num"):
        identity = number.get(f"{W}numId") or ""
        abstract_id = of_number[identity]
        if abstract_id in links:
            linked, _ = by_style.get(links[abstract_id], (None, 0))
            abstract_id = of_number.get(linked or "", abstract_id)
        found = _List(abstract_id, dict(abstracts.get(abstract_id, {})))
        for override in number.iter(f"{W}lvlOverride"):
            at = _int(override.get(f"{W}ilvl"), 0)
            own = override.find(f"{W}lvl")
            if own is not None:
                found.levels[at] = _level(own)
            start = value_of(override, "startOverride")
            if start is not None:
                found.restarts[at] = _int(start, 1)
        lists[identity] = found
    return lists


def _style_numbers(styles: "Element") -> dict[str, tuple[str | None, int]]:
    """For each style that numbers its paragraphs, itself or by its base: list and level."""
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        identity = style.get(f"{W}styleId") or ""
        base = value_of(style, "basedOn")
        if base:
            based[identity] = base
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            own[identity] = (value_of(numbered, "numId"), _int(value_of(numbered, "ilvl"), 0))
    found = dict(own)
    for identity in based:
        ancestor, steps = identity, 0
        while ancestor not in own and ancestor in based and steps < 20:
            ancestor, steps = based[ancestor], steps + 1
        if ancestor in own:
            number, level = own[ancestor]
            mine = own.get(identity, (None, level))
            found[identity] = (mine[0] or number, mine[1])
    return found
