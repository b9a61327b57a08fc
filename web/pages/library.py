"""文库: the documents with what holds of them; and one document, to read at a permanent address."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus.document import Clause, Document
from web.api.reading import known
from web.pages.lookup import standing_of
from web.pages.page import page
from web.services import CurrentUser, Seen

router = APIRouter(include_in_schema=False)
_NO_HEADING = ("题头", "目录")


@router.get("/library", response_class=HTMLResponse)
def library(request: Request, user: CurrentUser, view: Seen) -> HTMLResponse:
    """All visible documents."""
    return page(request, "library.html", user, known=standing_of(view, date.today()))


@router.get("/d/{doc_id:path}", response_class=HTMLResponse)
def document(
    request: Request,
    user: CurrentUser,
    view: Seen,
    doc_id: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """The document with the tree of its sections; `[start:end]` of its text is set off."""
    found = known(view, doc_id)
    standing = next(one for one in standing_of(view, date.today()) if one.document.doc_id == doc_id)
    return page(
        request,
        "document.html",
        user,
        document=found,
        standing=standing,
        sections=sections(found),
        passages=[passage(clause, start, end) for clause in found.clauses],
    )


def sections(document: Document) -> list[tuple[str, str, int]]:
    """Address, name and depth of each section, for the tree."""
    named: dict[str, tuple[str, int]] = {}
    for clause in document.clauses:
        if clause.section not in named:
            heading = clause.heading_path[-1] if clause.heading_path else clause.section
            named[clause.section] = (heading.strip()[:40], clause.section.count("/"))
    return [(section, name, depth) for section, (name, depth) in named.items()]


def passage(clause: Clause, start: int, end: int) -> tuple[Clause, str, str, str]:
    """A clause and its text before, inside and behind the slice that is set off."""
    first = min(max(start - clause.start, 0), len(clause.text))
    last = min(max(end - clause.start, first), len(clause.text))
    if end <= start or last == first:
        return clause, clause.text, "", ""
    return clause, clause.text[:first], clause.text[first:last], clause.text[last:]
