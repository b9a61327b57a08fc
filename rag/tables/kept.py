"""The tables of facts over some documents, each document read once for each table.

Kept as long as the documents answer, by the server; a command reads them once anyway.
"""

from collections.abc import Iterable, Mapping

from corpus.document import Document
from rag.tables.listing import LISTERS
from rag.tables.table import Row, Table


class KeptTables:
    """What the documents state, read when first asked for; safe to share between threads.

    Two threads that ask for the same at once may both read it, and read the same.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Of these documents, by id; nothing is read yet."""
        self._documents = documents
        self._rows: dict[tuple[str, str], tuple[Row, ...]] = {}

    def table(self, name: str, doc_ids: Iterable[str]) -> Table:
        """The table `name` (a key of `LISTERS`) over some of the documents, in the order given.

        Raises:
            KeyError: no such table, or an id that is none of the documents'.
        """
        ids = tuple(doc_ids)
        rows = tuple(row for doc_id in ids for row in self._read(name, doc_id))
        return Table(name, LISTERS[name][1], rows, len(ids))

    def _read(self, name: str, doc_id: str) -> tuple[Row, ...]:
        key = name, doc_id
        if key not in self._rows:
            self._rows[key] = tuple(LISTERS[name][0](self._documents[doc_id]))
        return self._rows[key]
