"""The same index in the data folder and in Milvus: the same hits, how fast, how much memory.

Without an address Milvus Lite is used, in a file: it tells whether results agree, not how fast a
server of Milvus is.
"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from rich.table import Table

from index.build import build
from index.catalog import Catalog
from index.derived import searchable_rows, vectors_of
from index.embedder import Vectors
from index.index import Index
from index.settings import Settings
from index.store import store_of

DEPTH = 10


@dataclass(frozen=True)
class Row:
    """One store; `overlap` is the share of the folder's ten hits that are among its own.

    `memory_mib` is what opening and searching added to this process; Milvus Lite runs in it.
    """

    name: str
    write_s: float
    p50_ms: float
    p95_ms: float
    overlap: float
    first_same: float
    memory_mib: float


def stores(corpus: Path, questions: Sequence[str], embedder: str, address: str | None) -> list[Row]:
    """Builds the corpus once and asks both stores, the folder first."""
    with tempfile.TemporaryDirectory() as name:
        local = Settings(Path(name) / "home", embedder)
        build(local, corpus)
        index = Index.open(local)
        vectors = [index.embed(question) for question in questions]
        rows, expected = [], None
        for settings in (local, replace(local, store=f"milvus:{address or Path(name) / 'm.db'}")):
            row, found = _measured(settings, index, questions, vectors, expected)
            expected = expected or found
            rows.append(row)
    return rows


def _measured(
    settings: Settings,
    index: Index,
    questions: Sequence[str],
    vectors: Sequence[Vectors],
    expected: list[list[str]] | None,
) -> tuple[Row, list[list[str]]]:
    process = psutil.Process()
    before = process.memory_info().rss
    store = store_of(settings)
    all_rows = searchable_rows(tuple(index.documents.values()))
    began = time.perf_counter()
    store.write(
        index.state, all_rows, partial(vectors_of, Catalog.of(settings), index.state, all_rows)
    )
    write_s = time.perf_counter() - began
    opened = Index.open(settings, index.embedder)
    opened.search(questions[0], vectors[0], DEPTH)
    times, found = [], []
    for question, vector in zip(questions, vectors, strict=True):
        began = time.perf_counter()
        hits = opened.search(question, vector, DEPTH)
        times.append((time.perf_counter() - began) * 1000)
        found.append([f"{hit.clause.doc_id} {hit.clause.start}" for hit in hits])
    pairs = list(zip(expected or found, found, strict=True))
    p50, p95 = np.percentile(times, [50, 95])
    row = Row(
        store.name,
        write_s,
        float(p50),
        float(p95),
        float(np.mean([len(set(a) & set(b)) / len(a) for a, b in pairs])),
        float(np.mean([a[0] == b[0] for a, b in pairs])),
        (process.memory_info().rss - before) / 2**20,
    )
    return row, found


def stores_table(title: str, rows: Sequence[Row]) -> Table:
    """A row for each store."""
    table = Table(
        "存储", "写入 秒", "p50 毫秒", "p95 毫秒", "overlap@10", "首条相同", "增加内存 MiB",
        title=title,
    )  # fmt: skip
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(
            row.name, f"{row.write_s:.2f}", f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}",
            f"{row.overlap:.3f}", f"{row.first_same:.3f}", f"{row.memory_mib:.0f}",
        )  # fmt: skip
    return table
