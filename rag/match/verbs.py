"""Verbs that mean the same in clauses and in what companies say of themselves."""

from functools import cache
from pathlib import Path

from corpus.list_file import rows_of
from index.tokenize import fold

_FILE = Path(__file__).with_name("verbs.tsv")


@cache
def verbs() -> tuple[tuple[str, ...], ...]:
    """The groups of the file in order, each verb folded."""
    return tuple(tuple(fold(verb) for verb in row) for row in rows_of(_FILE))
