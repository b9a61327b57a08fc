"""Outside retrieval sets in the common layouts, by path: queries, corpus, and what is right.

corpus   JSONL (may be .gz): `id` or `_id`; `content` or `text`; a `name` or `title` or none
queries  JSONL, or a JSON list: `id`, `_id` or `query_id`; `query` or `text`; the ids that are right
         as `gold` or `match_id`, or none where qrels tell; or `id<TAB>query` in a .tsv or .txt
qrels    TSV `query-id corpus-id score` (BEIR, with a header) or `query-id 0 corpus-id score`
         (TREC); a score of 0 is not right

    RetrievalSetError      a file that cannot be used; names file, line, reason
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ID = ("id", "_id", "query_id")
_QUERY = ("query", "text")
_GOLD = ("gold", "match_id")
_NAME = ("name", "title")
_CONTENT = ("content", "text")


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


def load_queries(path: Path, qrels: Path | None = None) -> list[Query]:
    """The queries in their order; those that `qrels` does not know are left out, if it is given.

    Raises:
        RetrievalSetError: unreadable, a line without its fields, or no query left.
    """
    judged = _load_qrels(qrels) if qrels else None
    queries = []
    for line, record in _queries(path):
        id = _id(path, line, record)
        text = _string(path, line, record, _QUERY)
        gold = judged.get(id, []) if judged is not None else _first(record, _GOLD)
        if not isinstance(gold, list) or (judged is None and not gold):
            raise RetrievalSetError(
                path, line, "字段「gold」应为不空的列表（或用 --qrels 另给正确条目）"
            )
        if gold:
            queries.append(Query(id, text, tuple(str(one) for one in gold)))
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
        name = str(_first(record, _NAME) or "")
        content = _string(path, line, record, _CONTENT)
        articles[id] = Article(id, f"{name} {content}".strip())
    gold = {id for query in queries for id in query.gold}
    if missing := sorted(gold - articles.keys()):
        raise RetrievalSetError(
            path, 0, f"没有 gold 里的「{missing[0]}」（共缺 {len(missing)} 条）"
        )
    others = [id for id in articles if id not in gold]
    kept = gold.union(others if limit is None else others[: max(0, limit - len(gold))])
    return [article for id, article in articles.items() if id in kept]


def _load_qrels(path: Path) -> dict[str, list[str]]:
    judged: dict[str, list[str]] = {}
    for line, content in _lines(path):
        fields = content.split()
        if len(fields) not in (3, 4):
            raise RetrievalSetError(path, line, "应为三列（BEIR）或四列（TREC）")
        query, article, score = fields[0], fields[-2], fields[-1]
        if line == 1 and not _is_number(score):
            continue  # BEIR's header.
        if not _is_number(score):
            raise RetrievalSetError(path, line, f"分数「{score}」不是数")
        if float(score) > 0:
            judged.setdefault(query, []).append(article)
    return judged


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _queries(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Line (or place in the list) and record of each query, whatever the layout."""
    if path.suffix in (".tsv", ".txt"):
        for line, content in _lines(path):
            id, tab, text = content.partition("\t")
            if not tab:
                raise RetrievalSetError(path, line, "应为「编号、制表符、问题」")
            yield line, {"id": id, "query": text}
    elif path.suffix == ".json":
        text = "".join(content for _, content in _lines(path))
        try:
            listed = json.loads(text)
        except json.JSONDecodeError:
            raise RetrievalSetError(path, 0, "不是合法的 JSON") from None
        if not isinstance(listed, list):
            raise RetrievalSetError(path, 0, "应为 JSON 列表")
        for place, record in enumerate(listed, start=1):
            yield place, _object(path, place, record)
    else:
        yield from _records(path)


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, content in _lines(path):
        try:
            record = json.loads(content)
        except json.JSONDecodeError:
            raise RetrievalSetError(path, line, "不是合法的 JSON") from None
        yield line, _object(path, line, record)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, from 1, packed or not."""
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig") as lines:
            for line, content in enumerate(lines, start=1):
                if content.strip():
                    yield line, content.rstrip("\r\n")
    except FileNotFoundError:
        raise RetrievalSetError(path, 0, "没有这个文件，请检查路径") from None
    except UnicodeDecodeError:
        raise RetrievalSetError(path, 0, "不是 UTF-8 编码") from None
    except (OSError, EOFError):
        raise RetrievalSetError(path, 0, "读不了这个文件") from None


def _object(path: Path, line: int, record: object) -> Mapping[str, Any]:
    if not isinstance(record, dict):
        raise RetrievalSetError(path, line, "不是 JSON 对象")
    return record


def _first(record: Mapping[str, Any], names: Sequence[str]) -> Any:  # noqa: ANN401 (JSON)
    return next((record[name] for name in names if name in record), None)


def _id(path: Path, line: int, record: Mapping[str, Any]) -> str:
    id = _first(record, _ID)
    if not isinstance(id, str | int):
        raise RetrievalSetError(path, line, "字段「id」应为字符串或整数")
    return str(id)


def _string(path: Path, line: int, record: Mapping[str, Any], names: Sequence[str]) -> str:
    value = _first(record, names)
    if not isinstance(value, str) or not value.strip():
        raise RetrievalSetError(path, line, f"字段「{names[0]}」应为不空的字符串")
    return value
