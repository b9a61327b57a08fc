"""Words that mean the same (`synonyms.tsv`), and daily words for official ones (`lay.tsv`).

A data folder may add groups of its own (`use_own`); they hold for the whole process, which serves
one data folder.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from corpus.list_file import rows_of
from index.tokenize import fold

_FILE = Path(__file__).with_name("synonyms.tsv")
_LAY_FILE = Path(__file__).with_name("lay.tsv")


def _rows(path: Path) -> Iterator[list[str]]:
    """The cells of each row, blanks at their ends off; `#` begins a comment cell, too."""
    for row in rows_of(path):
        cells = (cell.strip() for cell in row)
        yield [cell for cell in cells if cell and not cell.startswith("#")]


Made = TypeVar("Made", bound=Callable[..., Any])
_made: list[Any] = []  # functions with a cache
_own: tuple[tuple[str, ...], ...] = ()


def from_synonyms(cached: Made) -> Made:
    """Above `cache`, on a function whose value is made of the groups: forgets with them."""
    _made.append(cached)
    return cached


def use_own(own: tuple[tuple[str, ...], ...]) -> bool:
    """Adds these groups to those of the file, in the place of others before; whether they differ.

    What was made of the groups before by an object (a vocabulary) stays as it is.
    """
    global _own
    if own == _own:
        return False
    _own = own
    for cached in _made:
        cached.cache_clear()
    return True


@cache
def shipped() -> tuple[tuple[str, ...], ...]:
    """The groups of the file, official word first, folded; a cell behind # is a gloss."""
    return tuple(tuple(fold(word) for word in row) for row in _rows(_FILE))


@from_synonyms
@cache
def own_words() -> frozenset[str]:
    """The words of the data folder's own groups: terms, whatever the dictionary makes of them."""
    return frozenset(word for group in _own for word in group)


@from_synonyms
@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The groups of the file, each with the data folder's own words for it, then its own groups."""
    own = {official: words for official, *words in _own}
    file = tuple((*group, *own.pop(group[0], ())) for group in shipped())
    return (*file, *((official, *words) for official, words in own.items()))


@cache
def lay() -> Mapping[str, tuple[str, ...]]:
    """Each daily word of `lay.tsv` to the official words that it may stand for, folded."""
    table: dict[str, tuple[str, ...]] = {}
    for street, page in _rows(_LAY_FILE):
        meant = tuple(fold(word) for word in page.split())
        for word in map(fold, street.split()):
            table[word] = tuple(dict.fromkeys((*table.get(word, ()), *meant)))
    return table


@from_synonyms
@cache
def same_as() -> Mapping[str, frozenset[str]]:
    """Each word to all that mean the same, itself included; a daily word to the official ones."""
    table: dict[str, set[str]] = {}
    for group in groups():
        for word in group:
            table.setdefault(word, set()).update(group)
    for word, meant in lay().items():
        table.setdefault(word, {word}).update(meant)
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
    """The folded text with the official words added behind each other one that it holds.

    Example: `光谷做芯片` -> `光谷做芯片 东湖新技术开发区 集成电路`.
    """
    folded = fold(text)
    meant = (word for said, page in lay().items() if said in folded for word in page)
    words = dict.fromkeys((*(word for _, word in added(text)), *meant))
    return " ".join([folded, *(word for word in words if word not in folded)])
