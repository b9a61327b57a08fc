"""How to apply: until when, with which papers; slices of a document, with their addresses.

Only what applicants do counts: the time that an office takes (20个工作日内完成审核) is no deadline.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Clause
from corpus.grid import read_grid
from corpus.marker import read_marker
from corpus.section import is_below

_KINDS = ("item", "paragraph", "tail", "annex")
_WHEN = re.compile(
    r"每年[^,，。;；]{0,24}(?:月|季度|日)|\d{1,2}月\d{0,2}日?(?:前|底|止|至)|\d{1,2}月底?前|常年(?:受理|申报)|"
    r"(?:截止|截至)(?:日期|时间)?[^,，。;；]{0,12}\d|\d{1,2}月份?(?:申报|受理)"
)
_FILES = re.compile(r"申报|申请|提交|报送|受理|填报")
_OFFICE = re.compile(
    r"(?:应当|须|在)?[^,，。]{0,20}工作日内|公示期|评审|已经?受理|修改|拨付|运行报告|进度|考核"
)
_PAPERS_LINE = re.compile(r"(?:材料|资料|文件)(?:如下)?[:：]$")
_PAPERS = re.compile(
    r"(?:将(?=[^,，。;；]*(?:报送|提交|报[市区县])))(?P<given>[^,，。;；]*?(?:表|书|材料|报告))(?:一并)?(?=报送|提交|报)|"
    r"(?:提交|提供|报送|递交)(?:下列|以下|相关)?(?P<papers>[^,，。;；:：]*?"
    r"(?:申请表|申请书|申报书|申报表|材料|证明|报告|发票|凭证|合同)[^,，。;；]*)"
)
_HEADS = re.compile(r"(?:申报|受理|办理|申请|报送)(?:时间|期限|时限)|截止(?:时间|日期)")
_NO_PAPERS = re.compile(r"虚假|不需要|无需|哪些|骗取|^.{0,3}$|追回")


@dataclass(frozen=True)
class Step:
    """`document.text[start:end]` says when or with what to apply; `about` names what for.

    `about` is empty where it holds for everything that the document offers; `note` is a reader's.
    """

    clause: Clause
    start: int
    end: int
    about: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The slice on one line."""
        begin = self.start - self.clause.start
        return " ".join(self.clause.text[begin : begin + self.end - self.start].split())


@dataclass(frozen=True)
class Filing:
    """When to apply and with which papers, in reading order."""

    deadlines: tuple[Step, ...] = ()
    materials: tuple[Step, ...] = ()


def read_filing(clauses: Sequence[Clause]) -> Filing:
    """What the clauses of a document say of applying."""
    return Filing(tuple(_deadlines(clauses)), tuple(_materials(clauses)))


def _deadlines(clauses: Sequence[Clause]) -> Iterator[Step]:
    for clause in clauses:
        if clause.kind == "table":
            yield from _rows(clause)
        elif clause.kind in _KINDS:
            for sentence in re.finditer(r"[^。;；]+", clause.text):
                text = sentence[0]
                if _WHEN.search(text) and _FILES.search(text) and not _OFFICE.search(text):
                    yield _step(clause, sentence)


def _rows(clause: Clause) -> Iterator[Step]:
    grid = read_grid(clause)
    if grid is None or not any(_HEADS.search(head) for head in grid.header):
        return
    for row in grid.rows:
        named = [
            cell
            for head, cell in zip(grid.header, row.cells, strict=True)
            if not _HEADS.search(head) and not re.search(r"序号|部门|单位|类别|备注", head)
        ]
        yield Step(clause, row.start, row.end, "、".join(named))


def _materials(clauses: Sequence[Clause]) -> Iterator[Step]:
    for row, clause in enumerate(clauses):
        if clause.kind not in _KINDS:
            continue
        if _PAPERS_LINE.search(clause.text.strip()) and not _NO_PAPERS.search(clause.text):
            for below in clauses[row + 1 :]:
                listed = is_below(below.section, clause.section) or (
                    below.section == clause.section
                    and below.kind != "tail"
                    and read_marker(below.text.lstrip()) is not None
                )
                if not listed:
                    break
                yield Step(below, below.start, below.start + len(below.text.rstrip()))
        else:
            for found in _PAPERS.finditer(clause.text):
                begin, end = found.span("papers" if found["papers"] else "given")
                if _NO_PAPERS.search(clause.text[begin:end]):
                    continue
                yield Step(clause, clause.start + begin, clause.start + end)


def _step(clause: Clause, found: re.Match[str]) -> Step:
    text = found[0]
    start = clause.start + found.start() + len(text) - len(text.lstrip())
    return Step(clause, start, start + len(text.strip()))
