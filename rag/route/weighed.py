"""Grants set against each other: `国家标准和行业标准的奖励差多少`, `购房补贴最高的是哪类人才`.

Each thing that the question names is held to the grant whose own words say it; one that no grant
says is refused by name. Amounts that are counted differently are not compared.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from index.tokenize import fold, tagged
from rag.across.changes import Change
from rag.draft import Draft, Statement, refuse
from rag.evidence.demand import demands_of, held, resembled, shortfall
from rag.evidence.operand import FORM, Operand
from rag.held.holdings import Holdings
from rag.question.constraint import BENEFIT
from rag.question.pair import Joined, asks_each, joined, operation_on
from rag.question.query import Query
from rag.route.calculate import worked_out
from rag.route.grant_value import Granted, grants_in_force, value_of
from rag.words.terms import stop_words

_MONEY = re.compile(r"[奖补贴助罚贷]|资助|金额|封顶|上限|费|经费|资金")
# What of a grant is asked for and by what it is counted: no subject of its own.
_MEASURE = re.compile(
    r"封顶|上限|限额|最高额?(?:度)?|额度|金额|数额|比例|每[一个]?[\u4e00-\u9fff]|[多少]?(?:奖|补|给|拿|领|资助)多少"
)
_NAMING = frozenset("n x j b l i m s".split())  # parts of speech that name a thing
_MARK = "〔〕"
_MIN_HELD = 0.7  # share of a thing's words that its grant must say
_MAX_OPEN = 0.5  # share of what is said of all things that a grant may leave open
_MAX_OPEN_FAMILY = 0.25  # the same where no thing is named
_BESIDE = 0.5  # what it is worth that two grants stand in one section
_KEPT = 6  # grants tried for each thing


def weighed(query: Query, holdings: Holdings, changes: Sequence[Change]) -> Draft | None:
    """The grants that the question sets against each other, or None where it sets none.

    `changes` are those in force.
    """
    text = fold(query.text)
    if not _MONEY.search(text) or query.kind in ("body", "person", "place", "date"):
        return None
    operation = operation_on(text)
    if operation is None and not asks_each(text):
        return None
    grants = grants_in_force(holdings, changes)
    if operation in ("max", "min", "rank"):
        operands = _family(query, grants, holdings)
        return worked_out(operation, operands) if len(operands) > 1 else None
    for found in joined(text):
        if draft := _of_sides(query, found, grants, holdings):
            return draft
    return None


def _of_sides(
    query: Query, found: Joined, grants: Sequence[Granted], holdings: Holdings
) -> Draft | None:
    asked = fold(query.text)
    fitting = _fitting(found.rest, query, grants, holdings, _MAX_OPEN)
    stating = [g for g in fitting if value_of(g, asked) is not None]
    each = [
        _told(side, found.sides, stating, holdings) or _told(side, found.sides, fitting, holdings)
        for side in found.sides
    ]
    silent = [side for side, scored in zip(found.sides, each, strict=True) if not scored]
    if silent:
        said = [scored[0][1].benefit.clause for scored in each if scored]
        if not said or not BENEFIT.search(asked) or operation_on(asked) is None:
            return None
        return refuse("no_evidence", f"没有写明“{silent[0]}”的数额", said[:3])
    chosen = _together(each)
    if chosen is None:
        return None
    operands = [value_of(g, asked, side) for g, side in zip(chosen, found.sides, strict=True)]
    kept = [o for o in operands if o is not None]
    if len(kept) < len(operands):
        lacking = found.sides[operands.index(None)]
        clauses = [g.benefit.clause for g in chosen]
        return refuse("no_evidence", f"没有写明“{lacking}”的所问数额", clauses)
    operation = operation_on(asked)
    if operation is None:
        return _listed(kept)
    if len({o.quantity.dimension for o in kept}) > 1:
        return _apart(kept)
    return replace(worked_out(operation, kept), final=True)


def _listed(operands: Sequence[Operand]) -> Draft:
    statements = tuple(Statement(f"{o.name}：{o.shown}", (o.passage,)) for o in operands)
    return Draft(statements, final=True)


def _apart(operands: Sequence[Operand]) -> Draft:
    """The values beside each other, where they are counted differently."""
    lead = "计算的口径不同，不能直接相加或比较："
    return replace(_listed(operands), lead=lead)


def _told(
    side: str, sides: Sequence[str], grants: Sequence[Granted], holdings: Holdings
) -> list[tuple[float, Granted]]:
    """The grants that say a thing, best first: the words that only it has, in the grant's own."""
    words = _words(side)
    others = {word for other in sides if other != side for word, _ in _words(other)}
    alone = [(w, names) for w, names in words if w not in others and not BENEFIT.fullmatch(w)]
    scored: list[tuple[float, Granted]] = []
    for one in grants:
        if any(names and _says(w, one.behind, holdings) < _MIN_HELD for w, names in words):
            continue
        said = {w: _says(w, one.own, holdings) for w, _ in alone}
        own = sum(share * holdings.weights.weight(w) for w, share in said.items())
        # What it stands under says of all grants there tells it from none of them.
        lacking = sum(
            holdings.weights.weight(w)
            for w, share in said.items()
            if not share and not _says(w, one.behind, holdings)
        )
        if not own or own < (1 - _MIN_HELD) * (own + lacking):
            continue
        scored.append((own / sum(holdings.weights.weight(w) for w, _ in alone), one))
    return sorted(scored, key=lambda pair: -pair[0])[:_KEPT]


