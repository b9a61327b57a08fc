"""Word's tables: their rows and cells in columns, merged cells filled in; knows no cell's text."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from corpus.read.assemble import Passage, table_passage
from corpus.read.word_styles import W, decimal, is_on, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_SPAN = 100  # columns
# A cell of more paragraphs than these is a page inside a frame, not an entry of a table.
_MAX_PARAGRAPHS = 20


def rows_of(table: "Element") -> Iterator["Element"]:
    """The rows that are shown, those inside content controls and insertions included."""
    for row in _inside(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        gone = properties is not None and (
            properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
        )
        if not gone:
            yield row


def cells_of(row: "Element") -> Iterator["Element"]:
    """The cells of a row that are shown."""
    for cell in _inside(row, f"{W}tc"):
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def _inside(owner: "Element", tag: str) -> Iterator["Element"]:
    for child in owner:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _inside(child, tag)


def is_container(table: "Element") -> bool:
    """Whether a table only frames text: one cell a row, or a cell with a page of paragraphs."""
    single = True
    for row in rows_of(table):
        cells = list(cells_of(row))
        single = single and len(cells) < 2
        if any(sum(1 for _ in cell.iterchildren(f"{W}p")) > _MAX_PARAGRAPHS for cell in cells):
            return True
    return single


def table_of(table: "Element", text_of: Callable[["Element"], str]) -> Passage:
    """The table as lines of cells, so that each row reads by itself.

    The text of a cell merged over rows stands in each of them, of one merged over columns once.
    """
    return table_passage(_filled(table, text_of))


def _filled(table: "Element", text_of: Callable[["Element"], str]) -> Iterator[list[str]]:
    above: dict[int, str] = {}  # the texts of cells that may go on in the next row, by column
    for row in rows_of(table):
        cells = [""] * _width(value_of(row, "trPr", "gridBefore"), 0)
        own = False  # whether any cell begins in this row
        for cell in cells_of(row):
            column = len(cells)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                text = above.get(column, "")
            elif (value_of(cell, "tcPr", "hMerge") or "restart") != "restart":
                text = ""
            else:
                text, own = text_of(cell), True
                above[column] = text
            cells.extend([text, *[""] * (_width(value_of(cell, "tcPr", "gridSpan"), 1) - 1)])
        if own:
            yield cells


def _width(span: str | None, default: int) -> int:
    value = decimal(span)
    return default if value is None else min(max(value, default), _MAX_SPAN)
