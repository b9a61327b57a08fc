"""Questions over the rows of a table: which of them, the largest, all together, how far apart.

    总投资在20亿元以上的有哪几个    建在北港区的项目总投资合计    投资最大和最小的各是哪个

A table answers only where it accounts for what the question speaks of; a column only where the
question says its header or counts in its unit. Lists are complete and counted.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from corpus.document import Clause
from corpus.grid import Row
from index.tokenize import fold
from rag.draft import Draft, Statement, refuse
from rag.evidence.operand import Operand
from rag.held.holdings import Holdings
from rag.question.pair import asks_each, joined, operation_on
from rag.question.query import Query
from rag.route.calculate import worked_out
from rag.route.column import Table, parts_of, read_table, shared
from rag.route.kept import SAID, Kept, column_said, kept_rows
from rag.route.table_meant import counted_beside, left_open

_LISTED = re.compile(
    r"哪[几些]|有哪|几[个项家种类所座处名]|多少[个项家种类所座处名]|列出|分别|各是|全部|所有"
)
_COUNT = re.compile(r"(?:几|多少)[个项家种类所座处名]")
_WHICH = re.compile(r"哪|列出|分别|各是|名称")
_TOTAL = re.compile(r"(?:一共|总共|总计|共计)\S{0,8}(?:多少|几)")
_CLAUSES = re.compile(r"条款|[哪几]条")
_MOST = re.compile(r"最[大高多长]|第一")
_LEAST = re.compile(r"最[小低少短]")
_LAST, _FIRST = re.compile(r"最[晚迟后]"), re.compile(r"最[早先]")
_EDGE = re.compile("|".join(p.pattern for p in (_MOST, _LEAST, _LAST, _FIRST)))
_MARK = "〔〕"
_MAX_OPEN = 0.35  # share of the question's demands that table, headings and title may leave open
_MAX_OPEN_ALL = 0.15  # the same where all rows are listed


def over_rows(query: Query, clauses: Iterable[Clause], holdings: Holdings) -> Draft | None:
    """The answer from the rows of the first table that accounts for the question, or None.

    `clauses` are tried in order; those that are no table are passed over.
    """
    text = fold(query.text)
    asks = query.wants_all or query.operation or _LISTED.search(text) or _FIRST.search(text)
    if not (asks or _LAST.search(text)) or query.wants_verdict or query.address:
        return None
    if _CLAUSES.search(text):
        return None
    for clause in clauses:
        table = read_table(clause)
        open_share = left_open(table, query, holdings) if table else 1.0
        if table is None or open_share > _MAX_OPEN:
            continue
        kept = kept_rows(table, query, text)
        if kept and not kept.why and _LISTED.search(text) and not _EDGE.search(text):
            counts = _COUNT.search(text) and not _WHICH.search(text)
            if (
                open_share > _MAX_OPEN_ALL
                or (counts and counted_beside(table, holdings))
                or _names_things(table, text)
            ):
                kept = None
        if draft := _answer(table, query, text, kept):
            return draft
    return None


def _names_things(table: Table, text: str) -> bool:
    """Whether single things are asked for, which are no columns: `冷藏车和企业各是多少`."""
    headers = fold(" ".join(table.grid.header))
    sides = [side for found in joined(text) for side in found.sides]
    return asks_each(text) and any(shared(side, headers) < SAID for side in sides)


def _answer(table: Table, query: Query, text: str, kept: Kept | None) -> Draft | None:
    return (
        _columns_apart(table, query, text)
        or _rows_apart(table, query, text)
        or (_of_kept(table, query, text, kept) if kept else None)
    )


def _of_kept(table: Table, query: Query, text: str, kept: Kept) -> Draft | None:
    """What is asked of all the rows, or of those that the question keeps."""
    if not kept.rows:
        if query.is_value and not _WHICH.search(text):
            return None  # a number that the text may state: `到2027年要建成多少个起降点`
        n = len(table.grid.rows)
        return refuse("no_evidence", f"表中 {n} 项没有{'、'.join(kept.why)}的", [table.clause])
    for high, low, columns, key in (
        (_MOST, _LEAST, table.numeric(), _base(table)),
        (_LAST, _FIRST, table.dated(), table.month),
    ):
        words = [found[0] for p in (high, low) if (found := p.search(text))]
        at = column_said(table, columns, text, query)
        if words and at is not None and any(key(row, at) is not None for row in kept.rows):
            return _extremes(table, kept, at, words, key)
    operation = query.operation or ("sum" if _TOTAL.search(text) else None)
    if operation in ("sum", "rank"):
        at = column_said(table, table.numeric(), text, query)
        if at is None:
            return None
        if len(kept.rows) < 2 or not all(table.number(row, at) for row in kept.rows):
            return None
        return worked_out(operation, [_operand(table, row, at) for row in kept.rows])
    return _listed(table, kept, text) if _LISTED.search(text) else None


def _base(table: Table) -> Callable[[Row, int], int | None]:
    """The number in a cell, comparable within its column."""
    scale = 10**6

    def base(row: Row, column: int) -> int | None:
        number = table.number(row, column)
        return int(number.base * scale) if number else None

    return base


def _extremes(
    table: Table,
    kept: Kept,
    column: int,
    words: Sequence[str],
    key: Callable[[Row, int], int | None],
) -> Draft:
    """The rows with the most and the least, as the words ask, and what they were chosen from."""
    ordered = sorted(
        (row for row in kept.rows if key(row, column) is not None),
        key=lambda row: key(row, column) or 0,
    )
    header = table.header(column)
    statements = []
    chosen: list[Row] = []
    for word in words:
        edge = ordered[0 if _LEAST.match(word) or _FIRST.match(word) else -1]
        best = [row for row in ordered if key(row, column) == key(edge, column)]
        who = "、".join(f"{table.name_of(r)}，{table.shown(r, column)}{_MARK}" for r in best)
        passages = tuple(table.passage_of(row) for row in best)
        statements.append(Statement(f"{header}{word}的是{who}。", passages))
        chosen += best
    rest = [row for row in ordered if row not in chosen]
    if rest:
        others = "、".join(f"{table.name_of(r)}{table.shown(r, column)}{_MARK}" for r in rest)
        text = f"共比较 {len(ordered)} 项，其余为：{others}。"
        statements.append(Statement(text, tuple(table.passage_of(row) for row in rest)))
    return Draft(tuple(statements))


def _listed(table: Table, kept: Kept, text: str) -> Draft:
    """All kept rows by name, with the columns that the question asks for or limits."""
    asked = [
        at
        for at in table.columns_asked(text)
        if not any(p in text for row in table.grid.rows for p in parts_of(row.cells[at]))
    ]
    columns = list(dict.fromkeys((*kept.columns, *asked)))
    statements = []
    for row in kept.rows:
        cells = "，".join(f"{table.header(at)}{table.shown(row, at)}" for at in columns)
        said = f"{table.name_of(row)}：{cells}" if cells else table.name_of(row)
        statements.append(Statement(said, (table.passage_of(row),)))
    why = "、".join(kept.why)
    lead = f"{why}的共 {len(kept.rows)} 项：" if why else f"共 {len(kept.rows)} 项："
    return Draft(tuple(statements), lead=lead, exhaustive=True)


def _rows_apart(table: Table, query: Query, text: str) -> Draft | None:
    """Two or more rows that the question names, beside each other in one column."""
    operation = operation_on(text)
    if operation not in ("difference", "sum", "compare") and not asks_each(text):
        return None
    at = column_said(table, table.numeric(), text, query)
    numeric = table.numeric()
    at = numeric[0] if at is None and len(numeric) == 1 else at
    if at is None:
        return None
    for found in joined(text):
        rows = [_named(table, side) for side in found.sides]
        chosen = [row for row in rows if row is not None]
        apart = len(chosen) == len(rows) == len({row.start for row in chosen})
        if apart and all(table.number(row, at) for row in chosen):
            operands = [_operand(table, row, at) for row in chosen]
            return replace(worked_out(operation, operands), exhaustive=False)
    return None


def _named(table: Table, side: str) -> Row | None:
    """The row whose name shares most with what the question calls it, if it is one."""
    scores = [shared(fold(table.name_of(row)), side) for row in table.grid.rows]
    best = max(scores)
    rows = [r for r, score in zip(table.grid.rows, scores, strict=True) if score == best]
    return rows[0] if best >= SAID and len(rows) == 1 else None


def _columns_apart(table: Table, query: Query, text: str) -> Draft | None:
    """One row in two columns of different years: `2027年比2024年多多少`."""
    operation = operation_on(text)
    if operation not in ("difference", "compare") or len(query.years) != 2:
        return None
    columns = [[at for at in table.numeric() if year in table.header(at)] for year in query.years]
    row = _named(table, text)
    if row is None or any(len(own) != 1 or not table.number(row, own[0]) for own in columns):
        return None
    operands = [replace(_operand(table, row, own[0]), name=table.header(own[0])) for own in columns]
    return worked_out(operation, operands)


def _operand(table: Table, row: Row, column: int) -> Operand:
    number = table.number(row, column)
    if number is None:
        raise ValueError(f"no number in {row.cells[column]!r}")
    shown = table.shown(row, column)
    return Operand(table.name_of(row), table.header(column), shown, number, table.passage_of(row))
