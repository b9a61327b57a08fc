"""Who does what: responsibility lines read into lead and support units.

`(牵头单位:A、B;责任单位:C,D区、E区人民政府)` gives A, B as lead and C, D区人民政府, E区人民政府 as
support. 牵头, 主办, 负责 lead; 责任单位, 配合 and 按职责分工负责 support; whoever carries out what
somebody else leads supports. The inline wordings count (由甲局牵头，乙局配合), columns of tables,
and 甲局负责某事 where tasks are shared out (two such parts in a clause, or items side by side).
Nothing is inherited from a parent section here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.assignment import (
    FIRST_LEADS,
    Roles,
    read_helpers,
    read_inline,
    read_labelled,
    read_opening,
    read_tasks,
)
from corpus.document import Clause
from corpus.grid import read_grid
from corpus.statement import MAX_SENTENCE
from corpus.unit import is_organ, read_units

_BRACKET = re.compile(
    r"[(（\[【〔［]((?:[^()（）\[\]【】〔〕［］]|[(（][^()（）]*[)）])+)[)）\]】〕］]"
)
_FIRST_LEADS = re.compile(
    rf"[,，;；]\s*{FIRST_LEADS}.*$",
    re.DOTALL,
)
_LABEL = re.compile(r"[^:：,，]{2,4}(?:单位|部门)\s*[:：]")
_AROUND = "。;； \u3000\n"
_LEAD_HEADS = ("牵头", "主办", "负责单位", "负责部门", "主责")
_SUPPORT_HEADS = ("责任单位", "责任部门", "配合", "协办", "参与", "落实单位", "承办")
_SHARED_HEADS = ("责任分工", "任务分工", "职责分工", "责任单位", "责任部门")
_RUNNING = ("item", "paragraph", "tail", "annex")


@dataclass(frozen=True)
class Responsibility:
    """The units that a passage names, in the order named, each once.

    `document.text[start:end]` is the passage: a line, a bracket, a sentence, a table's row.
    """

    clause: Clause
    lead: tuple[str, ...]
    support: tuple[str, ...]
    start: int
    end: int

    @property
    def section(self) -> str:
        """The address of the section that the units answer for."""
        return self.clause.section


def read_responsibilities(clauses: Iterable[Clause]) -> tuple[Responsibility, ...]:
    """The responsibilities that clauses state, one for each clause that does, in reading order."""
    merged: dict[Clause, Responsibility] = {}
    for found in read_assignments(clauses):
        before = merged.get(found.clause)
        if before is not None:
            lead = _once((*before.lead, *found.lead))
            support = _once((*before.support, *found.support))
            found = Responsibility(found.clause, lead, support, before.start, found.end)
        merged[found.clause] = found
    return tuple(merged.values())


def read_assignments(clauses: Iterable[Clause]) -> tuple[Responsibility, ...]:
    """Each passage that names units, a clause with several brackets giving several."""
    clauses = tuple(clauses)
    answered = {c.section for c in clauses if c.kind == "responsibility"}
    shared_out = _shared_out(clauses)
    found = []
    for clause in clauses:
        for passage in _passages(clause, clause.section in answered, clause in shared_out):
            lead, support = _once(passage.roles.lead), _once(passage.roles.support)
            start, end = clause.start + passage.start, clause.start + passage.end
            found.append(Responsibility(clause, lead, support, start, end))
    return tuple(found)


class _Passage(NamedTuple):
    roles: Roles
    start: int
    end: int


def _passages(clause: Clause, answered: bool, shared_out: bool) -> Iterator[_Passage]:
    if clause.kind == "responsibility" and len(clause.text) <= MAX_SENTENCE:
        text = clause.text.strip(_AROUND)
        if text.startswith(tuple("(（[【〔［")) and text.endswith(tuple(")）]】〕］")):
            text = text[1:-1]
        roles = read_labelled(text) or read_inline(text)
        if roles:
            yield _Passage(roles, 0, len(clause.text))
    elif clause.kind == "table":
        yield from _rows(clause)
    elif clause.kind in _RUNNING:
        bracketed = list(_brackets(clause.text))
        yield from bracketed
        if not bracketed and not answered:
            yield from _sentences(clause.text, shared_out)


def _brackets(text: str) -> Iterator[_Passage]:
    for bracket in _BRACKET.finditer(text):
        if len(bracket[0]) > MAX_SENTENCE:
            continue
        roles = read_labelled(bracket[1]) or read_inline(bracket[1])
        closes = not text[bracket.end() :].strip(_AROUND)
        if roles is None and closes:
            roles = _bare_list(bracket[1])
        if roles:
            yield _Passage(roles, bracket.start(), bracket.end())


def _bare_list(text: str) -> Roles | None:
    """`（市科技局、市财政局）` at a clause's end: units of the same level, and nothing else."""
    named = _FIRST_LEADS.sub("", text)
    units = read_units(named)
    if len(units) > 1 and all(is_organ(unit) and unit[0] in "市省区县州各" for unit in units):
        leads = 1 if named != text else 0
        return Roles(tuple(units[:leads]), tuple(units[leads:]))
    return None


