"""The lines of a page in the order of reading: columns one after the other, rows put together."""

from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from corpus.read.page import Page, Run, Table

_MAX_DEPTH = 3  # columns in columns


class Line(NamedTuple):
    """One line of a column, or a table. `edges` of the column, where the page has several."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    column: int = 0
    edges: tuple[float, float] | None = None
    table: Table | None = None


def page_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page from its first to its last."""
    if not page.runs:
        return []
    lines: list[Line] = []
    for column, runs in enumerate(_columns(page.runs, _MAX_DEPTH)):
        edges = None
        if len(runs) < len(page.runs):
            edges = (min(run.left for run in runs), max(run.right for run in runs))
            if edges[1] - edges[0] > page.width * 0.6:
                edges = None  # a band over the whole width
        lines.extend(_rows(runs, number, column, edges))
    return lines


def rows_of(runs: list[Run]) -> list[list[Run]]:
    """Runs that stand beside each other, from top to bottom and from left to right."""
    rows: list[list[Run]] = []
    bottom = height = 0.0
    for run in sorted(runs, key=attrgetter("top")):
        beside = min(bottom, run.bottom) - run.top > min(height, run.bottom - run.top) * 0.5
        if rows and beside and not run.table and not rows[-1][0].table:
            rows[-1].append(run)
        else:
            rows.append([run])
            bottom, height = run.bottom, run.bottom - run.top
    for row in rows:
        if len(row) > 1:
            row.sort(key=attrgetter("left"))
    return rows


def row_text(row: list[Run]) -> str:
    """The texts of a row; two blanks where the gap is wide."""
    text = row[0].text
    for before, run in pairwise(row):
        gap = run.left - before.right
        text += "  " if gap > run.size * 1.2 else " " if gap > run.size * 0.5 else ""
        text += run.text
    return text


def _rows(
    runs: list[Run], number: int, column: int, edges: tuple[float, float] | None
) -> list[Line]:
    lines = []
    for row in rows_of(runs):
        first = row[0]
        if len(row) == 1:
            text, last, size = first.text, first, first.size
        else:
            text, last = row_text(row), row[-1]
            size = max(row, key=lambda run: run.right - run.left).size
        lines.append(
            Line(
                text, first.left, last.right, first.top, first.bottom, size, number, column,
                edges, first.table,
            )
        )  # fmt: skip
    return lines


def _columns(runs: list[Run], depth: int) -> list[list[Run]]:
    """The runs in groups to be read one after the other; within one, from top to bottom."""
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    middle = (left + right) / 2
    beyond = [run for run in runs if run.left > middle - (right - left) * 0.1]
    if len(beyond) < 3 or not depth:
        return [runs]
    gutter = _gutter(runs, left, right)
    if gutter is None:
        return [runs]
    groups: list[list[Run]] = []
    whole: list[Run] = []
    for band in _bands(runs, gutter):
        before = [run for run in band if run.right <= gutter]
        after = [run for run in band if run.left >= gutter]
        if len(before) + len(after) == len(band) and _flow(before) and _flow(after):
            if whole:
                groups.append(whole)
                whole = []
            groups += [*_columns(before, depth - 1), *_columns(after, depth - 1)]
        else:
            whole = whole + band
    return [*groups, whole] if whole else groups


def _gutter(runs: list[Run], left: float, right: float) -> float | None:
    """A place between two columns that many lines stand on both sides of, or None."""
    best: tuple[int, float] | None = None
    starts: dict[int, int] = {}
    for run in runs:
        key = round(run.left / 4)
        starts[key] = starts.get(key, 0) + 1
    for key, count in starts.items():
        if count < 2 or not left + (right - left) * 0.15 < key * 4 < left + (right - left) * 0.85:
            continue
        place = key * 4 - 5.0
        crossing = sum(run.left < place < run.right for run in runs)
        after = sum(run.left >= place for run in runs)
        before = len(runs) - crossing - after
        score = min(before, after) - crossing
        if min(before, after) >= 3 and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _bands(runs: list[Run], gutter: float) -> list[list[Run]]:
    """From top to bottom: what crosses the gutter, and what stands on both sides of it."""
    bands: list[list[Run]] = []
    crossing_before: bool | None = None
    for row in rows_of(runs):
        crossing = any(run.left < gutter < run.right for run in row)
        if crossing != crossing_before:
            bands.append([])
        bands[-1].extend(row)
        crossing_before = crossing
    return bands


def _flow(runs: list[Run]) -> bool:
    """Whether runs are the lines of a text: at least three, most over the width of their column.

    Cells of a table without lines are short and stand apart, so they are not columns of text.
    """
    texts = [run for run in runs if not run.table]
    if len(texts) < 3:
        return False
    width = max(run.right for run in texts) - min(run.left for run in texts)
    size = median(run.size for run in texts)
    typical = sorted(run.right - run.left for run in texts)[len(texts) // 2]
    return typical > width * 0.6 and typical > size * 6
