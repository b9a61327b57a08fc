"""The search at a size: how fast, how right, how much memory; beside other engines on request.

Only the engine is measured: vectors are made up (`eval.synthetic`), no document is read, and no
question is embedded. The index is written to disk and opened by a process of its own, whose memory
counts; what it finds is held against comparing every vector.
"""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from eval.machine import peak_mib
from eval.synthetic import clause_texts, question_texts, vectors_around
from index.approximate import ApproximateIndex, write_approximate
from index.dense import Dense, DenseIndex
from index.embedder import Vectors
from index.hybrid import hybrid
from index.lexical import LexicalIndex
from index.settings import EXACT_UP_TO
from index.tokenize import bigrams, tokenize

N_QUERIES = 300
DEPTH = 10
_IN_FORCE = 0.9  # of the rows, in runs of 40, where a search is restricted to what is in force

Search = Callable[[int], Sequence[int]]  # A query's number into rows, best first.


@dataclass(frozen=True)
class Row:
    """One way of searching: building it, its times, and its rows against all vectors compared."""

    name: str
    build_s: float | None
    p50_ms: float
    p95_ms: float
    recall: float | None


@dataclass(frozen=True)
class Growth:
    """What was measured; `memory_mib` is the opened index's process at its peak."""

    rows: tuple[Row, ...]
    memory_mib: float
    disk_mib: float


