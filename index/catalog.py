"""The truth: documents, clauses and vectors, in one SQLite file or in PostgreSQL.

Everything else in the data folder is derived from it and can be deleted. Readers see one complete
state while a writer works (WAL); a writer's change to documents is one transaction.
"""

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool

from corpus.document import Clause, Document
from index import schema
from index.columns import clause_columns, clause_of, document_digest, metadata_of
from index.database_error import why_failed
from index.embedder import Vectors
from index.errors import IndexUnusable
from index.folder import is_there
from index.migrate import migrate, revision_of
from index.schema import HEAD
from index.settings import Settings

Origin = Literal["folder", "added"]

FILE = "catalog.db"
_docs, _clauses, _vectors = schema.documents, schema.clauses, schema.vectors
# What each database calls "insert, unless it is there".
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_WAIT_MS = 30_000  # for another writer; a change of many documents is one transaction.
_BATCH = 500  # SQLite takes a bounded number of parameters in one statement.


@dataclasses.dataclass(frozen=True)
class State:
    """Which complete state the catalogue is in.

    `generation` grows by one with every change; `embedder` made the vectors of this state;
    `corpus` is the SHA-256 over all documents' digests.
    """

    generation: int
    embedder: str
    dim: int
    corpus: str


@dataclasses.dataclass(frozen=True)
class Held:
    """A document of the catalogue and its file.

    `sha256` is that of the file, its sidecar and the program that read them (`index.reading`).
    `origin` says whether it lies in the corpus folder or was added to the data folder; `since`
    when its content came in (UTC, ISO 8601; empty where nobody noted it).
    """

    document: Document
    sha256: str = ""
    origin: Origin = "folder"
    since: str = ""


