"""The same questions to plain chunks, plain searches and ours, with one embedder, in one table.

Only questions that can be answered count. A section stands where its first clause does; a chunk is
right where it shares a character with a gold section's own clauses, which favours chunks.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rich.table import Table

from corpus.document import Document
from corpus.legal_status import Relation, legal_statuses, relations
from eval.figure import Figure
from eval.measure import ask_all
from eval.question import Question
from eval.ranking import figure_cell, rank_figures
from eval.systems import SEARCH, Arms, Chunk, System, chunkings, rows_within
from index.dense import DenseIndex
from index.embedder import Vectors
from rag.pipeline import Pipeline

MEASURES = {"Success@1": "首位正确", "Success@5": "前五含正确", "RR": "MRR@10", "nDCG@5": "nDCG@5"}
ANSWER = "本系统回答的排序"
_DEPTH = 10
_N_CLAUSES = 40  # Of which the first `_DEPTH` sections count.

Track = Callable[[Sequence[Question]], Iterable[Question]]
Judged = tuple[list[str], list[str]]  # Gold ids; ids found, best first.


@dataclass(frozen=True)
class Row:
    """One system over all questions: its figures, and the median of its time for a question."""

    figures: Mapping[str, Figure]
    p50_ms: float


@dataclass(frozen=True)
class _Contender:
    name: str
    embeds: bool
    find: Callable[[Question, Vectors, frozenset[str]], Judged]


def baselines(
    questions: Sequence[Question], pipeline: Pipeline, track: Track = iter
) -> dict[str, Row]:
    """A row by system, the plainest first; `track` wraps the questions to show the progress."""
    contenders = [*_over_chunks(pipeline), *_over_clauses(pipeline)]
    known = relations(pipeline.documents)
    judged: dict[str, list[Judged]] = {contender.name: [] for contender in contenders}
    judged[ANSWER] = []
    times: dict[str, list[float]] = {name: [] for name in judged}
    for question in track([question for question in questions if question.answerable]):
        began = time.perf_counter()
        vector = pipeline.index.embed(question.question)
        embedding = time.perf_counter() - began
        allowed = _in_force(pipeline.documents, known, question)
        for contender in contenders:
            began = time.perf_counter()
            judged[contender.name].append(contender.find(question, vector, allowed))
            seconds = time.perf_counter() - began
            times[contender.name].append(seconds + embedding * contender.embeds)
        began = time.perf_counter()
        judged[ANSWER].append(_answered(question, pipeline))
        times[ANSWER].append(time.perf_counter() - began)
    return {
        name: Row(
            rank_figures([g for g, _ in pairs], [ids for _, ids in pairs], list(MEASURES)),
            float(np.median(times[name])) * 1000 if pairs else 0.0,
        )
        for name, pairs in judged.items()
    }


def baselines_table(title: str, rows: Mapping[str, Row]) -> Table:
    """A row per system: each measure with its interval, then the time."""
    table = Table("系统", *MEASURES.values(), "p50 毫秒", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for system, row in rows.items():
        cells = (figure_cell(row.figures[name]) for name in MEASURES)
        table.add_row(system, *cells, f"{row.p50_ms:.1f}")
    return table


def is_right(chunk: Chunk, question: Question, documents: Mapping[str, Document]) -> bool:
    """Whether the chunk shares a character with a clause of a gold section."""
    return any(
        place.matches(chunk.doc_id, clause.section)
        and max(clause.start, chunk.start) < min(clause.end, chunk.end)
        for place in question.gold
        for clause in documents[chunk.doc_id].clauses
    )


def _over_chunks(pipeline: Pipeline) -> list[_Contender]:
    """Dense search over each splitter's chunks."""
    documents, embedder = pipeline.documents, pipeline.index.embedder

    def contender(name: str, chunks: Sequence[Chunk]) -> _Contender:
        texts = [documents[chunk.doc_id].text[chunk.start : chunk.end] for chunk in chunks]
        dense = DenseIndex(embedder.embed_passages(texts))
        of_chunks = [chunk.doc_id for chunk in chunks]

        def find(question: Question, vector: Vectors, allowed: frozenset[str]) -> Judged:
            rows = rows_within(of_chunks, allowed)
            found = [str(row) for row in dense.search(vector, _DEPTH, rows)[0]]
            right = [str(n) for n, c in enumerate(chunks) if is_right(c, question, documents)]
            return right, found

        return _Contender(name, True, find)

    return [contender(name, chunks) for name, chunks in chunkings(documents).items()]


def _over_clauses(pipeline: Pipeline) -> list[_Contender]:
    """Each arm alone, reciprocal ranks, and ours, over the same clauses."""
    index = pipeline.index
    of_clauses = [clause.doc_id for clause in index.clauses]

    def contender(system: System) -> _Contender:
        def find(question: Question, vector: Vectors, allowed: frozenset[str]) -> Judged:
            rows = rows_within(of_clauses, allowed)
            found = system.search(question.question, vector, _N_CLAUSES, rows)
            places = [(index.clauses[row].doc_id, index.clauses[row].section) for row in found]
            return _judged(question, places)

        return _Contender(system.name, system.embeds, find)

    rows_by_clause = {id(clause): row for row, clause in enumerate(index.clauses)}

    def search(text: str, vector: Vectors, depth: int, rows: frozenset[int] | None) -> list[int]:
        return [rows_by_clause[id(hit.clause)] for hit in index.search(text, vector, depth, rows)]

    systems = (*Arms.of(index).systems(), System(SEARCH, search, embeds=True))
    return [contender(system) for system in systems]


def _answered(question: Question, pipeline: Pipeline) -> Judged:
    """The order of the hits in the answer's record."""
    ((_, answer, _),) = ask_all([question], pipeline, _N_CLAUSES)
    hits = sorted(answer.hits, key=lambda hit: hit.rank) if answer else []
    return _judged(question, [(hit.clause.doc_id, hit.clause.section) for hit in hits])


def _judged(question: Question, places: Sequence[tuple[str, str]]) -> Judged:
    return [str(place) for place in question.gold], question.named(places)[:_DEPTH]


def _in_force(
    documents: Mapping[str, Document], known: Sequence[Relation], question: Question
) -> frozenset[str]:
    day = (question.day or date.today()).isoformat()
    return frozenset(id for id, one in legal_statuses(documents, known, day).items() if one.holds)
