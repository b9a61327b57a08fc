"""Documents that change or end each other: what a later one says goes before what it changes."""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.document import Document
from corpus.identity import names
from corpus.legal_status import Relation
from index.hit import Hit

_NEAR = 0.8  # a clause of an amendment goes first if it scores this share
EXPLAINS = re.compile(r"问答|解读|答记者问|图解|释义|说明|一问一答|问与答")
_NAME = re.compile(r"《(.+)》")


def amended_by(known: Iterable[Relation]) -> dict[str, tuple[str, ...]]:
    """For each document that others change, the ids of those others."""
    found: dict[str, list[str]] = {}
    for relation in known:
        if relation.kind == "amends":
            found.setdefault(relation.earlier, []).append(relation.later)
    return {doc_id: tuple(ids) for doc_id, ids in found.items()}


def explanations(documents: Mapping[str, Document]) -> dict[str, str]:
    """For each document that explains another by its title, the id of that other."""
    found: dict[str, str] = {}
    for explaining in documents.values():
        named = _NAME.search(explaining.title)
        if not named or not EXPLAINS.search(explaining.title):
            continue
        for doc_id, document in documents.items():
            if doc_id != explaining.doc_id and names(named[1], document):
                found[explaining.doc_id] = doc_id
    return found


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


def repeals(known: Iterable[Relation]) -> tuple[tuple[str, str], ...]:
    """The pairs of documents (ended, by which)."""
    return tuple((one.earlier, one.later) for one in known if one.kind == "repeals")
