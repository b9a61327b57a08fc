"""Vectors and words in Milvus, which several machines share; for tests, Milvus Lite in a file.

One collection for each catalogue and embedder, one entity for each clause. An entity's key comes
from its document and its text, so that a new state adds and removes only what changed, and readers
of two states share what both hold. Milvus searches by BM25 itself, over our own tokens: written as
short codes, because its own analyzers would cut words in another way than the rest of the system.

    key     SHA-256 over document, text and how often it came before there, 32 hex digits
    doc     doc_id, for restrictions
    dense   the vector
    words   codes of `tokenize(text)`; bigrams: of `bigrams(text)`; both with BM25 over them
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

import numpy as np

from index.catalog import State
from index.context import context, text_hash
from index.dense import NOTHING, Dense, Rows, Scores, best_of, products, query_row
from index.derived import Row
from index.embedder import Vectors
from index.errors import IndexUnusable
from index.lexical import Field
from index.tokenize import bigrams, tokenize

_BATCH = 500
_MAX_TEXT = 65_535  # Bytes; Milvus's own limit for a string.
_FIELDS: tuple[Field, ...] = ("words", "bigrams")
_K1, _B = 1.2, 0.75  # As Tantivy's.


class MilvusStore:
    """A collection of one Milvus; the address is `http://[user:password@]host:port` or a file.

    Raises:
        IndexUnusable: pymilvus is not installed, or Milvus does not answer.
    """

    def __init__(self, address: str, scope: str) -> None:
        """`scope` tells the catalogues apart that share one Milvus."""
        self._address = address
        self._scope = scope
        with self._saying():
            self._client = _client(address)

    @property
    def name(self) -> str:
        """What `index status` calls it; never with a password."""
        return f"Milvus（{self._address.rpartition('@')[2]}）"

    def write(self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]) -> None:
        """Adds the clauses that are not there yet."""
        collection = self._collection(state)
        with self._saying():
            if not self._client.has_collection(collection):
                self._create(collection, state.dim)
            there = self._keys(collection)
            keys = keys_of(rows)
            missing = [row for row, key in enumerate(keys) if key not in there]
            if not missing:
                return
            all_vectors = vectors()
            for at in range(0, len(missing), _BATCH):
                batch = missing[at : at + _BATCH]
                entities = [_entity(keys[row], rows[row], all_vectors[row]) for row in batch]
                self._client.upsert(collection, entities)
            self._client.flush(collection)

    def settle(self, state: State, rows: Sequence[Row]) -> None:
        """Removes the clauses that this state does not hold."""
        collection = self._collection(state)
        with self._saying():
            gone = sorted(self._keys(collection) - set(keys_of(rows)))
            for at in range(0, len(gone), _BATCH):
                self._client.delete(collection, ids=gone[at : at + _BATCH])

    def is_current(self, state: State, rows: Sequence[Row]) -> bool:
        """Whether all clauses of this state are there."""
        collection = self._collection(state)
        with self._saying():
            return self._client.has_collection(collection) and self._keys(collection).issuperset(
                keys_of(rows)
            )

    def open(
        self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]
    ) -> tuple[Dense, "MilvusLexical"]:
        """Both arms; holds no vectors, only each row's key and document.

        Raises:
            IndexUnusable: the collection is missing.
        """
        collection = self._collection(state)
        with self._saying():
            if not self._client.has_collection(collection):
                raise IndexUnusable(f"{self.name} 中没有这个索引；请运行 python -m index build")
            self._client.load_collection(collection)
        held = _Held(self._client, collection, rows, self._saying)
        return MilvusDense(held, state.dim), MilvusLexical(held)

    def _collection(self, state: State) -> str:
        named = f"{self._scope}\0{state.embedder}\0{state.dim}".encode()
        return f"xuntiao_{hashlib.sha256(named).hexdigest()[:16]}"

    def _create(self, collection: str, dim: int) -> None:
        from pymilvus import DataType, Function, FunctionType

        schema = self._client.create_schema(auto_id=False)
        schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=32)
        schema.add_field("doc", DataType.VARCHAR, max_length=4096)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dim)
        indexes = self._client.prepare_index_params()
        indexes.add_index("dense", index_type="AUTOINDEX", metric_type="IP")
        for field in _FIELDS:
            schema.add_field(
                field, DataType.VARCHAR, max_length=_MAX_TEXT, enable_analyzer=True,
                analyzer_params={"tokenizer": "standard"},
            )  # fmt: skip
            schema.add_field(f"{field}_bm25", DataType.SPARSE_FLOAT_VECTOR)
            schema.add_function(
                Function(
                    name=f"bm25_of_{field}",
                    function_type=FunctionType.BM25,
                    input_field_names=[field],
                    output_field_names=[f"{field}_bm25"],
                )
            )
            indexes.add_index(
                f"{field}_bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25",
                params={"bm25_k1": _K1, "bm25_b": _B},
            )  # fmt: skip
        self._client.create_collection(
            collection, schema=schema, index_params=indexes, consistency_level="Strong"
        )

    def _keys(self, collection: str) -> set[str]:
        found: set[str] = set()
        pages = self._client.query_iterator(
            collection, batch_size=10_000, filter="", output_fields=["key"]
        )
        while page := pages.next():
            found.update(entity["key"] for entity in page)
        pages.close()
        return found

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Milvus's errors as one sentence."""
        try:
            from pymilvus.exceptions import MilvusException
        except ModuleNotFoundError as error:
            raise IndexUnusable(
                "XUNTIAO_STORE=milvus: 需要软件包 pymilvus；"
                "请运行 .venv/bin/pip install -r requirements-milvus.txt"
            ) from error
        try:
            yield
        except MilvusException as error:
            reason = str(error.message).splitlines()[0]
            raise IndexUnusable(
                f"{self.name} 无法使用（{reason}）；请检查 XUNTIAO_STORE 和 Milvus 服务"
            ) from error


