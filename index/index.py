"""A built index, opened: a question and its vector into hits."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from corpus.document import Clause, Document
from index.catalog import FILE, Catalog, State
from index.dense import Dense
from index.derived import FOLDER, searchable_rows, vectors_of
from index.duplicates import duplicates
from index.embedder import Embedder, Vectors, embedder_named
from index.errors import IndexUnusable
from index.hit import Hit
from index.hybrid import hybrid
from index.settings import Settings
from index.store import Lexical, store_of

__all__ = ["Index", "IndexUnusable"]


@dataclass(frozen=True, eq=False)
class Index:
    """One complete state of a data folder; unchanging, safe to search from several threads.

    `documents` are by doc_id, in its order. `clauses` are those that are searched, in row order:
    by document, then as read; tables of contents are only in `documents`. `visible` are the rows
    that every search is held to; None for all.
    """

    settings: Settings
    state: State
    documents: Mapping[str, Document]
    clauses: tuple[Clause, ...]
    embedder: Embedder
    _dense: Dense
    _lexical: Lexical
    visible: frozenset[int] | None = None

    @classmethod
    def open(cls, settings: Settings, embedder: Embedder | None = None) -> "Index":
        """Opens the last complete state; `embedder` is used instead of the one in the settings.

        Raises:
            IndexUnusable: nothing was built, another embedder built it, the file is damaged, or
                the embedder cannot be loaded.
        """
        catalog = Catalog.of(settings)
        command = f"python -m index build --home {settings.home}"
        with catalog.transaction() as connection:
            state = catalog.built_state(connection)
            name = embedder.name if embedder else settings.embedder
            if state.embedder != name:
                raise IndexUnusable(
                    f"索引由向量模型“{state.embedder}”建立，现在使用的是“{name}”；"
                    f"请运行 XUNTIAO_EMBEDDER={name} {command} 重建"
                )
            documents = catalog.documents(connection)
            rows = searchable_rows(tuple(documents.values()))
        try:
            dense, lexical = store_of(settings).open(
                state, rows, lambda: vectors_of(catalog, state, rows)
            )
        except KeyError as error:
            raise IndexUnusable(
                f"{settings.home} 中有条款缺少向量（程序更新过？）；请重新运行 {command}"
            ) from error
        return cls(
            settings=settings,
            state=state,
            documents=documents,
            clauses=tuple(clause for _, clause in rows),
            embedder=embedder or embedder_named(name),
            _dense=dense,
            _lexical=lexical,
        )

    def reload_if_changed(self) -> "Index":
        """This index, or a new one of the state that a build has made since; the caller switches.

        Raises:
            IndexUnusable: as `open`.
        """
        catalog = Catalog.of(self.settings)
        with catalog.transaction() as connection:
            state = catalog.state(connection)
        return self if state == self.state else Index.open(self.settings, self.embedder)

    def within(self, doc_ids: Set[str]) -> "Index":
        """The index as one sees it who may see only some of the documents; nothing is copied."""
        seen = frozenset(row for row, c in enumerate(self.clauses) if c.doc_id in doc_ids)
        return replace(
            self,
            documents={i: d for i, d in self.documents.items() if i in doc_ids},
            visible=seen if self.visible is None else seen & self.visible,
        )

    def embed(self, text: str) -> Vectors:
        """A question as a (dim,) float32 vector of length 1."""
        return self.embedder.embed_query(text)

    def search(
        self, text: str, vector: Vectors, top_n: int, rows: frozenset[int] | None = None
    ) -> list[Hit]:
        """The `top_n` clauses that fit best, by score, ties by document and position in it.

        `vector` is `embed(text)`; `rows` restricts the search to those positions in `clauses`.
        Scores compare the hits of one search; they do not say whether a clause answers.
        """
        if self.visible is not None:
            rows = self.visible if rows is None else rows & self.visible
        found = hybrid(self._dense, self._lexical, text, vector, top_n, rows)
        return [
            Hit(self.clauses[int(row)], rank, float(score))
            for rank, (row, score) in enumerate(zip(*found, strict=True), start=1)
        ]


def index_status(settings: Settings) -> dict[str, Any]:
    """Counts, embedder, store, generation and sizes (bytes) of a data folder; loads no model.

    Raises:
        IndexUnusable: nothing was built, or the file is damaged.
    """
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        state = catalog.built_state(connection)
        documents = catalog.documents(connection)
    clauses = sum(len(document.clauses) for document in documents.values())
    sizes = {
        name: sum(file.stat().st_size for file in settings.home.glob(pattern) if file.is_file())
        for name, pattern in (("catalog", f"{FILE}*"), ("derived", f"{FOLDER}/**/*"))
    }
    return {
        "documents": len(documents),
        "clauses": clauses,
        "searchable": len(searchable_rows(tuple(documents.values()))),
        "embedder": state.embedder,
        "dim": state.dim,
        "store": store_of(settings).name,
        "generation": state.generation,
        "home": str(settings.home),
        "sizes": sizes,
        "duplicates": [str(pair) for pair in duplicates(documents.values())],
    }
