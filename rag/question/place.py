"""The provinces and larger cities: a question that names one asks about it."""

from functools import cache
from pathlib import Path

from rag.words.terms import read_words

_PLACES_FILE = Path(__file__).with_name("places.txt")


@cache
def places() -> frozenset[str]:
    """Their names without 省 or 市; none begins with another."""
    return frozenset(read_words(_PLACES_FILE))
