"""A question as the documents let it be understood: noise mended, sections found.

Holds what the indexed documents add to the words of a question; made once for an index, its
tables at first use. What is asked for is read by `rag.query`.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from rag.address import references, resolve
from rag.holdings import Holdings
from rag.mend import mended
from rag.query import Query, parsed, readable
from rag.synonyms import groups
from rag.tidy import tidy
from rag.typed import spelled
from rag.vocabulary import Vocabulary


class Understanding:
    """Reads questions to the documents of one index; safe to share between threads."""

    def __init__(self, holdings: Holdings) -> None:
        """`holdings` of all documents of the index."""
        self._holdings = holdings

    def read(self, question: str) -> Query:
        """What the question asks for.

        Raises:
            QuestionError: it cannot be asked (see `rag.query.readable`).
        """
        text, spelt = spelled(readable(question), self._vocabulary)
        text, mends = mended(tidy(text), self._vocabulary)
        query = parsed(question, text, (*spelt, *mends))
        return replace(query, address=self._address(query))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        held = self._holdings
        bodies = {unit for r in held.responsibilities for unit in (*r.lead, *r.support)}
        spoken = {word for group in groups() for word in group}
        return Vocabulary.of(held.weights.df, bodies | spoken | held.names.keys(), held.text)

    @cached_property
    def _sections(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((c.doc_id, c.section) for c in self._holdings.clauses))

    def _address(self, query: Query) -> str | None:
        """The section that is meant; as written where the documents have none or several."""
        if query.address is None:
            return None
        fitting = resolve(references(query.text), self._sections)
        return fitting[0] if len(fitting) == 1 else query.address


def understood(query: Query, meant: Iterable[tuple[str, str]] = ()) -> str | None:
    """What the question was taken to mean where that is not what it says: `“甲”→“乙”`, or None."""
    changes = [(change.said, change.meant) for change in query.changes]
    return "，".join(f"“{a}”→“{b}”" for a, b in dict.fromkeys((*changes, *meant))) or None
