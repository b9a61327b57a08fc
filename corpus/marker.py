"""Numbering markers: what the beginning of a line may count as, without deciding that it does.

`read_marker` sees one line only. Whether a doubtful marker (`1.5亿元`, `一、二、三产业`) is an item
is decided by sequence in `corpus.tree`.
"""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "annex", "part", "chapter", "division", "article", "question",
    "roman", "hanzi", "hanzi_paren", "digit", "digit_paren", "circled",
]  # fmt: skip

# The usual nesting, outermost first: 一、(一) 1. (1) by GB/T 9704-2012, 7.3.3; 编章节条款项目 by
# the Legislation Law (立法法), article 65.
STYLES: tuple[Style, ...] = (
    "annex", "part", "chapter", "division", "article", "question",
    "roman", "hanzi", "hanzi_paren", "digit", "digit_paren", "circled",
)  # fmt: skip
RANK: dict[Style, int] = {style: rank for rank, style in enumerate(STYLES)}

_HANZI = "〇零一二三四五六七八九十百千两"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_TO_HALF = str.maketrans("０１２３４５６７８９（）．", "0123456789().")


@dataclass(frozen=True)
class Marker:
    """A marker at the beginning of a line.

    `token` is its address part (half-width, closing punctuation dropped), `label` the same in the
    document's own style, `length` the characters that it takes, `doubtful` true where the line may
    as well be plain text.
    """

    style: Style
    number: int
    token: str
    label: str
    length: int
    doubtful: bool = False


def hanzi_number(text: str) -> int:
    """The value of a Chinese numeral: `十二` -> 12, `一百零三` -> 103, `二〇` -> 20."""
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def number_of(text: str) -> int:
    """The value of a numeral in Chinese or (full-width) Arabic digits."""
    half = text.translate(_TO_HALF)
    return int(half) if half.isdigit() else hanzi_number(text)


_N = rf"[{_HANZI}]+"
_D = r"[0-9０-９]{1,3}"
_LEGAL = re.compile(rf"第({_N}|{_D})([编章节条])(之({_N}))?(?=[\s　:：]|$|[^之])")
_ANNEX = re.compile(rf"附件\s*({_D}|{_N})?\s*(?=[:：.．、]|$|\s)[:：.．、]?")
_QUESTION = re.compile(rf"(?:问题?\s*({_D}|{_N})?\s*[:：、.．]|Q\s*({_D})?\s*[:：.．])")
_HANZI_MARK = re.compile(rf"({_N})\s*[、.．]")
_HANZI_PAREN = re.compile(rf"[(（]\s*({_N})\s*[)）][、.．]?")
_DIGIT_MARK = re.compile(rf"({_D})\s*[.．、]")
_DIGIT_PAREN = re.compile(rf"[(（]\s*({_D})\s*[)）][、.．]?|({_D})[)）]")
_CIRCLED_MARK = re.compile(rf"([{_CIRCLED}])[、.．]?")
_ROMAN_MARK = re.compile(rf"([{_ROMAN}])[、.．]?")
_LEGAL_STYLE: dict[str, Style] = {
    "编": "part",
    "章": "chapter",
    "节": "division",
    "条": "article",
}


def read_marker(line: str) -> Marker | None:
    """The marker at the beginning of `line`, or None.

    Example: `（三）汽车产业` -> Marker("hanzi_paren", 3, "(三)", "(三)", 3).
    """
    if found := _LEGAL.match(line):
        number, unit, _, extra = found.groups()
        # subtle: `第三条规定的` refers to an article, it does not open one.
        after = line[found.end() : found.end() + 1]
        refers = bool(after) and not after.isspace() and after not in "【（(:："
        token = found[0].strip()
        return Marker(
            _LEGAL_STYLE[unit],
            number_of(number),
            token,
            token,
            found.end(),
            doubtful=refers or bool(extra),
        )
    if found := _ANNEX.match(line):
        number = (found[1] or "").translate(_TO_HALF)
        token = f"附件{number}"
        return Marker("annex", number_of(number) if number else 1, token, token, found.end())
    if found := _QUESTION.match(line):
        number = found[1] or found[2]
        return Marker("question", number_of(number) if number else 0, "问", "问", found.end())
    if found := _HANZI_PAREN.match(line):
        token = f"({found[1]})"
        return Marker("hanzi_paren", number_of(found[1]), token, token, found.end())
    if found := _HANZI_MARK.match(line):
        rest = line[found.end() :]
        doubtful = bool(_HANZI_MARK.match(rest)) or bool(re.match(rf"[{_HANZI}]\S{{0,4}}", rest))
        token = found[1]
        return Marker(
            "hanzi", number_of(token), token, f"{token}、", found.end(), doubtful=doubtful
        )
    if found := _DIGIT_PAREN.match(line):
        number = (found[1] or found[2]).translate(_TO_HALF)
        token = f"({number})"
        return Marker("digit_paren", int(number), token, token, found.end())
    if found := _DIGIT_MARK.match(line):
        number = found[1].translate(_TO_HALF)
        dotted = line[found.end() - 1] in ".．"
        doubtful = dotted and line[found.end() : found.end() + 1].isdigit()
        return Marker("digit", int(number), number, f"{number}.", found.end(), doubtful=doubtful)
    if found := _CIRCLED_MARK.match(line):
        number_value = _CIRCLED.index(found[1]) + 1
        return Marker("circled", number_value, found[1], found[1], found.end())
    if found := _ROMAN_MARK.match(line):
        return Marker("roman", _ROMAN.index(found[1]) + 1, found[1], f"{found[1]}、", found.end())
    return None
