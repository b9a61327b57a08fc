"""Passages made of slices of documents, and the orders that made them so."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.amendment import Order
from corpus.document import Clause, Document


@dataclass(frozen=True)
class Piece:
    """The slice `[start:end]` of a document's text, and that slice."""

    doc_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Applied:
    """An order carried out, and the document that gives it."""

    amendment: Document
    order: Order

    @property
    def quote(self) -> str:
        """The words of the order."""
        return self.amendment.text[self.order.start : self.order.end]


@dataclass(eq=False)
class AmendedPassage:
    """A passage of a text under amendment: what it is made of, where it stands, why it reads so."""

    section: str
    kind: str
    pieces: list[Piece]
    original: Clause | None
    changes: list[Applied] = field(default_factory=list)
    fresh: bool = False  # Put in by the amendment at work, whose orders mean the text before it.
    new_article: bool = False  # Of an article put in by it, called as another one may still be.

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)


def piece_of(document: Document, start: int, end: int) -> Piece:
    """A slice of a document."""
    return Piece(document.doc_id, start, end, document.text[start:end])


def spliced(pieces: Sequence[Piece], start: int, end: int, new: Sequence[Piece]) -> list[Piece]:
    """The pieces with `[start:end]` of their joined text taken out and `new` in its place."""
    before: list[Piece] = []
    behind: list[Piece] = []
    at = 0
    for piece in pieces:
        size = piece.end - piece.start
        left, right = max(0, min(size, start - at)), max(0, min(size, end - at))
        if left:
            before.append(_cut(piece, 0, left))
        if right < size:
            behind.append(_cut(piece, right, size))
        at += size
    return [*before, *new, *behind]


def _cut(piece: Piece, first: int, last: int) -> Piece:
    return Piece(piece.doc_id, piece.start + first, piece.start + last, piece.text[first:last])
