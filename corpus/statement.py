"""What was read, and from which slice: the shape that readers of document metadata share."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.document import Clause

MAX_SENTENCE = 2000  # characters; what is longer without a stop is no sentence
_RUNNING = ("item", "paragraph", "tail", "preamble", "annex")


class Stated(NamedTuple):
    """A value and where the document states it: `document.text[start:end]`."""

    value: str
    start: int
    end: int


class Line(NamedTuple):
    """A line of a clause without the blanks around it; `start` is its offset in the document."""

    text: str
    start: int
    clause: Clause

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    def stated(self, value: str) -> Stated:
        """The line as the slice of a value."""
        return Stated(value, self.start, self.end)

    def part(self, value: str, first: int, last: int) -> Stated:
        """A part of the line as the slice of a value."""
        return Stated(value, self.start + first, self.start + last)


def lines(clauses: Iterable[Clause]) -> Iterator[Line]:
    """The lines of clauses that are not blank, in reading order."""
    yield from _cut(clauses, r"[^\n]+")


def sentences(clauses: Iterable[Clause]) -> Iterator[Line]:
    """The sentences of running text, without their full stop, in reading order."""
    running = _cut((c for c in clauses if c.kind in _RUNNING), r"[^。\n]+")
    yield from (line for line in running if len(line.text) <= MAX_SENTENCE)


def _cut(clauses: Iterable[Clause], pattern: str) -> Iterator[Line]:
    for clause in clauses:
        for found in re.finditer(pattern, clause.text):
            text = found[0].strip()
            if text:
                offset = found.start() + len(found[0]) - len(found[0].lstrip())
                yield Line(text, clause.start + offset, clause)
