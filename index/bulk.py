"""Many texts into vectors, each batch kept at once; a bar on a terminal shows how far it is."""

from collections.abc import Mapping

from index.catalog import Catalog
from index.embedder import Embedder
from index.progress import with_progress

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
    batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
    for keys in with_progress(batches, "向量化", progress, _BATCH):
        vectors = embedder.embed_passages([texts[key] for key in keys])
        with catalog.transaction() as connection:
            catalog.add_vectors(connection, embedder.name, keys, vectors)
    return len(missing)
