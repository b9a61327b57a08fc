"""Words that mean the same, from the editable file `synonyms.tsv`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from index.tokenize import fold

_FILE = Path(__file__).with_name("synonyms.tsv")


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The groups of the file, official word first, folded; a cell behind # is a gloss."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(fold(word) for word in line.split("\t") if word and not word.startswith("#"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def same_as() -> Mapping[str, frozenset[str]]:
    """Each word of the file to all words that mean the same, itself included."""
    table: dict[str, set[str]] = {}
    for group in groups():
        for word in group:
            table.setdefault(word, set()).update(group)
    return {word: frozenset(same) for word, same in table.items()}


def added(text: str) -> tuple[tuple[str, str], ...]:
    """Each word of the file that `text` holds without its official word, with that word."""
    folded = fold(text)
    return tuple(
        (next(word for word in group[1:] if word in folded), group[0])
        for group in groups()
        if group[0] not in folded and any(word in folded for word in group[1:])
    )


def official(text: str) -> str:
    """The folded text with the official word added behind each other one that it holds.

    Example: `光谷做芯片` -> `光谷做芯片 东湖新技术开发区 集成电路`.
    """
    return " ".join([fold(text), *dict.fromkeys(word for _, word in added(text))])
