"""`/settings`, for admins: what serves, people and groups, who sees what, synonyms, entries.

The forms do what the API does (`web.api.people`, `web.api.synonyms`) and note it as that does. What
was typed is checked there, with a sentence, so that the bodies are made without checks here.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from index.audit import entries
from index.own_synonyms import read_own
from rag.words.synonyms import shipped
from web.api import people, synonyms
from web.api.changing import live_of
from web.live import Live
from web.pages.failure import PageRoute
from web.pages.page import page
from web.people.user import ROLES, Role, User
from web.services import Admin, Parts, Seen, Services

router = APIRouter(prefix="/settings", include_in_schema=False, route_class=PageRoute)
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
    body = people.UserBody.model_construct(name=name.strip(), role=role, groups=_named(groups))
    made = people.add_user(body, people.accounts_of(parts), user)
    return _shown(request, parts, user, told=(made["name"], made["password"]))


@router.post("/users/{name}/change")
def change_user(parts: Parts, user: Admin, name: str, role: Chosen, groups: Typed = "") -> Response:
    """Gives a person another role, other groups."""
    body = people.ChangeBody.model_construct(role=role, groups=_named(groups))
    people.change_user(name, body, people.accounts_of(parts), user)
    return RedirectResponse("/settings", 303)


@router.post("/users/{name}/reset")
def reset(request: Request, parts: Parts, user: Admin, name: str) -> Response:
    """A new one-time password, shown once."""
    made = people.reset_user(name, people.accounts_of(parts), user)
    return _shown(request, parts, user, told=(name, made["password"]))


@router.post("/users/{name}/remove")
def remove(parts: Parts, user: Admin, name: str) -> Response:
    """Takes a person out; nobody takes out themselves."""
    people.remove_user(name, people.accounts_of(parts), user)
    return RedirectResponse("/settings", 303)


@router.post("/visibility")
def visibility(parts: Parts, user: Admin, doc_id: Typed, groups: Typed = "") -> Response:
    """Lets only these groups see a document; everybody, if none is given."""
    body = people.GroupsBody.model_construct(doc_id=doc_id, groups=_named(groups))
    people.visibility(body, people.accounts_of(parts), parts, user)
    return RedirectResponse("/settings", 303)


@router.post("/synonyms")
def add_synonyms(parts: Parts, user: Admin, official: Typed, words: Typed) -> Response:
    """Lets words stand for an official one."""
    body = synonyms.SynonymsBody.model_construct(official=official, words=_named(words))
    synonyms.add_synonyms(body, live_of(parts), user)
    return RedirectResponse("/settings#synonyms", 303)


@router.post("/synonyms/remove")
def remove_synonyms(parts: Parts, user: Admin, official: Typed) -> Response:
    """Forgets the own words for an official one."""
    synonyms.remove_synonyms(official, live_of(parts), user)
    return RedirectResponse("/settings#synonyms", 303)


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
        build=f"python -m index build --home {live.settings.home}" if live else "",
        documents=list(parts.source.view().documents.values()),
        people=accounts.users() if accounts else None,
        shown=accounts.groups_of() if accounts else {},
        roles=ROLES,
        told=told,
        generator=parts.generator,
        sign_on=parts.sign_on.settings.issuer if parts.sign_on else None,
        synonyms=shipped(),
        own=read_own(live.catalog) if live else None,
        entries=entries(live.catalog, limit=_ENTRIES) if live else [],
    )


def _named(groups: str) -> list[str]:
    return (
        re.split(r"[\s，、,;；]+", groups.strip(" ，、,;；")) if groups.strip(" ，、,;；") else []
    )
