"""The words of the indexed documents, to be found by sound, by shape, or by how they are spelled.

What a question's noise is resolved against, so it holds for any documents. Bounded: the commonest
words, the shortest names, and the first part of the text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from index.tokenize import fold
from rag.words import sound

MAX_WORDS = 20_000
MAX_NAMES = 20_000
MAX_TEXT = 1_000_000  # characters
_MAX_LENGTH = 12  # characters of a word or name
_MIN_MENDED = 4  # characters of a name that may lack one
_MIN_INITIALS = 3


@dataclass(frozen=True)
class Vocabulary:
    """Words and names of the documents, all folded.

    `df` maps a word to the number of passages that hold it; `names` are what sections and bodies
    are called; `text` is (the first part of) what the documents say. The tables are made at first
    use.
    """

    df: Mapping[str, int]
    names: frozenset[str]
    text: str = field(repr=False)

    @classmethod
    def of(cls, df: Mapping[str, int], names: Iterable[str], text: str) -> "Vocabulary":
        """A vocabulary within the bounds."""
        folded = {fold(name) for name in names}
        short = sorted((n for n in folded if 2 <= len(n) <= _MAX_LENGTH), key=lambda n: (len(n), n))
        return cls(df, frozenset(short[:MAX_NAMES]), text[:MAX_TEXT])

    def has_word(self, word: str) -> bool:
        """Whether the folded word is one of the documents' words or names."""
        return word in self.df or word in self.names

    def weight(self, word: str) -> int:
        """How common a word is; a name counts as one more."""
        return self.df.get(word, 0) + (word in self.names)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Chinese words of two or more characters and all names, commonest first."""
        common = sorted(
            (w for w in self.df if 2 <= len(w) <= _MAX_LENGTH and _is_chinese(w)),
            key=lambda w: (-self.df[w], w),
        )[:MAX_WORDS]
        names = sorted(name for name in self.names if _is_chinese(name))
        return tuple(dict.fromkeys([*common, *names]))

    @cached_property
    def by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """Toneless pinyin, joined, to words: `shuiwuju` -> `税务局`, `水务局`."""
        return _table((heard, word) for word in self.words for heard in sound.sounds(word))

    @cached_property
    def by_near_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The key of about the same sound to words of three or more characters."""
        return _table((sound.near(word), word) for word in self.words if len(word) > 2)

    @cached_property
    def by_ends(self) -> Mapping[str, tuple[str, ...]]:
        """First and last character to words that may lack one in between."""
        return _table((w[0] + w[-1], w) for w in self.words if len(w) >= _MIN_MENDED)

    @cached_property
    def by_initials(self) -> Mapping[str, tuple[str, ...]]:
        """First letters of the syllables to names of three or more characters."""
        return _table(
            (sound.initials(name), name)
            for name in sorted(self.names)
            if len(name) >= _MIN_INITIALS and _is_chinese(name)
        )


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Keys to all their values, in order."""
    table: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        table[key] = (*table.get(key, ()), value)
    return table
