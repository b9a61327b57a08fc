"""The same document held twice: in two formats, under two names, or with a word changed.

Compares what clauses say without blanks, so that layout makes no difference. Names pairs; which
of the two to keep is for a person to say.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Document

_SHARE = 0.9  # of the characters of the longer one, in equal clauses
_MIN_LENGTH = 12  # characters; shorter clauses say the same in many documents
_COMMON = 20  # documents that hold a clause, from which on it tells nothing


@dataclass(frozen=True)
class Duplicate:
    """Two documents that say the same; `differing` counts the clauses of `second` that do not."""

    first: Document
    second: Document
    differing: int

    def __str__(self) -> str:
        pair = f"“{self.first.path.name}”与“{self.second.path.name}”"
        if self.differing:
            return (
                f"{pair}几乎相同（{self.differing} 条不同）：若是新旧版本，请只留现行的一份；"
                f"用 python -m index diff {self.first.doc_id} {self.second.doc_id} 查看差别"
            )
        return f"{pair}内容相同，是同一份文件：请只留一份，以免回答重复引用"


def duplicates(documents: Iterable[Document]) -> list[Duplicate]:
    """The pairs of documents that say the same, in the order of their ids.

    Two copies of a text that differ in one clause in ten characters are a pair too. Takes time in
    proportion to the clauses, not to the pairs of documents.
    """
    said = {d.doc_id: (d, Counter(_said(d))) for d in documents}
    holders: dict[str, list[str]] = {}
    for doc_id, (_, texts) in said.items():
        for text in texts:
            if len(text) >= _MIN_LENGTH:
                holders.setdefault(text, []).append(doc_id)
    shared: Counter[tuple[str, str]] = Counter()
    for text, ids in holders.items():
        if len(ids) <= _COMMON:
            for at, first in enumerate(ids):
                shared.update({(first, second): len(text) for second in ids[at + 1 :]})
    found: list[Duplicate] = []
    for (first, second), length in sorted(shared.items()):
        (one, mine), (other, theirs) = said[first], said[second]
        if length >= _SHARE * max(_length(mine), _length(theirs)):
            found.append(Duplicate(one, other, (theirs - mine).total()))
    return found


def _said(document: Document) -> Sequence[str]:
    return ["".join(clause.text.split()) for clause in document.clauses]


def _length(texts: Counter[str]) -> int:
    return sum(len(text) for text in texts if len(text) >= _MIN_LENGTH)
