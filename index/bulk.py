"""Many texts into vectors, each batch kept at once; a bar on a terminal shows how far it is."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from index.catalog import Catalog
from index.embedder import Embedder

_BATCH = 32


def embed_missing(
    catalog: Catalog, embedder: Embedder, texts: Mapping[str, str], progress: bool
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
