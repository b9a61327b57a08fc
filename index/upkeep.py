"""Looking after a data folder: proving that its parts agree, copying it away, taking it back."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from corpus.document import Document
from corpus.legal_status import relations
from index.catalog import FILE, Catalog, State
from index.columns import corpus_digest, document_digest
from index.context import context, text_hash
from index.database_error import why_failed
from index.derived import searchable_rows, vectors_of
from index.errors import IndexUnusable
from index.settings import Settings
from index.store import store_of
from index.validity import read_relations
from index.writer import only_writer

_REBUILD = "请运行 python -m index build"


def verify(settings: Settings) -> list[str]:
    """A sentence for each thing that does not agree; none: catalogue, vectors and index do.

    Raises:
        IndexUnusable: there is no catalogue to look at, or its file is damaged.
    """
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        state = catalog.state(connection)
        documents = catalog.documents(connection)
        digests = catalog.digests(connection)
        if state is None:
            return [f"{settings.home} 中的索引尚未建成；{_REBUILD}"]
        found = _damaged_pages(connection)
        found += [
            f"文件 {doc_id} 的内容与建库时不同；{_REBUILD}"
            for doc_id, document in documents.items()
            if document_digest(document) != digests[doc_id]
        ]
        found += [
            f"文件 {doc_id} 有条款不是原文的一段；{_REBUILD}"
            for doc_id, document in documents.items()
            if not _is_sliced(document)
        ]
        if corpus_digest(digests) != state.corpus:
            found.append(f"文件清单与第 {state.generation} 版的记录不符；{_REBUILD}")
        if read_relations(connection) != relations(documents):
            found.append(f"废止和修改关系与文件所写不符；{_REBUILD}")
        found += _wrong_vectors(catalog, connection, state, documents)
    if not store_of(settings).is_current(state, searchable_rows(tuple(documents.values()))):
        found.append(f"词语索引缺失或与目录库不符；{_REBUILD}")
    return found


def backup(settings: Settings, file: Path) -> None:
    """One consistent copy of the catalogue into a new file, while others read and write.

    Raises:
        IndexUnusable: no catalogue, a file of that name exists, or a database that is not a file.
    """
    _needs_file(settings)
    Catalog.of(settings)
    if file.exists():
        raise IndexUnusable(f"{file} 已经存在；请另取一个文件名")
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    _copy(settings.home / FILE, part)
    os.replace(part, file)


def restore(settings: Settings, file: Path) -> None:
    """Makes a backup the content of the data folder; what the folder held is replaced.

    The backup is proved readable first: until then, and after a failure, nothing has changed.

    Raises:
        IndexUnusable: not a backup, damaged, or another process is writing.
    """
    _needs_file(settings)
    if not file.is_file():
        raise IndexUnusable(f"备份文件 {file} 不存在；请检查路径")
    with only_writer(settings), tempfile.TemporaryDirectory(dir=settings.home) as folder:
        tried = Path(folder)
        shutil.copyfile(file, tried / FILE)
        catalog = Catalog(tried, create=True)
        with catalog.transaction() as connection:
            state = catalog.state(connection)
            documents = catalog.documents(connection)
            damaged = _damaged_pages(connection)
        if state is None or damaged:
            raise IndexUnusable(f"{file} 不是完好的备份；请换一个备份文件")
        _copy(tried / FILE, settings.home / FILE)
        rows = searchable_rows(tuple(documents.values()))
        store = store_of(settings)
        store.write(state, rows, partial(vectors_of, Catalog.of(settings), state, rows))
        store.settle(state, rows)


def _needs_file(settings: Settings) -> None:
    if settings.database is not None:
        raise IndexUnusable("目录库在数据库服务器上；请用 pg_dump 和 pg_restore 备份与恢复")


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online copy: consistent for readers and writers on both sides."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise IndexUnusable(f"无法把 {source} 复制到 {target}{why_failed(error)}") from error


def _damaged_pages(connection: sa.Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [] if said == ["ok"] else [f"目录库文件已损坏（{said[0]}）；请从备份恢复"]


def _is_sliced(document: Document) -> bool:
    return all(document.text[c.start : c.end] == c.text != "" for c in document.clauses)


def _wrong_vectors(
    catalog: Catalog, connection: sa.Connection, state: State, documents: dict[str, Document]
) -> list[str]:
    rows = searchable_rows(tuple(documents.values()))
    hashes = [text_hash(context(*row)) for row in rows]
    try:
        vectors = catalog.vectors(connection, state.embedder, hashes, state.dim)
    except KeyError:
        return [f"有条款缺少向量；{_REBUILD}"]
    lengths = np.linalg.norm(vectors, axis=1)
    n_wrong = int(np.sum(~(np.abs(lengths - 1) < 1e-3)))  # NaN is wrong too.
    return [f"{n_wrong} 条向量的长度不是 1；请从备份恢复"] if n_wrong else []
