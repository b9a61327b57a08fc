"""`/settings`, for admins: what serves, people and groups, who sees what, the last entries."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from index.audit import entries
from rag.words.synonyms import groups as synonyms
from web.api.changing import live_of
from web.live import Live
from web.pages.failure import PageRoute
from web.pages.page import page
from web.people.accounts import Accounts, PersonError
from web.people.user import ROLES, Role, User
from web.problems import NotFound, Refusal
from web.services import Parts, Seen, Services, needs

router = APIRouter(prefix="/settings", include_in_schema=False, route_class=PageRoute)
Admin = Annotated[User, Depends(needs("admin", "people"))]
Typed = Annotated[str, Form(max_length=1000)]
Chosen = Annotated[Role, Form()]
_ENTRIES = 30


@router.get("")
def settings(request: Request, parts: Parts, view: Seen, user: Admin) -> Response:
    """The page."""
    return _shown(request, parts, user)


@router.post("/users")
def add_user(
    request: Request, parts: Parts, user: Admin, name: Typed, role: Chosen, groups: Typed = ""
) -> Response:
    """Adds a person; the one-time password is shown once."""
    try:
        password = _accounts(parts).add(name.strip(), role, _named(groups))
    except PersonError as error:
        raise Refusal(str(error)) from error
    return _shown(request, parts, user, told=(name.strip(), password))


@router.post("/users/{name}/reset")
def reset(request: Request, parts: Parts, user: Admin, name: str) -> Response:
    """A new one-time password, shown once."""
    try:
        password = _accounts(parts).reset(name)
    except PersonError as error:
        raise Refusal(str(error)) from error
    return _shown(request, parts, user, told=(name, password))


@router.post("/users/{name}/remove")
def remove(parts: Parts, user: Admin, name: str) -> Response:
    """Takes a person out; nobody takes out themselves."""
    if name == user.name:
        raise Refusal("不能移除自己；请由另一位管理员操作。")
    try:
        _accounts(parts).remove(name)
    except PersonError as error:
        raise Refusal(str(error)) from error
    return RedirectResponse("/settings", 303)


@router.post("/visibility")
def visibility(
    parts: Parts, view: Seen, user: Admin, doc_id: Typed, groups: Typed = ""
) -> Response:
    """Lets only these groups see a document; everybody, if none is given."""
    if doc_id not in view.documents:
        raise NotFound
    try:
        _accounts(parts).show_to(doc_id, _named(groups))
    except PersonError as error:
        raise Refusal(str(error)) from error
    return RedirectResponse("/settings", 303)


def _shown(
    request: Request, parts: Services, user: User, told: tuple[str, str] | None = None
) -> Response:
    live = live_of(parts) if isinstance(parts.source, Live) else None
    accounts = parts.accounts
    return page(
        request,
        "settings.html",
        user,
        about=live.settings if live else None,
        documents=list(parts.source.view().documents.values()),
        people=accounts.users() if accounts else None,
        shown=accounts.groups_of() if accounts else {},
        roles=ROLES,
        told=told,
        synonyms=synonyms(),
        entries=entries(live.catalog, limit=_ENTRIES) if live else [],
    )


def _accounts(parts: Services) -> Accounts:
    if parts.accounts is None:
        raise NotFound("此服务未开启登录；请用 --login 启动后再管理用户。")
    return parts.accounts


def _named(groups: str) -> list[str]:
    return [each for each in groups.replace("，", " ").replace("、", " ").split() if each]
