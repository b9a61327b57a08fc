"""Numbers with units made comparable: 1 万亿元 is 10000 亿元, 30 % is no amount of money.

Knows units and figures only; what a number measures is the business of its caller.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.numeral import HANZI, hanzi_number

_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4,
           "千": Decimal(10) ** 3, "百": Decimal(10) ** 2}  # fmt: skip
_UNIT = re.compile(r"^(万亿|亿|万|千|百)?(.*)$")
NUMERAL = rf"(?:\d+(?:\.\d+)?|[{HANZI}]+)"


@dataclass(frozen=True)
class Quantity:
    """A number and the unit it is written with: `Quantity(Decimal(4000), "亿元")`."""

    value: Decimal
    unit: str

    @property
    def dimension(self) -> str:
        """What is counted, without the scale: `亿元` -> `元`."""
        found = _UNIT.match(self.unit)
        return found[2] if found else self.unit

    @property
    def base(self) -> Decimal:
        """The number in the unscaled unit: 4000 亿元 -> 400000000000."""
        found = _UNIT.match(self.unit)
        return self.value * _SCALES.get(found[1] if found else "", Decimal(1))

    def __str__(self) -> str:
        return f"{self.value.normalize():f}{self.unit}"


# What a span of time is worth in days, to tell the shorter of two: a working day is more than one.
_DAYS = {
    "秒": Decimal(1) / 86400, "分钟": Decimal(1) / 1440, "小时": Decimal(1) / 24,
    "钟头": Decimal(1) / 24, "工作日": Decimal(7) / 5, "自然日": Decimal(1),
    "日历日": Decimal(1), "星期": Decimal(7), "礼拜": Decimal(7), "周": Decimal(7),
    "季度": Decimal(91), "月": Decimal(30), "年": Decimal(365), "天": Decimal(1), "日": Decimal(1),
}  # fmt: skip
_SPAN = re.compile(
    rf"(?P<value>{NUMERAL})\s*个?"
    rf"(?P<unit>工作日|自然日|日历日|小时|钟头|分钟|秒|星期|礼拜|周|季度|月|年|天|日)"
)
_AT_ONCE = re.compile(r"即时|即办|当[场日天]|即日|立即|随到随|同步")


def span_in_days(text: str) -> Decimal | None:
    """How long the first span of time in a text lasts, in days; None where it states none.

    Example: `3个工作日内` -> 4.2; `当场办结` -> 0.
    """
    if found := _SPAN.search(text):
        return number(found["value"]) * _DAYS[found["unit"]]
    return Decimal(0) if _AT_ONCE.search(text) else None


def total(quantities: Sequence[Quantity]) -> Quantity:
    """The sum, in the first one's unit.

    Raises:
        ValueError: none given, or of different dimensions.
    """
    if len({quantity.dimension for quantity in quantities}) != 1:
        raise ValueError(f"not summable: {[str(quantity) for quantity in quantities]}")
    return _in_unit_of(quantities[0], sum((q.base for q in quantities), Decimal(0)))


def gap(left: Quantity, right: Quantity) -> Quantity:
    """The absolute difference, in `left`'s unit.

    Raises:
        ValueError: of different dimensions.
    """
    if left.dimension != right.dimension:
        raise ValueError(f"not comparable: {left}, {right}")
    return _in_unit_of(left, abs(left.base - right.base))


def _in_unit_of(like: Quantity, base: Decimal) -> Quantity:
    scale = Quantity(Decimal(1), like.unit).base
    return Quantity(base / scale, like.unit)


def number(text: str) -> Decimal:
    """A number in digits or Chinese numerals below 10000: `两千` -> 2000."""
    if text[0].isdigit():
        return Decimal(text)
    return Decimal(hanzi_number(text))
