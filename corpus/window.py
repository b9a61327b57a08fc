"""Stretches of time that a text names: 2024年1月1日至2025年12月31日, 近三年, 2025年6月, 去年.

The same reader serves conditions (期间竣工投产) and what firms say of themselves (2025年6月投产).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.numeral import number_of

_DAY = r"(?P<{0}y>(?:19|20)\d\d)年(?:(?P<{0}m>\d{{1,2}})月(?:份)?(?:(?P<{0}d>\d{{1,2}})[日号])?)?"
_FROM_TO = re.compile(
    rf"(?:自|从|在)?{_DAY.format('a')}起?(?:至|到|—+|-|－|~|～)"
    rf"(?:{_DAY.format('b')}|(?P<sm>\d{{1,2}})月(?:(?P<sd>\d{{1,2}})[日号])?)"
    r"(?:止|底)?(?:期间|之间)?(?:内|以?来)?"
)
_AROUND = re.compile(rf"(?P<side>早于|先于|晚于|迟于){_DAY.format('a')}")
_OPEN = re.compile(
    rf"(?:自|从|在)?{_DAY.format('a')}(?:(?P<since>以来|以后|之后|起|后)|(?P<until>底?[以之]?前|底前))"
)
_NEAR = re.compile(
    r"(?:最近|近)(?P<n>[一二两三四五六七八九十\d]+)个?(?P<unit>年|月)(?:度|来|以来|之?内)*"
)
_ONE = re.compile(rf"{_DAY.format('a')}(?:度|底|初|内|期间)?")
_NAMED = re.compile(r"(?P<this>今年|本年度?|当年)|(?P<last>去年|上一?年度?)|(?P<before>前年)")
_NAMED_MONTH = re.compile(r"(?P<year>今年|本年|去年|上年|前年)(?P<month>\d{1,2})月(?:份)?")


@dataclass(frozen=True)
class Window:
    """The days from `first` to `last`, both included, named at `text[start:end]`."""

    first: date
    last: date
    start: int
    end: int

    def holds(self, other: "Window") -> bool | None:
        """Whether the other lies in it; None where it does in part."""
        if self.first <= other.first and other.last <= self.last:
            return True
        return False if other.last < self.first or self.last < other.first else None


def read_window(text: str, today: date, *, relative: bool = False) -> Window | None:
    """The first window that a text names, or None; 今年 and 去年 only where `relative`.

    Example: `2024年以来新建`, read on 2026-11-24 -> 2024-01-01 to 2026-11-24.
    """
    try:
        if found := _FROM_TO.search(text):
            return Window(_first(found, "a"), _to(found), *found.span())
        if found := _AROUND.search(text):
            if found["side"] in ("早于", "先于"):
                return Window(date.min, _first(found, "a") - timedelta(1), *found.span())
            since = _last(found, "a") + timedelta(1)
            return Window(since, max(today, since), *found.span())
        if found := _OPEN.search(text):
            if found["since"]:
                return Window(_first(found, "a"), max(today, _first(found, "a")), *found.span())
            return Window(date.min, _last(found, "a"), *found.span())
        if found := _NEAR.search(text):
            count = number_of(found["n"])
            months = count * (12 if found["unit"] == "年" else 1)
            return Window(_back(today, months), today, *found.span())
        if found := _ONE.search(text):
            return Window(_first(found, "a"), _last(found, "a"), *found.span())
    except ValueError:
        return None  # 2025年13月 is no day
    if relative and (found := _NAMED_MONTH.search(text)) and 1 <= int(found["month"]) <= 12:
        year = today.year - {"今": 0, "本": 0, "去": 1, "上": 1}.get(found["year"][0], 2)
        month = int(found["month"])
        last = date(year, month, calendar.monthrange(year, month)[1])
        return Window(date(year, month, 1), last, *found.span())
    if relative and (found := _NAMED.search(text)):
        year = today.year - (0 if found["this"] else 1 if found["last"] else 2)
        last = min(date(year, 12, 31), today)
        return Window(date(year, 1, 1), last, *found.span())
    return None


def _first(found: re.Match[str], name: str) -> date:
    month, day = found[f"{name}m"], found[f"{name}d"]
    return date(int(found[f"{name}y"]), int(month or 1), int(day or 1))


def _to(found: re.Match[str]) -> date:
    """The second day; 2025年1月1日至12月31日 lies in one year."""
    if found["by"]:
        return _last(found, "b")
    year, month = int(found["ay"]), int(found["sm"])
    return date(year, month, int(found["sd"] or calendar.monthrange(year, month)[1]))


def _last(found: re.Match[str], name: str) -> date:
    year, month = int(found[f"{name}y"]), int(found[f"{name}m"] or 12)
    return date(year, month, int(found[f"{name}d"] or calendar.monthrange(year, month)[1]))


def _back(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
