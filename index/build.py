"""A corpus folder into the data folder: adds what is new or changed, removes what is gone."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import CorpusError
from corpus.load import load_corpus
from index.catalog import Catalog, State, corpus_digest, document_digest
from index.context import context, text_hash
from index.derived import searchable_rows, write_lexical
from index.embedder import Embedder, embedder_named
from index.settings import Settings
from index.writer import only_writer

_BATCH = 32


@dataclass(frozen=True)
class BuildReport:
    """What a build did, in documents, and in texts embedded anew or found embedded already.

    `failed` has one sentence for each file that could not be used; what such a file held before
    is no longer searched. `documents` and `clauses` count what is indexed now (every clause, also
    those that are not searched).
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


def build(
    settings: Settings, corpus: Path, progress: bool = True, embedder: Embedder | None = None
) -> BuildReport:
    """Brings the data folder to the state of the corpus folder; `progress` shows a bar on stderr.

    Only texts without a vector of this embedder are embedded, and each batch's vectors are kept
    at once, so that a build that was cut off goes on where it stopped. The change of documents is
    one transaction: until then, and after a crash, readers see the last complete state.
    `embedder` is used instead of the one that the settings name.

    Raises:
        CorpusError: no such corpus folder.
        IndexUnusable: another build is running, or the data folder cannot be written.
    """
    began = time.perf_counter()
    if not corpus.is_dir():
        raise CorpusError(corpus, "文档文件夹不存在", "请用 --corpus 指定存放政策文档的文件夹")
    with only_writer(settings):
        documents, errors = load_corpus(corpus)
        documents = tuple(sorted(documents, key=lambda document: document.doc_id))
        rows = searchable_rows(documents)
        catalog = Catalog.of(settings, create=True)
        with catalog.transaction() as connection:
            before = catalog.digests(connection)
            state = catalog.state(connection)
        model = embedder or embedder_named(settings.embedder)
        texts = {text_hash(text): text for text in (context(*row) for row in rows)}
        embedded = embed_missing(catalog, model, texts, progress)

        after = {document.doc_id: document_digest(document) for document in documents}
        added = after.keys() - before.keys()
        removed = before.keys() - after.keys()
        changed = {key for key in after.keys() & before.keys() if after[key] != before[key]}
        with catalog.transaction() as connection:
            catalog.remove(connection, sorted(removed | changed))
            for document in documents:
                if document.doc_id in added or document.doc_id in changed:
                    catalog.add(connection, document)
                else:
                    catalog.set_path(connection, document)
            same = state is not None and (state.embedder, state.dim) == (model.name, model.dim)
            if state is None or not same or added or removed or changed:
                generation = 1 if state is None else state.generation + 1
                state = State(generation, model.name, model.dim, corpus_digest(after))
                catalog.set_state(connection, state)
        write_lexical(settings.home, state, rows)
    return BuildReport(
        added=len(added),
        changed=len(changed),
        removed=len(removed),
        unchanged=len(after) - len(added) - len(changed),
        failed=tuple(str(error) for error in errors),
        embedded=embedded,
        reused=len(texts) - embedded,
        documents=len(documents),
        clauses=sum(len(document.clauses) for document in documents),
        seconds=time.perf_counter() - began,
    )


def embed_missing(
    catalog: Catalog, embedder: Embedder, texts: dict[str, str], progress: bool
) -> int:
    """Embeds the texts (by hash) without a vector of this embedder; how many there were.

    Each batch is kept at once: what was cut off goes on where it stopped. Texts of a length go
    together, since a batch is as wide as its longest.
    """
    with catalog.transaction() as connection:
        known = catalog.known_hashes(connection, embedder.name)
    missing = sorted((key for key in texts if key not in known), key=lambda key: len(texts[key]))
    for keys in _with_progress(missing, progress):
        vectors = embedder.embed_passages([texts[key] for key in keys])
        with catalog.transaction() as connection:
            catalog.add_vectors(connection, embedder.name, keys, vectors)
    return len(missing)


def _with_progress(keys: Sequence[str], progress: bool) -> Iterator[Sequence[str]]:
    """The keys in batches; a bar on stderr where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    hidden = not (progress and keys and sys.stderr.isatty())
    with Progress(console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task("向量化", total=len(keys))
        for at in range(0, len(keys), _BATCH):
            batch = keys[at : at + _BATCH]
            yield batch
            bar.advance(task, len(batch))
