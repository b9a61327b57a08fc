"""Numbering markers: what the beginning of a line may count as, without deciding that it does.

`read_markers` sees one line only. Whether a doubtful marker (`1.5亿元`, `一、二、三产业`) is an
item is decided by sequence in `corpus.tree`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.numeral import HANZI, number_of

Style = Literal[
    "annex", "part", "chapter", "division", "article", "legal_paragraph", "legal_item", "question",
    "roman", "hanzi", "hanzi_paren", "digit", "decimal2", "decimal3", "decimal4",
    "digit_paren", "digit_half_paren", "circled",
]  # fmt: skip

# The usual nesting, outermost first: 一、(一) 1. (1) by GB/T 9704-2012, 7.3.3; 编章节条款项 by
# the Legislation Law (立法法), article 65.
STYLES: tuple[Style, ...] = (
    "annex", "part", "chapter", "division", "article", "legal_paragraph", "legal_item", "question",
    "roman", "hanzi", "hanzi_paren", "digit", "decimal2", "decimal3", "decimal4",
    "digit_paren", "digit_half_paren", "circled",
)  # fmt: skip
RANK: dict[Style, int] = {style: rank for rank, style in enumerate(STYLES)}
DECIMALS: tuple[Style, ...] = ("digit", "decimal2", "decimal3", "decimal4")
LEGAL: frozenset[Style] = frozenset(("part", "chapter", "division", "article"))

_CIRCLED = (
    "".join(map(chr, range(0x2460, 0x2474)))  # ① to ⑳
    + "".join(map(chr, range(0x3251, 0x3260)))  # ㉑ to ㉟
    + "".join(map(chr, range(0x32B1, 0x32C0)))  # ㊱ to ㊿
)
_BRACKETED = "".join(map(chr, range(0x2474, 0x2488)))  # ⑴ to ⒇
_STOPPED = "".join(map(chr, range(0x2488, 0x249C)))  # ⒈ to ⒛
_BRACKETED_HANZI = "".join(map(chr, range(0x3220, 0x322A)))  # ㈠ to ㈩
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_LATIN_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LOOKED_AT = 100  # characters of a line that can tell what its marker is
_TO_HALF = str.maketrans("０１２３４５６７８９（）．－", "0123456789().-")


@dataclass(frozen=True)
class Marker:
    """A marker at the beginning of a line.

    `token` is its address part (half-width, closing punctuation dropped), `label` the same in the
    document's own style, `length` the characters that it takes, `doubtful` true where the line may
    as well be plain text, `prefix` the numbers before the last of a decimal one (1.2.3 -> (1, 2)).
    A question without a number of its own has number 0.
    """

    style: Style
    number: int
    token: str
    label: str
    length: int
    doubtful: bool = False
    prefix: tuple[int, ...] = ()


_N = rf"[{HANZI}]{{1,9}}"
_D = r"[0-9０-９]{1,3}"
# What follows a number that refers to a place instead of opening one: 第三条规定, (一)至(三)项.
_REFERS = (
    r"规定|所称|所列|所指|的|至|到|和|与|及|或|以及|第|[、，,；;。)）]"
    r"|中(?:$|所|规定|有关|关于|增加|删去|[的，,“\"])"
)
_REFERS_AFTER = re.compile(_REFERS)
# (一)项规定的, (一)至(三)
_REFERS_TO_ITEM = re.compile(
    r"项(?!目)|款(?!项|式)|条(?!件|例|目|线|块)|目(?!标|的|录|前)|[、，,至到和与及或]\s*[(（第]|[，,)）]"
)
_LEGAL = re.compile(rf"第\s*({_N}|{_D})\s*([编篇章节条款项]|部分)(?:之({_N}))?[、.．:：]?")
_ANNEX = re.compile(
    rf"(?:附\s?件|附(?=\s*[:：])|附(?=\s*[0-9０-９一二三四五六七八九十]+(?:[\s:：]|$))|附录|附表)"
    rf"\s*((?:{_D}|{_N})(?:[-－—](?:{_D}))?|(?<=附录)[A-Z]|(?<=附录 )[A-Z])?"
    r"(\s*[:：.．、]|\s*$|\s)?"
)
_QUESTION = re.compile(
    rf"(?:(?:{_D}|{_N})[.．、]\s*)?(?:[【\[]?问题?\s*(?:[:：】\]]|({_D}|{_N})\s*[:：、.．】\]])"
    rf"|[QＱ]\s*({_D})?\s*[:：.．、]|(?:记者|网友)(?:提?问)?\s*[:：](?=.{{10}}))"
)
_HANZI_MARK = re.compile(rf"({_N})\s*([、.．]|[:：](?=\s*[\u4e00-\u9fff]))")
_HANZI_BLANK = re.compile(rf"({_N})[ \t\u3000]+(?=[^\s])")
_HANZI_PAREN = re.compile(rf"[(（]\s*({_N})\s*[)）][、.．]?")
_DECIMAL_MARK = re.compile(rf"((?:{_D}[.．]){{1,3}}{_D})(?![0-9０-９])[、.．]?")
_DIGIT_MARK = re.compile(rf"({_D})\s*([.．、])")
_DIGIT_BLANK = re.compile(rf"({_D})[ \t\u3000]+(?=[^\s\d])")
_DIGIT_TYPO = re.compile(rf"({_D})[。,，](?=[\u4e00-\u9fff])")  # 1。总则, of typists and scans
_DIGIT_PAREN = re.compile(rf"[(（]\s*({_D})\s*[)）][、.．]?")
_DIGIT_HALF_PAREN = re.compile(rf"({_D})\s*[)）][、.．]?")
_SIGN = re.compile(rf"([{_CIRCLED}{_BRACKETED}{_STOPPED}{_BRACKETED_HANZI}{_ROMAN}])[、.．]?")
# ①②可叠加, ①至③项: signs that refer to items.
_AMONG_SIGNS = re.compile(rf"[{_CIRCLED}{_BRACKETED}]|[和与及至到或、][{_CIRCLED}{_BRACKETED}]")
_LATIN_ROMAN_MARK = re.compile(r"([IVX]{1,4})\s*[.．、]")
_LEGAL_STYLE: dict[str, Style] = {
    "编": "part",
    "篇": "part",
    "部分": "part",
    "章": "chapter",
    "节": "division",
    "条": "article",
    "款": "legal_paragraph",
    "项": "legal_item",
}


def read_marker(line: str) -> Marker | None:
    """The likeliest marker at the beginning of `line`, or None.

    Example: `（三）汽车产业` -> Marker("hanzi_paren", 3, "(三)", "(三)", 3).
    """
    return next(iter(read_markers(line)), None)


def read_markers(line: str) -> tuple[Marker, ...]:
    """All readings of the beginning of `line`, likeliest first.

    Only a number with a point has two: `1.3D打印` may be 1.3 or item 1.
    """
    return _read(line[:_LOOKED_AT])


@lru_cache(maxsize=16384)
def _read(line: str) -> tuple[Marker, ...]:
    first = line[:1]
    if first in "第附问QＱ记网【[":
        found = _legal(line) or _annex(line) or _question(line)
        return (found,) if found else ()
    if first in "(（":
        found = _bracketed(line)
    elif first in HANZI:
        found = _question(line) or _hanzi(line)
    elif first.isdigit() and first in "0123456789０１２３４５６７８９":
        return _digits(line)
    else:
        found = _sign(line)
    return (found,) if found else ()


def _refers(rest: str) -> bool:
    return _REFERS_AFTER.match(rest) is not None


def _legal(line: str) -> Marker | None:
    found = _LEGAL.match(line)
    if not found:
        return None
    number, unit, extra = found.groups()
    style = _LEGAL_STYLE[unit]
    rest = line[found.end() :]
    closed = found[0][-1] in "、.．:："
    if rest.startswith("第") if closed else _refers(rest):
        return None
    token = re.sub(r"\s", "", found[0].rstrip("、.．:：")).translate(_TO_HALF)
    apart = closed or not rest or rest[0].isspace() or rest[0] in "【（(《“"
    explicit = style in ("legal_paragraph", "legal_item")
    if explicit and not apart:
        return None
    doubtful = not apart or bool(extra) or explicit
    return Marker(style, number_of(number), token, token, found.end(), doubtful)


def _annex(line: str) -> Marker | None:
    found = _ANNEX.match(line)
    if not found:
        return None
    number, stop = found.groups()
    rest = line[found.end() :]
    if not number and stop is None:
        return None
    if stop is None and (_refers(rest) or len(line) > 60 or re.search(r"[。；;，,]", rest)):
        return None
    name = re.sub(r"\s", "", re.match(r"附\s?件|附录|附表|附", line)[0])  # type: ignore[index]
    token = f"{'附件' if name == '附' else name}{(number or '').translate(_TO_HALF)}"
    if number and number.isalpha() and number.isascii():
        value = ord(number) - ord("A") + 1
    else:
        value = number_of(re.split(r"[-－—]", number)[0]) if number else 1
    return Marker("annex", value, token, token, found.end(), doubtful=stop is None)


def _question(line: str) -> Marker | None:
    found = _QUESTION.match(line)
    if not found:
        return None
    number = found[1] or found[2]
    return Marker("question", number_of(number) if number else 0, "问", "问", found.end())


def _bracketed(line: str) -> Marker | None:
    found = _HANZI_PAREN.match(line) or _DIGIT_PAREN.match(line)
    if not found:
        return None
    rest = line[found.end() :]
    if _REFERS_TO_ITEM.match(rest):
        return None
    token = f"({found[1].translate(_TO_HALF)})"
    style: Style = "hanzi_paren" if found.re is _HANZI_PAREN else "digit_paren"
    return Marker(style, number_of(found[1]), token, token, found.end())


def _hanzi(line: str) -> Marker | None:
    found = _HANZI_MARK.match(line)
    if not found:
        found = _HANZI_BLANK.match(line)
        if not found:
            return None
        return Marker("hanzi", number_of(found[1]), found[1], found[1], found.end(), doubtful=True)
    rest = line[found.end() :]
    doubtful = found[2] in ":：" or re.match(rf"\s*[{HANZI}]", rest) is not None
    label = f"{found[1]}{found[2].translate(_TO_HALF)}"
    return Marker("hanzi", number_of(found[1]), found[1], label, found.end(), doubtful)


def _digits(line: str) -> tuple[Marker, ...]:
    if question := _question(line):
        return (question,)
    if found := _DIGIT_HALF_PAREN.match(line):
        number = found[1].translate(_TO_HALF)
        return (Marker("digit_half_paren", int(number), f"{number})", f"{number})", found.end()),)
    readings = []
    if found := _DECIMAL_MARK.match(line):
        token = found[1].translate(_TO_HALF)
        parts = tuple(map(int, token.split(".")))
        style = DECIMALS[len(parts) - 1]
        apart = line[found.end() : found.end() + 1].isspace()
        readings.append(
            Marker(style, parts[-1], token, token, found.end(), not apart, parts[:-1])
        )  # fmt: skip
    if found := _DIGIT_MARK.match(line):
        number = found[1].translate(_TO_HALF)
        mark = found[2].translate(_TO_HALF)
        follows = line[found.end() : found.end() + 1]
        doubtful = follows.isdigit() or (bool(readings) and len(readings[0].prefix) > 1)
        readings.append(
            Marker("digit", int(number), number, f"{number}{mark}", found.end(), doubtful)
        )
    elif found := _DIGIT_BLANK.match(line) or _DIGIT_TYPO.match(line):
        number = found[1].translate(_TO_HALF)
        readings.append(Marker("digit", int(number), number, number, found.end(), doubtful=True))
    return tuple(readings)


def _sign(line: str) -> Marker | None:
    if found := _SIGN.match(line):
        sign = found[1]
        if _AMONG_SIGNS.match(line, found.end(1)):
            return None
        if sign in _CIRCLED:
            return Marker("circled", _CIRCLED.index(sign) + 1, sign, sign, found.end())
        if sign in _ROMAN:
            return Marker("roman", _ROMAN.index(sign) + 1, sign, f"{sign}、", found.end())
        if sign in _BRACKETED:
            number = _BRACKETED.index(sign) + 1
            return Marker("digit_paren", number, f"({number})", f"({number})", found.end())
        if sign in _STOPPED:
            number = _STOPPED.index(sign) + 1
            return Marker("digit", number, str(number), f"{number}.", found.end())
        number = _BRACKETED_HANZI.index(sign) + 1
        token = f"({'一二三四五六七八九十'[number - 1]})"
        return Marker("hanzi_paren", number, token, token, found.end())
    found = _LATIN_ROMAN_MARK.match(line)
    if found and found[1] in _LATIN_ROMAN:
        number = _LATIN_ROMAN.index(found[1]) + 1
        return Marker("roman", number, found[1], f"{found[1]}.", found.end(), doubtful=True)
    return None
