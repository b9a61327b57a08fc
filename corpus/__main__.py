"""`python -m corpus tree|facts FILE [--json]`: the clause tree of one file, or its facts."""

import json
import sys
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from corpus.command import CommandParser
from corpus.document import Clause, CorpusError, Document, clause_record
from corpus.facts import Facts, facts_record, read_facts
from corpus.load import load_document


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 2 with a line on stderr for what the user can mend."""
    parser = CommandParser(prog="python -m corpus", description="文件的条款树与事实")
    commands = parser.add_subparsers(dest="command", required=True)
    tree = commands.add_parser("tree", help="打印一个文件的条款树")
    tree.add_argument("file", type=Path, help="文件路径")
    tree.add_argument("--json", action="store_true", help="按阅读顺序输出条款的 JSON 列表")
    facts = commands.add_parser("facts", help="打印一个文件的责任分工、目标和优惠")
    facts.add_argument("file", type=Path, help="文件路径")
    facts.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    options = parser.parse_args(arguments)
    try:
        document = load_document(options.file, options.file.parent)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    if options.command == "facts":
        found = read_facts(document)
        if options.json:
            print(json.dumps(facts_record(found), ensure_ascii=False, indent=1))
        else:
            Console().print(draw_facts(found, document.text))
    elif options.json:
        records = [clause_record(clause) for clause in document.clauses]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        Console().print(draw_tree(document))
    return 0


def draw_tree(document: Document) -> Tree:
    """The document as a tree for the terminal: sections, their clauses, what to be wary of."""
    root = Tree(Text(f"{document.title}（{len(document.clauses)} 条）", style="bold"))
    branches: dict[str, Tree] = {}
    for clause in document.clauses:
        parent = branches.get(clause.section.rpartition("/")[0], root)
        own = branches.get(clause.section)
        line = _line(clause)
        if own is None:
            branches[clause.section] = parent.add(line)
        else:
            own.add(line)
    for warning in document.warnings:
        root.add(Text(f"注意：{warning}", style="yellow"))
    return root


def draw_facts(facts: Facts, text: str) -> Group:
    """The facts as tables for the terminal: the document, who does what, targets, benefits.

    Beside what the document says of itself stands the slice of `text` that says so.
    """
    record = facts_record(facts)
    names = ("标题", "文号", "发文机关", "成文日期", "施行日期", "失效日期", "废止文件")
    about = []
    for name, (key, value) in zip(names, record["document"].items(), strict=True):
        slices = [" ".join(text[e.start : e.end].split()) for e in facts.metadata.slices(key)]
        about.append([name, value, slices])
    return Group(
        _table("文件", ("项目", "内容", "依据"), about),
        _rows("责任分工", ("条款", "牵头", "配合/责任"), record["responsibilities"]),
        _rows("目标", ("条款", "指标", "比较", "数值", "单位", "期限"), record["targets"]),
        _rows("优惠", ("条款", "内容", "数额", "单位", "上限", "条件"), record["benefits"]),
    )


def _rows(title: str, heads: tuple[str, ...], records: list[dict[str, object]]) -> Table:
    return _table(f"{title}（{len(records)} 项）", heads, [list(r.values()) for r in records])


def _table(title: str, heads: tuple[str, ...], rows: list[list[object]]) -> Table:
    table = Table(*heads, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text(_shown(cell), overflow="fold") for cell in row))
    return table


def _shown(cell: object) -> str:
    if isinstance(cell, list):
        return "、".join(map(str, cell)) or "—"
    return "—" if cell is None else str(cell)


def _line(clause: Clause) -> Text:
    text = " ".join(clause.text.split())
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return Text.assemble((clause.section, "cyan"), (f" {clause.kind} ", "dim"), shown)


if __name__ == "__main__":
    sys.exit(main())