def _client(address: str) -> Any:  # noqa: ANN401 (pymilvus has no types)
    from pymilvus import MilvusClient

    # It says on stderr what it does instead where a server (Milvus Lite) lacks a call.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    scheme, separator, rest = address.rpartition("://")
    login, at, host = rest.rpartition("@")
    if not at:
        return MilvusClient(address)
    return MilvusClient(f"{scheme}{separator}{host}", token=login)


def keys_of(rows: Sequence[Row]) -> list[str]:
    """The key of each row, in their order."""
    seen: Counter[str] = Counter()
    keys = []
    for document, clause in rows:
        what = f"{document.doc_id}\0{text_hash(context(document, clause))}"
        keys.append(hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest()[:32])
        seen[what] += 1
    return keys


def coded(tokens: Sequence[str]) -> str:
    """Tokens as codes with blanks between: letters and digits, which no analyzer cuts."""
    return " ".join(hashlib.blake2b(t.encode(), digest_size=5).hexdigest() for t in tokens)


def _entity(key: str, row: Row, vector: Vectors) -> dict[str, Any]:
    document, clause = row
    text = context(document, clause)
    return {
        "key": key,
        "doc": document.doc_id,
        "dense": vector.tolist(),
        # Of a clause of many thousand characters the end is found by its vector only.
        "words": coded(tokenize(text))[:_MAX_TEXT],
        "bigrams": coded(bigrams(text))[:_MAX_TEXT],
    }


