"""Answers from one cell of a table: the row that the question names, the column that it asks for.

A row is named by a cell that the question holds in full; a column by its header's words, or by
being the only one with a value of the asked-for kind. Two rows or columns that fit equally well
answer nothing.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.document import Clause
from corpus.grid import Grid, Row, read_grid
from corpus.squeeze import one_line
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.evidence.demand import demands_of, shortfall
from rag.evidence.pattern import holds
from rag.held.holdings import Holdings
from rag.held.passage import slice_of
from rag.question.query import Query
from rag.route.column import shared
from rag.words.terms import subject_words

_UNIT = re.compile(r"[(（](?P<unit>[^()（）]{1,6})[)）]\s*$")
_NUMBER = re.compile(r"[\d,.]+")
_MIN_NAME = 2
_MAX_LACKING = 0.42  # share of the question's demands that row, header and headings may leave open


def from_table(query: Query, clauses: Iterable[Clause], holdings: Holdings) -> Draft | None:
    """The cell that answers a question for a value or a body, or None.

    `clauses` are tried in order; those that are no table are passed over.
    """
    if not (query.is_value or query.kind == "body") or query.wants_all or query.operation:
        return None
    demands = demands_of(query, holdings.weights, holdings.text)
    for clause in clauses:
        grid = read_grid(clause)
        row = _row(query, grid) if grid else None
        at = _column(query, grid, row) if grid and row else None
        if grid is None or row is None or at is None:
            continue
        said = " ".join(
            (holdings.frames[clause.doc_id], *clause.heading_path, *grid.header, *row.cells)
        )
        if shortfall(demands, fold(said), holdings.weights).share > _MAX_LACKING:
            continue
        if any(year not in said for year in query.years):
            continue
        passage = slice_of(clause, row.start - clause.start, row.end - clause.start)
        shown = _shown(row.cells[at], grid.header[at])
        text = f"{shown}：{one_line(passage.text)}"
        return Draft((Statement(text, (passage,)),), shown=shown)
    return None


def _row(query: Query, grid: Grid) -> Row | None:
    """The row of which the question holds the longest cell, if it is one."""
    asked = fold(query.text)
    longest: dict[int, list[Row]] = {}
    for row in grid.rows:
        names = [fold(c) for c in row.cells if len(c) >= _MIN_NAME and not _NUMBER.fullmatch(c)]
        if fitting := max((len(name) for name in names if name in asked), default=0):
            longest.setdefault(fitting, []).append(row)
    best = longest[max(longest)] if longest else []
    return best[0] if len(best) == 1 else None


def _column(query: Query, grid: Grid, row: Row) -> int | None:
    """The column that is asked for: of those with a fitting value, the one best called by name."""
    asked = fold(query.text)
    fitting = [
        at
        for at, cell in enumerate(row.cells)
        if fold(cell) not in asked and _fits(query, cell, grid.header[at])
    ]
    scores = {at: _said(grid.header[at], query) for at in fitting}
    if not scores:
        return None
    best = max(scores.values())
    chosen = [at for at in fitting if scores[at] == best]
    if len(chosen) > 1 or (best == 0 and query.kind in ("amount", "count", "percentage")):
        return None
    return chosen[0]


def _fits(query: Query, cell: str, header: str) -> bool:
    """Whether a cell has a value of the asked-for kind, in the unit that its header names."""
    shown = _shown(cell, header)
    if query.unit and query.kind == "count" and not shown.endswith(query.unit):
        return False
    if query.kind == "count":
        return bool(_NUMBER.search(cell)) and not holds("date", cell)
    return holds(query.kind, shown)


def _said(header: str, query: Query) -> int:
    """How many words of the question stand in a header."""
    words: Sequence[str] = subject_words(query.text)
    said = sum(word in fold(header) for word in words if len(word) > 1)
    # subtle: 哪年投用 is cut into 年投 and 用.
    return said or int(shared(fold(header), fold(query.text)) >= _MIN_NAME)


def _shown(cell: str, header: str) -> str:
    """The cell with the unit of its header: `18` under `换电站（座）` is `18座`."""
    unit = _UNIT.search(header)
    return f"{cell}{unit['unit']}" if unit and _NUMBER.fullmatch(cell) else cell
