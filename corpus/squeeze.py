"""A passage without the blanks that only its layout has, and the way back to its offsets.

A line break inside a passage, and a blank beside a Chinese character (`300 万元` in a page's text
layer), are layout; a blank between Latin words is kept.
"""

import re
from typing import NamedTuple

_LAYOUT = re.compile(
    r"[ \t\u3000]*\n\s*|(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\u3000]+|"
    r"[ \t\u3000]+(?=[\u3000-\u9fff\uff00-\uffef])"
)


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
    for found in [*_LAYOUT.finditer(text), None]:
        end = found.start() if found else len(text)
        kept.append(text[at:end])
        offsets.extend(range(at, end))
        at = found.end() if found else end
    return Squeezed("".join(kept), (*offsets, len(text)))