class Catalog:
    """The catalogue of a data folder: an SQLite file in it, or a database that several share.

    Raises:
        IndexUnusable: from every method, where it is missing, damaged, or of another release.
    """

    def __init__(self, home: Path, database: str | None = None, *, create: bool = False) -> None:
        """Opens `home/catalog.db`, or the database at that SQLAlchemy address if one is given.

        With `create`, makes what is absent and brings older tables up to date.
        """
        self.home = home
        self.database = database
        file = home / FILE
        if not create and database is None and not is_there(file):
            raise IndexUnusable(f"索引不存在（{file}）；请先运行 {self._build_command}")
        try:
            url = sa.make_url(database or sa.URL.create("sqlite", database=str(file)))
            self._engine = sa.create_engine(url, poolclass=NullPool)
        except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
            raise IndexUnusable(
                f"数据库地址无法使用（{error}）；请检查 XUNTIAO_DATABASE 和所需软件包"
            ) from error
        # Never with the password in it.
        self.name = url.render_as_string() if database else str(file)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _prepare_connection)
            sa.event.listen(self._engine, "begin", _begin)
        else:
            # As in SQLite: one view of everything for as long as a transaction reads.
            self._engine = self._engine.execution_options(isolation_level="REPEATABLE READ")
            sa.event.listen(self._engine, "begin", _wait_for_writers)
        self._insert = _INSERTS[self._engine.dialect.name]
        with self.transaction() as connection:
            if create:
                migrate(connection)
            self._check_revision(connection)

    @classmethod
    def of(cls, settings: Settings, *, create: bool = False) -> "Catalog":
        """The catalogue that the settings name."""
        return cls(settings.home, settings.database, create=create)

    @property
    def _build_command(self) -> str:
        return f"python -m index build --home {self.home}"

    def _check_revision(self, connection: sa.Connection) -> None:
        revision = revision_of(connection)
        if revision == HEAD:
            return
        if revision is None or revision < HEAD:
            why = f"由旧版程序建立；请运行 {self._build_command} 升级"
        else:
            why = f"由更新的程序建立（{revision}）；请升级循条"
        raise IndexUnusable(f"索引 {self.name} {why}")

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """One consistent view for reading; everything or nothing for writing.

        One that reads before it writes, or changes rows that another may change, has to say that
        it `writes`, so that it waits for other writers at its beginning: both databases fail what
        has read a state that another one changed.
        """
        engine = self._engine.execution_options(writes=writes)
        try:
            with engine.begin() as connection:
                yield connection
        except sa.exc.DatabaseError as error:
            raise IndexUnusable(f"索引 {self.name} 无法使用{why_failed(error.orig)}") from error

    def state(self, connection: sa.Connection) -> State | None:
        """The state of the last finished build; None before the first."""
        pairs = {row.key: row.value for row in connection.execute(sa.select(schema.state))}
        if not pairs:
            return None
        return State(
            int(pairs["generation"]), pairs["embedder"], int(pairs["dim"]), pairs["corpus"]
        )

    def built_state(self, connection: sa.Connection) -> State:
        """The state, for whoever needs one.

        Raises:
            IndexUnusable: nothing was built yet.
        """
        state = self.state(connection)
        if state is None:
            raise IndexUnusable(f"{self.home} 中的索引尚未建成；请先运行 {self._build_command}")
        return state

    def set_state(self, connection: sa.Connection, state: State) -> None:
        """Writes the state that this transaction makes."""
        pairs = dataclasses.asdict(state)
        statement = self._insert(schema.state)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={"value": statement.excluded.value}
            ),
            [{"key": key, "value": str(value)} for key, value in pairs.items()],
        )

    def digests(self, connection: sa.Connection) -> dict[str, str]:
        """`document_digest` of every document, by doc_id."""
        columns = sa.select(_docs.c.doc_id, _docs.c.digest)
        return {row.doc_id: row.digest for row in connection.execute(columns)}

    def documents(self, connection: sa.Connection) -> dict[str, Document]:
        """All documents by doc_id, in the order of doc_id, clauses in reading order."""
        rows = connection.execute(sa.select(_docs).order_by(_docs.c.doc_id)).all()
        texts = {row.doc_id: row.text for row in rows}
        clauses: dict[str, list[Clause]] = {row.doc_id: [] for row in rows}
        order = sa.select(_clauses).order_by(_clauses.c.doc_id, _clauses.c.position)
        for row in connection.execute(order):
            clauses[row.doc_id].append(clause_of(row.doc_id, texts[row.doc_id], row._asdict()))
        return {
            row.doc_id: Document(
                doc_id=row.doc_id,
                path=Path(row.path),
                text=row.text,
                clauses=tuple(clauses[row.doc_id]),
                metadata=metadata_of(row._mapping["metadata"]),
                warnings=tuple(row.warnings),
            )
            for row in rows
        }

    def remove(self, connection: sa.Connection, doc_ids: Iterable[str]) -> None:
        """Takes documents and their clauses out; their vectors stay and cost nothing to reuse."""
        for doc_id in doc_ids:
            connection.execute(sa.delete(_clauses).where(_clauses.c.doc_id == doc_id))
            connection.execute(sa.delete(_docs).where(_docs.c.doc_id == doc_id))

    def add(
        self,
        connection: sa.Connection,
        document: Document,
        sha256: str = "",
        origin: Origin = "folder",
        since: str = "",
    ) -> None:
        """Writes a document that is not there yet."""
        connection.execute(
            sa.insert(_docs),
            {
                "doc_id": document.doc_id,
                "path": document.path.as_posix(),
                "sha256": sha256,
                "digest": document_digest(document),
                "title": document.title,
                "text": document.text,
                "metadata": dataclasses.asdict(document.metadata),
                "warnings": list(document.warnings),
                "origin": origin,
                "since": since,
            },
        )
        if document.clauses:
            connection.execute(
                sa.insert(_clauses),
                [
                    {"doc_id": document.doc_id, "position": position, **clause_columns(clause)}
                    for position, clause in enumerate(document.clauses)
                ],
            )

    def held(self, connection: sa.Connection) -> dict[str, Held]:
        """All documents by doc_id, in its order, each with what is known of its file."""
        columns = sa.select(_docs.c.doc_id, _docs.c.sha256, _docs.c.origin, _docs.c.since)
        about = {row.doc_id: row for row in connection.execute(columns)}
        return {
            doc_id: Held(document, about[doc_id].sha256, about[doc_id].origin, about[doc_id].since)
            for doc_id, document in self.documents(connection).items()
        }

    def set_file(self, connection: sa.Connection, held: Held) -> None:
        """Notes where an unchanged document lies now, and what was read there."""
        connection.execute(
            sa.update(_docs)
            .where(_docs.c.doc_id == held.document.doc_id)
            .values(path=held.document.path.as_posix(), sha256=held.sha256, origin=held.origin)
        )

    def known_hashes(self, connection: sa.Connection, model: str) -> set[str]:
        """Hashes of the texts that have a vector of `model`."""
        hashes = sa.select(_vectors.c.text_hash).where(_vectors.c.model == model)
        return set(connection.execute(hashes).scalars())

    def add_vectors(
        self, connection: sa.Connection, model: str, hashes: Sequence[str], vectors: Vectors
    ) -> None:
        """Writes (n, dim) vectors of the texts with these n hashes; one that exists stays."""
        rows = [
            {"model": model, "text_hash": key, "vector": vector.astype("<f4").tobytes()}
            for key, vector in zip(hashes, vectors, strict=True)
        ]
        if rows:
            connection.execute(self._insert(_vectors).on_conflict_do_nothing(), rows)

    def vectors(
        self, connection: sa.Connection, model: str, hashes: Sequence[str], dim: int
    ) -> Vectors:
        """(n, dim) float32 vectors of the texts with these n hashes, in their order.

        Raises:
            KeyError: a text has no vector of `model` with `dim` dimensions.
        """
        places: dict[str, list[int]] = {}
        for place, key in enumerate(hashes):
            places.setdefault(key, []).append(place)
        found = np.empty((len(hashes), dim), dtype=np.float32)
        distinct = sorted(places)
        for at in range(0, len(distinct), _BATCH):
            batch = distinct[at : at + _BATCH]
            some = sa.select(_vectors.c.text_hash, _vectors.c.vector).where(
                _vectors.c.model == model, _vectors.c.text_hash.in_(batch)
            )
            missing = set(batch)
            for row in connection.execute(some):
                if len(row.vector) == 4 * dim:
                    found[places[row.text_hash]] = np.frombuffer(row.vector, dtype="<f4")
                    missing.discard(row.text_hash)
            if missing:
                raise KeyError(min(missing))
        return found


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin a transaction only before a write, so that two reads could see
    # two states; with None it leaves BEGIN to `_begin`.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _wait_for_writers(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        # subtle: this statement alone takes no snapshot, so that what is read next is what the
        # writer before has left; an advisory lock would freeze the view before it waited. Readers
        # are not held up.
        connection.exec_driver_sql("LOCK TABLE state IN SHARE ROW EXCLUSIVE MODE")
