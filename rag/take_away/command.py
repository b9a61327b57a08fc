"""`python -m rag sheet`: the 依据 sheet of a question, of a company, or of an audit id."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from corpus.command import CommandParser
from corpus.system_error import why_refused
from index.audit import add_entry, entry
from index.catalog import Catalog
from index.settings import Settings
from rag.answer import answer_record
from rag.match.command import open_matcher, read_profile
from rag.match.record import match_record
from rag.pipeline import Pipeline
from rag.tables.command import read_validity
from rag.take_away.sheet import sheet_of_answer, sheet_of_match
from rag.take_away.spreadsheet import ExportError
from rag.take_away.word import docx_bytes


def add_sheet(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """The sub-command and its arguments."""
    sheet = commands.add_parser("sheet", help="依据单（Word）：结论、原文、文号、日期、单位")
    sheet.add_argument("question", nargs="?", metavar="问题", help="要回答的问题")
    sheet.add_argument("--text", help="企业描述，出匹配结果的依据单")
    sheet.add_argument("--audit", metavar="编号", help="按记录编号重出同一份依据单")
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE.docx", help="写到哪里")
    sheet.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天的效力（默认今天）")
    sheet.add_argument("--home", help="数据文件夹（默认 var/）")


def run_sheet(options: argparse.Namespace, day: date | None) -> str:
    """Writes the sheet; what the command prints.

    Raises:
        ExportError: not exactly one of question, text and audit id; an unknown id; a file that
            cannot be written.
        QuestionError, ProfileError, IndexUnusable: as for `ask` and `match`.
    """
    given = [options.question, options.text, options.audit]
    if sum(one is not None for one in given) != 1:
        raise ExportError("请给出问题、--text 企业描述、--audit 记录编号三者之一。")
    settings = Settings.from_environment(options.home)
    catalog = Catalog.of(settings)
    entry_id = options.audit
    if entry_id is None:
        record = (
            _of_text(options, settings, day)
            if options.text
            else _of_question(options, settings, day)
        )
        entry_id = add_entry(catalog, "export", record["question"], record)
    content = sheet_bytes(catalog, settings, entry_id)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        why = why_refused(error)
        raise ExportError(f"{options.out}：无法写入（{why}）；请换一个位置。") from error
    return f"已写入 {options.out}；记录编号 {entry_id}（--audit {entry_id} 可重出）"


def sheet_bytes(catalog: Catalog, settings: Settings, entry_id: str) -> bytes:
    """The .docx of an entry of the audit log: an exported sheet, an answer, or a match.

    Raises:
        ExportError: no such entry, or one that holds no answer.
        IndexUnusable: the catalogue is missing or damaged.
    """
    found = entry(catalog, entry_id)
    if found is None:
        raise ExportError(f"没有编号为“{entry_id}”的记录；请核对编号，过期的记录已删除。")
    record: dict[str, Any] = dict(found.record)
    if "citations" in record:
        day = found.at[:10]
        record = sheet_of_answer(record, read_validity(settings, date.fromisoformat(day)), day)
    elif "match" in record:
        day = str(record["profile"].get("as_of") or found.at[:10])
        known = read_validity(settings, date.fromisoformat(day))
        record = sheet_of_match(record["match"], known, day, found.what)
    if "evidence" not in record:
        raise ExportError(f"记录“{entry_id}”不是回答或匹配，没有依据单可出。")
    return docx_bytes(record, found.id, found.at)


def _of_question(
    options: argparse.Namespace, settings: Settings, day: date | None
) -> dict[str, Any]:
    day = day or date.today()
    answer = Pipeline.open(settings).ask(options.question, as_of=day)
    return sheet_of_answer(answer_record(answer), read_validity(settings, day), day.isoformat())


def _of_text(options: argparse.Namespace, settings: Settings, day: date | None) -> dict[str, Any]:
    day = day or date.today()
    matcher = open_matcher(settings)
    match = matcher.match(read_profile(options.text, matcher, day), day)
    known = read_validity(settings, day)
    return sheet_of_match(match_record(match), known, day.isoformat(), options.text)
