"""Amounts of money and shares as documents write them: `1.5亿元`, `五万元`, `3%`, `10—30万元`."""

import re
from typing import NamedTuple

from corpus.numeral import number_of

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二三四五六七八九十百两]{1,5})"
_PER = (
    r"(?:[/／](?:千瓦时|kWh|平方米|公里|人次|课时|学年|学期|季度|标准箱|工作日|千瓦|"
    r"[人户年月天日亩吨台辆件项个家套条场次班笔度间床张例头株只名所座岁届]))*"
)
MONEY = rf"(?:人民币)?{NUMBER}\s*(?:百万|千万|万|亿)?(?:元|美元)(?:人民币)?{_PER}"
PERCENT = rf"{NUMBER}\s*(?:%|％|‰|个百分点)"
_TO = r"\s*(?:[—–\-~～－]+|至|到)\s*"
MONEY_RANGE = rf"{NUMBER}\s*(?:万元|亿元|元)?{_TO}{MONEY}"
PERCENT_RANGE = rf"{NUMBER}\s*(?:%|％)?{_TO}{PERCENT}"
_ONE = re.compile(rf"(?:人民币)?(?P<value>{NUMBER})\s*(?P<unit>\D+)")
_RANGE = re.compile(rf"(?P<low>{NUMBER})\s*(?P<unit>万元|亿元|元|%|％)?{_TO}(?P<high>.+)")


class Amount(NamedTuple):
    """A number and its unit as written; `high` is the upper end of a range, as written."""

    value: int | float
    unit: str
    high: str | None = None


def read_amount(text: str) -> Amount:
    """The amount that `text` is, matched before by one of the patterns here.

    Example: `1.5亿元` -> (1.5, 亿元); `10—30万元` -> (10, 万元, high 30万元).

    Raises:
        ValueError: no amount.
    """
    text = "".join(text.split())
    if ranged := _RANGE.fullmatch(text):
        upper = read_amount(ranged["high"])
        unit = (ranged["unit"] or upper.unit).replace("％", "%")
        return Amount(_value(ranged["low"]), unit, ranged["high"])
    found = _ONE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no amount")
    unit = found["unit"].replace("％", "%").replace("／", "/").replace("元人民币", "元")
    return Amount(_value(found["value"]), unit)


def _value(text: str) -> int | float:
    digits = text.replace(",", "")
    if re.fullmatch(r"\d+\.\d+", digits):
        return float(digits)
    return number_of(digits)
