"""Words of a description that are a case of what a clause names: a 专利 is a 知识产权."""

from functools import cache
from pathlib import Path

from corpus.list_file import rows_of
from index.tokenize import fold

_FILE = Path(__file__).with_name("narrower.tsv")


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (fold(broad), tuple(fold(case) for case in cases)) for broad, *cases in rows_of(_FILE)
    )


def narrower(folded: str) -> str:
    """The broader words for what a folded text names, in one string; none for none."""
    return "".join(broad for broad, cases in _rows() if any(case in folded for case in cases))
