"""Documents and clauses as the columns of the catalogue keep them, and digests of what was read."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from corpus.document import Clause, Document, Evidence, Metadata


def document_digest(document: Document) -> str:
    """SHA-256 of everything that was read from a file: text, clauses, metadata, warnings.

    Of what was read, not of the file: a corrected sidecar or a better outline is a change too,
    a corpus folder named by another path is none.
    """
    parts: list[Any] = [
        document.text,
        dataclasses.asdict(document.metadata),
        document.warnings,
        [
            (
                clause.section,
                clause.label,
                clause.heading_path,
                clause.kind,
                clause.start,
                clause.end,
            )
            for clause in document.clauses
        ],
    ]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def corpus_digest(digests: Mapping[str, str]) -> str:
    """SHA-256 over all documents' digests by doc_id."""
    return hashlib.sha256(json.dumps(sorted(digests.items())).encode("ascii")).hexdigest()


def clause_columns(clause: Clause) -> dict[str, Any]:
    """A clause's own columns; its text is the document's."""
    return {
        "section": clause.section,
        "label": clause.label,
        "heading_path": list(clause.heading_path),
        "kind": clause.kind,
        "start": clause.start,
        "end": clause.end,
    }


def clause_of(doc_id: str, text: str, record: Mapping[str, Any]) -> Clause:
    """A clause from its own columns and the text of its document."""
    return Clause(
        doc_id=doc_id,
        section=record["section"],
        label=record["label"],
        heading_path=tuple(record["heading_path"]),
        kind=record["kind"],
        text=text[record["start"] : record["end"]],
        start=record["start"],
        end=record["end"],
    )


def metadata_of(record: Mapping[str, Any]) -> Metadata:
    """The metadata of a document from its column."""
    # JSON has no tuples.
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in record.items()
    }
    values["evidence"] = tuple(Evidence(*each) for each in record.get("evidence", ()))
    names = {field.name for field in dataclasses.fields(Metadata)}
    return Metadata(**{key: value for key, value in values.items() if key in names})
