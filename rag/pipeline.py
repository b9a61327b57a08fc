"""A question from words to an answer: understand, embed, search, answer, each stage timed.

The only place that knows the routes' order: a named section, the document itself, responsibilities,
search.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.document import Document
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
from rag.query import Query, QuestionError, understand
from rag.responsible import responsible_for, tasks_of_units
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
        self._weights = Weights.of(
            " ".join((*clause.heading_path, clause.text)) for clause in index.clauses
        )
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
        words = official(query.text)
        clock.lap("understand")
        vector = self.index.embed(query.text)
        clock.lap("embed")
        documents = self._in_force(as_of or date.today())
        hits = self.index.search(words, vector, _N_CANDIDATES, self._rows(documents))
        clock.lap("search")
        ranked = rank(query, hits, self._weights)
        draft = self._draft(query, ranked, documents)
        answer, citations = self._write(draft)
        latency = clock.lap("answer")
        return Answer(
            question=question,
            answer=answer,
            refused=draft.reason is not None,
            reason=draft.reason,
            citations=citations,
            hits=_cited_first(ranked, citations, self.index)[:top_n],
            n_documents=len(documents),
            n_clauses=sum(len(document.clauses) for document in documents.values()),
            notes=self._notes(draft, citations),
            understood=words if words != fold(query.text) else None,
            latency_ms=latency,
        )

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
        self, query: Query, ranked: Sequence[Hit], documents: Mapping[str, Document]
    ) -> Draft:
        """What the first route that feels responsible says."""
        if not documents and self.documents:
            return refuse("not_in_force", "所问日期没有现行有效的文件")
        best = ranked[0].clause.doc_id if ranked else next(iter(documents), "")
        if best:
            draft = located(query, documents, best) or about(query, documents[best])
            if draft:
                return draft
        responsibilities = [r for r in self.responsibilities if r.clause.doc_id in documents]
        if tasks := tasks_of_units(query, responsibilities):
            return tasks
        answer = found(query, ranked, self._text, self._weights)
        if query.kind == "body" and not answer.absent:
            topical = [hit.clause for hit in ranked if hit.clause.kind not in _FRAME]
            if units := responsible_for(query, topical, self._by_section):
                return units
        return answer

    def _write(self, draft: Draft) -> tuple[str, tuple[Citation, ...]]:
        """The draft as text with a marker after each statement, and its citations."""
        if draft.reason is not None:
            text = f"文件未规定：{draft.refusal}。"
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
    """Milliseconds from one lap to the next, and in total."""

    def __init__(self) -> None:
        self.start = self.last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, stage: str) -> dict[str, float]:
        now = time.perf_counter()
        self.laps[stage] = (now - self.last) * 1000
        self.last = now
        return {**self.laps, "total": (now - self.start) * 1000}


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
