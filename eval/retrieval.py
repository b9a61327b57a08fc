"""Retrieval sets in the common layout, by path: a corpus and queries into measures per system.

corpus   {"id": …, "name": … (may be missing), "content": …} a line, .jsonl or .jsonl.gz
queries  {"id": …, "query": …, "gold": [ids]} a line

RetrievalSetError      a file that cannot be used; names file, line, reason
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Clause
from eval.measure import Figure
from eval.ranking import rank_figures
from eval.systems import SEARCH, Arms
from index.catalog import State
from index.dense import DenseIndex
from index.embedder import Embedder
from index.index import Index
from index.lexical import LexicalIndex
from index.settings import Settings
from index.tokenize import bigrams, tokenize

MEASURES = {"R@1": "R@1", "R@5": "R@5", "R@10": "R@10", "RR": "MRR@10", "nDCG@10": "nDCG@10"}
_DEPTH = 10

Track = Callable[[Sequence["Query"]], Iterable["Query"]]


class RetrievalSetError(Exception):
    """A set that cannot be used: one sentence with file, line (0: the whole) and why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path} 第 {line} 行：{reason}" if line else f"{path}：{reason}")


@dataclass(frozen=True)
class Article:
    """What is to be found; `text` is its name and content."""

    id: str
    text: str


@dataclass(frozen=True)
class Query:
    """A question and the ids of the articles that are right."""

    id: str
    text: str
    gold: tuple[str, ...]


def load_queries(path: Path) -> list[Query]:
    """The queries in their order.

    Raises:
        RetrievalSetError: unreadable, a line without its fields, or none at all.
    """
    queries = []
    for line, record in _records(path):
        gold = record.get("gold")
        if not isinstance(gold, list) or not gold:
            raise RetrievalSetError(path, line, "字段「gold」应为不空的列表")
        text = _string(path, line, record, "query")
        queries.append(Query(_id(path, line, record), text, tuple(str(id) for id in gold)))
    if not queries:
        raise RetrievalSetError(path, 0, "文件里没有问题")
    return queries


def load_articles(path: Path, queries: Sequence[Query], limit: int | None = None) -> list[Article]:
    """The articles in their order; with `limit` so many, gold ones first of all and never fewer.

    Raises:
        RetrievalSetError: unreadable, a line without its fields, or a gold article is missing.
    """
    articles: dict[str, Article] = {}
    for line, record in _records(path):
        id = _id(path, line, record)
        if id in articles:
            raise RetrievalSetError(path, line, f"id「{id}」重复")
        name = str(record.get("name") or "")
        content = _string(path, line, record, "content")
        articles[id] = Article(id, f"{name} {content}".strip())
    gold = {id for query in queries for id in query.gold}
    if missing := sorted(gold - articles.keys()):
        raise RetrievalSetError(
            path, 0, f"没有 gold 里的「{missing[0]}」（共缺 {len(missing)} 条）"
        )
    others = [id for id in articles if id not in gold]
    kept = gold.union(others if limit is None else others[: max(0, limit - len(gold))])
    return [article for id, article in articles.items() if id in kept]


def retrieval(
    articles: Sequence[Article], queries: Sequence[Query], embedder: Embedder, track: Track = iter
) -> dict[str, dict[str, Figure]]:
    """The figures by system, over an index in memory."""
    texts = [article.text for article in articles]
    arms = Arms(
        DenseIndex(embedder.embed_passages(texts)),
        LexicalIndex.build((tokenize(text), bigrams(text)) for text in texts),
    )
    index = Index(
        settings=Settings(Path(), embedder.name),
        state=State(0, embedder.name, embedder.dim, ""),
        documents={},
        clauses=tuple(Clause(a.id, "", "", (), "item", a.text, 0, len(a.text)) for a in articles),
        embedder=embedder,
        _dense=arms.dense,
        _lexical=arms.lexical,
    )
    ranked: dict[str, list[list[str]]] = {}
    for query in track(queries):
        vector = index.embed(query.text)
        for system in arms.systems():
            rows = system.search(query.text, vector, _DEPTH, None)
            ranked.setdefault(system.name, []).append([articles[row].id for row in rows])
        hits = index.search(query.text, vector, _DEPTH)
        ranked.setdefault(SEARCH, []).append([hit.clause.doc_id for hit in hits])
    gold = [query.gold for query in queries]
    return {name: rank_figures(gold, ids, list(MEASURES)) for name, ids in ranked.items()}


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line, content in enumerate(lines, start=1):
                if content.strip():
                    yield line, _record(path, line, content)
    except FileNotFoundError:
        raise RetrievalSetError(path, 0, "没有这个文件，请检查路径") from None
    except UnicodeDecodeError:
        raise RetrievalSetError(path, 0, "不是 UTF-8 编码") from None
    except (OSError, EOFError):
        raise RetrievalSetError(path, 0, "读不了这个文件") from None


def _record(path: Path, line: int, content: str) -> dict[str, Any]:
    try:
        record: Any = json.loads(content)
    except json.JSONDecodeError:
        raise RetrievalSetError(path, line, "不是合法的 JSON") from None
    if not isinstance(record, dict):
        raise RetrievalSetError(path, line, "不是 JSON 对象")
    return record


def _id(path: Path, line: int, record: dict[str, Any]) -> str:
    if not isinstance(record.get("id"), str | int):
        raise RetrievalSetError(path, line, "字段「id」应为字符串或整数")
    return str(record["id"])


def _string(path: Path, line: int, record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RetrievalSetError(path, line, f"字段「{name}」应为不空的字符串")
    return value
