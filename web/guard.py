"""Who may pass: the layer before every route, pages and chat alike.

Open (nobody has to log in): only under a name of this machine, so that no page of another site and
no proxy reaches it. Otherwise a session's cookie or a key; a change needs a request of our own
pages, which the browser proves with `Sec-Fetch-Site` or `Origin`.
"""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.people.accounts import Accounts
from web.people.tokens import key_of, session_of
from web.people.user import LOCAL
from web.problems import problem

COOKIE = "xuntiao"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_PUBLIC = ("/healthz", "/readyz", "/login", "/own/")
_FIRST = ("/login", "/logout", "/password", "/own/", "/healthz", "/readyz")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MAX_BODY = 2_000_000
_MAX_UPLOAD = 300_000_000
_UPLOADS = ("/api/v1/documents", "/library/add", "/library/replace/")
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
# Gradio's page writes styles and scripts into itself and makes functions of text.
_LOOSE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Around the application; `accounts` is None where nobody has to log in."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None) -> None:
        """Around `app`."""
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on with `state.user`, or answers why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # there are no web sockets here
        sending = _with_headers(scope, send)
        refused = await self._look(scope)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        limit = _MAX_UPLOAD if scope["path"].startswith(_UPLOADS) else _MAX_BODY
        await self._app(scope, _bounded(receive, limit), sending)

    async def _look(self, scope: Scope) -> Response | None:
        """Why the request is refused; None lets it pass, with the user in its state."""
        headers, path = Headers(scope=scope), scope["path"]
        limit = _MAX_UPLOAD if path.startswith(_UPLOADS) else _MAX_BODY
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limit:
            return _too_large()
        foreign = scope["method"] not in _SAFE and not _own(headers)
        state = scope.setdefault("state", {})
        if self._accounts is None:
            name = headers.get("host", "").rpartition(":")
            host = name[0] if name[1] and name[2].isdecimal() else headers.get("host", "")
            if host not in LOOPBACK or "x-forwarded-for" in headers or "forwarded" in headers:
                sentence = "此服务未开启登录，只供本机使用；要供他人使用，请用 --login 启动。"
                return problem(421, "local_only", sentence)
            if foreign and ("origin" in headers or "sec-fetch-site" in headers):
                return _foreign()
            state["user"] = LOCAL
            return None
        given = headers.get("authorization", "")
        if given.lower().startswith("bearer "):
            user = await run_in_threadpool(key_of, self._accounts, given[7:].strip())
            if user is None:
                return problem(401, "bad_key", "API 密钥无效或已收回；请向管理员索取新的密钥。")
            state["user"] = user
            return None
        if path.startswith(_PUBLIC):
            return _foreign() if foreign else None
        cookie = Request(scope).cookies.get(COOKIE)
        login = (
            await run_in_threadpool(session_of, self._accounts, cookie)
            if cookie is not None
            else None
        )
        if login is None:
            if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
                return RedirectResponse("/login", 303)
            return problem(401, "login_required", "请先登录，或在请求头中给出有效的 API 密钥。")
        if foreign:
            return _foreign()
        if login.must_change and not path.startswith(_FIRST):
            if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
                return RedirectResponse("/password", 303)
            return problem(403, "change_password", "请先在 /password 更改一次性密码。")
        state["user"] = login.user
        return None


def _own(headers: Headers) -> bool:
    """Whether the browser says that the request comes from a page of this server."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = urlsplit(headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == headers.get("host")


def _foreign() -> Response:
    return problem(403, "foreign_origin", "请求不是从本站页面发出的，已拒绝；请在本站页面操作。")


def _too_large() -> Response:
    return problem(413, "too_large", "请求内容太大；请减小后再试。", {"Connection": "close"})


def _bounded(receive: Receive, limit: int) -> Receive:
    """The body, until it is larger than was said to be allowed."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413)  # the routes let this kind through
        return message

    return bounded


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = _LOOSE if scope.get("chat") else _STRICT
            if scope["scheme"] == "https":
                headers["Strict-Transport-Security"] = "max-age=31536000"
            if scope["path"].startswith(("/api/", "/v1/", "/login", "/password")):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
