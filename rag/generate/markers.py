"""Citation markers in every shape that models write them, read and taken out of a sentence.

    收入达到4000亿元[1]。      收入达到4000亿元【1†来源】    收入达到4000亿元〔1〕〔3〕
    收入达到4000亿元［1，3］    收入达到4000亿元[1-3]         收入达到4000亿元[来源2]

A document number's year (〔2021〕6号) has four digits and is no marker.
"""

import re
from typing import NamedTuple

from index.tokenize import fold

_OPEN, _CLOSE = r"[\[【［〔]", r"[\]】］〕]"
_NAME = r"(?:\^|id\s*[:：]?|来源|条款|引用|资料|依据|source|ref)?\s*[:：]?\s*"
_JOIN = r"\s*(?:[-–—−~～至到,，、;；和及]|\s)\s*"
_ONE = rf"{_NAME}\d{{1,3}}(?!\d)"
MARKER = re.compile(
    rf"{_OPEN}\s*(?P<list>{_ONE}(?:{_JOIN}{_ONE})*)\s*(?:†[^\]】］〕]*)?{_CLOSE}", re.IGNORECASE
)
# What may still become a marker when more of a stream has come.
BEGUN = re.compile(rf"{_OPEN}[^\]】］〕。！？\n]{{0,24}}$")
_SPAN = re.compile(r"(\d+)(?:\s*[-–—−~～至到]\s*(?:\^|id:?|来源|条款)?\s*(\d+))?")
_LONGEST_SPAN = 20


class Marked(NamedTuple):
    """A sentence without its markers, and the numbers that they name, each once, in order."""

    text: str
    markers: tuple[int, ...]


def read_markers(sentence: str) -> Marked:
    """Take the markers out: `达到4000亿元[1，3]。` -> (`达到4000亿元。`, (1, 3)).

    A span that runs backwards or over more than 20 numbers names its two ends only.
    """
    named: list[int] = []
    for match in MARKER.finditer(sentence):
        for span in _SPAN.finditer(fold(match["list"])):
            first = int(span[1])
            last = int(span[2] or span[1])
            ends = (first, last)
            named += range(first, last + 1) if 0 <= last - first < _LONGEST_SPAN else ends
    return Marked(MARKER.sub("", sentence).strip(), tuple(dict.fromkeys(named)))
