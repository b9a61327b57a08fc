"""A question as documents and earlier turns let it be understood: mended, completed, bound.

Holds what the indexed documents add to the words of a question; made once for an index, its
tables at first use. What is asked for is read by `rag.question.query`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rag.held.holdings import Holdings
from rag.question.address import references, resolve
from rag.question.conversation import Turn, completed
from rag.question.letters import Spellings, as_written, spellings
from rag.question.mend import mended
from rag.question.query import Query, QuestionError, Rewrite, parsed, readable
from rag.question.tidy import tidy
from rag.question.typed import spelled
from rag.words.synonyms import added, groups
from rag.words.vocabulary import Vocabulary

_MAX_TURNS = 6


class Understanding:
    """Reads questions to the documents of one index; safe to share between threads."""

    def __init__(self, holdings: Holdings) -> None:
        """`holdings` of all documents of the index."""
        self._holdings = holdings

    def read(self, question: str, turns: Sequence[Turn] = ()) -> Query:
        """What the question asks for; a follow-up is completed from the turns, oldest first.

        Raises:
            QuestionError: it cannot be asked (see `rag.question.query.readable`).
        """
        text, rewrites = self._mended(question)
        full = completed(text, self._complete(turns), self._holdings)
        if full:
            rewrites = (*rewrites, Rewrite(text, full.text))
        query = parsed(question, full.text if full else text, rewrites)
        return replace(
            query,
            address=self._address(query),
            beyond=full.beyond if full else (),
        )

    def shown(self, query: Query) -> str | None:
        """What the question was taken to mean where it does not say so: `“甲”→“乙”`; or None.

        A synonym is shown where the documents do not use the question's own word.
        """
        text = self._holdings.text
        meant = [(said, word) for said, word in added(query.text) if said not in text]
        rewrites = dict.fromkeys([*((c.said, c.meant) for c in query.rewrites), *meant])
        return "，".join(f"“{said}”→“{word}”" for said, word in rewrites) or None

    def _mended(self, question: str) -> tuple[str, tuple[Rewrite, ...]]:
        text, spelt = spelled(readable(question), self._vocabulary)
        text, mends = mended(tidy(text), self._vocabulary)
        return as_written(text, self._spellings), (*spelt, *mends)

    def _complete(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """The last turns with their questions complete: each is completed by those before."""
        known: tuple[Turn, ...] = ()
        for turn in turns[-_MAX_TURNS:]:
            try:
                text, _ = self._mended(turn.question)
            except QuestionError:
                continue  # a question that could not be asked says nothing about the next
            full = completed(text, known, self._holdings)
            known = (*known, Turn(full.text if full else text, turn.cited))
        return known

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        held = self._holdings
        bodies = {unit for r in held.responsibilities for unit in (*r.lead, *r.support)}
        spoken = {word for group in groups() for word in group}
        return Vocabulary.of(held.weights.df, bodies | spoken | held.names.keys(), held.text)

    @cached_property
    def _spellings(self) -> Spellings:
        return spellings(document.text for document in self._holdings.documents.values())

    @cached_property
    def _sections(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((c.doc_id, c.section) for c in self._holdings.clauses))

    def _address(self, query: Query) -> str | None:
        """The section that is meant; as written where the documents have none or several."""
        if query.address is None:
            return None
        fitting = resolve(references(query.text), self._sections)
        return fitting[0] if len(fitting) == 1 else query.address
