"""What every request may need, made once where the server is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from web.line import Line
from web.live import View, ViewSource
from web.metrics import Metrics
from web.people.accounts import Accounts
from web.people.user import Role, User
from web.problems import Forbidden
from web.rate import Rates
from web.text import CHINESE, Text

if TYPE_CHECKING:
    from web.people.provider import Provider  # a fifth of a second: only where there is one

Keep = Callable[[Mapping[str, Any], bool, str], None]  # An answer's record, liked, reason.


@dataclass
class Services:
    """The parts of a running server."""

    source: ViewSource
    keep: Keep
    text: Text = CHINESE
    line: Line = field(default_factory=Line)
    metrics: Metrics = field(default_factory=Metrics)
    accounts: Accounts | None = None  # None: open, without login.
    generator: str = ""  # The model that phrases answers, for people; empty: none.
    sign_on: "Provider | None" = None  # Only where people log in.
    rates: Rates = field(default_factory=Rates)  # They hold only where people log in.


def services(request: Request) -> Services:
    """Those of the server that got the request."""
    found: Services = request.app.state.services
    return found


def current_user(request: Request) -> User:
    """The person behind a request; pages and routes depend on it."""
    found: User = request.state.user  # `web.guard` lets nobody pass without one
    return found


Parts = Annotated[Services, Depends(services)]
CurrentUser = Annotated[User, Depends(current_user)]


def needs(role: Role, scope: str) -> Callable[[User], User]:
    """A dependency: the user, if the role is reached and the key has the scope."""

    def allowed(user: CurrentUser) -> User:
        if not user.may(role, scope):
            raise Forbidden
        return user

    return allowed


Asking = Annotated[User, Depends(needs("reader", "ask"))]
Reading = Annotated[User, Depends(needs("reader", "read"))]
Editing = Annotated[User, Depends(needs("editor", "write"))]
Admin = Annotated[User, Depends(needs("admin", "people"))]


def view_of(user: CurrentUser, parts: Parts) -> View:
    """The newest state with the documents that the user may see."""
    return parts.source.view(visible_to(user, parts))


def visible_to(user: User, parts: Services) -> frozenset[str] | None:
    """The ids of the documents that the user may see; None for all."""
    if parts.accounts is None or user.role == "admin":
        return None
    held = parts.accounts.groups_of()
    ids = parts.source.view().documents
    return frozenset(i for i in ids if i not in held or held[i] & user.groups)


Seen = Annotated[View, Depends(view_of)]