def _label_and_list(sentence: str) -> Roles | None:
    """`责任单位：市科技局、市财政局` as a sentence of its own: a label, then units alone."""
    roles = read_labelled(sentence) if _LABEL.match(sentence.strip(_AROUND)) else None
    return roles if roles and all(map(is_organ, (*roles.lead, *roles.support))) else None


def _sentences(text: str, shared_out: bool) -> Iterator[_Passage]:
    tasks = read_tasks(text)
    if tasks and (shared_out or len(tasks) > 1):
        leads = tuple(u for task in tasks for u in task)
        yield _Passage(Roles(leads, tuple(read_helpers(text))), 0, len(text))
        return
    for sentence in re.finditer(r"[^。\n]+", text):
        if len(sentence[0]) > MAX_SENTENCE:
            continue
        plain = _BRACKET.sub(lambda found: " " * len(found[0]), sentence[0])
        begins = plain.find("由") if "牵头" in plain else 0
        roles = (
            (read_inline(plain[begins:]) if begins >= 0 else None)
            or read_opening(plain)
            or _label_and_list(sentence[0])
            or _label_and_list(plain)
        )
        if roles:
            yield _Passage(roles, sentence.start(), sentence.end())


def _shared_out(clauses: Sequence[Clause]) -> set[Clause]:
    """Items side by side that each say 甲局负责某事, or one whose heading shares out tasks."""
    items = [c for c in clauses if c.kind == "item" and read_tasks(c.text)]
    beside = Counter(clause.section.rpartition("/")[0] for clause in items)
    return {
        clause
        for clause in items
        if beside[clause.section.rpartition("/")[0]] > 1
        or any("职责" in heading or "分工" in heading for heading in clause.heading_path)
    }


def _rows(clause: Clause) -> Iterator[_Passage]:
    grid = read_grid(clause)
    if grid is None:
        return
    lead_at, support_at = grid.column(*_LEAD_HEADS), grid.column(*_SUPPORT_HEADS)
    shared_at = grid.column(*_SHARED_HEADS) if lead_at is None else None
    for row in grid.rows:
        roles = _cell_roles(row.cells[shared_at]) if shared_at is not None else None
        if roles:
            start = row.start - clause.start
            yield _Passage(roles, start, row.end - clause.start)
            continue
        lead = _cell_units(row.cells, lead_at)
        support = _cell_units(row.cells, support_at if support_at != lead_at else None)
        if lead or support:
            start = row.start - clause.start
            yield _Passage(Roles(lead, support), start, row.end - clause.start)


def _cell_roles(cell: str) -> Roles | None:
    """`市数据局牵头，市财政局配合` in a cell; units without a role carry the task out."""
    roles = read_labelled(cell) or read_inline(cell)
    if roles is None:
        units = tuple(read_units(cell))
        roles = Roles((), units) if units and all(map(is_organ, units)) else None
    return roles


def _cell_units(cells: Sequence[str], column: int | None) -> tuple[str, ...]:
    if column is None:
        return ()
    return tuple(unit for unit in read_units(cells[column]) if is_organ(unit))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
