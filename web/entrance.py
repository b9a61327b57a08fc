"""`/login`, `/password`, `/logout`: forms that work without a script."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader

from web.guard import COOKIE
from web.people.accounts import MAX_PASSWORD, PersonError
from web.people.tokens import SESSION, close_session, open_session, session_of
from web.problems import NotFound
from web.rate import TooMany
from web.services import Parts

router = APIRouter(include_in_schema=False)
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages" / "templates"), autoescape=True
)
Typed = Annotated[str, Form(max_length=MAX_PASSWORD * 4)]


@router.get("/login", response_class=HTMLResponse)
def login_form() -> str:
    """The form."""
    return _form("login")


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
        return HTMLResponse(_form("login", str(error)), 429, headers)
    except PersonError as error:
        return HTMLResponse(_form("login", str(error)), 401)
    done = RedirectResponse("/password" if found.must_change else "/", 303)
    _set_cookie(request, done, open_session(parts.accounts, found.user))
    return done


@router.get("/password", response_class=HTMLResponse)
def password_form() -> str:
    """The form."""
    return _form("password")


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
        return HTMLResponse(_form("password", str(error)), 400)
    done = RedirectResponse("/", 303)
    _set_cookie(request, done, open_session(parts.accounts, login.user))
    return done


@router.post("/logout")
def logout(request: Request, parts: Parts) -> Response:
    """Ends the session."""
    if parts.accounts is not None:
        close_session(parts.accounts, request.cookies.get(COOKIE, ""))
    done = RedirectResponse("/login", 303)
    done.delete_cookie(COOKIE)
    return done


def _set_cookie(request: Request, answer: Response, token: str) -> None:
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _form(kind: str, problem: str | None = None) -> str:
    return _PAGES.get_template("entrance.html").render(kind=kind, problem=problem)
