"""The rows of a table that a question is about: within its limits, with the values it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.grid import Row
from index.tokenize import fold
from rag.evidence.operand import LIMITS, bound_of
from rag.question.query import Query
from rag.route.column import DONE, Table, parts_of, shared

# A unit's tasks stand in the clauses, too: `rag.route.responsible` lists them all.
_TASKS = re.compile(r"任务|工作|条款|事项|职责")
_BEGINS = re.compile(r"开工|开始|启动|动工|起始")
_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s*年)")
SAID = 2  # characters of a header that a question says


@dataclass(frozen=True)
class Kept:
    """The rows that a question is about, in what respect, and the columns that this is read in."""

    rows: tuple[Row, ...]
    why: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()


def kept_rows(table: Table, query: Query, text: str) -> Kept | None:
    """The rows that meet all limits and values that the question names; None for no such table."""
    kept = Kept(table.grid.rows)
    said = shared(fold(table.header(table.naming)), text) >= SAID
    if bound := bound_of(text):
        unit = bound.quantity.dimension
        columns = [at for at in table.numeric() if table.dimension(at) == unit]
        at = column_said(table, columns, text, query) if len(columns) != 1 else columns[0]
        if at is None:
            return None
        rows = [r for r in kept.rows if (n := table.number(r, at)) and bound.holds(n)]
        why = f"{table.header(at)}{LIMITS[bound.comparator]}{bound.quantity}"
        kept = Kept(tuple(rows), (why,), (at,))
    for at, header in enumerate(table.grid.header):
        if at == table.naming:
            continue
        values = {p for row in table.grid.rows for p in parts_of(row.cells[at])}
        named = sorted((v for v in values if v in text), key=len)
        if not named or at in table.numeric() or header.startswith("单位"):
            continue
        if _TASKS.search(table.header(table.naming)) and "单位" in header:
            return None
        if not _is_meant(table, at, named[-1], text):
            continue
        rows = [r for r in kept.rows if named[-1] in parts_of(r.cells[at])]
        kept = Kept(tuple(rows), (*kept.why, f"{header}为{named[-1]}"), kept.columns)
        said = True
    years = list(dict.fromkeys(_YEAR.findall(text)))
    if table.dated() and len(years) == 1 and DONE.search(text):
        at = _dated(table, text)
        if at is None:
            return None
        rows = [r for r in kept.rows if years[0] in fold(r.cells[at])]
        why = f"{table.header(at)}在{years[0]}年"
        kept = Kept(tuple(rows), (*kept.why, why), (*kept.columns, at))
    return kept if said or kept.why or column_said(table, table.numeric(), text, query) else None


def _dated(table: Table, text: str) -> int | None:
    """The column of dates that the question says; where it says none, the only one of ends."""
    columns = table.dated()
    said = [at for at in columns if shared(fold(table.header(at)), text) >= SAID]
    ends = [at for at in columns if not _BEGINS.search(table.header(at))]
    for chosen in (said, ends, columns):
        if len(chosen) == 1:
            return chosen[0]
    return None


def _is_meant(table: Table, column: int, value: str, text: str) -> bool:
    """Whether a value is one of this column: by its header, or because no other column has it."""
    others = [
        at for at in range(len(table.grid.header))
        if at not in (column, table.naming)
        and any(value in parts_of(row.cells[at]) for row in table.grid.rows)
    ]  # fmt: skip
    mine = shared(fold(table.header(column)), text)
    return all(shared(fold(table.header(at)), text) < mine for at in others)


def column_said(table: Table, columns: Sequence[int], text: str, query: Query) -> int | None:
    """The column whose header the question says best, with its year; None for none or several."""
    scores = {at: shared(fold(table.header(at)), text) for at in columns}
    for at in columns:
        if any(year in table.header(at) for year in query.years):
            scores[at] += len("年度")
    best = max(scores.values(), default=0)
    chosen = [at for at in columns if scores[at] == best]
    return chosen[0] if best >= SAID and len(chosen) == 1 else None
