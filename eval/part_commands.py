"""The commands that measure a part: search, embedding, stores, reading, time and memory."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.bench import bench, show_bench
from eval.machine import this_machine
from eval.opened import CORPUS, SAMPLE_DEV, documents_of
from eval.proof import check_places
from eval.question import load_questions
from eval.ranking import ranking_table
from eval.retrieval import MEASURES as RETRIEVAL_MEASURES
from eval.retrieval import retrieval
from eval.retrieval_set import load_articles, load_queries
from eval.speed import show_speeds, speeds
from eval.terminal import count, tracked, wide
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.settings import Settings


def add_part_commands(
    commands: Any,  # noqa: ANN401 (argparse's own type is private)
    home: argparse.ArgumentParser,
) -> None:
    """The arguments of each; `home` is one that several take."""
    outside = commands.add_parser("retrieval", help="在外部检索集上评测检索")
    outside.add_argument("--home", help="存放向量的文件夹，再次运行不重算；默认用后即弃")
    outside.add_argument("--qrels", type=Path, help="正确条目，TSV（问题文件里没有时）")
    outside.add_argument("--corpus", type=Path, required=True, help="JSONL，可为 .gz")
    outside.add_argument("--queries", type=Path, required=True, help="JSONL、JSON 或 TSV")
    outside.add_argument("--limit", type=count, help="共取多少条，正确的全部保留")
    outside.set_defaults(command=_retrieval)

    ways = commands.add_parser("embedding", help="同一权重的几种运行方式：速度、一致性、检索")
    ways.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    ways.add_argument("--corpus", type=Path, default=CORPUS, help="文件夹，或外部检索集的 JSONL")
    ways.add_argument("--queries", type=Path, help="外部检索集的问题；不给则用 --questions")
    ways.add_argument("--limit", type=count, help="外部检索集共取多少条，正确的全部保留")
    ways.set_defaults(command=_embedding)

    size = commands.add_parser("growth", help="条款很多时检索的用时、召回和内存")
    size.add_argument("--clauses", type=count, default=100_000, help="条数，默认 100000")
    size.add_argument("--corpus", type=Path, help="先用这个 JSONL 中的真实文本，不足的生成")
    size.add_argument("--home", help="在这个数据文件夹的真实向量附近生成（eval retrieval 所存）")
    size.add_argument("--outside", action="store_true", help="同时测 hnswlib、usearch、bm25s")
    size.set_defaults(command=_growth)

    again = commands.add_parser("reindex", help="改动百分之一的文档后重建索引的用时")
    again.add_argument("--clauses", type=count, default=4000, help="条数，默认 4000")
    again.set_defaults(command=_reindex)

    both = commands.add_parser("stores", help="同一索引在数据文件夹和 Milvus 中检索，对比结果")
    both.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    both.add_argument("--corpus", type=Path, default=CORPUS, help="默认 corpus/documents")
    both.add_argument("--milvus", help="http://主机:19530；默认用文件中的 Milvus Lite")
    both.set_defaults(command=_stores)

    speed = commands.add_parser("bench", help="测启动、用时、内存")
    speed.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    speed.add_argument("--corpus", type=Path, default=CORPUS, help="默认 corpus/documents")
    speed.set_defaults(command=_bench)

    crowd = commands.add_parser("load", parents=[home], help="许多人同时提问：用时、失败、内存")
    crowd.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    crowd.add_argument("--users", type=int, default=50, help="同时提问的人数（默认 50）")
    crowd.add_argument("--seconds", type=float, default=120, help="多久（默认 120 秒）")
    crowd.set_defaults(command=_load)

    reading = commands.add_parser("speed", help="测各格式每秒读入的页数，与库自身对比")
    reading.set_defaults(command=_speed)


def _retrieval(options: argparse.Namespace) -> None:
    from index.embedder import embedder_named

    queries = load_queries(options.queries, options.qrels)
    articles = load_articles(options.corpus, queries, options.limit)
    settings = Settings.from_environment(options.home)
    embedder = embedder_named(settings.embedder)
    with tempfile.TemporaryDirectory() as passing:
        home = settings.home if options.home else Path(passing)
        figures = retrieval(articles, queries, embedder, home, tracked)
    title = f"{len(queries)} 个问题，{len(articles)} 条（括号内为 95 % 区间）"
    wide().print(ranking_table(title, figures, RETRIEVAL_MEASURES))


def _embedding(options: argparse.Namespace) -> None:
    from eval.embedding import embedding_table, embeddings, of_questions, of_set

    if options.queries is None:
        questions = load_questions(options.questions)
        documents = documents_of(options)
        check_places(questions, documents)
        task = of_questions(documents, questions)
    else:
        queries = load_queries(options.queries)
        task = of_set(load_articles(options.corpus, queries, options.limit), queries)
    runs = embeddings(task, tracked)
    title = f"{this_machine()}：{len(task.texts)} 条，{len(task.queries)} 个问题，只用向量"
    wide().print(embedding_table(title, runs))


def _growth(options: argparse.Namespace) -> None:
    from eval.growth import growth, growth_table
    from index.settings import DEFAULT_EMBEDDER

    texts = [a.text for a in load_articles(options.corpus, [])] if options.corpus else []
    around = None
    if options.home:
        name = Settings.from_environment(options.home).embedder or DEFAULT_EMBEDDER
        catalog = Catalog(Path(options.home))
        with catalog.transaction() as connection:
            keys = sorted(catalog.known_hashes(connection, name))
            if not keys:
                raise IndexUnusable(
                    f"{options.home} 中没有“{name}”的向量；请先运行 python -m eval retrieval --home"
                )
            around = catalog.vectors(connection, name, keys, 384)
    found = growth(
        options.clauses, texts, around, options.outside, lambda step: print(step, file=sys.stderr)
    )
    whence = f"{len(around):,} 个真实向量附近" if around is not None else "随机中心附近"
    title = f"{this_machine()}：{options.clauses:,} 条，向量随机生成于{whence}，不含提问的向量化"
    wide().print(growth_table(title, found))


def _reindex(options: argparse.Namespace) -> None:
    from eval.reindex import reindex, reindex_table

    found = reindex(options.clauses, Settings.from_environment().embedder)
    wide().print(reindex_table(str(this_machine()), found))


def _stores(options: argparse.Namespace) -> None:
    from eval.stores import stores, stores_table

    questions = [question.question for question in load_questions(options.questions)]
    embedder = Settings.from_environment().embedder
    found = stores(options.corpus, questions, embedder, options.milvus)
    wide().print(stores_table(f"{this_machine()}：{len(questions)} 个问题", found))


def _bench(options: argparse.Namespace) -> None:
    show_bench(bench(load_questions(options.questions), options.corpus), Console())


def _load(options: argparse.Namespace) -> None:
    from eval.load import measure_load

    questions = [each.question for each in load_questions(options.questions)]
    home = Settings.from_environment(options.home).home.resolve()
    for line in measure_load(home, questions, options.users, options.seconds).lines():
        print(line)


def _speed(options: argparse.Namespace) -> None:
    show_speeds(speeds(), str(this_machine()), wide())
