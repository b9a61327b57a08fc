"""`python -m corpus tree FILE [--json]`: the clause tree of one file."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from corpus.document import Clause, CorpusError, Document, clause_record
from corpus.load import load_document


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 2 with a line on stderr for what the user can mend."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="文件的条款树")
    commands = parser.add_subparsers(dest="command", required=True)
    tree = commands.add_parser("tree", help="打印一个文件的条款树")
    tree.add_argument("file", type=Path, help="文件路径")
    tree.add_argument("--json", action="store_true", help="按阅读顺序输出条款的 JSON 列表")
    options = parser.parse_args(arguments)
    try:
        document = load_document(options.file, options.file.parent)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
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


def _line(clause: Clause) -> Text:
    text = " ".join(clause.text.split())
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return Text.assemble((clause.section, "cyan"), (f" {clause.kind} ", "dim"), shown)


if __name__ == "__main__":
    sys.exit(main())
