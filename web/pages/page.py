"""A page: its template filled in, under the bar that all pages share, in the reader's language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.document import Document
from web.people.user import User
from web.words import LANGUAGES, Words

_COOKIE = "language"
_YEAR_S = 365 * 24 * 3600
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
# What stands in the bar: address, key of its word, the least role.
BAR = (
    ("/", "ask", "reader"),
    ("/match", "match", "reader"),
    ("/lookup", "lookup", "reader"),
    ("/library", "library", "reader"),
    ("/evaluation", "evaluation", "reader"),
    ("/settings", "settings", "admin"),
)


def page(
    request: Request, template: str, user: User, *, status: int = 200, **values: object
) -> HTMLResponse:
    """The page, with its address's language (`?language=en`, kept in a cookie)."""
    words = words_of(request)
    content = _PAGES.get_template(template).render(
        **_of_bar(request, user, words), address=address, path_of=quote, **values
    )
    response = HTMLResponse(content, status_code=status)
    keep_language(request, response, words)
    return response


def bar_html(request: Request, user: User, words: Words) -> str:
    """The bar alone, for a page that is not made of our templates."""
    return _PAGES.get_template("bar.html").render(**_of_bar(request, user, words))


def keep_language(request: Request, response: Response, words: Words) -> None:
    """Remembers in the browser the language that the address asks for, if it asks for one."""
    if "language" in request.query_params:
        response.set_cookie(_COOKIE, words.language, max_age=_YEAR_S, httponly=True, samesite="lax")


def _of_bar(request: Request, user: User, words: Words) -> dict[str, object]:
    """What the bar shows: the pages that the user may open, the user, the other language."""
    here = request.url.path
    bar = [
        (where, words[key], here == where or (where != "/" and here.startswith(where)))
        for where, key, role in BAR
        if user.may(role, "ask")  # type: ignore[arg-type]
    ]
    return {
        "words": words,
        "bar": bar,
        "user": user,
        "other_language": other_language(here, words, request.query_params),
    }


def other_language(path: str, words: Words, query: Mapping[str, str] = {}) -> str:
    """The address of the page at `path` in the language that it is not in."""
    other = next(each for each in LANGUAGES if each != words.language)
    return f"{path}?{urlencode({**query, 'language': other})}"


def words_of(request: Request) -> Words:
    """The words in the language of the address, else of the cookie, else of the server."""
    server: Any = request.app.state.services.text
    said = request.query_params.get("language") or request.cookies.get(_COOKIE)
    return Words(said or server.language)


def address(document: Document | str, section: str = "", start: int = 0, end: int = 0) -> str:
    """The permanent address of a place in a document, with the slice to set off, if any."""
    doc_id = document if isinstance(document, str) else document.doc_id
    where = f"/d/{quote(doc_id, safe='/')}"
    if end > start:
        where += f"?{urlencode({'start': start, 'end': end})}"
    return f"{where}#{quote(section, safe='/()@')}" if section else where
