"""The values of a look-up: a table, its columns, and rows that each keep their slice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.document import Clause, Document

Cell = str | int | float | None
# Columns as people call them; keys as programs do.
HEADINGS: Mapping[str, str] = {
    "unit": "单位",
    "role": "角色",
    "task": "事项",
    "metric": "指标",
    "comparator": "关系",
    "value": "数值",
    "measure": "计量单位",
    "by": "期限",
    "what": "支持内容",
    "amount": "标准",
    "cap": "上限",
    "condition": "条件",
    "place": "地方",
    "title": "文件",
    "number": "文号",
    "issuer": "发文机关",
    "issued": "印发",
    "effective": "施行",
    "expires": "失效",
    "state": "效力",
    "reason": "依据",
    "clauses": "条款数",
    "phrase": "原文",
}

RELATIONS: Mapping[str, str] = {
    "<": "低于",
    "<=": "不超过",
    "=": "为",
    ">=": "不低于",
    ">": "超过",
}
# What a document says of itself: where it does not, that is worth knowing.
STATED = frozenset(("number", "issuer", "issued", "effective", "expires"))
UNSTATED = "未载明"


@dataclass(frozen=True)
class Row:
    """The cells of one row, and `document.text[start:end] == quote` that shows them."""

    cells: Mapping[str, Cell]
    doc_id: str
    title: str
    section: str
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """Rows in the order of documents and text, under `columns` (keys of `HEADINGS`).

    `n_documents` were searched; `notes` are what a careful clerk would add.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    n_documents: int
    notes: tuple[str, ...] = ()

    def with_rows(self, rows: tuple[Row, ...]) -> "Table":
        """The table with other rows."""
        return replace(self, rows=rows)


def row_of(
    document: Document, clause: Clause, start: int, end: int, cells: Mapping[str, Cell]
) -> Row:
    """The row of a fact that stands in `document.text[start:end]`."""
    quote = document.text[start:end]
    return Row(
        cells, document.doc_id, document.title, clause.section, clause.label, quote, start, end
    )


def shown(row: Row, column: str) -> Cell:
    """The cell as people read it; a number stays one.

    Example: ">=" → "不低于"
    """
    cell = row.cells[column]
    if cell is None:
        return UNSTATED if column in STATED else None
    return RELATIONS.get(str(cell), cell) if column == "comparator" else cell


def table_record(table: Table) -> dict[str, Any]:
    """The table as a JSON object; each row's cells beside where they stand."""
    return {
        "table": table.name,
        "columns": list(table.columns),
        "scope": {"documents": table.n_documents, "rows": len(table.rows)},
        "notes": list(table.notes),
        "rows": [
            {
                **row.cells,
                "doc_id": row.doc_id,
                "title": row.title,
                "section": row.section,
                "label": row.label,
                "quote": row.quote,
                "start": row.start,
                "end": row.end,
            }
            for row in table.rows
        ],
    }
