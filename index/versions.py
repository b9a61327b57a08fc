"""What documents said before they were changed or taken out.

A version is closed by the change that ends it, in the same transaction; versions are never
changed. A better reading of the same text is no new version, a corrected date is.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from corpus.document import Document, Metadata
from index import schema
from index.catalog import Catalog, Held
from index.columns import clause_columns, clause_of, metadata_of
from index.errors import IndexUnusable

_versions = schema.versions


@dataclass(frozen=True)
class Version:
    """A state of a document. `n` counts from 1; `until` is None for the one that holds now.

    Times are UTC in ISO 8601; `since` is None where an old release took the document in.
    """

    document: Document
    n: int
    since: str | None
    until: str | None


def close_version(connection: sa.Connection, held: Held, until: str) -> None:
    """Keeps what the catalogue holds of a document, which `until` ends."""
    document = held.document
    last = sa.select(sa.func.max(_versions.c.n)).where(_versions.c.doc_id == document.doc_id)
    connection.execute(
        sa.insert(_versions),
        {
            "doc_id": document.doc_id,
            "n": (connection.execute(last).scalar() or 0) + 1,
            "since": held.since,
            "until": until,
            "path": document.path.as_posix(),
            "text": document.text,
            "metadata": dataclasses.asdict(document.metadata),
            "warnings": list(document.warnings),
            "clauses": [clause_columns(clause) for clause in document.clauses],
        },
    )


def rename_versions(connection: sa.Connection, old: str, new: str) -> None:
    """Lets the versions of a document that is called otherwise now follow it.

    Where the new name has versions of its own, those of the old one stay with it.
    """
    own = sa.select(_versions.c.n).where(_versions.c.doc_id == new).limit(1)
    if connection.execute(own).first() is None:
        connection.execute(sa.update(_versions).where(_versions.c.doc_id == old).values(doc_id=new))


def says_otherwise(old: Document, new: Document) -> bool:
    """Whether a version ends: another text, or something else known about it."""
    return old.text != new.text or _values(old.metadata) != _values(new.metadata)


def versions(catalog: Catalog, doc_id: str) -> list[Version]:
    """Every version of a document, the oldest first, the one that holds now last if there is one.

    Raises:
        IndexUnusable: no document ever had this id.
    """
    with catalog.transaction() as connection:
        rows = connection.execute(
            sa.select(_versions).where(_versions.c.doc_id == doc_id).order_by(_versions.c.n)
        ).all()
        now = catalog.held(connection).get(doc_id)
    found = [
        Version(
            Document(
                doc_id=doc_id,
                path=Path(row.path),
                text=row.text,
                clauses=tuple(clause_of(doc_id, row.text, record) for record in row.clauses),
                metadata=metadata_of(row._mapping["metadata"]),
                warnings=tuple(row.warnings),
            ),
            row.n,
            row.since or None,
            row.until,
        )
        for row in rows
    ]
    if now is not None:
        found.append(Version(now.document, len(found) + 1, now.since or None, None))
    if not found:
        raise IndexUnusable(f"索引中没有文件“{doc_id}”；用 python -m index list 查看所有文件的编号")
    return found


def _values(metadata: Metadata) -> Metadata:
    return dataclasses.replace(metadata, evidence=())
