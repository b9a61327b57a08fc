"""The columns of a table: what names its rows, which hold numbers or months, which is asked for.

Knows tables and words only; what is made of a column is `rag.route.rows`' business.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.document import Clause
from corpus.grid import Grid, Row, read_grid
from index.tokenize import fold
from rag.evidence.quantity import Quantity
from rag.held.passage import Passage, slice_of

# What a question says of a column of dates.
DONE = re.compile(r"完成|建成|竣工|投产|投用|开工|办结|之?前|底")
_COUNTER = re.compile(r"^(?:序号|编号|no\.?|项次|#)$")
_NAMING = re.compile(r"名称|项目|指标|任务|事项|内容|类别|品种|类型|产品|领域|区域|地区|县|区")
_UNIT = re.compile(r"[(（](?:单位[:：])?(?P<unit>[^()（）]{1,8})[)）]\s*$")
_CELL = re.compile(
    r"(?:[≥≤><＞＜]|不低于|不少于|不超过|约|最高)?\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s以左及(（]{0,8})"
    r"(?:及?以[上下内]|左右)?"
)
_MONTH = re.compile(r"(?P<year>20\d\d)\s*[年.\-/]\s*(?:(?P<month>\d{1,2})\s*月?)?")
# What a question calls a column whose header it does not say.
_ASKED_BY = tuple(
    (re.compile(head), re.compile(word))
    for head, word in (
        (r"牵头|责任|负责|主管|受理|承办", r"谁|哪个(?:单位|部门|局)|什么(?:单位|部门)"),
        (r"时间|时限|期限|日期", r"什么时候|何时|哪[天年月]|几月|几号|多久|啥时候"),
        (r"地点|地址|位置|所在|选址", r"哪里|哪儿|哪个[区县市镇]|什么地方|何处"),
    )
)
_NOTHING = re.compile(r"^[-—–/\s]*$")
_PARTS = re.compile(r"[、,，;；\s]")


@dataclass(frozen=True)
class Table:
    """A table's clause, its grid, and the column that its rows are called by."""

    clause: Clause
    grid: Grid
    naming: int

    def name_of(self, row: Row) -> str:
        """What a row is called."""
        return row.cells[self.naming]

    def passage_of(self, row: Row) -> Passage:
        """The row as a slice of the document."""
        return slice_of(self.clause, row.start - self.clause.start, row.end - self.clause.start)

    def header(self, column: int) -> str:
        """A column's header without its unit: `总投资（亿元）` -> `总投资`."""
        return _UNIT.sub("", self.grid.header[column]).strip()

    def shown(self, row: Row, column: int) -> str:
        """A cell as it is read, with the unit of its header: `45` -> `45亿元`."""
        cell = row.cells[column]
        number = self.number(row, column)
        return f"{cell}{number.unit}" if number and number.unit not in cell else cell

    def number(self, row: Row, column: int) -> Quantity | None:
        """The quantity that a cell holds, in its own unit, its header's or its row's."""
        found = _CELL.fullmatch(fold(row.cells[column]))
        if found is None:
            return None
        stated = _UNIT.search(self.grid.header[column])
        units = [at for at, cell in enumerate(self.grid.header) if cell.startswith("单位")]
        unit = found["unit"] or (stated["unit"] if stated else "")
        unit = unit or (row.cells[units[0]] if units and units[0] != column else "")
        return Quantity(Decimal(found["value"].replace(",", "")), unit.replace("％", "%"))

    def numeric(self) -> list[int]:
        """The columns of numbers, at least two of them, beside gaps."""
        return [at for at in range(len(self.grid.header)) if self._numbers(at)]

    def _numbers(self, column: int) -> bool:
        if _COUNTER.match(fold(self.grid.header[column])) or column == self.naming:
            return False
        filled = [r for r in self.grid.rows if not _NOTHING.match(r.cells[column])]
        return len(filled) > 1 and all(self.number(row, column) for row in filled)

    def dimension(self, column: int) -> str | None:
        """What a column of numbers counts, without the scale; None where its rows differ."""
        found = {n.dimension for row in self.grid.rows if (n := self.number(row, column))}
        return found.pop() if len(found) == 1 else None

    def month(self, row: Row, column: int) -> int | None:
        """The months since the year 0 of the date that a cell is; a year alone ends in December."""
        found = _MONTH.match(fold(row.cells[column]))
        return int(found["year"]) * 12 + int(found["month"] or 12) if found else None

    def dated(self) -> list[int]:
        """The columns of dates."""
        columns = range(len(self.grid.header))
        return [at for at in columns if all(self.month(row, at) for row in self.grid.rows)]

    def columns_asked(self, text: str) -> list[int]:
        """The columns that a folded question asks for: by a header's end, or by `谁`, `哪天`."""
        found = []
        for at in range(len(self.grid.header)):
            head = fold(self.header(at))
            by_word = any(kind.search(head) and word.search(text) for kind, word in _ASKED_BY)
            if at != self.naming and len(head) > 1 and (head[-2:] in text or by_word):
                found.append(at)
        return found


def read_table(clause: Clause) -> Table | None:
    """The table that a clause holds, or None where no column tells its rows apart."""
    grid = read_grid(clause)
    if grid is None or len(grid.rows) < 2:
        return None
    apart = [
        at
        for at, header in enumerate(grid.header)
        if not _COUNTER.match(fold(header))
        and len({row.cells[at] for row in grid.rows}) == len(grid.rows)
        and not any(_CELL.fullmatch(fold(row.cells[at])) for row in grid.rows)
        and all(row.cells[at] for row in grid.rows)
    ]
    named = [at for at in apart if _NAMING.search(grid.header[at])] or apart
    return Table(clause, grid, named[0]) if named else None


def parts_of(cell: str) -> list[str]:
    """The folded names that a cell lists: `市司法局、市公安局`."""
    return [part for part in _PARTS.split(fold(cell)) if len(part) > 1]


def shared(left: str, right: str) -> int:
    """The length of the longest run of characters that two folded texts share."""
    best = 0
    for begin in range(len(left)):
        while begin + best < len(left) and left[begin : begin + best + 1] in right:
            best += 1
    return best
