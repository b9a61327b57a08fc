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

from corpus.list_file import rows_of
from rag.question.query import Rewrite
from rag.words import sound
from rag.words.terms import read_words
from rag.words.vocabulary import Vocabulary

_ENGLISH_FILE = Path(__file__).with_name("english.tsv")
_SPOKEN_FILE = Path(__file__).with_name("spoken.txt")
_LETTERS = re.compile(r"[a-zA-Z\u00c0-\u01ff][a-zA-Z\u00c0-\u01ff0-9&'’\- ]*")
_TOKEN = re.compile(r"[a-z0-9&\-]+|\s+|.", re.IGNORECASE | re.DOTALL)
_MAX_PHRASE = 4  # words of an English phrase
_MIN_PINYIN = 4  # letters of a lone word read as pinyin
_MIN_INITIALS = 3
_LONGEST_KEY = 40  # letters
_CONTEXT = 8  # characters before a run of letters
_MAX_COST, _FEW_WORDS = 2.2, 4.4  # of a typed word, of all
_WORD_COST, _SPOKEN_COST, _SINGLE_COST = 1.0, 1.05, 1.6


def spelled(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[Rewrite, ...]]:
    """The question with what was typed in letters written in characters, and what was changed."""
    parts: list[str] = []
    rewrites: list[Rewrite] = []
    at = 0
    for run in _LETTERS.finditer(text):
        parts.append(text[at : run.start()])
        at = run.end()
        for said, meant in _read(run[0], "".join(parts)[-_CONTEXT:], vocabulary):
            parts.append(meant)
            if said.strip() != meant.strip():
                rewrites.append(Rewrite(said.strip(), meant.strip()))
    parts.append(text[at:])
    return "".join(parts), tuple(rewrite for rewrite in rewrites if rewrite.meant)


def _read(run: str, before: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The pieces of a run of letters, each with what it means; `before` is what stands before."""
    words = _TOKEN.findall(run)
    at = 0
    pending: list[str] = []  # words that may be pinyin, with the blanks between them
    while at < len(words):
        size, meant = _english_at(words, at, vocabulary)
        if size:
            yield from _pinyin(pending, before, vocabulary)
            pending = []
            said = "".join(words[at : at + size])
            yield said, meant
            at += size
            continue
        pending.append(words[at])
        at += 1
    yield from _pinyin(pending, before, vocabulary)


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
    if phrase in vocabulary.df:
        return True
    parts = re.findall(r"[a-z0-9]+", phrase)
    if len(parts) < 2 or not all(part in vocabulary.df for part in parts):
        return False
    return bool(re.search(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", vocabulary.text))


def _pinyin(words: list[str], before: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words as characters: as many at once as are pinyin together, the rest as it is."""
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            said = "".join(words[at:end])
            if meant := _characters(words[at:end], "" if at else before, vocabulary):
                yield said, meant
                break
        else:
            end = at + 1
            yield words[at], _from_initials(words[at], vocabulary) or words[at]
        at = end


def _characters(words: list[str], before: str, vocabulary: Vocabulary) -> str | None:
    """What is pinyin as a whole in characters, or None."""
    if not words[0].strip() or not words[-1].strip():
        return None
    tokens = [t for word in words if (t := re.sub(r"[\s'’\-]", "", sound.letters(word)))]
    if len("".join(tokens)) < _MIN_PINYIN:
        return None
    behind = before.rstrip()[-2:]
    for word in vocabulary.by_sound.get("".join(tokens), ()):
        if len(behind) > 1 and f"{behind}{word}" in vocabulary.text:
            return word  # the one of its sound that the documents use there
    return _decoded(tokens, vocabulary)


def _from_initials(said: str, vocabulary: Vocabulary) -> str | None:
    """The one name with these initials; capitals are an abbreviation, not initials."""
    if len(said) < _MIN_INITIALS or not said.isascii() or not said.islower():
        return None
    names = vocabulary.by_initials.get(said, ())
    return names[0] if len(names) == 1 else None


def _decoded(tokens: list[str], vocabulary: Vocabulary) -> str | None:
    """Typed words as the fewest words whose sounds they are, or None.

    Dynamic programming over the end of each word; of words that sound the same the commonest. A
    word is part of one typed word or spans whole ones; a typed word is hardly many words.
    """
    heard = "".join(tokens)
    edges = {0}
    for token in tokens:
        edges.add(max(edges) + len(token))
    best: dict[int, tuple[float, str]] = {0: (0.0, "")}
    for end in range(1, len(heard) + 1):
        for begin in range(max(0, end - _LONGEST_KEY), end):
            if begin not in best or not _may_stand(heard, begin, end, edges):
                continue
            word, cost = _word(heard[begin:end], vocabulary)
            if word and (end not in best or best[begin][0] + cost < best[end][0]):
                best[end] = (best[begin][0] + cost, best[begin][1] + word)
    if len(heard) not in best:
        return None
    cost, text = best[len(heard)]
    return text if cost <= _MAX_COST * len(tokens) or cost <= _FEW_WORDS else None


def _may_stand(heard: str, begin: int, end: int, edges: set[int]) -> bool:
    """Whether a word may be written there: within a typed word or over whole ones."""
    if any(begin < edge < end for edge in edges) and not {begin, end} <= edges:
        return False
    # Inside a typed word a vowel goes on with the syllable before it: jie, not ji'e.
    return begin in edges or heard[begin] not in "aeo"


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
    for forms, term, _ in rows_of(_ENGLISH_FILE):
        table.update(dict.fromkeys(forms.split("|"), term))
    return table
