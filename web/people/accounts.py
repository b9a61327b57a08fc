"""People: who there is, their passwords, roles and groups; and which documents a group sees.

    PersonError    what a person typed cannot be: one sentence

Passwords are Argon2id hashes. Ten wrong ones in a row lock the account for fifteen minutes.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from index.catalog import Catalog
from web.people import tables
from web.people.user import ROLES, Role, User

MIN_PASSWORD, MAX_PASSWORD = 10, 128
MAX_FAILURES, LOCKED = 10, timedelta(minutes=15)
_NAME = re.compile(r"[\w.@-]{1,64}")
_HASHER = PasswordHasher()
# What is verified where there is no such person, so that time does not tell.
_NOBODY = _HASHER.hash(secrets.token_hex(16))
_users, _memberships, _shown = tables.users, tables.memberships, tables.shown


class PersonError(ValueError):
    """One sentence for whoever typed it."""


@dataclass(frozen=True)
class Login:
    """A person who gave the right password; `must_change` before anything else."""

    user: User
    must_change: bool


class Accounts:
    """The people in a catalogue's database; safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        """Makes the tables where they are absent."""
        self.catalog = catalog
        with catalog.transaction(writes=True) as connection:
            tables.migrate_people(connection)

    def any(self) -> bool:
        """Whether there is anybody."""
        with self.catalog.transaction() as connection:
            return connection.execute(sa.select(_users.c.id).limit(1)).first() is not None

    def first_admin(self) -> str | None:
        """Makes `admin` with a one-time password, which is returned; None if there is anybody."""
        if self.any():
            return None
        try:
            return self.add("admin", "admin")
        except PersonError:  # another server that starts at the same time was first
            return None

    def add(self, name: str, role: Role, groups: Iterable[str] = ()) -> str:
        """Adds a person; the one-time password, to be changed at the first login.

        Raises:
            PersonError: the name, the role or a group cannot be, or the name is taken.
        """
        if not _NAME.fullmatch(name):
            raise PersonError("用户名应为 1 至 64 个字母、汉字、数字或 . _ @ -，请改正。")
        if role not in ROLES:
            raise PersonError(f"没有角色“{role}”；可用：{'、'.join(ROLES)}。")
        password = secrets.token_urlsafe(12)
        with self.catalog.transaction(writes=True) as connection:
            if connection.execute(sa.select(_users.c.id).where(_users.c.name == name)).first():
                raise PersonError(f"已有用户“{name}”，请换一个用户名。")
            self._insert(connection, name, role, _HASHER.hash(password), True, None)
            self._put_into(connection, name, groups)
        return password

    def _insert(
        self,
        connection: sa.Connection,
        name: str,
        role: str,
        password: str,
        must_change: bool,
        subject: str | None,
    ) -> None:
        connection.execute(
            sa.insert(_users),
            {
                "name": name,
                "password": password,
                "role": role,
                "must_change": must_change,
                "failures": 0,
                "locked_until": "",
                "subject": subject,
            },
        )

    def signed_on(self, subject: str, name: str, groups: Iterable[str] | None = None) -> User:
        """The person whom single sign-on names; added as a reader when seen for the first time.

        `groups` take the place of the former ones; None leaves those.

        Raises:
            PersonError: the name is taken by somebody else, or it or a group cannot be.
        """
        with self.catalog.transaction(writes=True) as connection:
            chosen = sa.select(_users.c.name).where(_users.c.subject == subject)
            known = connection.execute(chosen).scalar()
            if known is None:
                if connection.execute(sa.select(_users.c.id).where(_users.c.name == name)).first():
                    raise PersonError(f"用户名“{name}”已被占用；请联系管理员。")
                if not _NAME.fullmatch(name):
                    raise PersonError("单点登录给出的用户名不能使用；请联系管理员。")
                self._insert(connection, name, "reader", "", False, subject)
                known = name
            if groups is not None:
                self._put_into(connection, known, groups)
        found = self.user(known)
        assert found is not None
        return found

    def log_in(self, name: str, password: str) -> Login:
        """The person with this password.

        Raises:
            PersonError: no such person, a wrong password (nobody learns which), or locked.
        """
        wrong = PersonError("用户名或密码不对，请重新输入。")
        now = datetime.now(UTC)
        with self.catalog.transaction() as connection:
            row = connection.execute(sa.select(_users).where(_users.c.name == name)).first()
        known = row is not None and bool(row.password)
        right = True
        try:
            _HASHER.verify(row.password if row and known else _NOBODY, password)
        except VerificationError:
            right = False
        if row is None or not known:
            raise wrong
        if row.locked_until > now.isoformat():
            raise PersonError("密码多次输错，账号已锁定 15 分钟；请稍后再试，或请管理员重置密码。")
        with self.catalog.transaction(writes=True) as connection:
            # Read again: of guesses at the same time each counts.
            counted = sa.select(_users.c.failures).where(_users.c.id == row.id)
            failures = 0 if right else (connection.execute(counted).scalar() or 0) + 1
            locked = failures >= MAX_FAILURES
            connection.execute(
                sa.update(_users)
                .where(_users.c.id == row.id)
                .values(
                    failures=0 if locked else failures,
                    locked_until=(now + LOCKED).isoformat() if locked else "",
                )
            )
        found = self.user(name)
        if not right or found is None:
            raise wrong
        return Login(found, row.must_change)

    def set_password(self, name: str, password: str) -> None:
        """Gives a person a password of their own; ends the other sessions.

        Raises:
            PersonError: too short, too long, or the name.
        """
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise PersonError(f"密码应为 {MIN_PASSWORD} 至 {MAX_PASSWORD} 个字符，请改正。")
        if name.casefold() in password.casefold() or len(set(password)) < 5:
            raise PersonError("密码不能包含用户名，也不能只用几个字符重复，请换一个。")
        self._change(name, password=_HASHER.hash(password), must_change=False)

    def reset(self, name: str) -> str:
        """A new one-time password for a person; unlocks the account.

        Raises:
            PersonError: no such person, or one who logs in elsewhere.
        """
        found = self.user(name)
        if found is not None and found.signs_on:
            raise PersonError(f"“{name}”通过单点登录使用，在这里没有密码，不能重置。")
        password = secrets.token_urlsafe(12)
        self._change(name, password=_HASHER.hash(password), must_change=True)
        return password

    def _change(self, name: str, **values: Any) -> None:  # noqa: ANN401 (columns of several types)
        with self.catalog.transaction(writes=True) as connection:
            key = self._id(connection, name)
            values.update(failures=0, locked_until="")
            connection.execute(sa.update(_users).where(_users.c.id == key).values(**values))
            sessions = tables.sessions
            connection.execute(sa.delete(sessions).where(sessions.c.user_id == key))

    def set_role(self, name: str, role: Role) -> None:
        """Gives a person a role."""
        if role not in ROLES:
            raise PersonError(f"没有角色“{role}”；可用：{'、'.join(ROLES)}。")
        with self.catalog.transaction(writes=True) as connection:
            key = self._id(connection, name)
            connection.execute(sa.update(_users).where(_users.c.id == key).values(role=role))

    def set_groups(self, name: str, groups: Iterable[str]) -> None:
        """Puts a person into these groups and no others."""
        with self.catalog.transaction(writes=True) as connection:
            self._put_into(connection, name, groups)

    def _put_into(self, connection: sa.Connection, name: str, groups: Iterable[str]) -> None:
        key = self._id(connection, name)
        connection.execute(sa.delete(_memberships).where(_memberships.c.user_id == key))
        rows = [{"user_id": key, "group": group} for group in sorted(_groups(groups))]
        if rows:
            connection.execute(sa.insert(_memberships), rows)

    def remove(self, name: str) -> None:
        """Takes a person out, with sessions, keys and conversations."""
        with self.catalog.transaction(writes=True) as connection:
            key = self._id(connection, name)
            chats, turns = tables.chats, tables.turns
            own = sa.select(chats.c.id).where(chats.c.user_id == key)
            connection.execute(sa.delete(turns).where(turns.c.chat_id.in_(own)))
            for table in (chats, tables.sessions, tables.keys, _memberships):
                connection.execute(sa.delete(table).where(table.c.user_id == key))
            connection.execute(sa.delete(_users).where(_users.c.id == key))

    def _id(self, connection: sa.Connection, name: str) -> int:
        key = connection.execute(sa.select(_users.c.id).where(_users.c.name == name)).scalar()
        if key is None:
            raise PersonError(f"没有用户“{name}”；请先核对用户名。")
        return int(key)

    def user(self, name: str) -> User | None:
        """The person of this name."""
        return next((each for each in self.users() if each.name == name), None)

    def users(self) -> list[User]:
        """Everybody, by name."""
        with self.catalog.transaction() as connection:
            rows = connection.execute(sa.select(_users).order_by(_users.c.name)).all()
            groups = connection.execute(sa.select(_memberships)).all()
        return [
            User(
                row.id,
                row.name,
                row.role,
                frozenset(g.group for g in groups if g.user_id == row.id),
                signs_on=row.subject is not None,
            )
            for row in rows
        ]

    def show_to(self, doc_id: str, groups: Iterable[str]) -> None:
        """Lets only these groups see a document; everybody, if none is given."""
        with self.catalog.transaction(writes=True) as connection:
            connection.execute(sa.delete(_shown).where(_shown.c.doc_id == doc_id))
            rows = [{"doc_id": doc_id, "group": group} for group in sorted(_groups(groups))]
            if rows:
                connection.execute(sa.insert(_shown), rows)

    def groups_of(self) -> dict[str, frozenset[str]]:
        """The groups of each document that not everybody sees."""
        with self.catalog.transaction() as connection:
            rows = connection.execute(sa.select(_shown)).all()
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(row.doc_id, set()).add(row.group)
        return {doc_id: frozenset(groups) for doc_id, groups in found.items()}


def _groups(groups: Iterable[str]) -> set[str]:
    named = set(groups)
    if wrong := sorted(group for group in named if not _NAME.fullmatch(group)):
        raise PersonError(f"组名“{wrong[0][:64]}”应为 1 至 64 个字母、汉字、数字或 . _ @ -。")
    return named
