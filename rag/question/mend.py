"""Mistyped words of a question, mended by the words of the documents: `大建康` -> `大健康`.

Precision before recall. A word is mended only where no document holds it and one of their words
sounds or looks the same; a place, a body, a number, and any word that the general dictionary knows
as a whole stay as they are, so that what the documents do not hold is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.tokenize import fold, is_word, words
from rag.question.place import places
from rag.question.query import Rewrite
from rag.words import sound
from rag.words.synonyms import same_as
from rag.words.terms import stop_words
from rag.words.vocabulary import Vocabulary

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# Names of places and bodies differ by one character from those of others.
_PLACE_OR_BODY = re.compile(
    r"[省市区县州旗镇乡街局委办厅部院署]$|(?:政府|银行|公司|集团|大学|街道)$|[省市区县]"
)
_BEFORE_A_VERB = frozenset("要 能 可 可以 会 想 如何 怎么 怎样 重点 加快 推进 将 需 应".split())
_MAX_TOKENS = 5
_MAX_LENGTH = 10
_LONG = 5  # characters that hardly sound like a term by chance
_CLEARLY = 2  # times as common as the next candidate


@dataclass(frozen=True)
class _Window:
    """Neighbouring words of a question, as one string, and whether a stray piece is among them."""

    start: int
    text: str
    is_stray: bool
    before: str
    after: str


def mended(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[Rewrite, ...]]:
    """The question with its mistyped words mended, and what was changed."""
    rewrites: list[tuple[int, Rewrite]] = []
    for run in _CHINESE.finditer(text):
        taken: set[int] = set()
        for window in sorted(_windows(run[0], vocabulary), key=lambda w: -len(w.text)):
            place = set(range(window.start, window.start + len(window.text)))
            if taken & place:
                continue
            if word := _meant(window, vocabulary):
                taken |= place
                rewrites.append((run.start() + window.start, Rewrite(window.text, word)))
    for start, rewrite in sorted(rewrites, key=lambda pair: -pair[0]):
        text = text[:start] + rewrite.meant + text[start + len(rewrite.said) :]
    return text, tuple(rewrite for _, rewrite in sorted(rewrites, key=lambda pair: pair[0]))


def _windows(run: str, vocabulary: Vocabulary) -> Iterator[_Window]:
    """Neighbouring words that hold one which neither documents nor questions know."""
    tokens = words(run)
    states = [_state(token, vocabulary) for token in tokens]
    if not any(state in ("stray", "foreign") for state in states):
        return
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    for first in range(len(tokens)):
        for last in range(first, min(first + _MAX_TOKENS, len(tokens))):
            inside = states[first : last + 1]
            text = run[starts[first] : starts[last + 1]]
            if "fixed" in inside or len(text) > _MAX_LENGTH:
                break
            if len(text) < 2 or not {"stray", "foreign"} & set(inside):
                continue
            if states[first] == "spoken" and len(tokens[first]) > 1:
                break
            if states[last] == "spoken" and len(tokens[last]) > 1:
                continue
            yield _Window(
                starts[first],
                text,
                "stray" in inside,
                tokens[first - 1] if first else "",
                tokens[last + 1] if last + 1 < len(tokens) else "",
            )


def _state(token: str, vocabulary: Vocabulary) -> str:
    """What is known of a question's word.

    spoken  belongs to asking        known    the documents or the synonyms hold it
    fixed   a place                  foreign  only the general dictionary has it
    stray   a lone character, or no word at all
    """
    if token in places():
        return "fixed"
    if token in stop_words():
        return "spoken"
    if len(token) > 1 and (vocabulary.df.get(token) or token in same_as()):
        return "known"
    return "foreign" if len(token) > 1 and is_word(token) else "stray"


def _meant(window: _Window, vocabulary: Vocabulary) -> str | None:
    """The one word of the documents that the window stands for, or None."""
    said = window.text
    if vocabulary.has_word(said) or is_word(said) or said in same_as():
        return None
    if len(said) == 2:
        word = _short(window, vocabulary)
    else:
        word = (
            _best(said, _same_sound(window, vocabulary), vocabulary)
            or _best(said, _same_shape(window, vocabulary), vocabulary)
            or _best(said, _one_slip(window, vocabulary), vocabulary)
        )
    # Last, since the whole text is read for it.
    return word if word and said not in vocabulary.text else None


def _short(window: _Window, vocabulary: Vocabulary) -> str | None:
    """The word that a pair of characters stands for, or None.

    Pairs sound alike by chance: only a word of the dictionary that keeps one of them counts, where
    the documents use it beside the same neighbour, or where only a verb can stand.
    """
    said = window.text
    if not window.is_stray:
        return None
    keeping = [
        word
        for word in _heard_alike(said, vocabulary)
        if len(word) == 2 and is_word(word) and (word[0] == said[0] or word[1] == said[1])
    ]
    fitting = [
        word
        for word in keeping
        if (len(window.before) > 1 and f"{window.before}{word}" in vocabulary.text)
        or (len(window.after) > 1 and f"{word}{window.after}" in vocabulary.text)
        or (window.before in _BEFORE_A_VERB and (not window.after or window.after in stop_words()))
    ]
    return _best(said, fitting, vocabulary)


def _same_sound(window: _Window, vocabulary: Vocabulary) -> list[str]:
    """Words of the window's length that are read the same; tones count where nothing is stray."""
    said = window.text
    heard = [word for word in _heard_alike(said, vocabulary) if len(word) == len(said)]
    exact = [word for word in heard if sound.toned(word) == sound.toned(said)]
    if exact or _PLACE_OR_BODY.search(said):
        return exact
    if not window.is_stray and len(said) < _LONG:
        return []
    if heard:
        return heard
    return [
        word
        for word in vocabulary.by_near_sound.get(sound.near(said), ())
        if len(word) == len(said) and _n_different(word, said) == 1
    ]


