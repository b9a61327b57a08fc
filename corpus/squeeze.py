"""A passage without the blanks that only its layout has, and the way back to its offsets.

A line break inside a passage, the number of a page between two of its lines, and a blank beside a
Chinese character (`300 万元` in a page's text layer) are layout; a blank between Latin words is
kept.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_PAGE = r"(?:\s*(?:[-—–－一·][ ]?\d{1,4}[ ]?[-—–－一·]|第[ ]?\d+[ ]?页[^\n]{0,12})[ \u3000]*(?=\n))"
_BLANKS = re.compile(rf"[ \t\u3000]*\n{_PAGE}?[ \t\n\u3000]*|[ \t\u3000]+")
_BREAKS = re.compile(rf"[ \u3000]*\n{_PAGE}?\s*")
_WIDE = re.compile(r"[\u2014-\u2026\u3000-\u9fff\uff00-\uffef]")


class Squeezed(NamedTuple):
    """The text without layout; `offsets[i]` is where its i-th character stood, and the end."""

    text: str
    offsets: tuple[int, ...]

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of `text[start:end]`."""
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def squeeze(text: str) -> Squeezed:
    """`text` without layout blanks."""
    blanks = _BLANKS.finditer(text)
    return _replaced(text, ((b, "") for b in blanks if "\n" in b[0] or _beside_wide(b)))


def unbroken(text: str) -> Squeezed:
    """`text` without the breaks that a column made: `给予100万⏎元` is `给予100万元`.

    Between letters a blank stands for the break. A table's rows, which hold tabs, stay lines.
    """
    if not has_breaks(text):
        return Squeezed(text, tuple(range(len(text) + 1)))
    breaks = _BREAKS.finditer(text)
    return _replaced(text, ((b, "" if _beside_wide(b) else " ") for b in breaks))


def unbroken_text(text: str) -> str:
    """The text of `unbroken`, where nobody needs the way back."""
    if not has_breaks(text):
        return text
    return _BREAKS.sub(lambda found: "" if _beside_wide(found) else " ", text)


def one_line(text: str) -> str:
    """`text` as a line to be read: no column breaks, other blanks single."""
    return " ".join(unbroken_text(text).split())


def has_breaks(text: str) -> bool:
    """Whether a column broke a passage; the rows of a table are lines of their own."""
    return "\n" in text and "\t" not in text


def _replaced(text: str, blanks: Iterable[tuple[re.Match[str], str]]) -> Squeezed:
    """The text with something else, at most one character, in the place of some blanks."""
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for found, instead in blanks:
        kept.extend((text[at : found.start()], instead))
        offsets.extend(range(at, found.start() + len(instead)))
        at = found.end()
    kept.append(text[at:])
    return Squeezed("".join(kept), (*offsets, *range(at, len(text)), len(text)))


def _beside_wide(blanks: re.Match[str]) -> bool:
    text = blanks.string
    beside = (
        text[max(blanks.start() - 1, 0) : blanks.start()] + text[blanks.end() : blanks.end() + 1]
    )
    return _WIDE.search(beside) is not None
