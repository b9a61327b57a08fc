"""A deed that must follow another within a time: 自签订投资协议之日起18个月内投产.

Held against the days that the company names for the two (2025年1月签约, 2026年5月投产), or against
the time that it says lay between them (签约后14个月投产).
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from corpus.amount import NUMBER
from corpus.bound import plain
from corpus.window import Window, read_window
from index.tokenize import fold
from rag.match.measures import read_measures
from rag.match.verbs import verbs
from rag.words.synonyms import same_as
from rag.words.terms import content_words

_WITHIN = re.compile(
    rf"自?(?P<first>[^,，自]{{2,16}}?)(?:之日)?(?:起|后)(?:的?)(?P<number>{NUMBER})(?P<unit>个月|年|日|天)(?:之?内)(?P<then>[^,，]{{2,14}})$"
)
_DAYS = {"月": 30.44, "日": 1.0}  # of a month on average


class Interval(NamedTuple):
    """`then` must come within `days` days of `first`."""

    first: str
    then: str
    days: float


def read_interval(text: str) -> Interval | None:
    """The two deeds of a condition and the time between them; None where it names no such time."""
    found = _WITHIN.search(text)
    if found is None:
        return None
    value, unit = plain(found["number"], None, found["unit"])
    return Interval(found["first"], found["then"], float(value) * _DAYS[unit])


def kept(interval: Interval, said: Sequence[str], today: date) -> bool | None:
    """Whether the company kept the time; None where it does not say."""
    for part in said:
        if _tells(interval.then, part) and (between := _months(part)):
            return between * _DAYS["月"] <= interval.days
    first, then = (_day_of(deed, said, today) for deed in (interval.first, interval.then))
    if first is None or then is None:
        return None
    if (then.last - first.first).days <= interval.days:
        return True
    return False if (then.first - first.last).days > interval.days else None


def _months(part: str) -> float | None:
    """The time that a part says something took: 12个月就投产了."""
    return next((float(m.value) for m in read_measures(part) if m.unit == "月"), None)


def _day_of(deed: str, said: Sequence[str], today: date) -> Window | None:
    for part in said:
        if _tells(deed, part) and (day := read_window(part, today, relative=True)):
            return day
    return None


def _tells(deed: str, part: str) -> bool:
    """Whether a part speaks of a deed: half of its words or more, each in any of its likes."""
    folded = fold(part)
    words = [w for w in content_words(deed) if len(w) > 1] or [deed]
    told = sum(len(w) for w in words if any(o in folded for o in _like(w)))
    return told * 2 >= sum(map(len, words))


def _like(word: str) -> frozenset[str]:
    verbs_like = (verb for group in verbs() if word in group for verb in group)
    return frozenset((word, *same_as().get(word, ()), *verbs_like))
