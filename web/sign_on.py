"""`/login/sso` and `/login/sso/back`: to the provider of single sign-on and back from it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from index.audit import add_entry
from web.entrance import set_session, shown
from web.people.accounts import PersonError
from web.people.sign_on import Begun, SignOnFailed
from web.people.tokens import open_session
from web.problems import NotFound
from web.rate import TooMany
from web.services import Parts

router = APIRouter(include_in_schema=False)
_MINUTES = 10  # a person may take at the provider


@router.get("/login/sso")
def begin(request: Request, parts: Parts) -> Response:
    """Sends the browser to the provider; what it must bring back goes into a cookie."""
    if parts.sign_on is None:
        raise NotFound
    try:
        parts.rates.logins.take(request.client.host if request.client else "")
        address, begun = parts.sign_on.begin(_back(request))
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after_s)}
        return shown(request, parts, "login", str(error), 429, headers)
    except SignOnFailed as error:
        return shown(request, parts, "login", str(error), 503)
    done = RedirectResponse(address, 303)
    done.set_cookie(
        _cookie(request),
        f"{begun.state}.{begun.nonce}.{begun.verifier}",
        max_age=_MINUTES * 60,
        httponly=True,
        samesite="lax",  # it comes back by a link from another site
        secure=request.url.scheme == "https",
    )
    return done


@router.get("/login/sso/back")
def back(request: Request, parts: Parts) -> Response:
    """Opens a session for whom the provider names."""
    if parts.sign_on is None or parts.accounts is None:
        raise NotFound
    kept = request.cookies.get(_cookie(request), "").split(".")
    begun = Begun(*kept) if len(kept) == 3 else None
    try:
        person = parts.sign_on.finish(request.query_params, begun, _back(request))
        user = parts.accounts.signed_on(person.subject, person.name, person.groups)
    except (SignOnFailed, PersonError) as error:
        done = shown(request, parts, "login", str(error), 401)
    else:
        add_entry(parts.accounts.catalog, "sign-in", "单点登录", who=user.name)
        done = RedirectResponse("/", 303)
        set_session(request, done, open_session(parts.accounts, user))
    done.delete_cookie(_cookie(request), secure=request.url.scheme == "https")
    return done


def _back(request: Request) -> str:
    return str(request.url_for("back"))


def _cookie(request: Request) -> str:
    # With this prefix no other host of the domain can set it.
    return "__Host-xuntiao-sso" if request.url.scheme == "https" else "xuntiao-sso"
