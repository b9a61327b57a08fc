"""Tables of a page: cells between ruling lines, or columns between the three lines of a table.

A frame around text, a line under a heading and a ruled margin are no tables: a table has at least
two columns. Text without any ruling line is left to the paragraphs, however well it is aligned.
"""

from collections.abc import Iterable, Sequence

from corpus.read.page import Grid, Page, Rule, Run, Table

_NEAR = 3.0  # points within which two lines touch or are the same
_MAX_RULES = 4000
_MAX_CELLS = 20_000


def find_grids(rules: list[Rule]) -> list[Grid]:
    """The tables that crossing lines make, from top to bottom."""
    if len(rules) < 4 or len(rules) > _MAX_RULES:
        return []
    across = across_of(rules)
    down = _joined([(r.left + r.right, r.top, r.bottom) for r in rules if not _is_across(r)])
    grids = []
    for some_across, some_down in _connected(across, down):
        grid = _grid(some_across, some_down)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.ys[0])


# A line on one axis: its place on the other axis, where it begins, where it ends.
_Stroke = tuple[float, float, float]


def _is_across(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.bottom - rule.top


def across_of(rules: list[Rule]) -> list[tuple[float, float, float]]:
    """The level lines, pieces put together: height, left end, right end."""
    return _joined([(r.top + r.bottom, r.left, r.right) for r in rules if _is_across(r)])


def _joined(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Strokes with doubled places, pieces of the same line put together."""
    levels: list[list[_Stroke]] = []
    for doubled, start, end in sorted(strokes):
        place = doubled / 2
        if levels and place - levels[-1][0][0] <= _NEAR:
            levels[-1].append((levels[-1][0][0], start, end))
        else:
            levels.append([(place, start, end)])
    out: list[_Stroke] = []
    for level in levels:
        level.sort()
        for place, start, end in level:
            if out and out[-1][0] == place and start <= out[-1][2] + _NEAR:
                out[-1] = (place, out[-1][1], max(end, out[-1][2]))
            else:
                out.append((place, start, end))
    return [stroke for stroke in out if stroke[2] - stroke[1] > _NEAR]


def _connected(
    across: list[_Stroke], down: list[_Stroke]
) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    parts: list[tuple[list[_Stroke], list[_Stroke]]] = []
    free = set(range(len(down)))
    left = set(range(len(across)))
    while left:
        todo = [left.pop()]
        some_across, some_down = [], []
        while todo:
            line = across[todo.pop()]
            some_across.append(line)
            met = [n for n in free if _cross(line, down[n])]
            free.difference_update(met)
            for n in met:
                some_down.append(down[n])
                touched = [m for m in left if _cross(across[m], down[n])]
                left.difference_update(touched)
                todo.extend(touched)
        if len(some_across) > 1 and some_down:
            parts.append((some_across, some_down))
    return parts


def _cross(across: _Stroke, down: _Stroke) -> bool:
    return (
        across[1] - _NEAR <= down[0] <= across[2] + _NEAR
        and down[1] - _NEAR <= across[0] <= down[2] + _NEAR
    )


def _places(strokes: list[_Stroke], ends: list[_Stroke]) -> tuple[float, ...]:
    """The edges that strokes give, and where the others go on beyond the last (open sides)."""
    found = sorted({stroke[0] for stroke in strokes})
    first, last = min(end[1] for end in ends), max(end[2] for end in ends)
    if first < found[0] - 3 * _NEAR:
        found.insert(0, first)
    if last > found[-1] + 3 * _NEAR:
        found.append(last)
    edges = [found[0]]
    for place in found[1:]:
        if place - edges[-1] > _NEAR:
            edges.append(place)
    return tuple(edges)


def _grid(across: list[_Stroke], down: list[_Stroke]) -> Grid | None:
    xs, ys = _places(down, across), _places(across, down)
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    if n_rows < 1 or n_columns < 2 or n_rows * n_columns > _MAX_CELLS:
        return None
    owner = {(r, c): (r, c) for r in range(n_rows) for c in range(n_columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    def walls(strokes: list[_Stroke], places: Sequence[float]) -> list[list[_Stroke]]:
        return [[s for s in strokes if abs(s[0] - place) <= _NEAR] for place in places]

    down_at, across_at = walls(down, xs), walls(across, ys)
    for row, column in list(owner):
        y, x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
        open_right = column + 1 < n_columns and not _covered(down_at[column + 1], y)
        open_below = row + 1 < n_rows and not _covered(across_at[row + 1], x)
        for opened, other in ((open_right, (row, column + 1)), (open_below, (row + 1, column))):
            if opened:
                first, second = sorted((root((row, column)), root(other)))
                owner[second] = first
    owner = {cell: root(cell) for cell in owner}
    columns = {column for _, column in owner.values()}
    return Grid(xs, ys, owner) if len(columns) > 1 else None


def _covered(strokes: list[_Stroke], place: float) -> bool:
    return any(start - _NEAR <= place <= end + _NEAR for _, start, end in strokes)


def take_tables(page: Page) -> None:
    """Put one run with a table where the runs inside of each grid were.

    The text of a cell merged over rows stands in each of them, of one merged over columns once.
    """
    for grid in page.grids:
        cells: dict[tuple[int, int], list[Run]] = {}
        rest: list[Run] = []
        for run in page.runs:
            at = None if run.table else grid.cell(run)
            if at is None:
                rest.append(run)
            else:
                cells.setdefault(at, []).append(run)
        if len({column for _, column in cells}) < 2:
            continue  # ruled, but nothing beside anything: a frame
        texts = {
            at: _cell_text(runs, grid.xs[_right_edge(grid, *at)]) for at, runs in cells.items()
        }
        n_rows, columns = len(grid.ys) - 1, range(len(grid.xs) - 1)
        rows = tuple(
            tuple(
                texts.get(at, "") if (at := grid.owner[row, column])[1] == column else ""
                for column in columns
            )
            for row in range(n_rows)
        )
        last = {at[1]: at for column in columns if (at := grid.owner[n_rows - 1, column]) in cells}
        full = frozenset(
            column
            for column, at in last.items()
            if is_full(max(cells[at], key=lambda run: run.top), grid.xs[_right_edge(grid, *at)])
        )
        table = Table(grid.xs, rows, full)
        page.runs = [*rest, table_run(table, grid.ys[0], grid.ys[-1])]


def is_full(run: Run, right_edge: float) -> bool:
    """Whether the last line of a cell leaves no room for another character."""
    return right_edge - run.right < run.size * 1.1 + 6


def table_run(table: Table, top: float, bottom: float) -> Run:
    """The run that stands for a table on its page."""
    return Run("", table.edges[0], top, table.edges[-1], bottom, 0.0, table)


def _right_edge(grid: Grid, row: int, column: int) -> int:
    last = column
    while grid.owner.get((row, last + 1)) == (row, column):
        last += 1
    return last + 1


def _cell_text(runs: Sequence[Run], right_edge: float) -> str:
    """Lines of a cell joined; a line that stops well before the edge ends a paragraph."""
    text = ""
    before: Run | None = None
    for run in sorted(runs, key=lambda run: (run.top, run.left)) if len(runs) > 1 else runs:
        if before is not None:
            beside = (before.top + before.bottom) / 2 > run.top
            short = right_edge - before.right > 2.5 * run.size
            letters = text[-1].isascii() and run.text[0].isascii()
            text += " " if beside or short or letters else ""
        text += run.text
        before = run
    return text
