"""The sections that may answer a question, best first: searched, re-ordered by what they hold.

Every route that needs candidates asks here; nothing is answered or refused.
"""

from functools import lru_cache

from index.hit import Hit
from index.index import Index
from index.reranker import reranked, reranker_named
from rag.across.amended import EXPLAINS, changed_first
from rag.across.library import Library
from rag.across.revised import as_reworded, before_explanations
from rag.across.stale import outdated, stale_last
from rag.clock import lap
from rag.evidence.rank import rank
from rag.held.holdings import Holdings
from rag.held.passage import with_headings
from rag.question.query import Query
from rag.words.synonyms import official

_N_CANDIDATES = 20


class Search:
    """Search over one index; safe to share between threads."""

    def __init__(self, index: Index, library: Library) -> None:
        """`library` of all documents of the index, whose settings may name a reranker."""
        self._index = index
        self._library = library
        self._outdated = outdated(library.changes, library.documents)
        named = index.settings.reranker
        self._reranker = reranker_named(named) if named else None

    def __call__(self, query: Query, holdings: Holdings) -> list[Hit]:
        """The sections that may answer, best first."""
        vector = self._index.embed(query.text)
        lap("embed")
        rows = _rows(self._index, frozenset(holdings.documents))
        hits = self._index.search(official(query.text), vector, _N_CANDIDATES, rows)
        if self._reranker:
            texts = [with_headings(hit.clause) for hit in hits]
            hits = reranked(hits, query.text, texts, self._reranker)
        lap("search")
        seen = set(query.beyond)
        new = [hit for hit in hits if (hit.clause.doc_id, hit.clause.section) not in seen]
        ranked = rank(query, new, holdings.weights, self._library.titles.scores(query.text))
        changes = self._library.changes_in(holdings)
        explained = self._library.explained
        if not EXPLAINS.search(query.text):
            ranked = before_explanations(ranked, explained, changes)
            ranked = stale_last(ranked, explained, self._outdated, holdings.documents)
        ranked = as_reworded(ranked, query, changes, holdings.documents, holdings.weights)
        ranked = changed_first(ranked, self._library.amended)
        lap("answer")
        return ranked


@lru_cache(maxsize=64)
def _rows(index: Index, doc_ids: frozenset[str]) -> frozenset[int] | None:
    """The rows of the index that belong to some documents; None for all."""
    if len(doc_ids) == len(index.documents):
        return None
    return frozenset(row for row, c in enumerate(index.clauses) if c.doc_id in doc_ids)
