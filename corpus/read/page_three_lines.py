"""Tables without upright lines: level lines of one width above, under the head and below.

Columns are what white strips from the first line to the last keep apart. Without the lines, text
in columns is not taken for a table: names in a list stand so as well.
"""

from statistics import median

from corpus.read.page import Page, Run, Table
from corpus.read.page_lines import row_text, rows_of
from corpus.read.page_tables import across_of, table_run

_NEAR = 3.0  # points within which lines begin and end at the same place


def take_three_lines(page: Page) -> None:
    """Put one run with a table where the runs between each group of level lines were."""
    free = [
        (place, left, right)
        for place, left, right in across_of(page.rules)
        if not any(grid.ys[0] - _NEAR <= place <= grid.ys[-1] + _NEAR for grid in page.grids)
    ]
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(free):
        alike = groups[-1][0] if groups else None
        if alike and abs(alike[1] - line[1]) < _NEAR and abs(alike[2] - line[2]) < _NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        # A line under the running head is as wide as the table's: try without the first, too.
        for some in (group, group[1:]):
            if len(some) > 2 and _take(page, some[0][0], some[-1][0], some[0][1], some[0][2]):
                break


def _take(page: Page, top: float, bottom: float, left: float, right: float) -> bool:
    within = [
        run
        for run in page.runs
        if run.table is None
        and top < (run.top + run.bottom) / 2 < bottom
        and left - _NEAR < run.left
        and run.right < right + _NEAR
    ]
    columns = _columns(within)
    rows: list[list[str]] = []
    for row in rows_of(within):
        cells: list[list[Run]] = [[] for _ in columns]
        for run in row:
            cells[sum(start <= run.left for start, _ in columns) - 1].append(run)
        texts = [row_text(cell) if cell else "" for cell in cells]
        if rows and not texts[0] and sum(map(bool, texts)) < sum(map(bool, rows[-1])):
            rows[-1] = [a + b for a, b in zip(rows[-1], texts, strict=True)]
        else:
            rows.append(texts)
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    if len(columns) < 2 or len(rows) < 3 or several < len(rows) * 0.7:
        return False
    edges = (left, *(start for start, _ in columns[1:]), right)
    taken = {id(run) for run in within}
    table = Table(edges, tuple(map(tuple, rows)))
    page.runs = [run for run in page.runs if id(run) not in taken] + [table_run(table, top, bottom)]
    return True


def _columns(runs: list[Run]) -> list[tuple[float, float]]:
    """Where text stands from left to right, parted by strips without any."""
    columns: list[tuple[float, float]] = []
    gap = median([run.size for run in runs] or [0.0]) * 0.8
    for run in sorted(runs, key=lambda run: run.left):
        if columns and run.left < columns[-1][1] + gap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], run.right))
        else:
            columns.append((run.left, run.right))
    return columns
