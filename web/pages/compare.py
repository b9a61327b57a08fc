"""`/compare?old=ID&new=ID@2`: two documents or versions, and how they differ."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from corpus.diff import ClauseChange, diff
from corpus.document import Document
from corpus.edit import ValueChange
from index.errors import IndexUnusable
from index.versions import versions
from web.live import Live, View
from web.pages.failure import PageRoute
from web.pages.page import page
from web.problems import NotFound
from web.services import CurrentUser, Parts, Seen, Services, needs

router = APIRouter(
    include_in_schema=False,
    route_class=PageRoute,
    dependencies=[Depends(needs("reader", "read"))],
)
Name = Annotated[str, Query(max_length=1000)]


@router.get("/compare")
def compare(
    request: Request, user: CurrentUser, view: Seen, parts: Parts, old: Name, new: Name
) -> Response:
    """What changed, the values first."""
    older, newer = called(view, parts, old), called(view, parts, new)
    found = diff(older, newer)
    values: list[tuple[ClauseChange, ValueChange]] = [
        (change, value) for change in found.changes for value in change.values
    ]
    values.sort(key=lambda pair: pair[1].kind == "condition")
    return page(
        request, "compare.html", user, found=found, values=values, old_name=old, new_name=new
    )


def called(view: View, parts: Services, name: str) -> Document:
    """The document that an id or `id@version` means, if the user may see it.

    Raises:
        NotFound: no such document or version, or none for this user.
    """
    if name in view.documents:
        return view.documents[name]
    doc_id, _, n = name.rpartition("@")
    if doc_id not in view.documents or not isinstance(parts.source, Live):
        raise NotFound
    try:
        every = versions(parts.source.catalog, doc_id)
    except IndexUnusable as error:
        raise NotFound from error
    found = next((one.document for one in every if str(one.n) == n), None)
    if found is None:
        raise NotFound
    return found
