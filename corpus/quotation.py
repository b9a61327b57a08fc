"""Text that an amendment quotes from the document that it changes: it opens no sections.

`一、将第三条修改为：“第三条 …` may go on over several paragraphs up to the closing mark. Quotes
that are never closed are given up rather than believed.
"""

import re
from collections.abc import Sequence

from corpus.marker import read_markers

_OPENS = re.compile(r"(?:修改为|改为|增加|作为|修订为|如下|内容为)[^“”\"]{0,30}[:：]?\s*[“\"「]")
_AMENDS = re.compile(r"将|删[去除]|增加|修改|调整|废止|第.{1,8}[条款项]")
_MAX_QUOTED = 400  # lines; a quote that is not closed within these is no quote
_MAX_UNCLOSED = 50  # quotes never closed, after which a document's marks are not believed any more


def quoted_rows(texts: Sequence[str]) -> set[int]:
    """The rows that lie inside a quote which an earlier row has opened."""
    rows: set[int] = set()
    row = n_unclosed = 0
    while row < len(texts) and n_unclosed < _MAX_UNCLOSED:
        end = row
        if _opens(texts, row) and _depth(texts[row], 0) > 0:
            end = _close(texts, row)
            n_unclosed += end == row
            rows.update(range(row + 1, end + 1))
        row = max(end, row) + 1
    return rows


def _opens(texts: Sequence[str], row: int) -> bool:
    """Whether the row begins a quote behind 修改为： or on the line below it."""
    if _OPENS.search(texts[row]):
        return True
    below = texts[row][:1] in '“「"' and row > 0
    return below and re.search(r"[:：]\s*$", texts[row - 1]) is not None


def _close(texts: Sequence[str], opening: int) -> int:
    """The row that closes the quote of row `opening`; the last before the next amendment."""
    depth = _depth(texts[opening], 0)
    outer = read_markers(texts[opening])[:1] or read_markers(texts[max(opening - 1, 0)])[:1]
    for row in range(opening + 1, min(len(texts), opening + _MAX_QUOTED)):
        text = texts[row]
        for marker in read_markers(text)[:1]:
            goes_on = (
                outer
                and marker.style == outer[0].style
                and marker.number == outer[0].number + 1
                and _AMENDS.search(text[marker.length :][:40])
            )
            if goes_on:
                return row - 1
        depth = _depth(text, depth)
        if depth <= 0:
            return row
    return opening


def _depth(text: str, depth: int) -> int:
    """How many quotes are open after `text`, of which `depth` were before.

    A paragraph of a quote may open it anew without closing it.
    """
    if depth and text[:1] in "“「":
        text = text[1:]
    depth += len(re.findall(r"[“「]", text)) - len(re.findall(r"[”」]", text))
    return (depth + text.count('"')) % 2 if '"' in text else depth
