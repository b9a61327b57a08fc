"""The tier of a grant that the asker's own number falls into: `研发占比7%，按百分之几补`.

Tiers are grants of one section, or of items beside each other, that state limits of one measure.
The number must lie within the limits of exactly one of them; below all of them nothing is granted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.bound import Bound, plain, read_bounds
from index.tokenize import fold
from rag.across.changes import Change
from rag.draft import Draft, Statement, refuse
from rag.evidence.demand import demands_of, shortfall
from rag.evidence.operand import FORM
from rag.held.holdings import Holdings
from rag.question.pair import operation_on
from rag.question.query import Query
from rag.route.column import shared
from rag.route.grant_value import Granted, grants_in_force

_OWN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<scale>[万亿千百])?(?P<unit>元|%|个?人|名|家|个?月|年|台|套|辆|吨|件|项|平方米)"
)
_ASKS = re.compile(
    r"[补奖给拿领贴助]\S{0,6}(?:多少|几)|(?:多少|几)\S{0,4}[补奖贴助]|百分之几|比例|封顶|哪一?档"
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MAX_OPEN = 0.5  # share of the question's demands that a tier may leave open
_OF_MANY = ("元", "%", "月", "人", "家", "件", "项")  # units that many measures are counted in
_SAID = 2  # characters of the measure that the question says


@dataclass(frozen=True)
class _Tier:
    granted: Granted
    bounds: tuple[Bound, ...]

    def holds(self, value: Decimal) -> bool:
        return all(bound.holds(value) for bound in self.bounds)


def of_tier(query: Query, holdings: Holdings, changes: Sequence[Change]) -> Draft | None:
    """The grant of the tier that a number of the question falls into, or None.

    `changes` are those in force.
    """
    text = fold(query.text)
    owned = [
        (found[0], *plain(found["number"], found["scale"], found["unit"].removeprefix("个")))
        for found in _OWN.finditer(text)
        if not (found["unit"] == "年" and _YEAR.match(found["number"]))
    ]
    if len(owned) != 1 or not _ASKS.search(text) or operation_on(text) or query.wants_verdict:
        return None
    said, value, unit = owned[0]
    tiers = _nearest(replace(query, text=text.replace(said, " ")), unit, holdings, changes)
    if len(tiers) < 2:
        return None
    fitting = [tier for tier in tiers if tier.holds(value)]
    if len(fitting) == 1:
        return Draft((_stated(fitting[0].granted),), shown=_shown(fitting[0].granted))
    if fitting:
        return None
    why = f"所说的{said}不在写明的任何一档之内"
    return refuse("no_evidence", why, [tier.granted.benefit.clause for tier in tiers[:3]])


def _nearest(query: Query, unit: str, holdings: Holdings, changes: Sequence[Change]) -> list[_Tier]:
    """The tiers that leave least of the question open, if they are of one place."""
    groups: dict[tuple[str, str, str], list[_Tier]] = {}
    for one in grants_in_force(holdings, changes):
        bounds = tuple(
            bound
            for bound in read_bounds(one.benefit.condition or "")
            if bound.unit == unit
            and (unit not in _OF_MANY or shared(fold(bound.metric), fold(query.text)) >= _SAID)
        )
        if bounds:
            clause = one.benefit.clause
            place = one.benefit.section.rpartition("/")[0] or one.benefit.section
            key = (clause.doc_id, place, one.benefit.what)
            groups.setdefault(key, []).append(_Tier(one, bounds))
    asked = replace(query, text=FORM.sub(" ", query.text))
    demands = demands_of(asked, holdings.weights, holdings.text)
    open_shares = {
        key: min(shortfall(demands, t.granted.around, holdings.weights).share for t in tiers)
        for key, tiers in groups.items()
    }
    near = sorted((share, key) for key, share in open_shares.items() if share <= _MAX_OPEN)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return []
    return groups[near[0][1]]


def _shown(granted: Granted) -> str:
    benefit = granted.benefit
    return f"{benefit.amount}{benefit.unit}"


def _stated(granted: Granted) -> Statement:
    """The value first, with its ceiling, then for whom it is."""
    benefit = granted.benefit
    cap = f"，最高{benefit.cap}" if benefit.cap and benefit.unit == "%" else ""
    return Statement(f"{_shown(granted)}{cap}（{benefit.condition}）", (granted.passage,))
