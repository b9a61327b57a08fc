"""What the rows of a table of grants ask: each cell under its header, as one requirement.

Under `年度产值 | 奖励金额` the row `5亿元以上 | 50` asks for 产值 of 5亿元以上. Columns of amount,
number and remark ask nothing.
"""

import re
from collections.abc import Mapping

from corpus.bound import Inclusion, read_bounds
from corpus.document import Clause
from corpus.grid import Row, read_grid
from corpus.qualification import read_qualifications
from corpus.requirement import Requirement

_ASKS_NOTHING = re.compile(
    r"序号|备注|说明|依据|部门|单位|时间|方式|奖|补|资助|标准|金额|比例|上限|档次|等级$|类别|事项"
)


def read_tiers(
    clause: Clause, inclusion: Inclusion, lead: str = ""
) -> Mapping[int, tuple[Requirement, ...]]:
    """What each row of a table asks, by the row's start in the document.

    `lead` is the line before it, which may name what is counted more fully (水稻种植面积).
    """
    grid = read_grid(clause)
    if grid is None:
        return {}
    found = {}
    for row in grid.rows:
        asks = tuple(
            asked
            for head, cell, start in zip(grid.header, row.cells, _starts(clause, row), strict=True)
            if cell and not _ASKS_NOTHING.search(head)
            for asked in (_cell(clause, _fuller(head, lead), cell, start, inclusion),)
        )
        found[row.start] = asks
    return found


def _fuller(head: str, lead: str) -> str:
    if len(head) < 2:
        return head
    found = re.search(rf"(?:按照?|以|根据)([\u4e00-\u9fff]{{1,8}}{re.escape(head)})", lead)
    return found[1] if found else head


def _starts(clause: Clause, row: Row) -> list[int]:
    """Where each cell begins in the document, blanks before it left out."""
    line = clause.text[row.start - clause.start : row.end - clause.start]
    starts, at = [], row.start
    for cell in line.split("\t"):
        starts.append(at + len(cell) - len(cell.lstrip()))
        at += len(cell) + 1
    return starts


def _cell(clause: Clause, head: str, cell: str, start: int, inclusion: Inclusion) -> Requirement:
    end = start + len(cell)
    metric = re.sub(r"[(（].*?[)）]", "", head)
    if bounds := read_bounds(metric + cell, inclusion):
        return Requirement("threshold", clause, start, end, bounds=bounds)
    if standings := read_qualifications(cell):
        return Requirement(
            "qualification", clause, start, end,
            names=tuple(s.name for s in standings),
            levels=tuple(s.level for s in standings),
            manner=standings[0].manner,
        )  # fmt: skip
    return Requirement("deed", clause, start, end)