class _Held:
    """The rows of one state, and what both arms ask Milvus for."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401
        collection: str,
        rows: Sequence[Row],
        saying: Callable[[], Any],
    ) -> None:
        self.keys = keys_of(rows)
        self._row_of = {key: row for row, key in enumerate(self.keys)}
        self._rows_of: dict[str, list[int]] = {}
        for row, (document, _) in enumerate(rows):
            self._rows_of.setdefault(document.doc_id, []).append(row)
        self._client = client
        self._collection = collection
        self._saying = saying
        # The pipeline asks with the same rows all day.
        self._last: tuple[AbstractSet[int], str] | None = None

    def find(
        self, field: str, asked: object, top_n: int, rows: AbstractSet[int] | None
    ) -> tuple[Rows, Scores]:
        """The best rows of this state; entities of another state are passed over."""
        wanted = min(top_n, len(self.keys) if rows is None else len(rows))
        if wanted <= 0:
            return NOTHING
        with self._saying():
            (hits,) = self._client.search(
                self._collection, [asked], anns_field=field, limit=wanted,
                filter="" if rows is None else self._filter(rows), output_fields=["key"],
            )  # fmt: skip
        # Milvus Lite gives BM25 a minus.
        pairs = [
            (self._row_of[hit["key"]], abs(float(hit["distance"])) if field != "dense" else 0.0)
            for hit in hits
            if hit["key"] in self._row_of
        ]
        found = np.array([row for row, _ in pairs], dtype=np.int64)
        return best_of(found, np.array([score for _, score in pairs], dtype=np.float64), wanted)

    def vectors(self, rows: Rows, dim: int) -> Vectors:
        """(n, dim) vectors of the rows; zeros for one that another state has removed meanwhile."""
        keys = [self.keys[int(row)] for row in rows]
        found: dict[str, Any] = {}
        with self._saying():
            for at in range(0, len(keys), _BATCH):
                entities = self._client.get(
                    self._collection, ids=keys[at : at + _BATCH], output_fields=["key", "dense"]
                )
                found.update((entity["key"], entity["dense"]) for entity in entities)
        nothing = np.zeros(dim, dtype=np.float32)
        made = [np.asarray(found.get(key, nothing), dtype=np.float32) for key in keys]
        return np.array(made, dtype=np.float32).reshape(len(keys), dim)

    def _filter(self, rows: AbstractSet[int]) -> str:
        """By document, whichever side is shorter; by key where only parts of some are allowed."""
        known = self._last
        if known is not None and known[0] is rows:
            return known[1]
        made = self._made_filter(frozenset(rows))
        self._last = (rows, made)
        return made

    def _made_filter(self, rows: frozenset[int]) -> str:
        whole = [doc for doc, its in self._rows_of.items() if rows.issuperset(its)]
        n_whole = sum(len(self._rows_of[doc]) for doc in whole)
        if n_whole < len(rows):
            return _listed("key", "in", [self.keys[row] for row in sorted(rows)])
        others = [doc for doc in self._rows_of if doc not in set(whole)]
        if len(others) < len(whole):
            return _listed("doc", "not in", others) if others else ""
        return _listed("doc", "in", whole)


def _listed(field: str, operator: str, values: Sequence[str]) -> str:
    quoted = ", ".join('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return f"{field} {operator} [{quoted}]"


class MilvusDense:
    """The vectors of one state; see `index.dense.Dense`."""

    def __init__(self, held: _Held, dim: int) -> None:
        self._held = held
        self._dim = dim

    def __len__(self) -> int:
        return len(self._held.keys)

    def search(
        self, vector: Vectors, top_n: int, rows: AbstractSet[int] | None = None
    ) -> tuple[Rows, Scores]:
        """As `Dense.search`; near the best where Milvus's index is approximate."""
        query = query_row(vector, self._dim)[0]
        found, _ = self._held.find("dense", query.tolist(), top_n, rows)
        return best_of(found, self.score(query, found), top_n)

    def score(self, vector: Vectors, rows: Rows) -> Scores:
        """As `Dense.score`."""
        return products(self._held.vectors(rows, self._dim), vector)


class MilvusLexical:
    """The words of one state; see `index.store.Lexical`."""

    def __init__(self, held: _Held) -> None:
        self._held = held

    def __len__(self) -> int:
        return len(self._held.keys)

    def search(
        self,
        field: Field,
        tokens: Sequence[str],
        top_n: int,
        rows: AbstractSet[int] | None = None,
    ) -> tuple[Rows, Scores]:
        """As `LexicalIndex.search`; Milvus may weigh words anew among the rows allowed."""
        if not tokens:
            return NOTHING
        return self._held.find(f"{field}_bm25", coded(tokens), top_n, rows)
