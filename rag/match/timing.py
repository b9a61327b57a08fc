"""When a company did what a clause asks, held against the window that the clause names."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.qualification import read_qualifications
from corpus.window import Window, read_window
from rag.match.deed import said_of

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
        if told is not True:
            return told, None
        telling = [row for row, part in enumerate(said) if said_of(rest, [part]) is True]
    else:
        telling = [row for row, part in enumerate(said) if read_qualifications(part)]
    kept: list[bool | None] = []
    for row in telling:
        day = read_window(said[row], today, relative=True)
        if day is None and row and (alone := read_window(said[row - 1], today, relative=True)):
            # 2025年6月，项目竣工
            day = alone if alone.end - alone.start == len(said[row - 1]) else None
        kept.append(window.holds(day) if day else None)
    if True in kept:
        return True, True
    return bool(telling) or None, False if kept and None not in kept else None
