"""Questions and answers into measures: per question first, the mean last.

Does not ask, print or write. A measure of a question is a number in [0, 1], or None where it does
not apply (no section is right for a question that cannot be answered). A missing answer counts as
wrong and never drops out.
"""

import resource
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np

from corpus.document import Document
from eval.figure import Figure, figure
from eval.machine import peak_mib
from eval.question import Place, Question
from eval.score import MEASURES, answer_scores, length_of, ranking_scores
from index.errors import IndexUnusable
from rag.answer import Answer

HEADLINE = (
    "section_first",
    "section_five",
    "right",
    "list_exact",
    "quote_fidelity",
    "numeric_fidelity",
    "refusal_recall",
    "false_refusal",
)
WITHOUT_EMBED = "total-embed"


class Asker(Protocol):
    """What is measured: `rag.pipeline.Pipeline`, or anything that answers like it."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by id."""
        ...

    def ask(self, question: str, top_n: int = 5, as_of: date | None = None) -> Answer:
        """The answer to one question, by what is in force on `as_of` (None: today)."""
        ...


@dataclass(frozen=True)
class Outcome:
    """A question, its answer (None: missing, `failure` says why) and its measures.

    `scores` has every key of `MEASURES`; `length` counts the answer's characters, markers out.
    """

    question: Question
    answer: Answer | None
    scores: Mapping[str, float | None]
    length: int | None = None
    failure: str | None = None

    @property
    def is_right(self) -> bool:
        """Whether the question counts as right (contract, 5)."""
        return self.scores["right"] == 1.0


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one stage over all answers."""

    stage: str
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Result:
    """A whole run: what happened to each question, and the figures over them.

    `by_document` has a question under every document that its gold names, or under 「」 where it
    names none and several are indexed. `peak_mib` is the memory of the process that answered.
    """

    outcomes: tuple[Outcome, ...]
    figures: Mapping[str, Figure]
    by_type: Mapping[str, Mapping[str, Figure]]
    by_document: Mapping[str, Mapping[str, Figure]]
    latencies: tuple[Latency, ...]
    median_length: float | None
    n_missing: int
    peak_mib: float
    documents: Mapping[str, Document] = field(repr=False)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """The questions that do not count as right, in their order."""
        return tuple(o for o in self.outcomes if not o.is_right)


def ask_all(
    questions: Iterable[Question], asker: Asker, top_n: int = 5
) -> Iterable[tuple[Question, Answer | None, str | None]]:
    """Each question with its answer, or None and why there is none.

    An error in one question must not cost the others: it is recorded, and counted as missing. An
    index that cannot be used ends the run.
    """
    for question in questions:
        try:
            yield question, asker.ask(question.question, top_n, question.day), None
        except IndexUnusable:
            raise
        except Exception as error:
            yield question, None, f"{type(error).__name__}: {error}"


def measure(
    asked: Iterable[tuple[Question, Answer | None, str | None]],
    documents: Mapping[str, Document],
    *,
    seed: int = 0,
) -> Result:
    """The result of a run."""
    triples = tuple(asked)
    ranking = ranking_scores([(q, a) for q, a, _ in triples])
    outcomes = tuple(
        Outcome(
            question=q,
            answer=a,
            scores={**ranking[row], **answer_scores(q, a, documents)},
            length=length_of(a),
            failure=failure,
        )
        for row, (q, a, failure) in enumerate(triples)
    )
    by_type: dict[str, list[Outcome]] = {}
    by_document: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_type.setdefault(outcome.question.type, []).append(outcome)
        for doc_id in documents_of(outcome.question, documents):
            by_document.setdefault(doc_id, []).append(outcome)
    lengths = [o.length for o in outcomes if o.length is not None]
    return Result(
        outcomes=outcomes,
        figures=figures(outcomes, seed=seed),
        by_type={name: figures(some, seed=seed) for name, some in by_type.items()},
        by_document={name: figures(some, seed=seed) for name, some in by_document.items()},
        latencies=latencies([o.answer for o in outcomes if o.answer is not None]),
        median_length=float(np.median(lengths)) if lengths else None,
        n_missing=sum(o.answer is None for o in outcomes),
        peak_mib=peak_mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss),
        documents=documents,
    )


def documents_of(question: Question, documents: Mapping[str, Document]) -> list[str]:
    """The documents that the question's gold names; else the only one there is, or 「」."""
    named = [
        doc_id
        for doc_id in documents
        if any(place.doc is not None and place.is_in(doc_id) for place in question.gold)
        or (question.doc is not None and Place(question.doc, "").is_in(doc_id))
    ]
    return named or ([*documents] if len(documents) == 1 else [""])


def figures(outcomes: Sequence[Outcome], *, seed: int = 0) -> dict[str, Figure]:
    """Every measure over these questions."""
    return {name: figure(name, [o.scores[name] for o in outcomes], seed=seed) for name in MEASURES}


def latencies(answers: Sequence[Answer]) -> tuple[Latency, ...]:
    """p50 and p95 per stage in the order of the stages, last the total without the embedding."""
    times: dict[str, list[float]] = {}
    for answer in answers:
        for stage, ms in answer.latency_ms.items():
            times.setdefault(stage, []).append(ms)
        if "total" in answer.latency_ms:
            rest = answer.latency_ms["total"] - answer.latency_ms.get("embed", 0.0)
            times.setdefault(WITHOUT_EMBED, []).append(rest)
    order = [s for s in times if s != WITHOUT_EMBED] + [s for s in times if s == WITHOUT_EMBED]
    return tuple(
        Latency(stage, *(float(p) for p in np.percentile(times[stage], [50, 95, 99])))
        for stage in order
    )
