"""Users, the groups that see a document, and keys; only where people log in."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from index.audit import add_entry
from web.api.records import PROBLEMS, Body
from web.people.accounts import Accounts
from web.people.tokens import drop_key, keys_of, make_key
from web.people.user import Role
from web.problems import Forbidden, NotFound
from web.services import Admin, CurrentUser, Parts

router = APIRouter(prefix="/api/v1", tags=["用户"], responses=PROBLEMS)


class UserBody(Body):
    """A new person."""

    name: str = Field(max_length=64)
    role: Role = "reader"
    groups: list[str] = Field([], max_length=50)


class ChangeBody(Body):
    """What a person is from now on."""

    role: Role
    groups: list[str] = Field([], max_length=50)


class GroupsBody(Body):
    """The groups that see a document; none: everybody does."""

    doc_id: str = Field(max_length=1000)
    groups: list[str] = Field([], max_length=50)


class KeyBody(Body):
    """A new key of one's own."""

    name: str = Field(max_length=64)
    scopes: list[str] = Field(["ask", "read"], max_length=10)


def accounts_of(parts: Parts) -> Accounts:
    """The people.

    Raises:
        NotFound: nobody has to log in here.
    """
    if parts.accounts is None:
        raise NotFound("此服务未开启登录；请用 --login 启动后再管理用户。")
    return parts.accounts


People = Annotated[Accounts, Depends(accounts_of)]


@router.get("/users", summary="所有用户")
def users(people: People, user: Admin) -> list[dict[str, Any]]:
    """By name."""
    return [
        {"name": each.name, "role": each.role, "groups": sorted(each.groups)}
        for each in people.users()
    ]


@router.post("/users", status_code=201, summary="添加用户")
def add_user(body: UserBody, people: People, user: Admin) -> dict[str, str]:
    """The one-time password, shown only now."""
    password = people.add(body.name, body.role, body.groups)
    add_entry(people.catalog, "change", f"添加用户 {body.name}：{body.role}", who=user.name)
    return {"name": body.name, "password": password}


@router.put("/users/{name}", status_code=204, summary="更改用户的角色和组")
def change_user(name: str, body: ChangeBody, people: People, user: Admin) -> None:
    """Holds from the next request on; nobody takes the role of an admin from themselves."""
    if name == user.name and body.role != user.role:
        raise Forbidden("不能更改自己的角色；请由另一位管理员操作。")
    people.set_groups(name, body.groups)
    people.set_role(name, body.role)
    what = f"更改用户 {name}：{body.role} {' '.join(sorted(body.groups))}".strip()
    add_entry(people.catalog, "change", what, who=user.name)


@router.post("/users/{name}/reset", summary="重置用户的密码")
def reset_user(name: str, people: People, user: Admin) -> dict[str, str]:
    """The new one-time password."""
    password = people.reset(name)
    add_entry(people.catalog, "change", f"重置 {name} 的密码", who=user.name)
    return {"name": name, "password": password}


@router.delete("/users/{name}", status_code=204, summary="移除用户")
def remove_user(name: str, people: People, user: Admin) -> None:
    """With sessions, keys and conversations; nobody removes themselves."""
    if name == user.name:
        raise Forbidden("不能移除自己；请由另一位管理员操作。")
    people.remove(name)
    add_entry(people.catalog, "change", f"移除用户 {name}", who=user.name)


@router.put("/visibility", status_code=204, summary="哪些组能看到一份文档")
def visibility(body: GroupsBody, people: People, parts: Parts, user: Admin) -> None:
    """Holds from the next request on, in search as in reading."""
    if body.doc_id not in parts.source.view().documents:
        raise NotFound
    people.show_to(body.doc_id, body.groups)
    what = f"{body.doc_id} 可见范围：{'、'.join(sorted(body.groups)) or '所有人'}"
    add_entry(people.catalog, "change", what, who=user.name)


@router.get("/keys", summary="自己的 API 密钥")
def keys(people: People, user: CurrentUser) -> list[dict[str, Any]]:
    """Names and scopes, never the secrets."""
    return [
        {"id": key.key_id, "name": key.name, "scopes": key.scopes, "since": key.since}
        for key in keys_of(people, user)
    ]


@router.post("/keys", status_code=201, summary="新建 API 密钥")
def add_key(body: KeyBody, people: People, user: CurrentUser) -> dict[str, str]:
    """The secret, shown only now; a key cannot make keys."""
    if user.scopes is not None:
        raise Forbidden
    return {"name": body.name, "key": make_key(people, user, body.name, body.scopes)}


@router.delete("/keys/{key_id}", status_code=204, summary="收回 API 密钥")
def remove_key(key_id: int, people: People, user: CurrentUser) -> None:
    """Holds from the next request on."""
    if user.scopes is not None:
        raise Forbidden
    if not 0 < key_id < 2**31 or not drop_key(people, user, key_id):
        raise NotFound