def _words(text: str) -> list[tuple[str, bool]]:
    """The words of a thing, and whether each one names something."""
    stop = stop_words()
    return [
        (word, tag[0] in _NAMING or tag == "vn")
        for word, tag in tagged(text)
        if word not in stop and (len(word) > 1 or tag[0] in _NAMING)
    ]


def _says(word: str, folded: str, holdings: Holdings) -> float:
    said = held(word, folded)
    if said < 1 and held(word, holdings.text) < 1:
        said = max(said, resembled(word, folded, holdings.weights))
    return said


def _together(each: Sequence[Sequence[tuple[float, Granted]]]) -> tuple[Granted, ...] | None:
    """One grant for each thing, no grant twice: those that fit best and stand together."""
    best: tuple[float, tuple[Granted, ...]] | None = None
    for chosen in product(*each):
        grants = tuple(one for _, one in chosen)
        if len({id(one.benefit) for one in grants}) < len(grants):
            continue
        sections = {(g.benefit.clause.doc_id, g.benefit.section) for g in grants}
        whats = {g.benefit.what for g in grants}
        score = sum(score for score, _ in chosen)
        score += _BESIDE * ((len(sections) == 1) + (len(whats) == 1))
        if best is None or score > best[0]:
            best = score, grants
    return best[1] if best else None


def _fitting(
    rest: str, query: Query, grants: Sequence[Granted], holdings: Holdings, most: float
) -> list[Granted]:
    """The grants that leave open no more than the share `most` of what is said of all things."""
    asked = replace(query, text=FORM.sub(" ", _MEASURE.sub(" ", rest)))
    demands = demands_of(asked, holdings.weights, holdings.text)
    return [g for g in grants if shortfall(demands, g.around, holdings.weights).share <= most]


def _family(query: Query, grants: Sequence[Granted], holdings: Holdings) -> list[Operand]:
    """The grants of one kind that the question speaks of: of one section, if one holds several."""
    asked = fold(query.text)
    fitting = _fitting(asked, query, grants, holdings, _MAX_OPEN_FAMILY)
    values = [(g, value) for g in fitting if (value := value_of(g, "")) is not None]
    money = [(g, v) for g, v in values if v.quantity.dimension.startswith("元")]
    groups: dict[tuple[str, str], list[Operand]] = {}
    for one, value in money:
        key = (one.benefit.clause.doc_id, value.quantity.dimension)
        groups.setdefault(key, []).append(value)
    return max(groups.values(), key=len) if groups else []