def _same_shape(window: _Window, vocabulary: Vocabulary) -> list[str]:
    """Words that differ in one character which looks like the window's."""
    said = window.text
    if not window.is_stray or _PLACE_OR_BODY.search(said):
        return []
    alike = sound.lookalikes()
    return [
        word
        for at, character in enumerate(said)
        for other in alike.get(character, "")
        if vocabulary.weight(word := said[:at] + other + said[at + 1 :])
    ]


def _one_slip(window: _Window, vocabulary: Vocabulary) -> list[str]:
    """Words of which the window lacks, doubles or swaps one inner character."""
    said = window.text
    if not window.is_stray or _PLACE_OR_BODY.search(said):
        return []
    return [
        word
        for word in vocabulary.by_ends.get(said[0] + said[-1], ())
        if _is_slip(said, word) and not _PLACE_OR_BODY.search(word)
    ]


def _is_slip(said: str, word: str) -> bool:
    if len(said) == len(word):
        differing = [at for at in range(len(word)) if said[at] != word[at]]
        return (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and said[differing[0]] == word[differing[1]]
            and said[differing[1]] == word[differing[0]]
        )
    if len(said) == len(word) - 1:
        return any(word[:at] + word[at + 1 :] == said for at in range(1, len(word) - 1))
    if len(said) == len(word) + 1:
        return any(
            said[at] == said[at - 1] and said[:at] + said[at + 1 :] == word
            for at in range(1, len(said))
        )
    return False


def _heard_alike(said: str, vocabulary: Vocabulary) -> list[str]:
    found = (w for heard in sound.sounds(said) for w in vocabulary.by_sound.get(heard, ()))
    return list(dict.fromkeys(found))


def _best(said: str, candidates: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The candidate that keeps most of what was said, if it is clearly the most common of those."""
    candidates = [word for word in dict.fromkeys(candidates) if word != fold(said)]
    if not candidates:
        return None
    fewest = min(_n_different(word, said) for word in candidates)
    near = [word for word in candidates if _n_different(word, said) == fewest]
    ranked = sorted(near, key=lambda word: -vocabulary.weight(word))
    if len(ranked) > 1 and vocabulary.weight(ranked[0]) < _CLEARLY * vocabulary.weight(ranked[1]):
        return None
    return ranked[0]


def _n_different(word: str, said: str) -> int:
    if len(word) != len(said):
        return 1
    return sum(a != b for a, b in zip(word, said, strict=True))
