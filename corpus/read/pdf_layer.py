"""The text layer of a pdf page with its ruling lines, as `corpus.read.page` wants it.

A place is asked for at the ends of lines and where a line is wider than its text, not for each
character: asking is what costs. Watermarks (text askew) are left out.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.read.page import Char, Page, Run, split_chars, text_width
from corpus.read.page_tables import find_grids
from corpus.read.pdf_calls import Box, Upright, address, calls
from corpus.read.pdf_drawings import Drawings

_QUARTER = math.pi / 2
_FAR = 100_000.0  # points; the largest page has 14,400
_UNKNOWN = "\ufffd"
_UNCLEAN = re.compile("[\x00\u2e80-\u2fdf\uf900-\ufafe\ufffe]")
_WORD = re.compile(r"\S+")
_WIDE = re.compile("[\u3400-\u9fff]")
_BESIDE_WIDE = re.compile("(?<=[\u2fff-\uffef]) (?=\\S)|(?<=\\S) (?=[\u2fff-\uffef])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
# Radicals without decomposition in Unicode that some fonts give for the character itself.
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)


@dataclass(frozen=True)
class Layer:
    """A page, and what tells whether all its text is there.

    `covered` is the share of the page under images (0 to 1), `n_paths` the number of its shapes,
    `n_unknown` the number of its characters without meaning.
    """

    page: Page
    covered: float
    n_paths: int
    n_unknown: int


def read_layer(page: Any) -> Layer:  # noqa: ANN401 - pypdfium2 has no types to name
    """The runs and rules of a page, turned so that its text stands upright.

    Raises:
        pypdfium2.PdfiumError: a page that cannot be read.
    """
    text_page = page.get_textpage()
    try:
        return _Reader(page, text_page).layer()
    finally:
        text_page.close()


class _Reader:
    """One page while it is read; its buffer is shared by all calls."""

    def __init__(self, page: Any, text_page: Any) -> None:  # noqa: ANN401
        self._calls = calls()
        self._chars = ctypes.c_void_p(address(text_page.raw))
        box, point = (ctypes.c_float * 4)(), (ctypes.c_double * 2)()
        self._at = ctypes.c_void_p(ctypes.addressof(box))
        self._point_at = [ctypes.c_void_p(ctypes.addressof(point) + n) for n in (0, 8)]
        # Reading through memoryviews is several times as fast; they keep the buffers alive.
        self._box = memoryview(box).cast("B").cast("f")  # left, top, right, bottom of an FS_RECTF
        self._point = memoryview(point).cast("B").cast("d")
        self._page = page
        self._text = self._all_text(text_page)
        self._upright = Upright.of(page.get_bbox(), self._turns())
        self._char = self._turned_char if self._upright.turns else self._placer()

    def layer(self) -> Layer:
        drawings = Drawings(self._page, self._upright)
        width, height = max(1.0, self._upright.width), max(1.0, self._upright.height)
        page = Page(width, height, rules=drawings.rules)
        page.grids = find_grids(page.rules)
        self._lines(page)
        unknown = self._text.count(_UNKNOWN)
        return Layer(page, drawings.covered, drawings.n_paths, unknown)

    def _all_text(self, text_page: Any) -> str:  # noqa: ANN401
        """One character for each place that PDFium counts; its text lacks those of no meaning."""
        count = text_page.count_chars()
        text: str = text_page.get_text_range() if count > 0 else ""
        if len(text) != count:
            codes = (self._calls.unicode(self._chars, place) for place in range(count))
            text = "".join(chr(c) if 0 < c < 0x110000 else _UNKNOWN for c in codes)
        self._ligated = any(ligature in text for ligature in "ﬀﬁﬂﬃﬄ")
        return text.translate(_clean()) if _UNCLEAN.search(text) else text

    def _letters(self, text: str) -> str:
        return text.translate(_LIGATURES) if self._ligated else text

    def _turns(self) -> int:
        """By how many quarters to the left most of the text is turned, judged by five places."""
        votes = [0, 0, 0, 0]
        for part in (1, 3, 5, 7, 9):
            place = len(self._text) * part // 10
            while place < len(self._text) and self._text[place].isspace():
                place += 1
            if place < len(self._text):
                quarters = self._calls.angle(self._chars, place) / _QUARTER
                if abs(quarters - round(quarters)) < 0.02:
                    votes[-round(quarters) % 4] += 1  # PDFium counts clockwise
        return votes.index(max(votes))

    def _placer(self) -> Callable[[int], Box]:
        """What gives the box of a character on a page that is not turned; it is called most."""
        call, chars, at, read = self._calls.char_box, self._chars, self._at, self._box.tolist
        x, y = self._upright.left, self._upright.top

        def box_of(place: int) -> Box:
            call(chars, place, at)
            left, top, right, bottom = read()
            return left - x, y - top, right - x, y - bottom

        return box_of

    def _turned_char(self, place: int) -> Box:
        self._calls.char_box(self._chars, place, self._at)
        left, top, right, bottom = self._box.tolist()
        return self._upright.place(left, bottom, right, top)

    def _base(self, place: int) -> float:
        """The height of the base line of a character."""
        self._calls.origin(self._chars, place, *self._point_at)
        x, y = self._point.tolist()
        if self._upright.turns:
            return self._upright.place(x, y, x, y)[1]
        return self._upright.top - y

    def _lines(self, page: Page) -> None:
        start = 0
        for raw in self._text.split("\r\n"):
            line = raw.strip()
            if line:
                first = start if raw[0] == line[0] else start + raw.index(line[0])
                self._line(line, first, page)
            start += len(raw) + 2

    def _line(self, line: str, first: int, page: Page) -> None:
        box = left, top, end, bottom = self._char(first)
        last = self._char(first + len(line) - 1)
        right = last[2]
        # What ends to the right of its beginning and on its height is level; else it is asked for.
        level = right > end and abs(last[1] - top) < (bottom - top) / 2
        if not level and self._is_askew(first):
            return
        # A Chinese character is as wide as its font is high; heights are those of the glyph.
        size = end - left
        if line[0] < "\u3400":
            told = _WIDE.search(line)
            if told:
                box = self._char(first + told.start())
                size = box[2] - box[0]
            else:
                size = (bottom - top) * 1.3
        size = max(size, 1.0)
        base = self._base(first)
        if not (abs(left) < _FAR and abs(right) < _FAR and abs(base) < _FAR and size < _FAR):
            return  # nowhere: broken numbers in the file
        top, bottom = base - size * 0.88, base + size * 0.12
        cuts: tuple[float, ...] = ()
        for grid in page.grids:
            if grid.ys[0] < base - size / 3 < grid.ys[-1]:
                cuts = tuple(x for x in grid.xs if left < x < right)
        if not cuts and right - left < text_width(line, size) + size * 1.5:
            if " " in line:
                line = self._without_made_up(line, first, size)
            page.runs.append(Run(self._letters(line), left, top, right, bottom, size))
            return
        chars = self._chars_of(line, first, size, cuts)
        page.runs.extend(split_chars(chars, top, bottom, size, cuts))

    def _chars_of(self, line: str, first: int, size: float, cuts: tuple[float, ...]) -> list[Char]:
        """The line's words, and the characters of those that a cut or gap goes through."""
        chars: list[Char] = []
        for word in _WORD.finditer(line):
            text, place = self._letters(word[0]), first + word.start()
            if chars and not self._calls.is_generated(self._chars, place - 1):
                chars.append(Char(" ", 0.0, 0.0))
            left, right = self._char(place)[0], self._char(place + len(word[0]) - 1)[2]
            whole = right - left < text_width(text, size) + size * 1.5
            if whole and not any(left < cut < right for cut in cuts):
                chars.append(Char(text, left, right))
                continue
            for n, char in enumerate(word[0]):
                box = self._char(place + n)
                chars.append(Char(self._letters(char), box[0], box[2]))
        return chars

    def _without_made_up(self, line: str, first: int, size: float) -> str:
        """The line without the blanks that PDFium saw in the small gaps beside Chinese text."""
        text, done = "", 0
        for blank in _BESIDE_WIDE.finditer(line):
            place = first + blank.start()
            if self._calls.is_generated(self._chars, place):
                gap = self._char(place + 1)[0] - self._char(place - 1)[2]
                if gap < size * 0.6:
                    text += line[done : blank.start()]
                    done = blank.end()
        return text + line[done:]

    def _is_askew(self, place: int) -> bool:
        """Whether a character is turned otherwise than the page's text."""
        quarters = self._calls.angle(self._chars, place) / _QUARTER + self._upright.turns
        return bool(abs(quarters - 4 * round(quarters / 4)) > 0.02)


@lru_cache(maxsize=1)
def _clean() -> dict[int, str]:
    """Radicals that stand for a character into that character, one for one.

    U+FFFE is what PDFium gives for a hyphen at a line's end.
    """
    table = {
        0x0000: _UNKNOWN,
        0xFFFE: "-",
        **{ord(radical): char for radical, char in _RADICALS.items()},
    }
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFAFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if code not in table and len(plain) == 1:
            table[code] = plain
    return table
