"""What an amendment changes in another document, section by section, as its items say.

    将第一部分第(二)项中的“甲”修改为“乙”     the words 甲 of that section read 乙
    删去第四条中的“甲”                        the words 甲 are gone
    将第二部分第(一)项修改为：“…”            the section reads as the item quotes
    第五部分第(四)项增加一款：“…”           what the item quotes stands there too
    将“甲”修改为“乙”                         the words, wherever they stand

Reads only; what an answer makes of it is `rag.across.revised`'s.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from corpus.document import Clause, Document
from corpus.marker import read_marker
from corpus.section import is_within
from rag.held.passage import Passage, slice_of
from rag.question.address import references, resolve

_Q, _U = '[“"「]', '[”"」]'
_WORDS = r"[^“”\"「」]{1,120}"
_REPLACED = re.compile(
    rf"{_Q}(?P<old>{_WORDS}){_U}[,，]?(?:统一|分别|均)?(?:修改|调整|替换|更改|改)[为成]{_Q}(?P<new>{_WORDS}){_U}"
)
_DELETED = re.compile(
    rf"(?:删[去除掉]|取消)(?P<where>[^“\"「。;；]{{0,40}}?){_Q}(?P<old>{_WORDS}){_U}"
)
_REWORDED = re.compile(r"(?:修改|调整|更改|改)为\s*[:：]|修改为[“\"「]")
_ADDED = re.compile(r"(?:增加|新增|增设)(?:规定)?")
_ENDED = re.compile(r"删[去除掉](?P<where>第[^。;；“\"「]{1,40})[。;；]?\s*$")


@dataclass(frozen=True)
class Change:
    """One change that the amendment's `item` states of `doc_id`.

    `section` is what it is made in, None for everywhere. `replace` puts `new` for `old`, `delete`
    takes `old` out (the whole section where it is empty); of `reword` the item holds the new text.
    An `add` puts what the item quotes into the section. `passage` is the slice that states it,
    `headings` those that the section stands under.
    """

    item: Clause
    doc_id: str
    section: str | None
    kind: Literal["replace", "delete", "reword", "add"]
    passage: Passage
    old: str = ""
    new: str = ""
    headings: tuple[str, ...] = ()

    def concerns(self, clause: Clause) -> bool:
        """Whether the clause lies in what is changed."""
        if clause.doc_id != self.doc_id:
            return False
        return self.section is None or is_within(clause.section, self.section)


def read_changes(
    documents: Mapping[str, Document], amended: Mapping[str, Sequence[str]]
) -> tuple[Change, ...]:
    """All changes that documents make to others among them, in reading order.

    `amended` maps a document to those that amend it.
    """
    return tuple(
        change
        for earlier, later_ids in amended.items()
        for later in later_ids
        for change in _of(documents[later], documents[earlier])
    )


def _of(later: Document, earlier: Document) -> Iterator[Change]:
    sections = [(c.doc_id, c.section) for c in earlier.clauses]
    numbered = (c for c in later.clauses if c.kind in ("item", "heading", "paragraph"))
    for _, group in groupby(numbered, key=lambda c: c.section):
        clauses = list(group)
        first = clauses[0]
        if read_marker(first.text) is None:
            continue
        section = _named(_opening(first.text), sections)
        stated = [
            change
            for clause in clauses
            for change in _in_words(clause, earlier.doc_id, section, sections)
        ]
        if stated:
            yield from stated
        elif section and (anew := _anew(first.text)):
            passage = slice_of(first, 0, len(first.text))
            headings = next(c.heading_path for c in earlier.clauses if c.section == section)
            yield Change(first, earlier.doc_id, section, anew, passage, headings=headings)
        elif found := _ENDED.search(first.text):
            if section := _named(found["where"], sections):
                passage = slice_of(first, *found.span())
                yield Change(first, earlier.doc_id, section, "delete", passage)


def _anew(text: str) -> Literal["reword", "add"] | None:
    """Whether an item words a section anew or adds to one."""
    if _REWORDED.search(text):
        return "reword"
    return "add" if _ADDED.search(_opening(text)) else None


def _in_words(
    clause: Clause, doc_id: str, section: str | None, sections: list[tuple[str, str]]
) -> Iterator[Change]:
    """Words that are put for others or taken out, in the section named right before them."""
    where, at = section, 0
    both = [*_REPLACED.finditer(clause.text), *_DELETED.finditer(clause.text)]
    for found in sorted(both, key=lambda match: match.start()):
        named = _named(clause.text[at : found.start("old")], sections) if at else None
        where = named or where
        deletes = found.re is _DELETED
        yield Change(
            clause,
            doc_id,
            where,
            "delete" if deletes else "replace",
            slice_of(clause, *found.span()),
            found["old"],
            "" if deletes else found["new"],
        )
        at = found.end()


def _opening(text: str) -> str:
    """What an item says before its first quotation, without its own number."""
    marker = read_marker(text)
    body = text[marker.length :] if marker else text
    return re.split(r"[“\"「:：]", body)[0]


def _named(text: str, sections: list[tuple[str, str]]) -> str | None:
    """The section that the words name; a paragraph (款) counts as its article."""
    steps = references(text)
    while steps:
        found = resolve(steps, sections)
        if len(found) == 1:
            whole = [s for _, s in sections if s == found[0] or s.endswith(f"/{found[0]}")]
            return whole[0] if whole else None
        steps = steps[:-1]
    return None
