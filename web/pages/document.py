"""`/d/DOC#SECTION`: the reader, with the tree of sections and the cited slices marked.

`?start=12&end=40` marks a slice of the document's text, `&marks=50-60,77-99` more of them; the
address after `#` is a section's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from corpus.document import Clause, Document
from corpus.squeeze import one_line
from web.api.reading import known
from web.held import validities
from web.pages.failure import PageRoute
from web.pages.page import page
from web.services import CurrentUser, Parts, Seen, needs

router = APIRouter(
    include_in_schema=False,
    route_class=PageRoute,
    dependencies=[Depends(needs("reader", "read"))],
)
_SLICE = re.compile(r"(\d{1,8})-(\d{1,8})")
_MAX_MARKS = 200
_NAME_CHARS = 26
_NUMBER_CHARS = 5  # `1.`, `(十二)`, `第三条`
_NOT_IN_TREE = ("toc",)
Slice = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Some text of a clause; `mark` counts the marked slices from 1, 0 for none."""

    text: str
    mark: int


@dataclass(frozen=True)
class Passage:
    """A clause as the reader shows it; `anchor` where a section begins."""

    clause: Clause
    anchor: str
    label: str
    depth: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Branch:
    """A section in the tree."""

    section: str
    name: str
    depth: int


@router.get("/d/{doc_id:path}")
def read(
    request: Request,
    user: CurrentUser,
    doc_id: str,
    view: Seen,
    parts: Parts,
    marks: Annotated[str, Query(max_length=4000)] = "",
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The document as it lies in the library."""
    document = known(view, doc_id)
    slices = slices_of(f"{start}-{end},{marks}", len(document.text))
    (held,) = (one for one in validities(view, parts) if one.document.doc_id == doc_id)
    return page(
        request,
        "document.html",
        user,
        document=document,
        held=held,
        tree=tree_of(document),
        passages=list(passages_of(document, slices)),
        n_marks=len(slices),
    )


def slices_of(marks: str, length: int) -> list[Slice]:
    """The slices that an address names, by place, without those that overlap an earlier one."""
    found = sorted({(int(a), int(b)) for a, b in _SLICE.findall(marks)[:_MAX_MARKS]})
    kept: list[Slice] = []
    for start, end in found:
        if start < end <= length and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def tree_of(document: Document) -> list[Branch]:
    """Each section once, in reading order."""
    first: dict[str, Clause] = {}
    for clause in document.clauses:
        if clause.kind not in _NOT_IN_TREE:
            first.setdefault(clause.section, clause)
    return [Branch(section, _name(clause), depth(clause)) for section, clause in first.items()]


def passages_of(document: Document, slices: Sequence[Slice]) -> Iterator[Passage]:
    """Each clause; the anchor and the label where the section changes."""
    anchored: set[str] = set()
    before = ""
    for clause in document.clauses:
        anchor = "" if clause.section in anchored else clause.section
        anchored.add(clause.section)
        label = clause.label if clause.section != before else ""
        before = clause.section
        yield Passage(clause, anchor, label, depth(clause), tuple(_pieces(clause, slices)))


def _pieces(clause: Clause, slices: Sequence[Slice]) -> Iterator[Piece]:
    at = 0
    for number, (start, end) in enumerate(slices, start=1):
        first, last = max(start - clause.start, at), min(end - clause.start, len(clause.text))
        if first >= last:
            continue
        if first > at:
            yield Piece(clause.text[at:first], 0)
        yield Piece(clause.text[first:last], number)
        at = last
    if at < len(clause.text):
        yield Piece(clause.text[at:], 0)


def depth(clause: Clause) -> int:
    """How far a clause is indented, 0 to 4."""
    return min(clause.section.count("/"), 4)


def _name(clause: Clause) -> str:
    """The heading; the beginning of the text where a heading is no more than a number."""
    heading = " ".join((clause.heading_path[-1] if clause.heading_path else "").split())
    text = one_line(clause.text)
    said = text if len(heading) <= _NUMBER_CHARS and text.startswith(heading) else heading
    said = said or clause.label
    return said if len(said) <= _NAME_CHARS else f"{said[:_NAME_CHARS]}…"
