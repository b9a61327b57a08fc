"""`/chats`: a person's earlier conversations, to search, to go on with, to delete."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from web.api.changing import live_of
from web.pages.failure import PageRoute
from web.pages.page import page
from web.people.chats import Chats
from web.problems import NotFound
from web.services import Asking, Parts

router = APIRouter(prefix="/chats", include_in_schema=False, route_class=PageRoute)


@router.get("")
def history(
    request: Request,
    parts: Parts,
    user: Asking,
    words: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The last changed first; `words` searches the questions."""
    found = Chats(live_of(parts).catalog).all(user, words.strip())
    return page(request, "history.html", user, chats=found, asked=words)


@router.post("/{chat_id}/delete")
def delete(
    parts: Parts, user: Asking, chat_id: Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
) -> Response:
    """Takes one out, with all its answers."""
    if not Chats(live_of(parts).catalog).delete(user, chat_id):
        raise NotFound
    return RedirectResponse("/chats", 303)
