"""Verbs that mean the same in clauses and in what companies say of themselves."""

from functools import cache
from pathlib import Path

from index.tokenize import fold

_FILE = Path(__file__).with_name("verbs.tsv")


@cache
def verbs() -> tuple[tuple[str, ...], ...]:
    """The groups of the file in order, each verb folded."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(fold(line).split("\t")) for line in lines if line and line[0] != "#")
