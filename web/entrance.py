"""`/login`, `/password`, `/logout`: forms that work without a script."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urljoin

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.audit import add_entry
from web.guard import COOKIE
from web.pages.page import keep_language, other_language, words_of
from web.people.accounts import MAX_PASSWORD, PersonError
from web.people.tokens import SESSION, close_session, open_session, session_of
from web.problems import NotFound
from web.rate import TooMany
from web.services import Parts, Services

router = APIRouter(include_in_schema=False)
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages" / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)
Typed = Annotated[str, Form(max_length=MAX_PASSWORD * 4)]


@router.get("/login")
def login_form(request: Request, parts: Parts) -> Response:
    """The form, with a way to single sign-on where there is one."""
    return shown(request, parts, "login")


@router.post("/login")
def login(request: Request, parts: Parts, name: Typed, password: Typed) -> Response:
    """Opens a session; the first login leads to the form for a new password."""
    if parts.accounts is None:
        raise NotFound
    address = request.client.host if request.client else ""
    try:
        parts.rates.logins.take(address)
        found = parts.accounts.log_in(name, password)
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after_s)}
        return shown(request, parts, "login", str(error), 429, headers)
    except PersonError as error:
        return shown(request, parts, "login", str(error), 401)
    add_entry(parts.accounts.catalog, "sign-in", "密码登录", who=found.user.name)
    done = RedirectResponse("/password" if found.must_change else "/", 303)
    set_session(request, done, open_session(parts.accounts, found.user))
    return done


@router.get("/password")
def password_form(request: Request, parts: Parts) -> Response:
    """The form."""
    return shown(request, parts, "password")


@router.post("/password")
def password(request: Request, parts: Parts, old: Typed, new: Typed) -> Response:
    """A new password in the place of the old one; other sessions end."""
    cookie = request.cookies.get(COOKIE, "")
    login = session_of(parts.accounts, cookie) if parts.accounts else None
    if parts.accounts is None or login is None:
        raise NotFound
    name = login.user.name
    try:
        parts.accounts.log_in(name, old)
        if old == new:
            raise PersonError("新密码与旧密码相同，请换一个。")
        parts.accounts.set_password(name, new)
    except PersonError as error:
        return shown(request, parts, "password", str(error), 400)
    done = RedirectResponse("/", 303)
    set_session(request, done, open_session(parts.accounts, login.user))
    return done


@router.post("/logout")
def logout(request: Request, parts: Parts) -> Response:
    """Ends the session here; whoever signs on elsewhere is shown the way to end it there too."""
    where = None
    if parts.accounts is not None:
        cookie = request.cookies.get(COOKIE, "")
        login = session_of(parts.accounts, cookie)
        close_session(parts.accounts, cookie)
        if parts.sign_on is not None and login is not None and login.user.signs_on:
            back = urljoin(str(request.base_url), "/login")
            where = parts.sign_on.sign_out_address(back)
    done: Response = RedirectResponse("/login", 303)
    if where is not None:
        # A link: a form's answer may lead to no other site, which the pages' policy forbids.
        done = shown(request, parts, "login", sign_out=where)
    done.delete_cookie(COOKIE)
    return done


def set_session(request: Request, answer: Response, token: str) -> None:
    """Gives the browser the session's cookie."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def shown(
    request: Request,
    parts: Services,
    kind: str,
    problem: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    sign_out: str | None = None,
) -> Response:
    """The form `login` or `password`, with a sentence on what went wrong, if anything did.

    `sign_out` is where the person, logged out here, can also log out at the provider.
    """
    words = words_of(request)
    content = _PAGES.get_template("entrance.html").render(
        words=words,
        kind=kind,
        problem=problem,
        sign_on=parts.sign_on is not None,
        sign_out=sign_out,
        other_language=other_language(f"/{kind}", words),
    )
    response = HTMLResponse(content, status, headers)
    keep_language(request, response, words)
    return response
