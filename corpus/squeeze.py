"""A passage without the blanks that only its layout has, and the way back to its offsets.

A line break inside a passage, and a blank beside a Chinese character (`300 万元` in a page's text
layer), are layout; a blank between Latin words is kept.
"""

import re
from typing import NamedTuple

_BLANKS = re.compile(r"[ \t\n\u3000]+")
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


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
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for found in _BLANKS.finditer(text):
        if not _is_layout(text, found):
            continue
        kept.append(text[at : found.start()])
        offsets.extend(range(at, found.start()))
        at = found.end()
    kept.append(text[at:])
    return Squeezed("".join(kept), (*offsets, *range(at, len(text)), len(text)))


def _is_layout(text: str, blanks: re.Match[str]) -> bool:
    if "\n" in blanks[0]:
        return True
    beside = (
        text[max(blanks.start() - 1, 0) : blanks.start()] + text[blanks.end() : blanks.end() + 1]
    )
    return _WIDE.search(beside) is not None
