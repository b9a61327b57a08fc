"""A line on its way to becoming a clause: the value that the steps of the outline pass on."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.document import ClauseKind

# What stands before a line: a line break of the document; inside a line a sentence end or blank
# (`sentence`), a colon or semicolon (`list`), or nothing but a short heading (`tight`).
Break = Literal["line", "sentence", "list", "tight"]
STOP = re.compile(r"[。；;!！?？]")  # a sentence's; no heading has one


@dataclass
class Line:
    """A passage `[start, end)` of the document's text, with the section that it is given to.

    `text` is the passage; `opening` the way in which it is set off from what stands before it.
    """

    start: int
    end: int
    text: str
    heading: int = 0
    table: bool = False
    opening: Break = "line"
    section: str = ""
    label: str = ""
    path: tuple[str, ...] = ()
    kind: ClauseKind = "paragraph"

    def frame(self, section: str, kind: ClauseKind) -> None:
        """Put the line into a part of the frame, whose name is its address."""
        self.section = self.label = section
        self.path = (section,)
        self.kind = kind
        if self.table:
            self.section += "/表"
            self.label += " 表"
            self.kind = "table"

    def part(self, start: int, end: int, opening: Break) -> "Line":
        """The line's characters `[start, end)`, blanks at both ends left out."""
        piece = self.text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        text = piece.strip()
        return Line(
            self.start + left,
            self.start + left + len(text),
            text,
            self.heading,
            self.table,
            opening,
        )
