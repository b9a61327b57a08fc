"""`python -m rag`: questions answered, a company matched, tables looked up, on the command line."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.command import CommandParser, run
from corpus.squeeze import one_line
from index.errors import IndexUnusable
from index.settings import Settings
from rag.answer import Answer, answer_record, unasked
from rag.generate.answering import GeneratedPipeline
from rag.generate.open import phrasing
from rag.generate.settings import GeneratorUnusable
from rag.match.command import add_match, run_match
from rag.match.profile import ProfileError
from rag.pipeline import Pipeline, QuestionError
from rag.tables.command import COMMANDS, add_tables, run_tables
from rag.tables.selection import SelectionError
from rag.take_away.command import add_sheet, run_sheet
from rag.take_away.spreadsheet import ExportError


class ArgumentError(ValueError):
    """Something on the command line that cannot be; one sentence."""


_UNUSABLE = (
    ArgumentError,
    ExportError,
    GeneratorUnusable,
    IndexUnusable,
    ProfileError,
    QuestionError,
    SelectionError,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 2 with a line on stderr for what the user can mend."""
    options = _parser().parse_args(arguments)
    try:
        if options.command in COMMANDS:
            print(run_tables(options, _day(getattr(options, "as_of", None))))
            return 0
        if options.command == "sheet":
            print(run_sheet(options, _day(options.as_of)))
            return 0
        if options.command == "match":
            print(run_match(options, _day(options.as_of)))
            return 0
        return _ask(options)
    except _UNUSABLE as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m rag", description="带条款编号的回答")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    ask = commands.add_parser("ask", help="回答一个问题，或一个问题文件")
    ask.add_argument("question", nargs="?", metavar="问题", help="要回答的问题")
    ask.add_argument("--questions", type=Path, help="问题文件（JSONL），逐行回答")
    ask.add_argument("--json", action="store_true", help="输出回答记录（JSON）")
    ask.add_argument("--top", type=int, default=5, metavar="N", help="列出前 N 个条款（默认 5）")
    ask.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天的现行文件回答（默认今天）")
    ask.add_argument("--home", help="数据文件夹（默认 var/）")
    ask.add_argument("--generator", metavar="openai:地址#模型", help="由模型组织语言，逐句核对")
    add_match(commands)
    add_tables(commands)
    add_sheet(commands)
    return parser


def _ask(options: argparse.Namespace) -> int:
    if options.top < 1:
        raise ArgumentError(f"--top 应为正整数，现为 {options.top}。")
    if (options.question is None) == (options.questions is None):
        raise ArgumentError("请给出一个问题，或用 --questions 给出问题文件（二者取一）。")
    as_of = _day(options.as_of)
    questions = (
        _read_questions(options.questions) if options.questions else iter([options.question])
    )
    texts = list(questions)
    pipeline = _pipeline(options)
    for text in texts:
        try:
            answer = pipeline.ask(text, options.top, as_of)
        except QuestionError as error:
            if not options.questions:
                raise
            answer = unasked(text, str(error))  # one bad line does not cost the others
        if options.json:
            print(json.dumps(answer_record(answer), ensure_ascii=False), flush=True)
        else:
            print(_plain(answer))
    return 0


def _pipeline(options: argparse.Namespace) -> Pipeline | GeneratedPipeline:
    """The pipeline over the index, phrased by a model where one is named."""
    phrased = phrasing(options.generator)
    quoting = Pipeline.open(Settings.from_environment(options.home))
    return phrased(quoting) if phrased else quoting


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ArgumentError(f"--as-of：“{text}”不是日期，请写成 YYYY-MM-DD。") from error


def _read_questions(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise ArgumentError(f"{path}：文件不存在，请检查路径。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(f"{path}：无法读取，请检查权限并另存为 UTF-8。") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)["question"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ArgumentError(
                f"{path} 第 {number} 行：不是带 question 字段的 JSON 对象，请改正该行。"
            ) from error
        if not isinstance(question, str):
            raise ArgumentError(f"{path} 第 {number} 行：question 应为文字，请改正该行。")
        yield question


def _plain(answer: Answer) -> str:
    lines = [answer.answer, ""]
    for citation in answer.citations:
        quote = one_line(citation.quote)
        lines.append(f"〔{citation.marker}〕《{citation.title}》{citation.label}：“{quote}”")
    lines.extend(f"注意：{note}" for note in answer.notes)
    lines.append(f"检索 {answer.n_documents} 份文件 {answer.n_clauses} 条。")
    return "\n".join(lines)


if __name__ == "__main__":
    run(main)
