"""A document as amendments have it read: each passage made of slices of both, nothing of its own.

Orders are carried out one by one, in the order of the amendments' days. One that cannot be carried
out to the letter (a place or words that the document does not have) is left out and said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.amendment import read_orders, reorders
from corpus.article import address_anew, rename
from corpus.carry_out import carry_out
from corpus.document import Clause, Document
from corpus.legal_status import Relation, first_day
from corpus.piece import AmendedPassage, Applied, Piece, piece_of

__all__ = ["Applied", "Consolidated", "ConsolidatedClause", "Piece", "amending", "consolidate"]


@dataclass(frozen=True)
class ConsolidatedClause:
    """A passage as it reads now; `text` is its pieces joined.

    `original` is the clause that it comes from, None for one that was added; `changes` what made
    it read so, empty for one that reads as ever. One that was deleted has no pieces.
    """

    section: str
    kind: str
    pieces: tuple[Piece, ...]
    original: Clause | None
    changes: tuple[Applied, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def deleted(self) -> bool:
        """Whether nothing is left of it."""
        return not self.pieces


@dataclass(frozen=True)
class Consolidated:
    """A document as it reads by `amendments`; clauses in reading order, deleted ones in place.

    `unapplied` are orders that could not be carried out to the letter.
    """

    document: Document
    amendments: tuple[Document, ...]
    clauses: tuple[ConsolidatedClause, ...]
    unapplied: tuple[Applied, ...]


def amending(
    document: Document, documents: Mapping[str, Document], known: Sequence[Relation], day: str
) -> tuple[Document, ...]:
    """The amendments of a document that count on `day`, in the order of their first days."""
    later = [
        documents[r.later]
        for r in known
        if r.kind == "amends" and r.earlier == document.doc_id and r.later in documents
    ]
    counting = [each for each in later if (first_day(each) or "") <= day]
    return tuple(sorted(counting, key=lambda each: (first_day(each) or "", each.doc_id)))


def consolidate(document: Document, amendments: Sequence[Document]) -> Consolidated:
    """The document with the orders of `amendments` carried out in this sequence."""
    live = [AmendedPassage(c.section, c.kind, [piece_of(document, c.start, c.end)], c)
            for c in document.clauses]  # fmt: skip
    unapplied: list[Applied] = []
    for amendment in amendments:
        orders = [Applied(amendment, order) for order in read_orders(amendment, document)]
        renamed: dict[str, str] = {}
        for applied in orders:
            if applied.order.kind == "renumber":
                done = rename(live, applied, renamed)
            else:
                done = carry_out(live, applied, reorders(amendment))
            if not done:
                unapplied.append(applied)
        address_anew(live, renamed, reorders(amendment))
    clauses = tuple(
        ConsolidatedClause(c.section, c.kind, tuple(c.pieces), c.original, tuple(c.changes))
        for c in live
    )
    return Consolidated(document, tuple(amendments), clauses, tuple(unapplied))
