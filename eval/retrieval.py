"""An outside retrieval set into measures per system, with the embedder and the search that ship.

Keeps the articles' vectors in a data folder, so that a run that was cut off goes on where it
stopped and the next one embeds nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.document import Clause
from eval.figure import Figure
from eval.ranking import rank_figures
from eval.retrieval_set import Article, Query
from eval.systems import SEARCH, Arms
from index.bulk import embed_missing
from index.catalog import Catalog, State
from index.context import text_hash
from index.dense import DenseIndex
from index.embedder import Embedder
from index.index import Index
from index.lexical import LexicalIndex
from index.settings import Settings
from index.tokenize import bigrams, tokenize

MEASURES = {
    "R@1": "R@1", "R@5": "R@5", "R@10": "R@10", "R@100": "R@100", "RR@10": "MRR@10",
    "nDCG@10": "nDCG@10",
}  # fmt: skip
_DEPTH = 100

Track = Callable[[Sequence[Query]], Iterable[Query]]


def retrieval(
    articles: Sequence[Article],
    queries: Sequence[Query],
    embedder: Embedder,
    home: Path,
    track: Track = iter,
) -> dict[str, dict[str, Figure]]:
    """The figures by system; `home` is the folder that keeps the vectors."""
    index, arms = _indexed(articles, embedder, home)
    ranked: dict[str, list[list[str]]] = {}
    for query in track(queries):
        vector = index.embed(query.text)
        for system in arms.systems():
            rows = system.search(query.text, vector, _DEPTH, None)
            ranked.setdefault(system.name, []).append([articles[row].id for row in rows])
        hits = index.search(query.text, vector, _DEPTH)
        ranked.setdefault(SEARCH, []).append([hit.clause.doc_id for hit in hits])
    gold = [query.gold for query in queries]
    return {name: rank_figures(gold, ids, list(MEASURES)) for name, ids in ranked.items()}


def _indexed(articles: Sequence[Article], embedder: Embedder, home: Path) -> tuple[Index, Arms]:
    """The articles as an index in memory, each a clause of its own, and its arms."""
    home.mkdir(parents=True, exist_ok=True)
    catalog = Catalog(home, create=True)
    hashes = [text_hash(article.text) for article in articles]
    texts = {key: article.text for key, article in zip(hashes, articles, strict=True)}
    embed_missing(catalog, embedder, texts, progress=True)
    with catalog.transaction() as connection:
        vectors = catalog.vectors(connection, embedder.name, hashes, embedder.dim)
    words = ((tokenize(article.text), bigrams(article.text)) for article in articles)
    arms = Arms(DenseIndex(vectors), LexicalIndex.build(words))
    index = Index(
        settings=Settings(home, embedder.name),
        state=State(0, embedder.name, embedder.dim, ""),
        documents={},
        clauses=tuple(Clause(a.id, "", "", (), "item", a.text, 0, len(a.text)) for a in articles),
        embedder=embedder,
        _dense=arms.dense,
        _lexical=arms.lexical,
    )
    return index, arms
