"""Tables of pages: which are data and which frames, their cells in columns with merged ones filled.

Example: a cell over two rows stands in both, so that each row reads by itself.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_SPAN = 100  # columns or rows
# A cell of more paragraphs than these is a page inside a frame, not an entry of a table.
_MAX_PARAGRAPHS = 20
_FIELD_NAME = re.compile(r"[^:：]{1,14}[:：]")


def is_data(element: "HtmlElement") -> bool:
    """Whether a table is one: rows of several short cells, and no frame for the page."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    rows = list(element.iter("tr"))
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    return all(
        sum(1 for _ in cell.iter("p", "br")) < _MAX_PARAGRAPHS for cell in element.iter("td")
    )


def fields_of(rows: list[list[str]]) -> list[str] | None:
    """The lines `name：value` of a table that lists fields of the document, None for any other.

    Example: [["索引号：", "00001", "发布日期：", "2025-03-08"]] -> ["索引号：00001", …].
    """
    lines = []
    for row in rows:
        cells = [cell for cell in row if cell]
        names, values = cells[::2], cells[1::2]
        if not all(_FIELD_NAME.fullmatch(name) for name in names):
            return None
        lines += [name + value for name, value in zip(names, values, strict=False)]
    return lines or None


def rows_of(table: "HtmlElement", text_of: Callable[["HtmlElement"], str]) -> Iterator[list[str]]:
    """Cells in their columns.

    The text of a cell merged over rows stands in each of them, of one merged over columns once.
    """
    above: dict[int, tuple[int, str]] = {}  # by column: for how many more rows, and what it says
    for row in table.iter("tr"):
        cells: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        for cell in row.iterchildren("td", "th"):
            _fill(cells, above, below)
            span, depth, text = _span(cell, "colspan"), _span(cell, "rowspan"), text_of(cell)
            for offset in range(span):
                shown = "" if offset else text
                if depth > 1:
                    below[len(cells)] = (depth - 1, shown)
                cells.append(shown)
        _fill(cells, above, below)
        yield cells
        above = below


def _fill(
    cells: list[str], above: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]]
) -> None:
    """Add the cells that reach down into this row next, and keep those that reach further."""
    while len(cells) in above:
        left, text = above.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: "HtmlElement", name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1
