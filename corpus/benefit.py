"""Benefits: what is granted, how much, up to how much, to whom.

`amount` and `unit` are what the sentence states (20 and %, 50 and 万元; 每人每年3万元 is 3 and
万元/人/年); `cap` is the ceiling as written (`300万元`). Where only a ceiling is stated
(给予最高500万元奖励), it is amount and cap; of a range (10—30万元) the lower end is the amount, the
upper one the cap. 免收租金 and 减半 state no number: amount and unit are None.
Precision before recall: a sentence that refuses, takes back, looks back or appeals gives nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.amount import MONEY, MONEY_RANGE, NUMBER, PERCENT, PERCENT_RANGE, read_amount
from corpus.condition import read_condition, share_levels, share_out
from corpus.document import Clause
from corpus.grant import CEILING, EACH, Grant, find_grants
from corpus.grid import read_grid
from corpus.marker import read_marker
from corpus.squeeze import squeeze
from corpus.standard_list import LeadIn, Listed, read_lead_in, read_listed
from corpus.statement import MAX_SENTENCE

_CAP = re.compile(rf"{CEILING}(?:[\u4e00-\u9fff]{{0,6}}?)(?P<cap>{MONEY})(?!的?(?:贷款|授信|担保))")
_CAP_ONLY = re.compile(
    rf"^(?:其中)?[^,，。;；\d]{{0,20}}?{CEILING}(?:[\u4e00-\u9fff]{{0,6}}?)(?P<cap>{MONEY})[^,，\d]{{0,6}}$"
)
_CAP_WITHIN = 60  # characters behind a grant in which its ceiling stands
_MAX_NAME = 20  # characters
_EVERY = re.compile(r"每一?([^每]+)")
_HEADS = re.compile(
    r"(奖励|奖补|补助|补贴|资助|奖金|扶持|支持).{0,6}(?:标准|金额|额度|比例|资金)?|奖金"
)
_HEAD_UNIT = re.compile(
    r"[(（]\s*(?:单位[:：])?\s*(?P<unit>万元|元|亿元|%|％)(?:\s*[/／每]\s*(?P<of>[\u4e00-\u9fff]{1,4}?))?\s*[)）]"
)
_NO_CONDITION = re.compile(r"序号|备注|说明|依据|部门|单位|时间|方式|标准|金额|比例|额度|资金")
_WHOLE_AMOUNT = re.compile(
    rf"(?P<each>{EACH})?(?P<top>{CEILING})?\s*(?P<each_behind>{EACH})?"
    rf"(?P<amount>{MONEY_RANGE}|{PERCENT_RANGE}|{MONEY}|{PERCENT})(?:以内|以下)?"
)


@dataclass(frozen=True)
class Benefit:
    """One benefit; `document.text[start:end]` is the sentence (or table row) that grants it."""

    clause: Clause
    what: str
    amount: int | float | None
    unit: str | None
    cap: str | None
    condition: str | None
    start: int
    end: int

    @property
    def section(self) -> str:
        """The address of the section that grants it."""
        return self.clause.section


def read_benefits(clauses: Iterable[Clause]) -> tuple[Benefit, ...]:
    """The benefits that the clauses grant, in reading order."""
    kinds = ("item", "paragraph", "tail", "annex")
    found: list[Benefit] = []
    lead_in: LeadIn | None = None
    for clause in clauses:
        if clause.kind in kinds:
            listed = read_listed(clause, lead_in) if lead_in else None
            if lead_in and listed:
                found += _of_list(clause, listed, lead_in)
                continue
            lead_in = read_lead_in(clause) or lead_in
            found += _read(clause)
        elif clause.kind == "table":
            found += _rows(clause)
    return tuple(found)


def _read(clause: Clause) -> Iterator[Benefit]:
    whole = squeeze(clause.text)
    marker = read_marker(whole.text)
    if marker is not None and marker.doubtful and clause.kind != "item":
        marker = None  # 2.0版平台 opens a paragraph, no item 2.0
    first = marker.length if marker else 0
    spans = [found.span() for found in re.finditer(r"[^。;；]+", whole.text)]
    # `1.设备更新。租用…`: what follows the item's name opens it as well.
    named_only = marker is not None and bool(spans) and spans[0][1] - first <= _MAX_NAME
    for row, (start, end) in enumerate(spans):
        if end - start > MAX_SENTENCE:
            continue
        grants = find_grants(whole.text[start:end])
        behind = whole.text[slice(*spans[row + 1])] if row + 1 < len(spans) else ""
        behind = behind[:MAX_SENTENCE]
        limit = None if find_grants(behind) else _CAP_ONLY.match(behind.strip())
        before = max(first - start, 0) if start <= first < end else 0
        condition: str | None = None
        for at, grant in enumerate(grants):
            following = grants[at + 1].start if at + 1 < len(grants) else end - start
            sentence = whole.text[start:end]
            opens = start <= first or (row == 1 and named_only)
            own = read_condition(sentence[before : grant.start], opens, grant.name_first)
            # subtle: a further grant of the sentence goes to whom the first one goes.
            condition = own or condition
            tail = sentence[grant.end : min(following, grant.end + _CAP_WITHIN)]
            cap = _CAP.search(tail) or (limit if at + 1 == len(grants) else None)
            ceiling = grant.inner or (cap["cap"] if cap else None)
            span = (
                clause.start + whole.slice(start, end)[0],
                clause.start + whole.slice(start, end)[1],
            )
            levels = grant.whoms or share_levels(sentence[before : grant.start], len(grant.amounts))
            yield from _benefits(clause, grant, condition, levels, ceiling, span)
            before = grant.end


def _benefits(
    clause: Clause,
    grant: Grant,
    condition: str | None,
    levels: Sequence[str] | None,
    ceiling: str | None,
    span: tuple[int, int],
) -> Iterator[Benefit]:
    if not grant.amounts:
        yield Benefit(clause, grant.what, None, None, ceiling, condition, *span)
    conditions = share_out(condition, len(grant.amounts))
    if len(conditions) > 1 and len(set(conditions)) == 1 and levels:
        conditions = [f"{condition}，{level}" if condition else level for level in levels]
    for text, own in zip(grant.amounts, conditions, strict=True):
        amount = read_amount(text)
        per = "".join(f"/{each}" for each in _EVERY.findall(grant.each))
        unit = amount.unit if amount.unit in ("%", "‰", "个百分点") else amount.unit + per
        cap = amount.high or (_plain(text) if grant.top else None)
        if ceiling is not None and (not grant.top or amount.unit == "%"):
            cap = _plain(ceiling)
        yield Benefit(clause, grant.what, amount.value, unit, cap, own, *span)


def _of_list(clause: Clause, listed: Listed, lead_in: LeadIn) -> Iterator[Benefit]:
    span = lead_in.start, clause.start + len(clause.text.rstrip())
    if span[1] - span[0] <= MAX_SENTENCE:
        grant = Grant(lead_in.what, (listed.amount,), listed.top, listed.each, None, 0, 0, False)
        yield from _benefits(clause, grant, listed.whom, None, None, span)


def _plain(text: str) -> str:
    return "".join(text.split())


def _rows(clause: Clause) -> Iterator[Benefit]:
    """The rows of a table with a column of amounts, under the header's word for what is granted."""
    grid = read_grid(clause)
    if grid is None:
        return
    for column, cell in enumerate(grid.header):
        head, stated = _HEADS.search(cell), _HEAD_UNIT.search(cell)
        unit, each = (stated["unit"], stated["of"] or "") if stated else ("", "")
        amounts = [_cell(row.cells[column], unit, each) for row in grid.rows]
        if head and any(amounts):
            break
    else:
        return
    for row, amount in zip(grid.rows, amounts, strict=True):
        if amount is None:
            continue
        named = [
            cell
            for at, cell in enumerate(row.cells)
            if cell and at != column and not _NO_CONDITION.search(grid.header[at])
        ]
        grant = Grant(
            head[1] or head[0], (amount.text,), amount.top, amount.each, None, 0, 0, False
        )
        condition = "，".join(named) or None
        yield from _benefits(clause, grant, condition, None, None, (row.start, row.end))


class _Cell(NamedTuple):
    text: str
    top: bool
    each: str


def _cell(text: str, unit: str, of: str) -> _Cell | None:
    """The amount that a cell is, with the header's unit where it has none, per
    what it is (元/亩); None for a cell that holds more.
    """
    text = squeeze(text).text
    bare = re.fullmatch(rf"{NUMBER}(?:以内|以下)?", text.removeprefix("最高"))
    found = _WHOLE_AMOUNT.fullmatch(text.rstrip("以内下") + unit if unit and bare else text)
    if found is None:
        return None
    each = (found["each"] or "") + (found["each_behind"] or "")
    return _Cell(found["amount"], bool(found["top"]), each or (f"每{of}" if of and bare else ""))