def growth(
    n: int,
    real_texts: Sequence[str] = (),
    around: Vectors | None = None,
    outside: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Growth:
    """Measures `n` clauses: the real texts first, then made-up ones; `say` hears of each step."""
    texts = islice(chain(real_texts, clause_texts(n)), n)
    say("生成向量")
    vectors = vectors_around(n, 0, around)
    queries = vectors_around(N_QUERIES, 1, vectors, nearness=0.9)
    exact = exact_rows(vectors, queries)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("建词语索引")
        tokens = ((tokenize(text), bigrams(text)) for text in texts)
        _, lexical_s = _timed(partial(LexicalIndex.build, tokens, folder / "lexical"))
        say("建向量索引")
        np.save(folder / "queries.npy", queries)
        np.save(folder / "exact.npy", exact)
        if n > EXACT_UP_TO:
            _, dense_s = _timed(partial(write_approximate, vectors, folder / "dense"))
        else:
            np.save(folder / "vectors.npy", vectors)
            dense_s = _timed(partial(DenseIndex, vectors))[1]
        disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        rest = list(_beside(vectors, queries, exact, say)) if outside else []
        del vectors
        say("检索")
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            own, memory = pool.apply(_opened, (folder, n, dense_s, lexical_s))
    return Growth((*own, *rest), memory, disk / 2**20)


def exact_rows(vectors: Vectors, queries: Vectors) -> NDArray[np.int64]:
    """(queries, 10) rows of the highest inner products."""
    best = np.zeros((len(queries), 0), dtype=np.float32)
    rows = np.zeros((len(queries), 0), dtype=np.int64)
    for at in range(0, len(vectors), 100_000):
        scores = queries @ vectors[at : at + 100_000].T
        top = np.argsort(-scores, axis=1)[:, :DEPTH]
        best = np.concatenate([best, np.take_along_axis(scores, top, axis=1)], axis=1)
        rows = np.concatenate([rows, top + at], axis=1)
        kept = np.argsort(-best, axis=1)[:, :DEPTH]
        best = np.take_along_axis(best, kept, axis=1)
        rows = np.take_along_axis(rows, kept, axis=1)
    return rows


def growth_table(title: str, measured: Growth) -> Table:
    """A row for each way of searching."""
    table = Table("检索", "建立 秒", "p50 毫秒", "p95 毫秒", "recall@10", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for row in measured.rows:
        table.add_row(
            row.name,
            "—" if row.build_s is None else f"{row.build_s:.1f}",
            f"{row.p50_ms:.2f}",
            f"{row.p95_ms:.2f}",
            "—" if row.recall is None else f"{row.recall:.3f}",
        )
    table.caption = (
        f"检索进程内存峰值 {measured.memory_mib:,.0f} MiB；磁盘 {measured.disk_mib:,.0f} MiB"
    )
    return table


def _opened(folder: Path, n: int, dense_s: float, lexical_s: float) -> tuple[list[Row], float]:
    """Runs in a process of its own: the index from disk, searched; its rows, and its peak."""
    queries: Vectors = np.load(folder / "queries.npy")
    exact: NDArray[np.int64] = np.load(folder / "exact.npy")
    dense: Dense
    if n > EXACT_UP_TO:
        dense = ApproximateIndex(folder / "dense", queries.shape[1])
    else:
        dense = DenseIndex(np.load(folder / "vectors.npy", mmap_mode="r"))
    lexical = LexicalIndex.load(folder / "lexical")
    texts = question_texts(len(queries))
    groups = np.random.default_rng(5).random(n // 40 + 1) < _IN_FORCE
    in_force = frozenset(np.flatnonzero(np.repeat(groups, 40)[:n]).tolist())

    def all_three(number: int, rows: frozenset[int] | None = None) -> Sequence[int]:
        found, _ = hybrid(dense, lexical, texts[number], queries[number], DEPTH, rows)
        return found.tolist()  # type: ignore[no-any-return]

    def near(number: int) -> Sequence[int]:
        return dense.search(queries[number], DEPTH)[0].tolist()  # type: ignore[no-any-return]

    def by_words(number: int) -> Sequence[int]:
        found, _ = lexical.search("words", tokenize(texts[number]), DEPTH)
        return found.tolist()  # type: ignore[no-any-return]

    kind = "倒排 8 位" if n > EXACT_UP_TO else "精确"
    rows = [
        measured(f"向量（FAISS {kind}）", near, dense_s, exact),
        measured("BM25（Tantivy，词）", by_words, lexical_s),
        measured("本系统检索（向量、词、二字，融合）", all_three, None),
        measured("同上，只检索现行（九成）", lambda number: all_three(number, in_force), None),
        measured(
            "同上，只检索一份文件（40 条）",
            lambda number: all_three(number, frozenset(range(number * 40, number * 40 + 40))),
            None,
        ),
    ]
    return rows, peak_mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def measured(
    name: str, search: Search, build_s: float | None, exact: NDArray[np.int64] | None = None
) -> Row:
    """Asks every query once, after some to warm up."""
    n = len(exact) if exact is not None else N_QUERIES
    for number in range(0, n, 10):
        search(number)
    times, shared = [], 0
    for number in range(n):
        began = time.perf_counter()
        found = search(number)
        times.append((time.perf_counter() - began) * 1000)
        if exact is not None:
            shared += len(set(found) & set(exact[number].tolist()))
    p50, p95 = np.percentile(times, [50, 95])
    recall = None if exact is None else shared / exact.size
    return Row(name, build_s, float(p50), float(p95), recall)


def _timed(make: Callable[[], object]) -> tuple[object, float]:
    began = time.perf_counter()
    made = make()
    return made, time.perf_counter() - began


def _beside(
    vectors: Vectors,
    queries: Vectors,
    exact: NDArray[np.int64],
    say: Callable[[str], None],
) -> Sequence[Row]:
    """Other engines on the same vectors and texts, with the settings their pages name."""
    import bm25s
    import hnswlib
    from usearch.index import Index as Usearch

    n, dim = vectors.shape
    say("hnswlib")
    graph = hnswlib.Index(space="ip", dim=dim)

    def fill() -> None:
        graph.init_index(max_elements=n, M=16, ef_construction=200)
        graph.add_items(vectors)

    _, graph_s = _timed(fill)
    graph.set_ef(100)
    graph.set_num_threads(1)
    say("usearch")
    other = Usearch(ndim=dim, metric="ip", dtype="i8")
    _, other_s = _timed(lambda: other.add(np.arange(n), vectors))
    say("bm25s")
    words = [tokenize(text) for text in clause_texts(n)]
    retriever = bm25s.BM25(k1=1.2, b=0.75)
    _, words_s = _timed(lambda: retriever.index(words, show_progress=False))
    texts = [tokenize(text) for text in question_texts(len(queries))]

    def by_words(number: int) -> Sequence[int]:
        found = retriever.retrieve([texts[number]], k=DEPTH, show_progress=False).documents[0]
        return found.tolist()  # type: ignore[no-any-return]

    return [
        measured(
            "hnswlib（M 16，ef 100，32 位）",
            lambda number: graph.knn_query(queries[number], k=DEPTH)[0][0].tolist(),
            graph_s,
            exact,
        ),
        measured(
            "usearch（默认，8 位）",
            lambda number: other.search(queries[number], DEPTH).keys.tolist(),
            other_s,
            exact,
        ),
        measured("bm25s（词，不含分词）", by_words, words_s),
    ]
