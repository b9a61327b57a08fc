"""A table's clause as rows of cells under a header, for the facts that stand in tables.

Cells are joined with a tab (see `corpus.document.Block`); the first row of several cells is the
header. Cells that were merged over rows stand in the first of them only, or in each: both are
left as they are.
"""

from typing import NamedTuple

from corpus.document import Clause


class Row(NamedTuple):
    """One row below the header; `document.text[start:end]` is the row."""

    cells: tuple[str, ...]
    start: int
    end: int


class Grid(NamedTuple):
    """The header's cells and the rows below it, which have as many cells."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, *words: str) -> int | None:
        """The first column whose header holds one of the words; the first word wins."""
        for word in words:
            for index, cell in enumerate(self.header):
                if word in cell:
                    return index
        return None


def read_grid(clause: Clause) -> Grid | None:
    """The table that a clause of kind `table` holds, or None where it has no header and rows."""
    if clause.kind != "table":
        return None
    header: tuple[str, ...] | None = None
    rows = []
    at = clause.start
    for line in clause.text.split("\n"):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None and len(cells) > 1:
            header = cells
        elif header is not None and len(cells) == len(header) and cells != header:
            rows.append(Row(cells, at, at + len(line)))
        at += len(line) + 1
    return Grid(header, tuple(rows)) if header and rows else None
