"""Rows of a table chosen and put in order: by unit, district, document, words, state, column."""

from collections.abc import Sequence

from index.tokenize import fold
from rag.route.responsible import named_units
from rag.tables.table import Cell, Row, Table


class SelectionError(ValueError):
    """A filter that cannot be; one sentence with what can be chosen."""


def of_unit(table: Table, unit: str) -> Table:
    """The rows of one unit, by identity: 市科技局 is 科技局 and 武汉市科学技术局, no unit below it.

    Raises:
        SelectionError: a table without units, or a unit that no row names.
    """
    _needs(table, "unit")
    every = list(dict.fromkeys(str(row.cells["unit"]) for row in table.rows))
    found = named_units(unit, every)
    if not found:
        raise SelectionError(f"没有条款写到“{unit}”；全部单位见责任清单。")
    return table.with_rows(tuple(row for row in table.rows if row.cells["unit"] in found))


def of_district(table: Table, district: str) -> Table:
    """The rows that name a district, in a cell or in their quote.

    Raises:
        SelectionError: no row does.
    """
    folded = fold(district)
    rows = tuple(row for row in table.rows if folded in fold(row.quote) or folded in _cells(row))
    if not rows:
        raise SelectionError(f"没有条款写到“{district}”；全部地方见地方表。")
    return table.with_rows(rows)


def of_document(table: Table, doc_id: str, known: Sequence[str]) -> Table:
    """The rows of one document.

    Raises:
        SelectionError: no document of that id.
    """
    if doc_id not in known:
        raise SelectionError(f"没有编号为“{doc_id}”的文件；可用 table documents 查看全部文件。")
    return table.with_rows(tuple(row for row in table.rows if row.doc_id == doc_id))


def with_words(table: Table, words: str) -> Table:
    """The rows that hold every word (parted by blanks) in a cell, the title or the quote."""
    wanted = fold(words).split()
    kept = tuple(
        row
        for row in table.rows
        if all(word in f"{_cells(row)} {fold(row.title)} {fold(row.quote)}" for word in wanted)
    )
    return table.with_rows(kept)


def in_order(table: Table, column: str, *, descending: bool = False) -> Table:
    """The rows by one column; empty cells last, equal ones in the order they had.

    Raises:
        SelectionError: a column that the table has not.
    """
    _needs(table, column)
    filled = [row for row in table.rows if row.cells[column] is not None]
    empty = tuple(row for row in table.rows if row.cells[column] is None)
    filled.sort(key=lambda row: _key(row.cells[column]), reverse=descending)
    return table.with_rows((*filled, *empty))


def _key(cell: Cell) -> tuple[int, float, str]:
    """Numbers before words, each by its own order."""
    if isinstance(cell, int | float):
        return 0, cell, ""
    return 1, 0, str(cell)


def _cells(row: Row) -> str:
    return fold(" ".join(str(cell) for cell in row.cells.values() if cell is not None))


def _needs(table: Table, column: str) -> None:
    if column not in table.columns:
        raise SelectionError(
            f"表 {table.name} 没有列“{column}”；可选：{'、'.join(table.columns)}。"
        )
