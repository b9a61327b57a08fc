"""How much a benefit comes to for a company, after its ceiling, with the calculation.

Only where the sentence states an amount, or a share of something that the profile gives.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.amount import read_amount
from corpus.benefit import Benefit
from corpus.bound import plain
from corpus.requirement import Requirement
from rag.match.judge import amount
from rag.match.known import value_of
from rag.match.profile import Profile

_BASE = re.compile(
    r"(?:按照?|以)(?:其|企业|实际)?(?P<base>[\u4e00-\u9fff]{2,16}?)的?\d+(?:\.\d+)?\s*[%％]"
)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(亿元|万元|元)")


@dataclass(frozen=True)
class Award:
    """A benefit with what it comes to in 元, if that can be told, and how that was worked out."""

    benefit: Benefit
    value: Decimal | None
    calculation: str


def award(benefit: Benefit, profile: Profile, words: Sequence[tuple[str, str]] = ()) -> Award:
    """What the benefit comes to for the profile; `words` (old, new) are what was amended since."""
    for old, new in words:
        amended = _AMOUNT.search(new)
        if f"{benefit.amount}{benefit.unit}" in old and amended:
            now, _ = plain(amended[1], None, amended[2])
            return Award(benefit, now, f"{amended[0]}（修改前为{benefit.amount}{benefit.unit}）")
    stated = f"{benefit.amount}{benefit.unit}" if benefit.amount is not None else ""
    cap = _money(benefit.cap)
    limit = f"，最高{benefit.cap}" if benefit.cap else ""
    if benefit.unit == "%" and benefit.amount is not None:
        base, value = _base(benefit, profile)
        if value is None:
            return Award(benefit, None, f"{base or '基数'}的{stated}{limit}")
        share = value * Decimal(str(benefit.amount)) / 100
        total = min(share, cap) if cap is not None else share
        over = f"，超过上限，按{benefit.cap}" if cap is not None and share > cap else ""
        return Award(
            benefit, total, f"{base}{amount(value, '元')}×{stated}={amount(share, '元')}{over}"
        )
    if benefit.amount is not None and benefit.unit in ("万元", "亿元", "元"):
        value, _ = plain(str(benefit.amount), None, benefit.unit)
        if benefit.cap == stated:
            return Award(benefit, None, f"最高{stated}")
        return Award(benefit, value, f"{stated}{limit}")
    return Award(benefit, None, f"{stated}{limit}")


def _money(cap: str | None) -> Decimal | None:
    if not cap or not re.fullmatch(r"[\d.,]+\s*(?:亿元|万元|元)", cap):
        return None
    read = read_amount(cap)
    return plain(str(read.value), None, read.unit)[0]


def _base(benefit: Benefit, profile: Profile) -> tuple[str | None, Decimal | None]:
    """What the share is of, and the profile's number for it."""
    clause = benefit.clause
    text = "".join(clause.text[benefit.start - clause.start : benefit.end - clause.start].split())
    found = next(
        (m for m in _BASE.finditer(text) if f"{benefit.amount}" in m[0][len(m["base"]) :]), None
    )
    if found is None:
        return None, None
    base = found["base"].removesuffix("的")
    if re.fullmatch(r"(?:上一?年度)?研发(?:费用|投入|经费)", base):
        if profile.revenue is not None and profile.rd_ratio is not None and not profile.tops:
            return base, profile.revenue * profile.rd_ratio / 100
    for measure in profile.measures:
        if (
            measure.unit == "元"
            and measure.top is None
            and measure.metric.endswith(base[-4:])
            and len(base) > 2
        ):
            return base, measure.value
    return base, None


def awards_of(
    benefits: Sequence[Benefit],
    asked: Sequence[Requirement],
    profile: Profile,
    words: Sequence[tuple[str, str]] = (),
) -> tuple[Award, ...]:
    """The awards of an offer; of amounts that are granted 分别 only the one that is the profile's.

    Tiers of a bound and alternative standings stand in the order of the amounts.
    """
    found = tuple(award(benefit, profile, words) for benefit in benefits)
    for requirement in asked:
        row = _row(requirement, len(found), profile)
        if row is not None:
            return (found[row],)
    return found


def _row(asked: Requirement, count: int, profile: Profile) -> int | None:
    if count < 2:
        return None
    for bound in asked.bounds:
        known = value_of(bound, asked, profile)
        if (
            len(bound.tiers) == count - 1
            and known is not None
            and known.side != "<"
            and known.top is None
        ):
            reached = [
                row
                for row, value in enumerate((bound.value, *bound.tiers))
                if replace(bound, value=value).holds(known.value)
            ]
            return max(reached, default=None)
    if asked.kind == "qualification" and len(asked.names) == count:
        held = [
            row
            for row, name in enumerate(asked.names)
            if (standing := profile.standing(name)) is not None and standing.held
        ]
        return held[0] if len(held) == 1 else None
    return None
