"""The words of a question that carry its meaning, weighed by how rare they are in the corpus."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from index.tokenize import fold, tokenize
from rag.words.synonyms import from_synonyms, same_as
from rag.words.torn import around_torn_terms

_FILE = Path(__file__).with_name("stopwords.txt")
_UNSEEN = 2  # passages
_UNKNOWN = 1.0  # about the weight of a word that every second passage holds
_ASKING = re.compile(r"几[\u4e00-\u9fff]")  # 几月, 几号, 几棵
_WORD = re.compile(r"[\u4e00-\u9fffa-z0-9]")


@dataclass(frozen=True)
class Weights:
    """Inverse document frequency of each word over `n` passages: ln(1 + n / df); unseen: df = 2.

    A word that no passage holds is as often a way of speaking as a rare subject, and weighs less
    than the rarest word that one does hold.

    Source: Spärck Jones 1972, smoothed.
    """

    n: int
    df: Mapping[str, int]
    characters: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[str]) -> "Weights":
        """Count over the passages, each of which counts a word once."""
        df: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        n = 0
        for passage in passages:
            df.update(set(tokenize(passage)))
            characters.update(set(fold(passage)))
            n += 1
        return cls(n, df, characters)

    def weight(self, word: str) -> float:
        """How much finding `word` says; higher is rarer."""
        return math.log(1 + self.n / (self.df.get(word) or _UNSEEN))

    def character(self, one: str) -> float:
        """The same for a single character; one that no passage holds is as rare as can be."""
        return math.log(1 + self.n / (self.characters.get(one) or 0.5))


def read_words(path: Path) -> tuple[str, ...]:
    """The words of a list file, in order: separated by blanks, `#` begins a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def stop_words() -> frozenset[str]:
    """What a question says about itself, not about its subject, from `stopwords.txt`."""
    return frozenset(read_words(_FILE))


# A question, and the clauses found first, are asked about by many routes.
@from_synonyms
@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, each once, in order."""
    stop = stop_words()
    words = (
        word
        for piece, torn in around_torn_terms(text)
        for word in ((piece,) if torn else tokenize(piece))
        if word not in stop and _WORD.search(word) and not _ASKING.fullmatch(word)
    )
    return tuple(dict.fromkeys(words))


@from_synonyms
@lru_cache(maxsize=1024)
def subject_words(text: str) -> tuple[str, ...]:
    """The content words without years and bare numbers (a number asked about may be wrong)."""
    return tuple(word for word in content_words(text) if not word.isdigit())


def coverage(
    words: Iterable[str], passage: str, weights: Weights, *, known_only: bool = False
) -> float:
    """The share of the words' weight that `passage` holds, in [0, 1]; 1 for no words.

    A word is held literally or by one that means the same. With `known_only`, words that no
    document holds count little: a way of speaking rather than a subject.
    """
    folded = fold(passage)
    same = same_as()
    found = total = 0.0
    for word in words:
        meant = same.get(word, (word,))
        known = [weights.weight(other) for other in meant if weights.df.get(other)]
        # What no document holds weighs as what it stands for; else most, or little if so asked.
        weight = max(known) if known else _UNKNOWN if known_only else weights.weight(word)
        total += weight
        if any(other in folded for other in meant):
            found += weight
    return found / total if total else 1.0
