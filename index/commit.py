"""What the data folder shall hold, brought about: vectors first, then one transaction."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from index.bulk import embed_missing
from index.catalog import Catalog, Held, State
from index.columns import corpus_digest, document_digest
from index.context import context, text_hash
from index.derived import searchable_rows, vectors_of
from index.duplicates import duplicates
from index.embedder import Embedder, embedder_named
from index.settings import Settings
from index.store import store_of
from index.validity import write_relations
from index.versions import close_version, rename_versions, says_otherwise


@dataclass(frozen=True)
class BuildReport:
    """What a build did, in documents, and in texts embedded anew or found embedded already.

    `renamed` holds the old and the new id of each document that only moved; these are counted
    neither as added nor as removed. `failed` has one sentence for each file that could not be
    used; what such a file held before is no longer searched. `duplicates` has one for each
    document that is held twice, `unknown` the path in the corpus folder of each file that no reader
    exists for. `documents` and `clauses` count what is indexed now (every
    clause, also those that are not searched).
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[str, ...]
    embedded: int
    reused: int
    documents: int
    clauses: int
    seconds: float
    renamed: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def commit(
    settings: Settings,
    catalog: Catalog,
    before: Mapping[str, Held],
    after: Sequence[Held],
    failed: Sequence[str] = (),
    progress: bool = True,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Makes `after` all that the catalogue holds, `before` being what it holds now.

    Only texts without a vector of this embedder are embedded, and each batch's vectors are kept
    at once. The change of documents is one transaction: until then, and after a crash, readers
    see the last complete state. The caller holds the writer's lock.
    """
    began = time.perf_counter()
    ordered = sorted(after, key=lambda held: held.document.doc_id)
    documents = tuple(held.document for held in ordered)
    rows = searchable_rows(documents)
    model = embedder or embedder_named(settings.embedder)
    texts = {text_hash(text): text for text in (context(*row) for row in rows)}
    embedded = embed_missing(catalog, model, texts, progress)

    old = {doc_id: document_digest(held.document) for doc_id, held in before.items()}
    new = {document.doc_id: document_digest(document) for document in documents}
    added, removed = new.keys() - old.keys(), old.keys() - new.keys()
    changed = {key for key in new.keys() & old.keys() if new[key] != old[key]}
    renamed = _renamed(sorted(removed), sorted(added), old, new)
    state = _state_after(catalog, model, corpus_digest(new))
    # Before the catalogue names this state, so that no reader of it has to make its own.
    store = store_of(settings)
    store.write(state, rows, lambda: vectors_of(catalog, state, rows))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with catalog.transaction() as connection:
        _close(connection, before, {h.document.doc_id: h for h in ordered}, renamed, now)
        catalog.remove(connection, sorted(removed | changed))
        origin_of = {target: source for source, target in renamed}
        for held in ordered:
            doc_id = held.document.doc_id
            if doc_id in added or doc_id in changed:
                since = _since(before.get(origin_of.get(doc_id, doc_id)), held, now)
                catalog.add(connection, held.document, held.sha256, held.origin, since)
            else:
                catalog.set_file(connection, held)
        catalog.set_state(connection, state)
        write_relations(connection, {document.doc_id: document for document in documents})
    store.settle(state, rows)
    return BuildReport(
        added=len(added) - len(renamed),
        changed=len(changed),
        removed=len(removed) - len(renamed),
        unchanged=len(new) - len(added) - len(changed),
        failed=tuple(failed),
        embedded=embedded,
        reused=len(texts) - embedded,
        documents=len(documents),
        clauses=sum(len(document.clauses) for document in documents),
        seconds=time.perf_counter() - began,
        renamed=tuple(renamed),
        duplicates=tuple(str(pair) for pair in duplicates(documents)),
    )


def _state_after(catalog: Catalog, model: Embedder, digest: str) -> State:
    """The state with documents of this digest: the last one, or one of a new generation."""
    with catalog.transaction() as connection:
        last = catalog.state(connection)
    state = State(1, model.name, model.dim, digest)
    if last is None:
        return state
    same = replace(state, generation=last.generation)
    return same if same == last else replace(state, generation=last.generation + 1)


def _since(kept: Held | None, held: Held, now: str) -> str:
    """Since when a document says what it says: as before where the words are the same."""
    if kept is None or says_otherwise(kept.document, held.document):
        return now
    return kept.since


def _renamed(
    removed: Sequence[str], added: Sequence[str], old: Mapping[str, str], new: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pairs of a document that is gone and one that came with everything that it held."""
    gone: dict[str, list[str]] = {}
    for doc_id in removed:
        gone.setdefault(old[doc_id], []).append(doc_id)
    pairs: list[tuple[str, str]] = []
    for doc_id in added:
        if same := gone.get(new[doc_id]):
            pairs.append((same.pop(0), doc_id))
    return pairs


def _close(
    connection: sa.Connection,
    before: Mapping[str, Held],
    after: Mapping[str, Held],
    renamed: Sequence[tuple[str, str]],
    now: str,
) -> None:
    """Keeps each version that this change ends."""
    for source, target in renamed:
        rename_versions(connection, source, target)
    moved = {source for source, _ in renamed}
    for doc_id, held in before.items():
        later = after.get(doc_id)
        if later is None and doc_id not in moved:
            close_version(connection, held, now)
        elif later is not None and says_otherwise(held.document, later.document):
            close_version(connection, held, now)
