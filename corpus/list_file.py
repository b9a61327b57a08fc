"""Word lists that are kept beside the code: a row a line, its cells parted by tabs."""

from collections.abc import Iterator
from pathlib import Path


def rows_of(path: Path) -> Iterator[list[str]]:
    """The cells of each row, in order; blank lines and those that begin with `#` are none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
