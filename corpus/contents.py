"""Tables of contents: by their title, by page numbers, or by headings that all come again.

Marked as frame, so that no heading is read twice.
"""

import re
from collections.abc import Collection, Sequence

from corpus.line import STOP, Line
from corpus.marker import read_markers

_CONTENTS = re.compile(r"[【\[]?\s*目\s*[录次]\s*[】\]]?")
_LEADER = re.compile(r"(?:[\s.…·・_\-—]{2,}|\t|…)\s*[-—]?\d{1,4}[-—]?\s*$")
_PAGED = re.compile(r"[\u4e00-\u9fff）)]\s\d{1,4}\s*$")
_PAGE = re.compile(r"\d{1,4}$")
_MAX_TITLE = 80  # characters
_MAX_CONTENTS = 500  # lines
_MIN_ENTRIES = 3  # lines with a page number that make a table of contents without its title


def mark_contents(lines: Sequence[Line], quoted: Collection[int]) -> None:
    """Mark a table of contents: by its title, or by page numbers at the ends of its lines."""
    names = [_entry(line.text) for line in lines]
    again = _next_rows(names)
    row = 0
    while row < len(lines):
        if row in quoted:
            row += 1
            continue
        if _CONTENTS.fullmatch(lines[row].text.strip()):
            end = _contents_end(lines, names, row + 1)
        else:
            end = row
            while end < len(lines) and _is_leader(lines[end]):
                end += 1
            if end - row < _MIN_ENTRIES:
                end = _repeated_headings(lines, again, row)
            if end - row < _MIN_ENTRIES:
                row = max(end, row + 1)
                continue
        for line in lines[row:end]:
            line.frame("目录", "toc")
        row = max(end, row + 1)


def _contents_end(lines: Sequence[Line], names: Sequence[str], first: int) -> int:
    """The row after the last entry: where the first entry comes again, or entries cease."""
    again = {names[first], _PAGE.sub("", names[first])} if first < len(lines) else set()
    end = first
    while end < len(lines) and len(lines[end].text) <= _MAX_TITLE:
        leads = _leads(lines[end])
        if end > first and names[end] in again and names[end] and not leads:
            return end
        if STOP.search(lines[end].text) and not leads:
            break
        end += 1
    # No entry comes again literally: only lines that look like entries are believed.
    end = first
    while end < len(lines) and _leads(lines[end]):
        end += 1
    return end


def _leads(line: Line) -> bool:
    """Whether a line below the title 目录 ends with a page number, be it behind one blank only."""
    return _is_leader(line) or (not line.table and _PAGED.search(line.text) is not None)


def _next_rows(names: Sequence[str]) -> list[int]:
    """For each row the next one with the same name, -1 where there is none."""
    later: dict[str, int] = {}
    rows: list[int] = []
    for row in range(len(names) - 1, -1, -1):
        rows.append(later.get(names[row], -1) if names[row] else -1)
        later[names[row]] = row
    return rows[::-1]


def _repeated_headings(lines: Sequence[Line], again: Sequence[int], first: int) -> int:
    """The end of a run of headings that all come again right behind it: contents without title."""
    end = again[first]
    if end < first + _MIN_ENTRIES or end - first > _MAX_CONTENTS:
        return first
    if not read_markers(lines[first].text):
        return first
    for row in range(first, end):
        heading = len(lines[row].text) <= _MAX_TITLE and not STOP.search(lines[row].text)
        if not heading or lines[row].table or again[row] < end:
            return first
    return end


def _is_leader(line: Line) -> bool:
    text = line.text
    return not line.table and len(text) <= 120 and _LEADER.search(text) is not None


def _entry(text: str) -> str:
    """An entry without page number and blanks."""
    if len(text) > 120:
        return ""
    return re.sub(r"[\s.…·・_]+", "", _LEADER.sub("", text))
