"""Lists of annexes: `附件：1.…` before or after the signature, told from the annexes themselves."""

import re
from collections.abc import Sequence

from corpus.ending import begins_signature
from corpus.line import STOP, Line
from corpus.marker import read_marker, read_markers

_LIST_HEAD = re.compile(r"附\s?件?\s*[:：]\s*(?:$|\S)")
_LIST_ENTRY = re.compile(
    r"(?:附件\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:-\d{1,2})?\s*[.．、:：]?\s*\S"
)
_MAX_ENTRY = 80  # characters
_MAX_LISTED = 60  # lines


def mark_annex_lists(lines: Sequence[Line]) -> None:
    """Mark lists of annexes: `附件：1.…` and what goes on with it, where no annex begins there."""
    row = 0
    while row < len(lines):
        end = _annex_list_end(lines, row)
        for line in lines[row:end]:
            line.frame("附件说明", "annex")
        row = max(end, row + 1)


def _annex_list_end(lines: Sequence[Line], first: int) -> int:
    """The row after a list of annexes that begins at `first`, or `first` where none does."""
    if lines[first].section or lines[first].table or lines[first].opening != "line":
        return first
    text = lines[first].text.strip()
    headed = _LIST_HEAD.match(text) is not None or _signed_list(lines, first)
    marker = read_marker(text)
    annexes = marker is not None and marker.style == "annex" and text != marker.token
    if len(text) > 2 * _MAX_ENTRY or not (headed or annexes):
        return first
    end = first + 1
    while end < len(lines) and end - first < _MAX_LISTED and _is_entry(lines[end], headed):
        end += 1
    if headed and end == first + 1 and re.fullmatch(r"附\s?件?\s*[:：]", text):
        end = _bare_list_end(lines, first)
        if not _list_closed(lines, end):
            return first
    if headed and end == first + 1 and lines[first].opening == "line":
        names = _bare_list_end(lines, first)
        if names < len(lines) and lines[names].section == "落款":
            return names
    listed = headed and (end > first + 1 or re.search(r"[:：]\s*[1一][.．、]", text) is not None)
    if not headed and end == first + 1:
        return first
    return end if listed or _list_closed(lines, end) else first


def _signed_list(lines: Sequence[Line], first: int) -> bool:
    """Whether `附件` alone on its line heads numbered names with the signature below them."""
    if re.fullmatch(r"附\s?件", lines[first].text.strip()) is None:
        return False
    end = first + 1
    while end < len(lines) and end - first < _MAX_LISTED and _is_entry(lines[end], True):
        end += 1
    return end > first + 1 and end < len(lines) and lines[end].section == "落款"


def _bare_list_end(lines: Sequence[Line], first: int) -> int:
    """The end of `附件：` with unnumbered names below it."""
    end = first + 1
    while end < len(lines) and end - first < _MAX_LISTED:
        text = lines[end].text.strip()
        stops = lines[end].section or lines[end].table or len(text) > _MAX_ENTRY
        if stops or STOP.search(text) or read_markers(text):
            break
        end += 1
    return end


def _is_entry(line: Line, headed: bool) -> bool:
    text = line.text.strip()
    if line.section or line.table or len(text) > _MAX_ENTRY or "。" in text:
        return False
    marker = read_marker(text)
    if marker is None:
        return False
    if marker.style == "annex":
        return text != marker.token
    return headed and marker.style in ("digit", "hanzi") and _LIST_ENTRY.match(text) is not None


def _list_closed(lines: Sequence[Line], end: int) -> bool:
    """Whether a signature, the end or the annex itself follows, and not the annex's own text."""
    if end >= len(lines) or lines[end].section in ("落款", "附件说明"):
        return True
    text = lines[end].text.strip()
    marker = read_marker(text)
    if marker is not None and marker.style == "annex":
        return True
    return begins_signature(lines[end])
