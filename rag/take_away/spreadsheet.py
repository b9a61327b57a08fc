"""Tables as .xlsx and .csv, each row with its document, section and the words that show it."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from corpus.system_error import why_refused
from rag.tables.table import HEADINGS, Cell, Table, shown
from rag.take_away.package import timeless

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (10, 60)  # characters, least and most
_EPOCH = datetime(2000, 1, 1)  # The same table is the same file.
_CONTROL = {code: None for code in range(32) if code not in (9, 10)}


class ExportError(ValueError):
    """A file that cannot be written; one sentence that names it."""


def write_csv(table: Table, path: Path) -> None:
    """The table as CSV in UTF-8 with the mark by which Excel knows it.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises:
        ExportError: `path` cannot be written.
    """
    _write(path, csv_bytes(table))


def csv_bytes(table: Table) -> bytes:
    """The bytes of `write_csv`."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_safe(cell) for cell in line] for line in _lines(table))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(table: Table, path: Path) -> None:
    """The table as an Excel sheet: headings fixed, filters set, numbers as numbers.

    Raises:
        ExportError: `path` cannot be written.
    """
    _write(path, xlsx_bytes(table))


def xlsx_bytes(table: Table) -> bytes:
    """The bytes of `write_xlsx`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = table.name
    lines = list(_lines(table))
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row, column)
            cell.value = value.translate(_CONTROL) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
    for column in range(1, len(lines[0]) + 1):
        longest = max(len(str(line[column - 1] or "")) for line in lines)
        width = min(max(longest * 2 + 2, _WIDTHS[0]), _WIDTHS[1])
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = "循条"
    held = io.BytesIO()
    book.save(held)
    return timeless(held.getvalue())


def _lines(table: Table) -> Iterator[list[Cell]]:
    yield [*(HEADINGS[column] for column in table.columns), "所在文件", "条款", "原文"]
    for row in table.rows:
        yield [*(shown(row, c) for c in table.columns), row.title, row.label, row.quote.strip()]


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ExportError(f"{path}：无法写入（{why_refused(error)}）；请换一个位置。") from error
