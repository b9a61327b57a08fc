"""速查: tables over all documents, a unit's tasks, a phrase word for word; as a page or a file."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from rag.tables import selection
from rag.tables.listing import NAMES, list_documents
from rag.tables.phrase import find_phrase
from rag.tables.selection import SelectionError
from rag.tables.table import Row, Table, shown
from rag.tables.unit_page import unit_page
from rag.take_away.spreadsheet import csv_bytes, xlsx_bytes
from web.held import validities
from web.live import View
from web.pages.failure import PageRoute
from web.pages.page import page, words_of
from web.problems import NotFound
from web.services import CurrentUser, Parts, Seen, Services
from web.words import Words

router = APIRouter(include_in_schema=False, route_class=PageRoute)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (*NAMES, "find")
_MAX_ROWS = 1000  # on a page; files hold all


@dataclass(frozen=True)
class Lookup:
    """What is looked up; empty for what does not matter."""

    table: str = "responsibilities"
    unit: str = ""
    district: str = ""
    document: str = ""
    words: str = ""
    phrase: str = ""
    sort: str = ""
    descending: bool = False
    ended: bool = False


def asked(
    table: Annotated[str, Query(pattern=f"^({'|'.join(TABS)})$")] = "responsibilities",
    unit: Annotated[str, Query(max_length=100)] = "",
    district: Annotated[str, Query(max_length=100)] = "",
    document: Annotated[str, Query(max_length=1000)] = "",
    words: Annotated[str, Query(max_length=200)] = "",
    phrase: Annotated[str, Query(max_length=500)] = "",
    sort: Annotated[str, Query(max_length=30)] = "",
    descending: bool = False,
    ended: bool = False,
) -> Lookup:
    """From the address."""
    return Lookup(
        table, unit.strip(), district.strip(), document, words, phrase, sort, descending, ended
    )


Wanted = Annotated[Lookup, Depends(asked)]


@router.get("/lookup", response_class=HTMLResponse)
def lookup(
    request: Request, user: CurrentUser, view: Seen, parts: Parts, words: Wanted
) -> HTMLResponse:
    """The page; what cannot be looked up is said in the place of the table."""
    problem = ""
    try:
        table = looked_up(view, parts, words)
    except SelectionError as error:
        table, problem = Table(words.table, (), (), 0), str(error)
    own = words_of(request)
    return page(
        request,
        "lookup.html",
        user,
        asked=words,
        tabs=TABS,
        table=table,
        rows=table.rows[:_MAX_ROWS],
        documents=view.documents.values(),
        problem=problem,
        query=request.url.query,
        cell=lambda row, column: _cell(row, column, own),
    )


def _cell(row: Row, column: str, words: Words) -> str:
    """The cell in the reader's language where it is one of the program's words."""
    cell = shown(row, column)
    return "" if cell is None else words.known(f"cell_{cell}", str(cell))


@router.get("/lookup.{kind}")
def file(
    kind: Annotated[str, Path(pattern="^(csv|xlsx)$")],
    view: Seen,
    parts: Parts,
    words: Wanted,
) -> Response:
    """The same rows, all of them, to take away."""
    try:
        table = looked_up(view, parts, words)
    except SelectionError as error:
        raise NotFound(str(error)) from None
    content = csv_bytes(table) if kind == "csv" else xlsx_bytes(table)
    name = f'attachment; filename="{words.table}.{kind}"'
    media = "text/csv; charset=utf-8" if kind == "csv" else _XLSX
    return Response(content, media_type=media, headers={"Content-Disposition": name})


def looked_up(view: View, parts: Services, words: Lookup) -> Table:
    """The table that is asked for.

    Raises:
        SelectionError: a filter that cannot be.
    """
    known = validities(view, parts)
    documents = {
        one.document.doc_id: one.document for one in known if words.ended or one.status.holds
    }
    if words.table == "find":
        return find_phrase(documents, words.phrase) if words.phrase else Table("find", (), (), 0)
    if words.table == "documents":
        table = list_documents(known)
    elif words.table == "responsibilities" and words.unit:
        table = unit_page(view.tables.table("responsibilities", documents), words.unit)
    else:
        table = view.tables.table(words.table, documents)
    if words.district:
        table = selection.of_district(table, words.district)
    if words.document:
        table = selection.of_document(table, words.document, tuple(view.documents))
    if words.words:
        table = selection.with_words(table, words.words)
    if words.sort and words.sort in table.columns:
        table = selection.in_order(table, words.sort, descending=words.descending)
    return table
