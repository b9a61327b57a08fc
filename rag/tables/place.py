"""Which places a document names: those whose government answers for something in it.

A name is a place only where the document shows it to be one, by a unit with the ending of a
government (`江夏区人民政府`, `东湖高新区管委会`) or of a place (`甲区`) among those responsible.
"""

import re
from collections.abc import Iterator

from corpus.document import Clause, Document
from corpus.responsibility import read_assignments

_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会|政府)$")
_PLACE = re.compile(
    r"(?!各|有关|相关|全|市|省|区|县)[\u4e00-\u9fff]{1,14}?"
    r"(?:区|县|市|州|旗|镇|乡|街道|新城|开发区|高新区)(?:[(（][\u4e00-\u9fff]{1,8}[)）])?"
)
_KINDS_AWAY = ("toc", "signature", "addressee")


def places_of(document: Document) -> Iterator[tuple[str, Clause, int, int]]:
    """Each place with each clause that names it: name, clause, and the sentence's slice."""
    for place in place_names(document):
        for clause in document.clauses:
            at = clause.text.find(place)
            if clause.kind not in _KINDS_AWAY and at >= 0:
                start, end = _sentence(clause.text, at, at + len(place))
                yield place, clause, clause.start + start, clause.start + end


def place_names(document: Document) -> list[str]:
    """The places of a document by the order in which they answer for something."""
    named: dict[str, None] = {}
    for each in read_assignments(document.clauses):
        for unit in (*each.lead, *each.support):
            bare = _GOVERNMENT.sub("", unit)
            if _PLACE.fullmatch(bare):
                named[bare] = None
    return list(named)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around `text[start:end]`."""
    first = max(text.rfind(mark, 0, start) for mark in "。；;\n") + 1
    ends = [at + 1 for mark in "。；;\n" if (at := text.find(mark, end)) >= 0]
    last = min(ends, default=len(text))
    stripped = text[first:last]
    first += len(stripped) - len(stripped.lstrip())
    return first, first + len(stripped.strip())
