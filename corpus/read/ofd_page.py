"""One page of an OFD file: text objects as runs, paths as ruling lines, in points.

Sizes in the file are millimetres from the page's left and top edge, as
GB/T 33190-2016 (8, 9, 11) says. Glyph numbers are not needed: TextCode holds the characters.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.read.page import Char, Page, Rule, split_chars, text_width
from corpus.read.page_tables import find_grids

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_POINTS = 72 / 25.4  # in a millimetre
_MAX_OBJECTS = 50_000
_MAX_NUMBERS = 20_000
_SHORT = 4.0  # points: what is shorter is no ruling line
_THIN = 1.0  # points: what is thinner is level or upright
_NUMBER = re.compile(r"-?\d{0,9}(?:\.\d{0,20})?(?:[eE]-?\d{1,2})?")

# x' = a·x + c·y + e, y' = b·x + d·y + f
_Matrix = tuple[float, float, float, float, float, float]


def local(element: "Element") -> str:
    """The element's name without its namespace, which differs between producers."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inside(element: "Element", *names: str) -> Iterator["Element"]:
    """All elements of these names below an element, in the order of the file."""
    return (found for found in element.iter() if local(found) in names)


def numbers(text: str | None, count: int) -> list[float]:
    """The first `count` numbers of an attribute, fewer where it has fewer."""
    found = []
    for word in (text or "").split(maxsplit=count)[:count]:
        if not _NUMBER.fullmatch(word) or not any(c.isdigit() for c in word):
            break
        found.append(float(word))
    return found


@dataclass(frozen=True)
class _Line:
    """Characters on one base line, in points."""

    chars: list[Char]
    base: float
    size: float


def read_page(contents: list["Element"], width: float, height: float) -> Page:
    """The runs and rules of a page that consists of `contents`, the lowest first.

    `width` and `height` are millimetres.
    """
    page = Page(width * _POINTS, height * _POINTS)
    lines: list[_Line] = []
    for content in contents:
        for count, item in enumerate(inside(content, "TextObject", "PathObject")):
            if count > _MAX_OBJECTS:
                break
            if item.get("Visible") == "false":
                continue
            if local(item) == "PathObject":
                page.rules.extend(_rules(item))
                continue
            for line in _text_lines(item):
                before = lines[-1] if lines else None
                if before is not None and _goes_on(before, line):
                    before.chars.extend(line.chars)
                else:
                    lines.append(line)
    page.grids = find_grids(page.rules)
    for line in lines:
        middle = line.base - line.size / 3
        grid = next((g for g in page.grids if g.ys[0] < middle < g.ys[-1]), None)
        top, bottom = line.base - line.size * 0.88, line.base + line.size * 0.12
        cuts = grid.xs if grid else ()
        page.runs.extend(split_chars(line.chars, top, bottom, line.size, cuts))
    return page


def pictures(contents: list["Element"], width: float, height: float) -> Iterator[tuple[str, float]]:
    """Resource and share of the page (0 to 1) of each image."""
    for content in contents:
        for item in inside(content, "ImageObject"):
            box = numbers(item.get("Boundary"), 4)
            if len(box) == 4:
                share = box[2] * box[3] / max(1.0, width * height)
                yield item.get("ResourceID") or "", share


def _goes_on(before: _Line, line: _Line) -> bool:
    """Whether characters follow right after others: some producers place each one by itself."""
    gap = line.chars[0].left - before.chars[-1].right
    return (
        abs(before.base - line.base) < line.size * 0.1
        and abs(before.size - line.size) < line.size * 0.1
        and -line.size * 0.3 < gap < line.size * 1.5
    )


def _matrix(item: "Element") -> _Matrix:
    """From the object's own space to the page, in millimetres."""
    box = numbers(item.get("Boundary"), 4)
    x, y = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
    given = numbers(item.get("CTM"), 6)
    a, b, c, d, e, f = given if len(given) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + x, f + y


def _text_lines(item: "Element") -> Iterator[_Line]:
    a, b, c, d, e, f = _matrix(item)
    if abs(b) > abs(a) * 0.1:
        return  # askew: a watermark
    given = numbers(item.get("Size") or item.get("size"), 1)  # some producers write it small
    own_size = given[0] if given else 4.0
    stretch = (numbers(item.get("HScale"), 1) or [1.0])[0]
    size = abs(own_size * math.hypot(c, d)) * _POINTS
    wide = abs(a) * _POINTS
    if not 0.5 < size < 2000:
        return
    box = numbers(item.get("Boundary"), 4)
    edge = (box[0] + box[2]) * _POINTS if len(box) == 4 else 0.0
    x = y = 0.0
    for code in inside(item, "TextCode"):
        text = code.text or ""
        x = (numbers(code.get("X"), 1) or [x])[0]
        y = (numbers(code.get("Y"), 1) or [y])[0]
        across = _deltas(code.get("DeltaX"), len(text))
        down = _deltas(code.get("DeltaY"), len(text))
        chars: list[Char] = []
        base, at_x, at_y = 0.0, x, y
        for n, char in enumerate(text):
            own_width = text_width(char, own_size * stretch)
            left = (a * at_x + c * at_y + e) * _POINTS
            base = (b * at_x + d * at_y + f) * _POINTS
            step = across[n] if n < len(across) else 0.0 if down else own_width
            # The file does not say how wide a glyph is: it ends where the next begins, or the box.
            room = edge - left if n == len(text) - 1 else step * wide
            width = max(own_width * wide, min(room, size))
            if not char.isspace():
                chars.append(Char(char, left, left + width))
            elif chars:
                chars.append(Char(" ", left, left))
            at_x += step
            drop = down[n] if n < len(down) else 0.0
            at_y += drop
            if drop and chars:
                yield _Line(chars, base, size)
                chars = []
        if chars:
            yield _Line(chars, base, size)


def _deltas(text: str | None, count: int) -> list[float]:
    """The steps between characters; `g 3 5.2` stands for three steps of 5.2."""
    steps: list[float] = []
    words = iter((text or "").split(maxsplit=3 * count)[: 3 * count])
    for word in words:
        times = 1
        if word == "g":
            times = int((numbers(next(words, ""), 1) or [0])[0])
            word = next(words, "")
        step = numbers(word, 1)
        if not step or len(steps) >= count:
            break
        steps.extend(step * min(max(times, 0), count - len(steps)))
    return steps


def _rules(item: "Element") -> Iterator[Rule]:
    """The straight pieces of a path that lie level or upright; a thin area is one itself."""
    a, b, c, d, e, f = _matrix(item)
    data = next(inside(item, "AbbreviatedData"), None)
    words = iter(((data.text if data is not None else "") or "").split()[:_MAX_NUMBERS])
    if item.get("Stroke") == "false" and item.get("Fill") != "true":
        return

    def point() -> tuple[float, float] | None:
        found = numbers(f"{next(words, '')} {next(words, '')}", 2)
        if len(found) < 2:
            return None
        x, y = found
        return (a * x + c * y + e) * _POINTS, (b * x + d * y + f) * _POINTS

    start = before = (0.0, 0.0)
    for word in words:
        if word in ("M", "S", "L"):
            here = point()
            if here is None:
                return
            if word == "L":
                yield from _straight(before, here)
            else:
                start = here
            before = here
        elif word == "C":
            yield from _straight(before, start)
            before = start


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    if min(right - left, bottom - top) < _THIN and max(right - left, bottom - top) > _SHORT:
        yield Rule(left, top, right, bottom)
