"""A requirement: what a passage asks of whoever it is for, as a slice of its clause."""

from dataclasses import dataclass
from typing import Literal

from corpus.bound import Bound
from corpus.document import Clause
from corpus.qualification import Manner

Kind = Literal[
    "qualification", "threshold", "place", "industry", "subject", "moved", "deed", "either"
]


@dataclass(frozen=True)
class Requirement:
    """`document.text[start:end]` asks something of the applicant.

    `names` are alternatives, one of which is enough: standings, places, industries; of a deed its
    words in full, where the passage leaves some unsaid. `bounds` must all hold. `options` are the
    sides of 或者, each with all that it asks. `excludes` is true where the passage shuts
    out whoever fits it.
    """

    kind: Kind
    clause: Clause
    start: int
    end: int
    names: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    manner: Manner | None = None
    levels: tuple[str | None, ...] = ()
    excludes: bool = False
    options: "tuple[tuple[Requirement, ...], ...]" = ()

    @property
    def text(self) -> str:
        """The slice, its layout blanks gone."""
        begin = self.start - self.clause.start
        return "".join(self.clause.text[begin : begin + self.end - self.start].split("\n"))

    @property
    def in_full(self) -> str:
        """A deed's text with what its passage leaves unsaid."""
        return self.names[0] if self.kind == "deed" and self.names else self.text
