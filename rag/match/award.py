"""How much a benefit comes to for a company, after its ceiling, with the calculation.

Only where the sentence states an amount, or a share of something that the profile gives.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.amount import read_amount
from corpus.benefit import Benefit
from corpus.bound import plain
from rag.match.judge import amount
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
        if profile.revenue is not None and profile.rd_ratio is not None:
            return base, profile.revenue * profile.rd_ratio / 100
    for measure in profile.measures:
        if measure.unit == "元" and measure.metric.endswith(base[-4:]) and len(base) > 2:
            return base, measure.value
    return base, None
