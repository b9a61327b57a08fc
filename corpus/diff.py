"""Two versions of a document, or two documents, clause by clause.

Clauses are paired by what they say, then by where they stand, then by likeness; a new number alone
is a move, not a change. Blanks and line breaks make no difference.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from corpus.document import Clause, Document
from corpus.edit import Segment, ValueChange, segments, value_changes
from corpus.marker import read_marker
from corpus.squeeze import squeeze

ChangeKind = Literal["changed", "added", "removed", "moved"]
_IN_PLACE = 0.3  # likeness from which two clauses at the same address are one that was changed
_ELSEWHERE = 0.55  # the same for two at different ones
_WHOLE = 0.8  # what it counts that all of the shorter is in the longer
_NUMBERS = re.compile(r"\d[\d.,]*")
_MIN_PAIRS = 8  # characters; less is in many clauses


@dataclass(frozen=True)
class ClauseChange:
    """A clause that the two documents have differently.

    `old` is None for one that was added, `new` for one that was removed; one that was moved says
    the same at another address.
    """

    kind: ChangeKind
    old: Clause | None
    new: Clause | None

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The wording of both, cut where it differs."""
        return segments(_text(self.old), _text(self.new))

    @cached_property
    def values(self) -> tuple[ValueChange, ...]:
        """Amounts, dates, shares, terms, quantities and conditions that are others now.

        Only of a clause that was changed: what was added or removed speaks for itself.
        """
        if self.kind != "changed":
            return ()
        return value_changes(_unnumbered(self.old), _unnumbered(self.new))


@dataclass(frozen=True)
class Diff:
    """The changes in the order of the newer document, what was removed where it stood."""

    old: Document
    new: Document
    changes: tuple[ClauseChange, ...]
    unchanged: int

    def of(self, kind: ChangeKind) -> tuple[ClauseChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def diff(old: Document, new: Document) -> Diff:
    """How `new` differs from `old`; tables of contents are passed over."""
    mine = [_Side(row, clause) for row, clause in enumerate(_compared(old))]
    theirs = [_Side(row, clause) for row, clause in enumerate(_compared(new))]
    pairs = _pair(mine, theirs)
    partner = {other.row: one for one, other in pairs}
    taken = {one.row for one, _ in pairs}
    changes: list[tuple[float, int, ClauseChange]] = []
    unchanged = 0
    for other in theirs:
        one = partner.get(other.row)
        if one is None:
            changes.append((other.row, 1, ClauseChange("added", None, other.clause)))
        elif one.body != other.body:
            changes.append((other.row, 1, ClauseChange("changed", one.clause, other.clause)))
        elif one.clause.section != other.clause.section:
            changes.append((other.row, 1, ClauseChange("moved", one.clause, other.clause)))
        else:
            unchanged += 1
    at = {one.row: other.row for one, other in pairs}
    for one in mine:
        if one.row not in taken:
            before = max((at[row] for row in at if row < one.row), default=-1)
            changes.append((before + 0.5, one.row, ClauseChange("removed", one.clause, None)))
    ordered = tuple(change for *_, change in sorted(changes, key=lambda each: each[:2]))
    return Diff(old, new, ordered, unchanged)


class _Side:
    """A clause of one side: its place in the reading order, what it says without its number."""

    def __init__(self, row: int, clause: Clause) -> None:
        self.row = row
        self.clause = clause
        self.body = squeeze(_unnumbered(clause)).text.strip()
        # subtle: another amount must not make a clause look like another clause.
        shape = _NUMBERS.sub("0", self.body)
        self.pairs = Counter(pairwise(shape))

    def like(self, other: "_Side") -> float:
        """The share of character pairs that both have, 0 to 1: Dice's, or of the shorter alone.

        What was only added to leaves its old wording whole, however long the addition is.
        """
        shared = (self.pairs & other.pairs).total()
        short, long = sorted((self.pairs.total(), other.pairs.total()))
        if not short:
            return 0.0
        whole = _WHOLE * shared / short if short >= _MIN_PAIRS else 0.0
        return max(2 * shared / (short + long), whole)


def _compared(document: Document) -> list[Clause]:
    return [clause for clause in document.clauses if clause.kind != "toc"]


def _pair(mine: Sequence[_Side], theirs: Sequence[_Side]) -> list[tuple[_Side, _Side]]:
    pairs: list[tuple[_Side, _Side]] = []
    left, right = list(mine), list(theirs)

    def take(found: Iterable[tuple[_Side, _Side]]) -> None:
        for one, other in found:
            if one in left and other in right:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)

    take(_equal(left, right, with_place=True))
    take(_equal(left, right, with_place=False))
    take(_alike(left, right, _IN_PLACE, in_place=True))
    take(_alike(left, right, _ELSEWHERE, in_place=False))
    return pairs


def _equal(
    left: Sequence[_Side], right: Sequence[_Side], with_place: bool
) -> list[tuple[_Side, _Side]]:
    """Pairs that say the same, each clause once, in reading order."""
    waiting: dict[tuple[str, str, str], list[_Side]] = {}
    for one in left:
        waiting.setdefault(_key(one, with_place), []).append(one)
    return [
        (same.pop(0), other) for other in right if (same := waiting.get(_key(other, with_place)))
    ]


def _key(side: _Side, with_place: bool) -> tuple[str, str, str]:
    place = (side.clause.section, side.clause.kind) if with_place else ("", "")
    return (*place, side.body)


def _alike(
    left: Sequence[_Side], right: Sequence[_Side], least: float, in_place: bool
) -> list[tuple[_Side, _Side]]:
    """Candidates by likeness, the most alike first, ties by reading order."""
    there: dict[str, list[_Side]] = {}
    for other in right:
        there.setdefault(other.clause.section if in_place else "", []).append(other)
    found: list[tuple[float, int, int, _Side, _Side]] = []
    for one in left:
        for other in there.get(one.clause.section if in_place else "", ()):
            if (likeness := one.like(other)) >= least:
                found.append((-likeness, one.row, other.row, one, other))
    return [(one, other) for *_, one, other in sorted(found, key=lambda each: each[:3])]


def _unnumbered(clause: Clause | None) -> str:
    """What a clause says behind its own number."""
    text = _text(clause).strip()
    marker = read_marker(text) if clause and clause.kind in ("item", "heading") else None
    return text[marker.length :] if marker else text


def _text(clause: Clause | None) -> str:
    return clause.text if clause else ""
