"""What a document says of several grants together: 就高不重复, 补足差额, 可以叠加享受.

Told to whoever a grant fits; nothing is worked out of it. A passage that names articles is for
those, one that stands in a section that grants is for that section, any other for all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Clause
from corpus.marker import read_marker
from corpus.scope import articles_named
from corpus.section import is_within
from corpus.squeeze import squeeze

_KINDS = ("item", "paragraph", "tail")
_TELLS = re.compile(
    r"就高|从高|从优|择优|不(?:予|再|得|可|能)?(?:累计|兼得|重复|叠加)(?!申[报请][^,，。]{0,4}材料)|"
    r"(?:不能|不得|不可)(?:同时|重复)(?:享受|申[报请]|获得)|只能(?:享受|申[报请]|选择)|"
    r"(?:可以?|允许|能)(?:同时|叠加|累加)|叠加享受|补足?差|差额(?:补足|部分)|最高(?:级别|标准|一项)[^,，。;；]{0,4}(?:奖励|补助|享受)|自主选择其中"
)


@dataclass(frozen=True)
class Overlap:
    """`document.text[start:end]` says what several grants do to each other.

    `sections` are those that it is for; none for all that the document grants.
    """

    clause: Clause
    start: int
    end: int
    sections: tuple[str, ...]

    @property
    def text(self) -> str:
        """The slice on one line."""
        begin = self.start - self.clause.start
        return " ".join(self.clause.text[begin : begin + self.end - self.start].split())

    def concerns(self, section: str) -> bool:
        """Whether it is said of what a section grants."""
        return not self.sections or any(is_within(section, s) for s in self.sections)


def read_overlaps(clauses: Sequence[Clause], granting: frozenset[str]) -> tuple[Overlap, ...]:
    """The sentences that say so, in reading order; `granting` are the sections that grant."""
    sections = frozenset(c.section for c in clauses)
    return tuple(
        found
        for clause in clauses
        if clause.kind in _KINDS
        for found in _of_clause(clause, granting, sections)
    )


def _of_clause(
    clause: Clause, granting: frozenset[str], sections: frozenset[str]
) -> Iterator[Overlap]:
    whole = squeeze(clause.text)
    marker = read_marker(whole.text)
    first = marker.length if marker else 0
    for sentence in re.finditer(r"[^。;；]+[。;；]?", whole.text):
        if not _TELLS.search(sentence[0]):
            continue
        begin = max(sentence.start(), first)
        start, end = whole.slice(begin, sentence.end())
        # A marker before another article (第九条　第三条、第四条…) reads like one of those named.
        named = articles_named(whole.text[begin : sentence.end()], sections - {clause.section})
        own = (clause.section,) if clause.section in granting else ()
        yield Overlap(clause, clause.start + start, clause.start + end, named or own)
