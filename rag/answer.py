"""The values that leave `rag/`: citation, answer, and the answer as the contract's record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from index.hit import Hit

Reason = Literal["no_evidence", "out_of_scope", "not_in_force", "needs_detail"]


@dataclass(frozen=True)
class Citation:
    """A literal slice `[start:end]` of a document's text, and where it stands."""

    marker: int
    doc_id: str
    title: str
    section: str
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """An answer, or a refusal (a value, not an error).

    `answer` carries a marker 〔n〕 after every sentence that states something. `reason` is None
    unless `refused`. `understood` is what was changed in the question, `asked` the question in
    full: a follow-up completed. `latency_ms` maps stage to milliseconds.
    """

    question: str
    answer: str
    refused: bool
    reason: Reason | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    n_documents: int
    n_clauses: int
    notes: tuple[str, ...] = ()
    understood: str | None = None
    asked: str = ""
    latency_ms: Mapping[str, float] = field(default_factory=dict)


def unasked(question: str, why: str) -> Answer:
    """The refusal of a question that cannot be asked, for callers that must go on."""
    return Answer(question, why, True, "needs_detail", (), (), 0, 0)


def answer_record(answer: Answer) -> dict[str, Any]:
    """The answer as the contract's JSON object (contract, 3)."""
    return {
        "question": answer.question,
        "answer": answer.answer,
        "refused": answer.refused,
        "reason": answer.reason,
        "citations": [
            {
                "marker": c.marker,
                "doc_id": c.doc_id,
                "title": c.title,
                "section": c.section,
                "label": c.label,
                "quote": c.quote,
                "start": c.start,
                "end": c.end,
            }
            for c in answer.citations
        ],
        "hits": [
            {
                "doc_id": h.clause.doc_id,
                "section": h.clause.section,
                "rank": h.rank,
                "score": round(h.score, 4),
            }
            for h in answer.hits
        ],
        "scope": {"documents": answer.n_documents, "clauses": answer.n_clauses},
        "notes": list(answer.notes),
        "understood": answer.understood,
        "latency_ms": {stage: round(ms, 3) for stage, ms in answer.latency_ms.items()},
    }
