"""When a company did what a clause asks, held against the window that the clause names."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.qualification import read_qualifications
from corpus.requirement import Requirement
from corpus.window import Window, read_window
from rag.match.deed import said_of
from rag.match.measures import read_measures
from rag.match.profile import NOT, WANTS, Profile

_OF_WHOM = re.compile(r"的?(?:企业|项目|单位|机构)?$")
# 贷款发放日在…之间: of which deed the day is.
_DAY_OF = re.compile(
    r"(?:发放|取得|获得|签订|签署|发生|到账|完成|竣工|开具|支付)?的?(?:日期|时间|之?日)(?:在|为|不)?$"
)
_ONLY_TIME = re.compile(r"[在于自从的期间内新\s]*")


def window_of(text: str, today: date) -> tuple[Window, str] | None:
    """The window that a condition names, and the condition without it; None where it names none."""
    window = read_window(text, today)
    if window is None:
        return None
    rest = text[: window.start] + text[window.end :]
    return window, "" if _ONLY_TIME.fullmatch(rest) else rest.strip("在于自从的")


def told_in(
    rest: str, window: Window, said: Sequence[str], today: date
) -> tuple[bool | None, bool | None]:
    """Whether the deed was told of, and whether in the window; None where the day is not said.

    A condition that is only a window (近三年) is held against the days of the standings named.
    """
    if rest:
        told = said_of(rest, said)
        if told is False:
            return told, None
        telling = [row for row, part in enumerate(said) if said_of(rest, [part]) is True]
        word = _DAY_OF.sub("", _OF_WHOM.sub("", rest))
        if told is None and 1 < len(word) < 5:  # 并网, 投产: too short for its words to be counted
            telling = [row for row, part in enumerate(said) if _says(word, part)]
        if not telling:
            return None, None
    else:
        telling = [row for row, part in enumerate(said) if read_qualifications(part)]
    kept = [_kept(row, window, said, today) for row in telling]
    if True in kept:
        return True, True
    return bool(telling) or None, False if kept and None not in kept else None


def _says(word: str, part: str) -> bool:
    at = part.find(word)
    return at >= 0 and not NOT.search(part[:at]) and not WANTS.search(part[:at])


def measured_in(window: Window, asked: Requirement, profile: Profile) -> bool | None:
    """Whether the numbers that keep a condition's bounds are of its window, where that is said."""
    said = profile.said
    telling = [
        row
        for row, part in enumerate(said)
        if any(
            m.unit == b.unit and b.holds(m.value) for m in read_measures(part) for b in asked.bounds
        )
    ]
    kept = [_kept(row, window, said, profile.day) for row in telling]
    if True in kept:
        return True
    return False if False in kept else None


def _kept(row: int, window: Window, said: Sequence[str], today: date) -> bool | None:
    """Whether the day that a part names, or the bare day before it, lies in the window."""
    day = read_window(said[row], today, relative=True)
    if day is None and row and (alone := read_window(said[row - 1], today, relative=True)):
        # 2025年6月，项目竣工
        day = alone if alone.end - alone.start == len(said[row - 1]) else None
    return window.holds(day) if day else None
