"""Documents that change or end each other: what a later one says goes before what it changes."""

from collections.abc import Mapping, Sequence

from corpus.document import Document
from index.hit import Hit
from index.tokenize import fold

_NEAR = 0.8  # a clause of an amendment goes first if it scores this share


def amendments(documents: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    """For each document that others change, the ids of those others."""
    found: dict[str, list[str]] = {}
    for later in documents.values():
        for name in later.metadata.amends:
            for doc_id, document in documents.items():
                if doc_id != later.doc_id and _is(name, document):
                    found.setdefault(doc_id, []).append(later.doc_id)
    return {doc_id: tuple(ids) for doc_id, ids in found.items()}


def changed_first(ranked: Sequence[Hit], changed: Mapping[str, tuple[str, ...]]) -> list[Hit]:
    """The hits with each clause of an amendment before those of what it amends."""
    if not changed:
        return list(ranked)
    ordered: list[Hit] = []
    for hit in ranked:
        later = changed.get(hit.clause.doc_id, ())
        waiting = [h for h in ranked if h.clause.doc_id in later and h not in ordered]
        near = [h for h in waiting if h.score >= _NEAR * hit.score]
        ordered.extend(h for h in near[:2] if h not in ordered)
        if hit not in ordered:
            ordered.append(hit)
    return ordered


def repealed(documents: Mapping[str, Document], day: str) -> frozenset[str]:
    """The documents that another one in force on `day` (`YYYY-MM-DD`) has ended."""
    ended: set[str] = set()
    for later in documents.values():
        begins = later.metadata.effective or later.metadata.issued
        if begins is not None and begins > day:
            continue
        for name in later.metadata.repeals:
            ended.update(
                doc_id
                for doc_id, document in documents.items()
                if doc_id != later.doc_id and _is(name, document)
            )
    return frozenset(ended)


def _is(name: str, document: Document) -> bool:
    wanted, title = fold(name), fold(document.title)
    return wanted == title or wanted in title
