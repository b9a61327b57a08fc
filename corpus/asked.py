"""Question-and-answer pages whose questions only have numbers: `1、如何申请？` becomes 问1.

Questions that name themselves (`问：`, `Q2：`) are read by `corpus.marker`. A document that merely
has a question among its headings keeps its numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.line import Line
from corpus.marker import Marker, Style

_ASKS = re.compile(r"[^。；;!！?？]{1,150}[?？]")
_TITLED = re.compile(r"问答|解答|答疑|释疑|百问|常见问题|热点问题|FAQ|Q\s*[&＆]\s*A", re.IGNORECASE)
_STYLES: tuple[Style, ...] = ("hanzi", "hanzi_paren", "digit", "digit_paren")
_MIN_ASKED = 3  # questions that make a page of them where its title does not say so
_TITLE_LINES = 8

Readings = Sequence[tuple[Marker, ...]]


def with_questions(lines: Sequence[Line], readings: Readings) -> list[tuple[Marker, ...]]:
    """The readings with the numbers of questions read as such, counted over the whole page."""
    found = list(readings)
    if any(marker.style == "question" for each in readings for marker in each):
        return found
    titled = any(_TITLED.search(line.text) for line in lines[:_TITLE_LINES])
    for style in _STYLES:
        for mark in ("、", "．.", "）)"):
            rows = list(_numbered(lines, readings, style, mark))
            asked = [row for row in rows if _asks(lines[row], readings[row][0])]
            if _makes_page(readings, rows, asked, titled):
                _rename(found, asked)
                return found
    return found


def _numbered(lines: Sequence[Line], readings: Readings, style: Style, mark: str) -> Iterator[int]:
    """The rows that begin with a number of this style and mark."""
    for row, each in enumerate(readings):
        if not each or each[0].style != style or lines[row].opening not in ("line", "sentence"):
            continue
        if lines[row].text[: each[0].length].rstrip()[-1] in mark:
            yield row


def _asks(line: Line, marker: Marker) -> bool:
    return not line.table and _ASKS.match(line.text[marker.length :].lstrip()) is not None


def _makes_page(
    readings: Readings, rows: Sequence[int], asked: Sequence[int], titled: bool
) -> bool:
    """Whether the questions are counted from 1, and are all that the page is made of."""
    if len(asked) < (2 if titled else _MIN_ASKED):
        return False
    numbers = [readings[row][0].number for row in asked]
    counted = all(
        n in (1, before + 1) for before, n in zip([0, *numbers[:-1]], numbers, strict=True)
    )
    if not counted or not (titled or len(asked) * 5 >= len(rows) * 4):
        return False
    # What stands before the first question, or between two, must not be a document of its own.
    style = readings[asked[0]][0].style
    parts = [
        row
        for row, each in enumerate(readings)
        if each and _STYLES.index(style) > 0 and each[0].style == "hanzi"
    ]
    return titled or all(_holds(part, parts, asked) for part in parts)


def _holds(part: int, parts: Sequence[int], asked: Sequence[int]) -> bool:
    """Whether a question stands in the part that begins at row `part`."""
    end = next((row for row in parts if row > part), None)
    return any(part < row and (end is None or row < end) for row in asked)


def _rename(readings: list[tuple[Marker, ...]], asked: Sequence[int]) -> None:
    count = 0
    for row in asked:
        marker = readings[row][0]
        count = marker.number if marker.number > count else count + 1
        question = replace(
            marker, style="question", number=count, token="问", label="问", doubtful=False
        )
        readings[row] = (question,)
