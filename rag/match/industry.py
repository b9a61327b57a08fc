"""What industries a text speaks of, and whether two texts can speak of the same one.

Knows names only (`industries.tsv`, and the synonyms of questions); which text is a company's and
which a clause's is the caller's business.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from corpus.list_file import rows_of
from index.tokenize import fold
from rag.words.synonyms import from_synonyms, groups

_FILE = Path(__file__).with_name("industries.tsv")
_DASHES = re.compile(r"[—–－\-‐]")


def plain(text: str) -> str:
    """The folded text without dashes and blanks between letters: `PET—CT` is `pet-ct`."""
    return _DASHES.sub("-", fold(text))


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for name, *others in rows_of(_FILE):
        words = [plain(o) for o in others if not o.startswith(">")]
        narrower = tuple(plain(o[1:]) for o in others if o.startswith(">"))
        rows.append((plain(name), (plain(name), *words), narrower))
    return tuple(rows)


@from_synonyms
@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Each word to the industries that it belongs to; synonyms belong where their group does."""
    table: dict[str, set[str]] = {}
    for name, words, _ in _rows():
        for word in words:
            table.setdefault(word, set()).add(name)
    for group in groups():
        own = {name for word in group for name in table.get(plain(word), ())}
        if own:
            for word in group:
                if len(word) > 1:
                    table.setdefault(plain(word), set()).update(own)
    return {word: frozenset(names) for word, names in table.items()}


@from_synonyms
@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    shaped = [rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in words]
    return re.compile("|".join(shaped))


@cache
def within(name: str) -> frozenset[str]:
    """An industry and all narrower ones."""
    narrower = {row[0]: row[2] for row in _rows()}
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += narrower.get(one, ())
    return frozenset(found)


def words_of(text: str) -> tuple[str, ...]:
    """The industry words that a text holds, in order, longest first where they overlap."""
    return tuple(dict.fromkeys(match[0] for match in _pattern().finditer(plain(text))))


@from_synonyms
@lru_cache(maxsize=4096)
def industries_of(text: str) -> frozenset[str]:
    """The industries that a text names, itself or by what belongs to them."""
    return frozenset(name for word in words_of(text) for name in _words()[word])


@from_synonyms
@lru_cache(maxsize=4096)
def named_in(text: str) -> frozenset[str]:
    """The industries that a text calls by their own names, not by what belongs to them."""
    same = {plain(word): group for group in groups() for word in group}
    found = set()
    for word in words_of(text):
        meant = {word, *(plain(other) for other in same.get(word, ()))}
        found |= {name for name in _words()[word] if name in meant}
    return frozenset(found)


def heads_of(products: Iterable[str], text: str) -> tuple[str, ...]:
    """The products without those that only say what another is for: 汽车芯片 is a chip, no car."""
    said = plain(text)
    products = tuple(products)
    spoken = [p for p in products if industries_of(p)]

    def modifies(word: str) -> bool:
        if not industries_of(word):
            return False
        behind = [said[m.end() :] for m in re.finditer(re.escape(plain(word)), said)]
        return bool(behind) and all(
            any(
                rest.startswith(plain(o)) and not touches(industries_of(word), industries_of(o))
                for o in spoken
            )
            for rest in behind
        )

    kept = tuple(p for p in products if not modifies(p))
    return kept or products


def trade_of(products: Iterable[str], trades: Iterable[str], text: str) -> frozenset[str]:
    """The industries that a company is of: those it calls its trade, else those of its products.

    A hotel that builds fish cages is no fish farm.
    """
    own = industries_of(" ".join(heads_of(trades, text)))
    return own or industries_of(" ".join(heads_of(products, text)))


def near(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether some broader industry holds one of either: pharmaceuticals and medical devices."""
    one, other = frozenset(one), frozenset(other)
    return any(one & set(inner) and other & set(inner) for _, _, inner in _rows() if len(inner) < 7)


def covers(named: Iterable[str], own: Iterable[str]) -> bool:
    """Whether one of the industries `own` is one of `named` or narrower than it."""
    own = frozenset(own)
    return any(own & within(name) for name in named)


def touches(named: Iterable[str], own: Iterable[str]) -> bool:
    """Whether the two may be about the same: one of either within one of the other."""
    named, own = frozenset(named), frozenset(own)
    return covers(named, own) or covers(own, named)
