"""Words of a question that were typed in letters: English, pinyin, first letters of pinyin.

    drone 产业的 target          -> 无人机产业的目标        (english.tsv)
    hangkong hangtian shui qiantou -> 航空航天谁牵头        (words of the documents, spoken.txt)
    kjj 牵头什么                 -> 科技局牵头什么          (one name of the documents only)

What the documents themselves write in letters (5G, R&D, LTPS) stays.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rag import sound
from rag.query import Change
from rag.terms import read_words
from rag.vocabulary import Vocabulary

_ENGLISH_FILE = Path(__file__).with_name("english.tsv")
_SPOKEN_FILE = Path(__file__).with_name("spoken.txt")
_LETTERS = re.compile(r"[a-zA-Z\u00c0-\u01ff][a-zA-Z\u00c0-\u01ff0-9&'’\- ]*")
_TOKEN = re.compile(r"[a-z0-9&\-]+|\s+|.", re.IGNORECASE | re.DOTALL)
_MAX_PHRASE = 4  # words of an English phrase
_MIN_PINYIN = 4  # letters of a lone word read as pinyin
_MIN_INITIALS = 3
_LONGEST_KEY = 40  # letters
_WORD_COST, _SPOKEN_COST, _SINGLE_COST = 1.0, 1.05, 1.6


def spelled(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[Change, ...]]:
    """The question with what was typed in letters written in characters, and what was changed."""
    parts: list[str] = []
    changes: list[Change] = []
    at = 0
    for run in _LETTERS.finditer(text):
        parts.append(text[at : run.start()])
        at = run.end()
        for said, meant in _read(run[0], vocabulary):
            parts.append(meant)
            if said.strip() != meant.strip():
                changes.append(Change(said.strip(), meant.strip()))
    parts.append(text[at:])
    return "".join(parts), tuple(change for change in changes if change.meant)


def _read(run: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The pieces of a run of letters, each with what it means."""
    words = _TOKEN.findall(run)
    at = 0
    pending: list[str] = []  # words that may be pinyin, with the blanks between them
    while at < len(words):
        size, meant = _english_at(words, at, vocabulary)
        if size:
            yield from _pinyin(pending, vocabulary)
            pending = []
            said = "".join(words[at : at + size])
            yield said, meant
            at += size
            continue
        pending.append(words[at])
        at += 1
    yield from _pinyin(pending, vocabulary)


def _english_at(words: list[str], at: int, vocabulary: Vocabulary) -> tuple[int, str]:
    """How many words from `at` are an English term and what it means; 0 where they are none.

    What the documents hold is a term that means itself.
    """
    if not words[at].strip():
        return 0, ""
    table = _english()
    for size in range(min(2 * _MAX_PHRASE - 1, len(words) - at), 0, -2):
        said = "".join(words[at : at + size])
        phrase = " ".join(said.lower().split())
        if _in_documents(phrase, vocabulary):
            return size, said
        for form in (phrase, phrase.removesuffix("s"), phrase.replace("-", " ")):
            if form in table:
                return size, table[form]
    return 0, ""


def _in_documents(phrase: str, vocabulary: Vocabulary) -> bool:
    if " " not in phrase and phrase in vocabulary.df:
        return True
    if len(phrase) < 2 or phrase not in vocabulary.text:
        return False
    return bool(re.search(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", vocabulary.text))


def _pinyin(words: list[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words as characters: as many at once as are pinyin together, the rest as it is."""
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            said = "".join(words[at:end])
            if meant := _characters(said, vocabulary):
                yield said, meant
                break
        else:
            end = at + 1
            yield words[at], _from_initials(words[at], vocabulary) or words[at]
        at = end


def _characters(said: str, vocabulary: Vocabulary) -> str | None:
    """What is pinyin as a whole in characters, or None."""
    heard = re.sub(r"[\s'’\-]", "", sound.letters(said))
    if len(heard) < _MIN_PINYIN or said != said.strip():
        return None
    return _decoded(heard, vocabulary)


def _from_initials(said: str, vocabulary: Vocabulary) -> str | None:
    """The one name with these initials; capitals are an abbreviation, not initials."""
    if len(said) < _MIN_INITIALS or not said.isascii() or not said.islower():
        return None
    names = vocabulary.by_initials.get(said, ())
    return names[0] if len(names) == 1 else None


def _decoded(syllables: str, vocabulary: Vocabulary) -> str | None:
    """Letters as the fewest words whose sounds they are, or None.

    Dynamic programming over the end of each word; words of questions and documents, the commonest
    of those that sound the same.
    """
    best: list[tuple[float, str] | None] = [(0.0, "")] + [None] * len(syllables)
    for end in range(1, len(syllables) + 1):
        for begin in range(max(0, end - _LONGEST_KEY), end):
            before = best[begin]
            if before is None:
                continue
            word, cost = _word(syllables[begin:end], vocabulary)
            if word and (best[end] is None or before[0] + cost < best[end][0]):  # type: ignore[index]
                best[end] = (before[0] + cost, before[1] + word)
    found = best[-1]
    return found[1] if found else None


def _word(heard: str, vocabulary: Vocabulary) -> tuple[str, float]:
    """The word of a sound and what choosing it costs; longer words save others."""
    spoken = _spoken().get(heard)
    if spoken:
        return spoken, _SPOKEN_COST if len(spoken) > 1 else _SINGLE_COST
    words = vocabulary.by_sound.get(heard)
    return (words[0], _WORD_COST) if words else ("", 0.0)


@cache
def _spoken() -> Mapping[str, str]:
    """Pinyin to the word of a question, the first one in `spoken.txt`."""
    table: dict[str, str] = {}
    for word in read_words(_SPOKEN_FILE):
        for heard in sound.sounds(word)[: None if len(word) > 1 else 1]:
            table.setdefault(heard, word)
    return table


@cache
def _english() -> Mapping[str, str]:
    """English form, lower case, to the Chinese term; to nothing for a word that says nothing."""
    table: dict[str, str] = {}
    for line in _ENGLISH_FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            forms, term, _ = line.split("\t")
            table.update(dict.fromkeys(forms.split("|"), term))
    return table
