"""What holds of each document on a day, from the relations that the catalogue keeps.

The relations are found anew with every change of a document (`index.commit`), so that asking
about a day costs no reading of texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from corpus.document import Document
from corpus.legal_status import LegalState, LegalStatus, Relation, legal_statuses, relations
from index import schema
from index.catalog import Catalog

LABELS: Mapping[LegalState, str] = {
    "current": "现行有效",
    "amended": "已修改",
    "pending": "尚未施行",
    "expired": "已失效",
    "repealed": "已废止",
    "unknown": "效力不明",
}
_NEAR = 40  # characters beside a name that tell how it is spoken of


@dataclass(frozen=True)
class Validity:
    """A document and what holds of it; `by` has who did it and the sentence that says so."""

    document: Document
    status: LegalStatus
    by: tuple[tuple[Relation, Document, str | None], ...]

    @property
    def label(self) -> str:
        """The state as people call it."""
        return LABELS[self.status.state]


def write_relations(connection: sa.Connection, documents: Mapping[str, Document]) -> None:
    """Puts the relations between these documents in the place of those that were there."""
    connection.execute(sa.delete(schema.relations))
    rows = [
        {
            "later": each.later,
            "kind": each.kind,
            "earlier": each.earlier,
            "start": each.start,
            "end": each.end,
        }
        for each in relations(documents)
    ]
    if rows:
        connection.execute(sa.insert(schema.relations), rows)


def read_relations(connection: sa.Connection) -> tuple[Relation, ...]:
    """The relations that the catalogue keeps, by ids."""
    table = schema.relations
    order = sa.select(table).order_by(table.c.later, table.c.kind, table.c.earlier)
    return tuple(
        Relation(row.later, row.kind, row.earlier, row.start, row.end)
        for row in connection.execute(order)
    )


def validity(catalog: Catalog, day: str) -> list[Validity]:
    """What holds of every document on `day` (`YYYY-MM-DD`), by id.

    Raises:
        IndexUnusable: nothing was built, or the file is damaged.
    """
    with catalog.transaction() as connection:
        documents = catalog.documents(connection)
        known = read_relations(connection)
    return validity_of(documents, known, day)


def validity_of(
    documents: Mapping[str, Document], known: Sequence[Relation], day: str
) -> list[Validity]:
    """What holds of each of these documents on `day`, by id; `known` relate them."""
    return [
        Validity(
            documents[doc_id],
            status,
            tuple((r, documents[r.later], _sentence(documents[r.later], r)) for r in status.by),
        )
        for doc_id, status in legal_statuses(documents, known, day).items()
    ]


def _sentence(later: Document, relation: Relation) -> str | None:
    """The sentence around the slice, or the slice with what is near it in a long one."""
    if relation.start is None or relation.end is None:
        return None
    text = later.text
    begin = max(text.rfind(mark, 0, relation.start) for mark in "。\n；") + 1
    ends = [at for mark in "。\n；" if (at := text.find(mark, relation.end)) >= 0]
    stop = min(ends, default=len(text))
    begin = max(begin, relation.start - _NEAR)
    return text[begin : min(stop, relation.end + _NEAR)].strip()
