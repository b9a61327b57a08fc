"""Where vectors and words are searched: files of the data folder, or a Milvus that many share.

Both are derived from the catalogue and brought to a state before the catalogue names it.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from index.catalog import State
from index.dense import Dense, Rows, Scores
from index.derived import Row, is_current, open_derived, remove_others, write_derived
from index.embedder import Vectors
from index.errors import IndexUnusable
from index.lexical import Field
from index.settings import Settings

__all__ = ["Lexical", "Store", "store_of"]

_MILVUS = "milvus:"


class Lexical(Protocol):
    """Token lists by row number, searched by BM25; safe to search from several threads."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def search(
        self,
        field: Field,
        tokens: Sequence[str],
        top_n: int,
        rows: AbstractSet[int] | None = None,
    ) -> tuple[Rows, Scores]:
        """As `index.lexical.LexicalIndex.search`."""
        ...


class Store(Protocol):
    """Keeps what is searched; `rows` are always all searched clauses of a state, in row order.

    `vectors` gives those of the rows; it is asked only if they are needed.
    """

    @property
    def name(self) -> str:
        """What `index status` calls it."""
        ...

    def write(self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]) -> None:
        """Adds what this state needs; what others need stays."""
        ...

    def settle(self, state: State, rows: Sequence[Row]) -> None:
        """Removes what this state, which the catalogue names by now, does not need."""
        ...

    def is_current(self, state: State, rows: Sequence[Row]) -> bool:
        """Whether everything that this state needs is there, undamaged."""
        ...

    def open(
        self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]
    ) -> tuple[Dense, Lexical]:
        """Both arms of the search over this state."""
        ...


class FolderStore:
    """FAISS and Tantivy in the data folder."""

    name = "FAISS + Tantivy"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def write(self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]) -> None:
        """See `Store`."""
        write_derived(self._settings, state, rows, vectors)

    def settle(self, state: State, rows: Sequence[Row]) -> None:
        """See `Store`."""
        remove_others(self._settings.home, state)

    def is_current(self, state: State, rows: Sequence[Row]) -> bool:
        """See `Store`."""
        return is_current(self._settings, state, rows)

    def open(
        self, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]
    ) -> tuple[Dense, Lexical]:
        """See `Store`."""
        return open_derived(self._settings, state, rows, vectors)


def store_of(settings: Settings) -> Store:
    """The store that the settings name: the data folder, or `milvus:` and an address or a file.

    Raises:
        IndexUnusable: another name, pymilvus is not installed, or Milvus does not answer.
    """
    if settings.store is None:
        return FolderStore(settings)
    if settings.store.startswith(_MILVUS) and len(settings.store) > len(_MILVUS):
        from index.milvus import MilvusStore

        scope = settings.database or str(settings.home.resolve())
        return MilvusStore(settings.store.removeprefix(_MILVUS), scope)
    raise IndexUnusable(
        f"XUNTIAO_STORE：不认识“{settings.store}”；请写成 milvus:http://主机:19530，或不设"
    )
