"""Questions and answers into measures: per question first, the mean last.

Does not ask, print or write. A measure of a question is a number in [0, 1], or None where it does
not apply (no section is right for a question that cannot be answered). A missing answer counts as
wrong and never drops out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np

from corpus.document import Document
from eval.question import Place, Question, fold, holds
from index.errors import IndexUnusable
from rag.answer import Answer, Citation

MEASURES: dict[str, str] = {
    "section_first": "首位条款正确",
    "section_five": "前五条含正确条款",
    "mrr": "MRR",
    "ndcg": "nDCG",
    "right": "回答正确",
    "citation_precision": "引用精确率",
    "citation_recall": "引用召回率",
    "quote_fidelity": "引文逐字一致",
    "refusal_precision": "拒答精确率",
    "refusal_recall": "拒答召回率",
    "false_refusal": "误拒",
}
HEADLINE = ("section_first", "section_five", "right", "quote_fidelity")
WITHOUT_EMBED = "total-embed"

_MARKER = re.compile(r"〔\d+〕")


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
class Figure:
    """The mean of a measure over the `n` questions that it applies to, with a 95 % interval.

    All three are None where it applies to none.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one stage over all answers."""

    stage: str
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Result:
    """A whole run: what happened to each question, and the figures over them."""

    outcomes: tuple[Outcome, ...]
    figures: Mapping[str, Figure]
    by_type: Mapping[str, Mapping[str, Figure]]
    latencies: tuple[Latency, ...]
    median_length: float | None
    n_missing: int
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
    ranking = _ranking_scores([(q, a) for q, a, _ in triples])
    outcomes = tuple(
        Outcome(
            question=q,
            answer=a,
            scores={**ranking[row], **_answer_scores(q, a, documents)},
            length=len(_MARKER.sub("", a.answer)) if a is not None and not a.refused else None,
            failure=failure,
        )
        for row, (q, a, failure) in enumerate(triples)
    )
    types = dict.fromkeys(o.question.type for o in outcomes)
    lengths = [o.length for o in outcomes if o.length is not None]
    return Result(
        outcomes=outcomes,
        figures=figures(outcomes, seed=seed),
        by_type={
            t: figures([o for o in outcomes if o.question.type == t], seed=seed) for t in types
        },
        latencies=latencies([o.answer for o in outcomes if o.answer is not None]),
        median_length=float(np.median(lengths)) if lengths else None,
        n_missing=sum(o.answer is None for o in outcomes),
        documents=documents,
    )


def figures(outcomes: Sequence[Outcome], *, seed: int = 0) -> dict[str, Figure]:
    """Every measure over these questions."""
    return {name: figure(name, [o.scores[name] for o in outcomes], seed=seed) for name in MEASURES}


def figure(
    name: str, scores: Sequence[float | None], *, seed: int = 0, n_resamples: int = 2000
) -> Figure:
    """The mean of the scores that apply, and its percentile bootstrap interval.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    applying = np.array([s for s in scores if s is not None], dtype=np.float64)
    n = len(applying)
    if n == 0:
        return Figure(name, None, None, None, 0)
    rows = np.random.default_rng(seed).integers(0, n, size=(n_resamples, n))
    low, high = np.percentile(applying[rows].mean(axis=1), [2.5, 97.5])
    return Figure(name, float(applying.mean()), float(low), float(high), n)


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


def _ranking_scores(
    pairs: Sequence[tuple[Question, Answer | None]],
) -> list[dict[str, float | None]]:
    """Where the gold sections stand among the hits; questions that cannot be answered: None."""
    import ir_measures
    from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

    names = {"section_first": Success @ 1, "section_five": Success @ 5, "mrr": RR, "ndcg": nDCG @ 5}
    qrels, run = [], []
    for row, (question, answer) in enumerate(pairs):
        if not question.answerable:
            continue
        qrels += [Qrel(str(row), _key(place), 1) for place in question.gold]
        # Several hits may lie in one section: it stands where the first of them does.
        keys = dict.fromkeys(
            next((_key(p) for p in question.gold if p.matches(doc_id, section)), None)
            or _key(Place(doc_id, section))
            for doc_id, section in _hit_places(answer)
        )
        run += [ScoredDoc(str(row), key, -rank) for rank, key in enumerate(keys, start=1)]
    values: dict[tuple[int, str], float] = {}
    if qrels:
        by_measure = {measure: name for name, measure in names.items()}
        for metric in ir_measures.iter_calc(list(names.values()), qrels, run):
            values[int(metric.query_id), by_measure[metric.measure]] = float(metric.value)
    return [
        {name: values.get((row, name), 0.0) if question.answerable else None for name in names}
        for row, (question, _) in enumerate(pairs)
    ]


def _hit_places(answer: Answer | None) -> list[tuple[str, str]]:
    hits = sorted(answer.hits, key=lambda hit: hit.rank) if answer is not None else []
    return [(hit.clause.doc_id, hit.clause.section) for hit in hits]


def _key(place: Place) -> str:
    return f"{place.doc or ''}#{place.section}"


def _answer_scores(
    question: Question, answer: Answer | None, documents: Mapping[str, Document]
) -> dict[str, float | None]:
    refused = answer is not None and answer.refused
    citations = answer.citations if answer is not None else ()
    supporting = () if refused else citations
    cited = list(dict.fromkeys((c.doc_id, c.section) for c in supporting))
    gold = question.gold
    n_found = sum(any(p.matches(*place) for place in cited) for p in gold)
    n_fitting = sum(any(p.matches(*place) for p in gold) for place in cited)
    says = answer is not None and not refused and _says(question, answer.answer)
    if not question.answerable:
        right = refused
    elif question.exhaustive:
        right = says and n_found == len(gold) and n_fitting == len(cited)
    else:
        right = says and n_found > 0
    answerable = question.answerable
    return {
        "right": float(right),
        "citation_precision": n_fitting / len(cited) if answerable and cited else None,
        "citation_recall": n_found / len(gold) if answerable else None,
        "quote_fidelity": (
            sum(is_verbatim(c, documents) for c in citations) / len(citations)
            if citations
            else None
        ),
        "refusal_precision": float(not answerable) if refused else None,
        "refusal_recall": None if answerable else float(refused),
        "false_refusal": float(refused) if answerable else None,
    }


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is the document's text at its offsets, and not empty."""
    document = documents.get(citation.doc_id)
    if document is None or not 0 <= citation.start < citation.end:
        return False
    return document.text[citation.start : citation.end] == citation.quote


def _says(question: Question, answer: str) -> bool:
    # A marker stands between two numbers: a blank in its place, after folding, keeps them apart.
    folded = _MARKER.sub(" ", fold(answer))
    has_all = all(holds(folded, string) for string in question.contains)
    has_one = not question.any or any(holds(folded, string) for string in question.any)
    return has_all and has_one
