"""`python -m corpus tree|facts FILE [--json]`: the clause tree of one file, or its facts.

The tree ends with a report of its quality; `tree --quality` gives the report alone.
"""

import json
import sys
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from corpus.command import CommandParser, run
from corpus.document import Clause, CorpusError, Document, clause_record
from corpus.facts import Facts, facts_record, read_facts
from corpus.load import load_document
from corpus.quality import Quality, measure_quality, quality_record

_SHOWN = 5  # findings of a kind that the terminal shows


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 2 with a line on stderr for what the user can mend."""
    parser = CommandParser(prog="python -m corpus", description="文件的条款树与事实")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    tree = commands.add_parser("tree", help="打印一个文件的条款树")
    tree.add_argument("file", type=Path, metavar="文件", help="文件路径")
    tree.add_argument("--json", action="store_true", help="按阅读顺序输出条款的 JSON 列表")
    tree.add_argument(
        "--quality", action="store_true", help="只输出质量报告；与 --json 合用时为一个 JSON 对象"
    )
    facts = commands.add_parser("facts", help="打印一个文件的责任分工、目标和优惠")
    facts.add_argument("file", type=Path, metavar="文件", help="文件路径")
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
    elif options.quality:
        quality = measure_quality(document)
        if options.json:
            print(json.dumps(quality_record(quality), ensure_ascii=False, indent=1))
        else:
            Console().print(draw_quality(quality))
    elif options.json:
        records = [clause_record(clause) for clause in document.clauses]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        Console().print(Group(draw_tree(document), draw_quality(measure_quality(document))))
    return 0


def draw_tree(document: Document) -> Tree:
    """The document as a tree for the terminal: sections and their clauses."""
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
    return root


def draw_quality(quality: Quality) -> Group:
    """The quality report for the terminal: counts, then each kind of finding with its first few."""
    counts = (
        f"{quality.n_characters}字，{quality.n_clauses}条，表格{quality.n_tables}个，"
        f"编号条款{quality.n_sections}个{_by_depth(quality.sections)}"
    )
    lines: list[Text] = []
    if not quality.n_sections:
        lines.append(Text("没有认出任何编号：请检查文件是否完整、是否为政策文件", style="yellow"))
    kinds = (
        ("编号跳号、重复或重新开始", quality.numbering),
        ("没有归入规则的行", quality.unplaced),
        ("过长的条款", quality.long_clauses),
    )
    for name, findings in kinds:
        if findings:
            lines.append(Text(f"{name}：{len(findings)}处", style="yellow"))
        for finding in findings[:_SHOWN]:
            lines.append(Text.assemble("  ", (finding.section, "cyan"), f" {finding.reason}"))
        if len(findings) > _SHOWN:
            lines.append(Text(f"  ……另有{len(findings) - _SHOWN}处", style="dim"))
    lines.extend(Text(f"注意：{warning}", style="yellow") for warning in quality.warnings)
    if not lines:
        lines.append(Text("没有发现问题", style="green"))
    if quality.confidence is not None:
        lines.insert(0, Text(f"文字识别的平均置信度：{quality.confidence:.0%}"))
    return Group(Text("质量报告", style="bold"), Text(counts), *lines)


def _by_depth(sections: tuple[int, ...]) -> str:
    names = "、".join(f"第{depth}级{n}个" for depth, n in enumerate(sections, start=1))
    return f"（{names}）" if names else ""


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
    run(main)
