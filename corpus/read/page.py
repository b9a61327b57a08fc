"""What a page shows, whatever it was read from: runs of text and ruling lines at their places.

Readers of pdf, ofd and images make pages; `page_*` turn pages into passages. Nothing here knows a
file format. All places are points (1/72 inch) from the page's left and top edge.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Table(NamedTuple):
    """A table's cells row by row; `edges` are the places of its columns from left to right.

    `full` are the columns whose last cell is full to its right edge, so that it may go on.
    """

    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    full: frozenset[int] = frozenset()


class Run(NamedTuple):
    """Text on one line without a wide gap, `size` high; or a table, whose text is empty."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    table: Table | None = None


class Rule(NamedTuple):
    """A ruling line as a thin box: horizontal where it is wider than high."""

    left: float
    top: float
    right: float
    bottom: float


class Char(NamedTuple):
    """A character, or several without a gap, and where they begin and end on their line."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Grid:
    """The lines of a table: edges of columns and rows, and for each cell the one that it is of."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def cell(self, run: Run) -> tuple[int, int] | None:
        """Row and column of the cell that the middle of a run lies in."""
        x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owner[row, column]
        return None


@dataclass
class Page:
    """One page; `runs` in the order of the file, which need not be that of reading.

    `grids` are the tables that its rules make, known to readers that part runs at their lines.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


def text_width(text: str, size: float) -> float:
    """About how wide a text is: Chinese characters are square, others half as wide."""
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return size * (wide + 0.5 * (len(text) - wide))


def split_chars(
    chars: Iterable[Char], top: float, bottom: float, size: float, cuts: tuple[float, ...] = ()
) -> list[Run]:
    """The characters of one line as runs: parted at wide gaps and at the places in `cuts`."""
    runs: list[Run] = []
    text, left, right = "", 0.0, 0.0
    for char in chars:
        blank = not char.text.strip()
        if text and not blank:
            parted = char.left - right > size * 1.5
            if cuts and not parted:
                middle = min((char.left + char.right) / 2, char.left + size / 2)
                parted = any(right - size / 2 < cut < middle for cut in cuts)
            if parted:
                runs.append(Run(text.rstrip(), left, top, right, bottom, size))
                text = ""
            elif not text[-1].isspace():
                letters = text[-1].isascii() and char.text.isascii()
                text += " " if char.left - right > size * (0.2 if letters else 0.6) else ""
        if blank and not text:
            continue
        if not text:
            left = char.left
        text += char.text
        if not blank:
            right = char.right
    if text.strip():
        runs.append(Run(text.rstrip(), left, top, right, bottom, size))
    return runs
