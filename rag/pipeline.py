"""A question from words to an answer: understand, embed, search, answer, each stage timed.

The only place that knows the routes' order: a named section, the document itself, responsibilities,
search.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.document import Clause, Document
from corpus.metadata import in_force
from corpus.responsibility import read_responsibilities
from index.hit import Hit
from index.index import Index
from index.settings import Settings
from index.tokenize import fold
from rag.about import about
from rag.answer import Answer, Citation
from rag.draft import Draft, refuse
from rag.found import found, rank
from rag.located import located
from rag.mention import mentions
from rag.passage import with_headings
from rag.query import Query, QuestionError, understand
from rag.responsible import responsible_for, tasks_of_units
from rag.several import question_about, subjects_of, together
from rag.synonyms import official
from rag.terms import Weights

__all__ = ["Pipeline", "QuestionError"]

_N_CANDIDATES = 20
_FRAME = ("addressee", "signature", "preamble")


class Pipeline:
    """Everything that answers questions over one index; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        """Read from the index what the routes need: responsibilities, word weights."""
        self.index = index
        self.responsibilities = read_responsibilities(index.clauses)
        self._by_section = {(r.clause.doc_id, r.section): r for r in self.responsibilities}
        self._weights = Weights.of(with_headings(clause) for clause in index.clauses)
        self._text = fold("\n".join(document.text for document in index.documents.values()))

    @classmethod
    def open(cls, settings: Settings) -> "Pipeline":
        """The pipeline over the index in the settings' data folder.

        Raises:
            IndexUnusable: no index there, or one of another embedder.
        """
        return cls(Index.open(settings))

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answer, by id."""
        return self.index.documents

    def ask(self, question: str, top_n: int = 5, as_of: date | None = None) -> Answer:
        """The answer to one question, with the `top_n` best sections as hits.

        Only documents in force on `as_of` (today, if not given) answer.

        Raises:
            QuestionError: a question that cannot be asked.
        """
        clock = _Clock()
        query = understand(question)
        clock.lap("understand")
        documents = self._in_force(as_of or date.today())
        ranked = self._search(query, documents, clock)
        draft = self._draft(query, ranked, documents, clock)
        answer, citations = self._write(draft)
        hits = _cited_first(ranked, citations, self.index)[:top_n]
        clock.lap("answer")
        words = official(query.text)
        return Answer(
            question=question,
            answer=answer,
            refused=draft.reason is not None,
            reason=draft.reason,
            citations=citations,
            hits=hits,
            n_documents=len(documents),
            n_clauses=sum(len(document.clauses) for document in documents.values()),
            notes=self._notes(draft, citations),
            understood=words if words != fold(question) else None,
            latency_ms=clock.stages(),
        )

    def _search(
        self, query: Query, documents: Mapping[str, Document], clock: "_Clock"
    ) -> list[Hit]:
        """The sections that may answer, best first."""
        vector = self.index.embed(query.text)
        clock.lap("embed")
        hits = self.index.search(official(query.text), vector, _N_CANDIDATES, self._rows(documents))
        clock.lap("search")
        ranked = rank(query, hits, self._weights)
        clock.lap("answer")
        return ranked

    def _in_force(self, day: date) -> Mapping[str, Document]:
        """The documents that may answer on a day."""
        return {
            doc_id: document
            for doc_id, document in self.documents.items()
            if in_force(document.metadata, day.isoformat())
        }

    def _rows(self, documents: Mapping[str, Document]) -> frozenset[int] | None:
        """The rows of the index that belong to `documents`; None for all."""
        if len(documents) == len(self.documents):
            return None
        return frozenset(
            row for row, clause in enumerate(self.index.clauses) if clause.doc_id in documents
        )

    def _draft(
        self,
        query: Query,
        ranked: Sequence[Hit],
        documents: Mapping[str, Document],
        clock: "_Clock",
    ) -> Draft:
        """What the first route that feels responsible says."""
        if not documents and self.documents:
            return refuse("not_in_force", "所问日期没有现行有效的文件")
        if not ranked:
            return refuse("no_evidence", "没有任何文件")
        clauses = [c for c in self.index.clauses if c.doc_id in documents]
        best = ranked[0].clause.doc_id
        draft = (
            located(query, documents, best)
            or about(query, documents[best])
            or mentions(query, clauses)
            or tasks_of_units(
                query, [r for r in self.responsibilities if r.clause.doc_id in documents]
            )
            or self._each(query, clauses, documents, clock)
        )
        return draft or self._one(query, ranked)

    def _each(
        self,
        query: Query,
        clauses: Sequence[Clause],
        documents: Mapping[str, Document],
        clock: "_Clock",
    ) -> Draft | None:
        """The answers for each of several subjects, or None where there is one or one refuses."""
        subjects = subjects_of(query, clauses)
        parts = [question_about(query, subject, subjects) for subject in subjects]
        if not parts:
            return None
        return together(self._one(part, self._search(part, documents, clock)) for part in parts)

    def _one(self, query: Query, ranked: Sequence[Hit]) -> Draft:
        """The answer from the best sections, or a refusal."""
        answer = found(query, ranked, self._text, self._weights)
        if query.kind == "body" and not answer.absent:
            topical = [hit.clause for hit in ranked if hit.clause.kind not in _FRAME]
            if units := responsible_for(query, topical, self._by_section):
                return units
        return answer

    def _write(self, draft: Draft) -> tuple[str, tuple[Citation, ...]]:
        """The draft as text with a marker after each statement, and its citations."""
        if draft.reason is not None:
            lead = "无法直接回答" if draft.reason == "needs_detail" else "文件未规定"
            text = f"{lead}：{draft.refusal}。"
            if draft.nearest:
                labels = "、".join(dict.fromkeys(clause.label for clause in draft.nearest))
                text += f"最接近的条款是：{labels}。"
            return text, ()
        citations: list[Citation] = []
        lines = [draft.lead] if draft.lead else []
        for statement in draft.statements:
            markers = ""
            for passage in statement.passages:
                marker = len(citations) + 1
                clause = passage.clause
                citations.append(
                    Citation(
                        marker, clause.doc_id, self.documents[clause.doc_id].title,
                        clause.section, clause.label, passage.text, passage.start, passage.end,
                    )
                )  # fmt: skip
                markers += f"〔{marker}〕"
            lines.append(statement.text + markers)
        return "\n".join(lines), tuple(citations)

    def _notes(self, draft: Draft, citations: Sequence[Citation]) -> tuple[str, ...]:
        """The draft's notes and the warnings of the documents that it cites."""
        cited = dict.fromkeys(citation.doc_id for citation in citations)
        warnings = [w for doc_id in cited for w in self.documents[doc_id].warnings]
        return (*draft.notes, *warnings)


class _Clock:
    """Milliseconds spent in each stage, laps of the same stage added up, and in total."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Count the time since the last lap to a stage."""
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    def stages(self) -> dict[str, float]:
        """All stages up to the last lap, and their total."""
        return {**self._laps, "total": (self._last - self._start) * 1000}


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
