"""A question from words to an answer: understand, embed, search, answer, each stage timed.

`rag.routes` knows the order of the routes, `rag.composing` how answers are put together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.document import Document
from index.catalog import Catalog
from index.hit import Hit
from index.index import Index
from index.settings import Settings
from index.tokenize import tagged
from rag.across.library import Library
from rag.across.revised import revised
from rag.across.scope import bound_years, of_last_document, still_so
from rag.answer import Answer, Citation
from rag.clock import lap, timed
from rag.composing import Composer
from rag.draft import Draft, without
from rag.held.holdings import Holdings
from rag.notes import notes
from rag.question.conversation import Turn
from rag.question.query import Query, QuestionError
from rag.question.understanding import Understanding
from rag.route.register import Register
from rag.search import Search
from rag.words.own import load_own
from rag.write import write

__all__ = ["Pipeline", "QuestionError"]


class Pipeline:
    """Everything that answers questions over one index; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        """Read from the index what the routes need."""
        self.index = index
        tagged("目标")  # loads the tagger, which takes a second, before the first question
        self._library = library = Library.of(index.documents)
        self._understanding = Understanding(library.holdings)
        self._register = Register(library)
        self._search = Search(index, library)
        self._composer = Composer(library, self._search)

    @classmethod
    def open(cls, settings: Settings) -> "Pipeline":
        """The pipeline over the index in the settings' data folder.

        Raises:
            IndexUnusable: no index there, or one of another embedder.
        """
        index = Index.open(settings)
        load_own(Catalog.of(settings))
        return cls(index)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answer, by id."""
        return self.index.documents

    @property
    def holdings(self) -> Holdings:
        """What the answers are drawn from."""
        return self._library.holdings

    def ask(
        self,
        question: str,
        top_n: int = 5,
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
    ) -> Answer:
        """The answer to one question, with the `top_n` best sections as hits.

        Only documents in force on `as_of` (today, if not given) answer. `turns` are the earlier
        ones of the conversation, oldest first; they complete a follow-up and nothing else.

        Raises:
            QuestionError: a question that cannot be asked.
        """
        with timed() as clock:
            answer = self._answered(question, top_n, as_of, turns)
            lap("answer")
        return replace(answer, latency_ms=clock.stages())

    def _answered(
        self, question: str, top_n: int, as_of: date | None, turns: Sequence[Turn]
    ) -> Answer:
        day = as_of or date.today()
        query = self._understood(question, as_of, turns)
        holdings = self._library.on(day)
        ranked: Sequence[Hit] | None = None
        draft = self._register.answer(query, day.isoformat())
        if draft is None:
            draft, ranked = self._composer.answer(query, holdings)
        if ranked is None:  # an answer that needs no search is shown with what one finds, too
            ranked = self._search(query, holdings)
        draft = without(draft, query.beyond)
        draft = revised(draft, query, self._library.changes_in(holdings))
        holdings = self._cited(draft, holdings)
        answer = write(draft, holdings.documents)
        return Answer(
            question=question,
            answer=answer.text,
            refused=draft.reason is not None,
            reason=draft.reason,
            citations=answer.citations,
            hits=_cited_first(ranked, answer.citations, self.index)[:top_n],
            n_documents=len(holdings.documents),
            n_clauses=sum(len(d.clauses) for d in holdings.documents.values()),
            notes=notes(draft, answer.citations, holdings, self._library),
            understood=self._understanding.shown(query),
            asked=query.text,
        )

    def searched(
        self, question: str, as_of: date | None = None
    ) -> tuple[Query, list[Hit], Holdings]:
        """A question as understood, the sections that may answer it, and what it is asked of.

        For measuring: documents that the question names are all that is kept, as when it is asked.
        """
        query = self._understood(question, as_of, ())
        holdings = self._library.on(as_of or date.today())
        if named := self._composer.named(query, holdings):
            holdings = holdings.within(named)
        return query, self._search(query, holdings), holdings

    def _understood(self, question: str, as_of: date | None, turns: Sequence[Turn]) -> Query:
        query = bound_years(self._understanding.read(question, turns), as_of)
        cited = [doc_id for turn in reversed(turns) for doc_id, _ in turn.cited]
        query = of_last_document(query, cited, self.documents)
        query = still_so(query, self._library.titles, self.documents)
        lap("understand")
        return query

    def _cited(self, draft: Draft, holdings: Holdings) -> Holdings:
        """The holdings with the documents that only the draft cites: old rules asked for."""
        cited = {p.clause.doc_id for s in draft.statements for p in s.passages}
        return self._library.holdings.within(frozenset({*holdings.documents, *cited}))


def _cited_first(
    ranked: Sequence[Hit], citations: Sequence[Citation], index: Index
) -> tuple[Hit, ...]:
    """The hits with the sections that the answer cites in front, ranks counted anew."""
    by_key = {(hit.clause.doc_id, hit.clause.section): hit for hit in ranked}
    ordered: dict[tuple[str, str], Hit] = {}
    for citation in citations:
        key = (citation.doc_id, citation.section)
        hit = by_key.get(key)
        if hit is None:
            clause = next(
                c for c in index.documents[citation.doc_id].clauses if c.section == key[1]
            )
            hit = Hit(clause, 0, 1.0)
        ordered.setdefault(key, hit)
    for hit in ranked:
        ordered.setdefault((hit.clause.doc_id, hit.clause.section), hit)
    top = max((hit.score for hit in ordered.values()), default=0.0)
    cited = {(c.doc_id, c.section) for c in citations}
    return tuple(
        Hit(hit.clause, place, top if key in cited else hit.score)
        for place, (key, hit) in enumerate(ordered.items(), start=1)
    )
