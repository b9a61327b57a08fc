"""The sections that may answer a question, best first: searched, re-ordered by what they hold.

Every route that needs candidates asks here; nothing is answered or refused.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.hit import Hit
from index.index import Index
from index.reranker import reranked, reranker_named
from rag.across.amended import EXPLAINS, changed_first, explanations
from rag.across.changes import Change
from rag.across.revised import as_reworded, before_explanations
from rag.across.revised import in_force as changes_in_force
from rag.across.scope import Titles
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

    def __init__(
        self,
        index: Index,
        titles: Titles,
        changed: Mapping[str, tuple[str, ...]],
        changes: Sequence[Change],
    ) -> None:
        """`changed` and `changes`: by what each document is amended, and all that says so.

        The index' settings may name a reranker.
        """
        self._index = index
        self._titles = titles
        self._changes = changes
        self._changed = changed
        self._explained = explanations(index.documents)
        self._outdated = outdated(changes, index.documents)
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
        ranked = rank(query, new, holdings.weights, self._titles.scores(query.text))
        changes = changes_in_force(self._changes, holdings.documents)
        if not EXPLAINS.search(query.text):
            ranked = before_explanations(ranked, self._explained, changes)
            ranked = stale_last(ranked, self._explained, self._outdated, holdings.documents)
        ranked = as_reworded(ranked, query, changes, holdings.documents, holdings.weights)
        ranked = changed_first(ranked, self._changed)
        lap("answer")
        return ranked


@lru_cache(maxsize=64)
def _rows(index: Index, doc_ids: frozenset[str]) -> frozenset[int] | None:
    """The rows of the index that belong to some documents; None for all."""
    if len(doc_ids) == len(index.documents):
        return None
    return frozenset(row for row, c in enumerate(index.clauses) if c.doc_id in doc_ids)
