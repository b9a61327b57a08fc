"""Latin words of a question as the documents write them: `pet-ct` is asked as `PET-CT`.

Words are compared without case, but the embedder tells PET from pet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rag.words.vocabulary import MAX_TEXT

_LATIN = re.compile(r"[A-Za-z]+")

Spellings = Mapping[str, tuple[str, ...]]


def spellings(texts: Iterable[str]) -> Spellings:
    """Latin words in lower case to how they are written, commonest first; of the first texts."""
    counts: Counter[str] = Counter()
    left = MAX_TEXT
    for text in texts:
        counts.update(_LATIN.findall(text[:left]))
        left -= len(text)
        if left <= 0:
            break
    written: dict[str, tuple[str, ...]] = {}
    for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        written[word.lower()] = (*written.get(word.lower(), ()), word)
    return written


def as_written(text: str, known: Spellings) -> str:
    """The text with each Latin word in a case that the documents use; others as they are."""

    def own(found: re.Match[str]) -> str:
        forms = known.get(found[0].lower(), ())
        return found[0] if found[0] in forms or not forms else forms[0]

    return _LATIN.sub(own, text)
