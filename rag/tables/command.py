"""`python -m rag table|unit|find|section`: looking up without asking."""

import argparse
import json
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from corpus.command import CommandParser
from corpus.document import clause_record
from index.catalog import Catalog
from index.settings import Settings
from index.validity import Validity, validity
from rag.tables import selection
from rag.tables.listing import NAMES, list_documents, list_facts
from rag.tables.phrase import find_phrase, section_at
from rag.tables.table import HEADINGS, Table, shown, table_record
from rag.tables.unit_page import unit_page
from rag.take_away.spreadsheet import write_csv, write_xlsx

COMMANDS = ("table", "unit", "find", "section")


def add_tables(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """The sub-commands and their arguments."""
    table = commands.add_parser("table", help="全部文件的表：责任、指标、政策、地方、文件")
    table.add_argument("name", choices=NAMES, metavar="表", help="、".join(NAMES))
    table.add_argument("--unit", help="只看这个单位")
    table.add_argument("--district", help="只看写到这个区的")
    table.add_argument("--document", metavar="编号", help="只看这份文件")
    table.add_argument("--words", help="只看含有这些词的行")
    table.add_argument("--sort", metavar="列", help="按这一列排序")
    table.add_argument("--descending", action="store_true", help="从大到小")
    unit = commands.add_parser("unit", help="一个单位或区的全部事项")
    unit.add_argument("name", metavar="单位", help="单位或区")
    find = commands.add_parser("find", help="查找原文中的短语")
    find.add_argument("phrase", metavar="短语", help="逐字查找的短语")
    section = commands.add_parser("section", help="按编号看条款")
    section.add_argument("document", metavar="文件", help="文件编号")
    section.add_argument("address", metavar="条款", help="条款编号，如 二/(三)/2 或 第十二条")
    section.add_argument("--json", action="store_true", help="输出 JSON")
    section.add_argument("--home", help="数据文件夹（默认 var/）")
    for parser in (table, unit, find):
        parser.add_argument("--all", action="store_true", help="也看已失效、尚未施行的文件")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天的效力（默认今天）")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="另存为 CSV")
        parser.add_argument("--xlsx", type=Path, metavar="FILE", help="另存为 Excel")
        parser.add_argument("--home", help="数据文件夹（默认 var/）")


def run_tables(options: argparse.Namespace, day: date | None) -> str:
    """What the command prints.

    Raises:
        SelectionError: a filter that cannot be.
        IndexUnusable: nothing was built, or it is damaged.
        ExportError: a file that cannot be written.
    """
    known = read_validity(Settings.from_environment(options.home), day)
    if options.command == "section":
        return _section(options, known)
    table = _table(options, known)
    if options.csv:
        write_csv(table, options.csv)
    if options.xlsx:
        write_xlsx(table, options.xlsx)
    if options.json:
        return json.dumps(table_record(table), ensure_ascii=False, indent=2)
    saved = [f"已写入 {path}" for path in (options.csv, options.xlsx) if path]
    return "\n".join(saved) if saved else table_text(table)


def read_validity(settings: Settings, day: date | None) -> list[Validity]:
    """What holds of each document on `day` (today for None).

    Raises:
        IndexUnusable: nothing was built, or it is damaged.
    """
    return validity(Catalog.of(settings), (day or date.today()).isoformat())


def _table(options: argparse.Namespace, known: list[Validity]) -> Table:
    documents = {one.document.doc_id: one.document for one in known}
    # One of unknown validity holds, and the tables say so.
    in_force = {one.document.doc_id: one.document for one in known if one.status.holds}
    chosen = documents if options.all else in_force
    if options.command == "unit":
        return unit_page(list_facts("responsibilities", chosen), options.name)
    if options.command == "find":
        return find_phrase(chosen, options.phrase)
    table = (
        list_documents(known) if options.name == "documents" else list_facts(options.name, chosen)
    )
    if options.unit:
        table = selection.of_unit(table, options.unit)
    if options.district:
        table = selection.of_district(table, options.district)
    if options.document:
        table = selection.of_document(table, options.document, tuple(documents))
    if options.words:
        table = selection.with_words(table, options.words)
    if options.sort:
        table = selection.in_order(table, options.sort, descending=options.descending)
    return table


def _section(options: argparse.Namespace, known: list[Validity]) -> str:
    documents = {one.document.doc_id: one.document for one in known}
    if options.document not in documents:
        raise selection.SelectionError(
            f"没有编号为“{options.document}”的文件；可用 table documents 查看全部文件。"
        )
    clauses = section_at(documents[options.document], options.address)
    if options.json:
        return json.dumps([clause_record(c) for c in clauses], ensure_ascii=False, indent=2)
    return "\n".join(f"{clause.label}　{clause.text.strip()}" for clause in clauses)


def table_text(table: Table) -> str:
    """The table as a terminal shows it, with where each row stands."""
    grid = Grid(show_lines=False)
    # 文件 is the table's own first column where documents are listed.
    where = ("文件", "条款") if "title" not in table.columns else ("条款",)
    for heading in (*(HEADINGS[column] for column in table.columns), *where):
        grid.add_column(heading, overflow="fold")
    for row in table.rows:
        cells = [
            "" if cell is None else f"{cell}" for cell in (shown(row, c) for c in table.columns)
        ]
        place = [row.title, row.label] if len(where) == 2 else [row.label]
        grid.add_row(*cells, *place)
    console = Console(width=160, color_system=None)
    with console.capture() as capture:
        console.print(grid, markup=False)
    scope = f"检索 {table.n_documents} 份文件，共 {len(table.rows)} 行。"
    return "\n".join((capture.get().rstrip(), *table.notes, scope))
