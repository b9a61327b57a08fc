"""A question cut around terms that the cutter would tear: `高企|能拿`, not `高企能|拿`."""

from functools import cache, lru_cache

from index.tokenize import fold, is_word, words
from rag.words.synonyms import from_synonyms, groups, own_words


@from_synonyms
@lru_cache(maxsize=256)
def around_torn_terms(text: str) -> tuple[tuple[str, bool], ...]:
    """The folded text in pieces, in order, and whether each is a torn term.

    Words of the dictionary are not cut: `市场|地图` holds no 场地. They are put together where the
    data folder's own synonyms say that they are one term.
    """
    folded = fold(text)
    for term in _terms():
        at = folded.find(term)
        if at < 0:
            continue
        touched = _touched(folded, at, at + len(term))
        whole = term in own_words() and "".join(touched) == term
        known = any(len(word) > 1 and is_word(word) for word in touched)
        if touched == [term] or (known and not whole):
            continue
        before, after = folded[:at], folded[at + len(term) :]
        pieces = (*around_torn_terms(before), (term, True), *around_torn_terms(after))
        return tuple(piece for piece in pieces if piece[0])
    return ((folded, False),)


def _touched(folded: str, begin: int, end: int) -> list[str]:
    """The words that the stretch lies in."""
    found = []
    place = 0
    for word in words(folded):
        if place < end and begin < place + len(word):
            found.append(word)
        place += len(word)
    return found


@from_synonyms
@cache
def _terms() -> tuple[str, ...]:
    """The terms of two or more characters that others mean the same as, the longest first."""
    terms = {term for group in groups() for term in group if len(term) > 1 and not term.isascii()}
    return tuple(sorted(terms, key=lambda term: (-len(term), term)))
