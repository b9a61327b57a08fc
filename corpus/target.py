"""Targets: what is to be reached, by how much, by when.

Comparators: `>=` 达到 · 不低于 · 不少于 · 至少 · 以上; `>` 超过 · 突破 · 高于; `<=` 以下 · 以内 ·
不超过 · 下降到 · 控制在; `<` 低于; `≈` 左右 · 约; `=` a plain number (建设平台50家, 下降15%).
A range (5%—6%) is two targets, `>=` its lower and `<=` its upper end.
Precision before recall: a number counts only in a sentence that plans (a year to come in the same
clause, a heading that says 目标, or 至少引进), and never in a condition or a benefit.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import Clause
from corpus.goal import Goal, again, at_least, find_goals
from corpus.grid import Grid, Row, read_grid
from corpus.marker import read_marker
from corpus.squeeze import squeeze
from corpus.statement import MAX_SENTENCE

_YEAR = re.compile(
    r"(?:到|至|力争|截至|争取)+\s*(?P<y1>20\d\d)年(?:(?P<m1>\d{1,2})月)?(?:(?P<d1>\d{1,2})日)?(?:年?底|年?末)?(?:之?前)?|"
    r"(?P<y2>20\d\d)年(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日|底|末|年底)?(?:之?前)|"
    r"^(?P<y3>20\d\d)年(?:(?P<m3>\d{1,2})月)?(?P<d3>)(?:底|末|年底)"
)
_IN_YEAR = re.compile(r"^(?P<y1>20\d\d)年(?P<m1>)(?P<d1>)(?:$|(?=[\u4e00-\u9fff]))")
_TWO_YEARS = re.compile(r"(?:到|至)(?P<first>20\d\d)年?[、和](?P<second>20\d\d)年")
_IN_TURN = re.compile(
    r"^(?P<metric>[^,，\d]{2,40}?)(?P<word>分别(?:达到|超过|突破|不低于))(?P<one>[\d.]+)(?P<unit1>\D{0,4})"
    r"[、和](?P<two>[\d.]+)(?P<unit2>\D{1,8}?)(?P<after>以上|左右)?$"
)
_AIM = re.compile(r"(?:发展|工作|总体|主要|预期|具体|建设|阶段|年度|行动|任务)?目标")
_SOON = re.compile(
    r"(?:力争|争取)(?:用|经过)|经过[一二三四五两\d]年|“十[五六七八]五”(?:期间|时期)|(?<![\d近前过满])[一二三四五两\d]年内|未来[一二三四五\d]+年|今后[一二三四五\d]+年|”(?:期)?末"
)
_WITHIN = re.compile(r"^(?:力争|争取)?[一二三四五两\d]年内")
# A sentence that sets a condition, grants something or looks back states no target.
_NO_TARGET = re.compile(
    r"给予|奖励|补贴|补助|资助|贴息|罚款|申报|申请|应当|不得|符合|条件|已达|已经|累计完成|截至目前|同比|上年|去年|"
    r"达到了|目前|现有|共有|近年来|“十[一二三四]五”期间|年以来"
)
_KINDS = ("item", "paragraph", "tail", "preamble", "annex")
_CELL = re.compile(
    r"(?P<sign>[>≥<≤＞＜])?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>%|％|\D{0,6}?)(?P<after>以上|左右|以内)?"
)
_STATE = re.compile(r"现状|基期|基数|实际|完成|现值")
_SIGNS = {">": ">", "＞": ">", "≥": ">=", "<": "<", "＜": "<", "≤": "<="}
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,8})[)）]\s*$")


@dataclass(frozen=True)
class Target:
    """One target; `document.text[start:end]` holds its year, metric and value.

    `by` is `YYYY`, or `YYYY-MM-DD` (the month's last day) where the text names a month.
    """

    clause: Clause
    metric: str
    comparator: str
    value: int | float
    unit: str
    by: str | None
    start: int
    end: int

    @property
    def section(self) -> str:
        """The address of the section that states the target."""
        return self.clause.section


def read_targets(clauses: Iterable[Clause]) -> tuple[Target, ...]:
    """The targets that the clauses state, in reading order."""
    found: list[Target] = []
    for clause in clauses:
        if clause.kind in _KINDS:
            found += _read(clause)
        elif clause.kind == "table":
            found += _rows(clause)
    return tuple(found)


def _read(clause: Clause) -> Iterator[Target]:
    by: str | None = None
    since: int | None = None
    whole = squeeze(clause.text)
    aims = any(_AIM.search(heading) for heading in clause.heading_path)
    aims = aims or bool(_AIM.search(whole.text[:20]))

    def target(goal: Goal, year: str | None, start: int, end: int) -> Target:
        first, last = whole.slice(start, end)
        at = clause.start
        return Target(clause, *goal, year, at + first, at + last)

    for sentence in re.finditer(r"[^。]+", whole.text):
        if len(sentence[0]) > MAX_SENTENCE or _NO_TARGET.search(sentence[0]):
            continue
        soon = bool(_SOON.search(sentence[0]))
        last: tuple[Goal, int] | None = None
        for phrase in re.finditer(r"[^,，;；]+", sentence[0]):
            start, text = sentence.start() + phrase.start(), phrase[0]
            end = start + len(text)
            if phrase.start() == 0 and sentence.start() == 0 and (marker := read_marker(text)):
                start, text = start + marker.length, text[marker.length :]
            if two := _TWO_YEARS.search(text):
                since, by = start, f"{two['first']}、{two['second']}"
                continue
            year = _YEAR.search(text) or (_IN_YEAR.search(text) if aims else None)
            if year:
                by, since = _day(year), start + year.start()
                start, text = start + year.end(), text[year.end() :]
            text = _WITHIN.sub("", text.strip())
            if by and "、" in by:
                years = by.split("、")
                for goal, one in zip(_in_turn(text), years, strict=False):
                    yield target(goal, one, start if since is None else since, end)
                continue
            goals = list(at_least(text))
            if goals:
                stated = by if _YEAR.search(sentence[0]) or aims else None
            elif by is not None or aims or soon:
                goals, stated = find_goals(text), by
                if not goals and last is not None and (goals := again(text, last[0])):
                    since = last[1]  # where the metric and this goal's own year stand
            else:
                continue
            begin = start if stated is None or since is None else since
            for goal in goals:
                yield target(goal, stated, begin, end)
                last = (goal, begin)


def _in_turn(text: str) -> Iterator[Goal]:
    """`到2025年、2030年，占比分别达到10%、15%以上`: one goal for each year."""
    found = _IN_TURN.match(text)
    if found is None:
        return
    comparator = ">" if re.search("超过|突破", found["word"]) else ">="
    unit = found["unit2"]
    for value in (found["one"], found["two"]):
        yield Goal(found["metric"], comparator, float(value) if "." in value else int(value), unit)


def _day(year: re.Match[str]) -> str:
    groups = year.groupdict()
    kind = next(kind for kind in "123" if groups.get(f"y{kind}"))
    number, month, day = groups[f"y{kind}"], groups[f"m{kind}"], groups[f"d{kind}"]
    if not month or not 1 <= int(month) <= 12:
        return str(number)
    last = calendar.monthrange(int(number), int(month))[1]
    return f"{number}-{int(month):02d}-{min(int(day), last) if day else last:02d}"


def _rows(clause: Clause) -> Iterator[Target]:
    """The rows of a table of indicators, under each column that a year and 目标 head."""
    grid = read_grid(clause)
    name = grid.column("指标名称", "指标", "目标名称") if grid else None
    if grid is None or name is None:
        return
    unit_at = grid.column("单位")
    for column, year in _goal_columns(grid, name):
        for row in grid.rows:
            goal = _cell(row, name, column, row.cells[unit_at] if unit_at is not None else "")
            if goal:
                yield Target(clause, *goal, year, row.start, row.end)


def _goal_columns(grid: Grid, name: int) -> list[tuple[int, str | None]]:
    years = [(at, re.search(r"20\d\d", head)) for at, head in enumerate(grid.header) if at != name]
    dated = [(year[0], at) for at, year in years
             if year and not _STATE.search(grid.header[at])]  # fmt: skip
    aims = [(at, y[0] if y else None) for at, y in years
            if re.search(r"目标|预期", grid.header[at])]  # fmt: skip
    aims = [(at, year) for at, year in aims if re.search(r"值|20\d\d|目标$", grid.header[at])]
    if aims:
        return aims
    # 指标 | 2024年 | 2027年: the first of several years is where things stand.
    later = sorted(dated)[1:] if len(dated) > 1 else []
    return [
        (at, year)
        for year, at in later
        if re.fullmatch(r"(?:到)?20\d\d年?(?:底|末)?", grid.header[at])
    ]


def _cell(row: Row, name: int, column: int, unit: str) -> Goal | None:
    found = _CELL.fullmatch(row.cells[column])
    if found is None or not row.cells[name]:
        return None
    metric = row.cells[name]
    bracketed = _IN_BRACKETS.search(metric)
    unit = found["unit"].replace("％", "%") or unit or (bracketed[1] if bracketed else "")
    if not unit or unit in ("-", "—"):
        return None
    if bracketed and bracketed[1] == unit:
        metric = metric[: bracketed.start()].strip()
    after = {"以上": ">=", "以内": "<=", "左右": "≈"}.get(found["after"] or "", "=")
    comparator = _SIGNS.get(found["sign"] or "", after)
    number = found["value"]
    return Goal(metric, comparator, float(number) if "." in number else int(number), unit)
