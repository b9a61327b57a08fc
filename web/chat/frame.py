"""The frame around the chat's page: the bar that all pages have, and the reader's language.

Gradio makes its page once for everybody. Here the bar with what this person may open, the language
and the title are written into the page as it is sent, so that they stand before any script runs.

What no route of the server takes comes here too, for the chat lies below all: an address that the
chat does not know either is answered as the server answers, a browser with a page.
"""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.pages.failure import unknown_address
from web.pages.page import bar_html, keep_language, words_of
from web.problems import problem_of_status
from web.words import Words

_HTML = re.compile(rb'<html\s+lang="en"')
_HEAD_END = b"</head>"
_BODY = re.compile(rb"<body[^>]*>")
_CHATS_OWN = ("/gradio_api/", "/en/gradio_api/", "/zh/gradio_api/")


class Frame:
    """Around the chat in one language, mounted at `path` (empty for the root)."""

    def __init__(self, app: ASGIApp, language: str, path: str) -> None:
        """Around `app`."""
        self._app = app
        self._language = language
        self._path = path
        self._others: Mapping[str, Frame] = {}

    def serve(self, others: Mapping[str, "Frame"]) -> None:
        """Hands the page, when it is asked for in another language, to the chat in that one."""
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page in its frame; everything else as it is."""
        scope["chat"] = True  # the guard allows it what Gradio needs
        inside = scope["path"].removeprefix(scope.get("root_path", ""))
        request = Request(scope)
        if scope["method"] != "GET" or inside not in ("", "/"):
            # A copy: the chat writes itself into its scope.
            await self._app({**scope}, receive, _Known(request, receive, send))
            return
        words = words_of(request) if not self._path else Words(self._language)
        frame = self._others.get(words.language, self)
        page = _Held()
        await frame._app(frame._own(scope), receive, page)
        await page.framed(request, words)(scope, receive, send)

    def _own(self, scope: Scope) -> Scope:
        """The request as one to this chat's own path, whose scripts then call that path."""
        if not self._path or scope.get("root_path", "").endswith(self._path):
            return scope
        root = f"{scope.get('root_path', '')}{self._path}"
        return {**scope, "path": f"{root}/", "raw_path": f"{root}/".encode(), "root_path": root}


class _Known:
    """Passes on what the chat sends, and answers for it where it knows no such address."""

    def __init__(self, request: Request, receive: Receive, send: Send) -> None:
        self._request = request
        self._receive = receive
        self._send = send
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        """One message of the chat; of a replaced answer only the first counts."""
        scope = self._request.scope
        if message["type"] == "http.response.start" and message["status"] in (404, 405):
            self._replaced = not scope["path"].startswith(_CHATS_OWN)
            if self._replaced:
                scope["chat"] = False  # what is sent now is no page of Gradio's
                await self._unknown()(scope, self._receive, self._send)
        if not self._replaced:
            await self._send(message)

    def _unknown(self) -> Response:
        request = self._request
        status = 405 if _taken_otherwise(request) else 404
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return unknown_address(request, status)
        return problem_of_status(status)


def _taken_otherwise(request: Request) -> bool:
    """Whether a route of the server takes this address with another method."""
    routes = request.scope["app"].routes
    return any(route.matches(request.scope)[0] is Match.PARTIAL for route in routes)


class _Held:
    """What an application sends, held until it is whole."""

    def __init__(self) -> None:
        self._status = 500
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    def framed(self, request: Request, words: Words) -> Response:
        """The page with bar, language and title; what is no page as it is."""
        headers = {name.decode(): value.decode() for name, value in self._headers}
        body = self._body
        if headers.get("content-type", "").startswith("text/html"):
            bar = bar_html(request, request.state.user, words).encode()
            head = (
                f"<title>{words['ask']} · {words['product']}</title>"
                '<link rel="icon" href="/own/mark.svg" type="image/svg+xml">'
                '<link rel="stylesheet" href="/own/bar.css">'
            ).encode()
            body = _HTML.sub(f'<html lang="{words.html_language}"'.encode(), body, count=1)
            body = body.replace(_HEAD_END, head + _HEAD_END, 1)
            body = _BODY.sub(lambda found: found[0] + bar, body, count=1)
        headers.pop("content-length", None)
        response = Response(body, self._status, headers)
        keep_language(request, response, words)
        return response
