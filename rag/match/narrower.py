"""Words of a description that are a case of what a clause names: a 专利 is a 知识产权."""

from functools import cache
from pathlib import Path

from index.tokenize import fold

_FILE = Path(__file__).with_name("narrower.tsv")


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (fold(line).split("\t") for line in lines if line and line[0] != "#")
    return tuple((broad, tuple(cases)) for broad, *cases in rows)


def narrower(folded: str) -> str:
    """The broader words for what a folded text names, in one string; none for none."""
    return "".join(broad for broad, cases in _rows() if any(case in folded for case in cases))
