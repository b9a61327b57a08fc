"""A stream of text pieces into whole sentences, each with the markers that follow it."""

import re
from collections.abc import Iterable, Iterator

from rag.generate.markers import BEGUN, MARKER

_END = re.compile(r"[。！？!?][”’」』》）)]*|\n")
_MAX_CHARACTERS = 600  # a model that never ends a sentence must not be waited for


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Each sentence as soon as it and its markers are complete, the unended rest last.

    Example: `["收入达到4", "000亿元。[", "1]由市科"]` -> `收入达到4000亿元。[1]`, `由市科`.
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        while (end := _complete(waiting)) is not None:
            if sentence := waiting[:end].strip():
                yield sentence
            waiting = waiting[end:]
    for line in waiting.splitlines():
        if sentence := line.strip():
            yield sentence


def _complete(text: str) -> int | None:
    """Where the first sentence ends for certain; None where more may belong to it."""
    found = _END.search(text)
    if found is None:
        return _MAX_CHARACTERS if len(text) > _MAX_CHARACTERS else None
    at = found.end()
    while True:
        blank = re.match(r"[ \t\u3000]*", text[at:])
        begin = at + (blank.end() if blank else 0)
        if begin >= len(text) or (BEGUN.match(text[begin:]) and not MARKER.match(text, begin)):
            # subtle: behind a line break no marker belongs to the sentence before it.
            return at if found[0] == "\n" else None
        marker = MARKER.match(text, begin)
        if marker is None or found[0] == "\n":
            return at
        at = marker.end()
