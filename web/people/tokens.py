"""Sessions of browsers and keys of programs: secrets that are kept only as hashes."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from web.people import tables
from web.people.accounts import Accounts, Login, PersonError
from web.people.user import User

SESSION = timedelta(hours=12)
SCOPES = ("ask", "read", "write", "metrics", "audit")
PREFIX = "xt_"
_sessions, _keys, _users = tables.sessions, tables.keys, tables.users


@dataclass(frozen=True)
class Key:
    """A key as its owner sees it in a list: never the secret."""

    key_id: int
    name: str
    scopes: tuple[str, ...]
    since: str


def open_session(accounts: Accounts, user: User) -> str:
    """A new session's cookie; sessions that have ended are cleared away."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with accounts.catalog.transaction(writes=True) as connection:
        connection.execute(sa.delete(_sessions).where(_sessions.c.ends < now.isoformat()))
        row = {
            "token": _hash(token),
            "user_id": user.user_id,
            "ends": (now + SESSION).isoformat(),
        }
        connection.execute(sa.insert(_sessions), row)
    return token


def session_of(accounts: Accounts, token: str) -> Login | None:
    """The person whose session has this cookie; None where it has ended."""
    chosen = (
        sa.select(_users.c.name, _users.c.must_change)
        .join(_sessions, _sessions.c.user_id == _users.c.id)
        .where(_sessions.c.token == _hash(token))
        .where(_sessions.c.ends > datetime.now(UTC).isoformat())
    )
    with accounts.catalog.transaction() as connection:
        row = connection.execute(chosen).first()
    user = accounts.user(row.name) if row else None
    return Login(user, row.must_change) if row and user else None


def close_session(accounts: Accounts, token: str) -> None:
    """Ends a session."""
    with accounts.catalog.transaction(writes=True) as connection:
        connection.execute(sa.delete(_sessions).where(_sessions.c.token == _hash(token)))


def make_key(accounts: Accounts, user: User, name: str, scopes: Sequence[str]) -> str:
    """A new key of a person; it can be seen only now.

    Raises:
        PersonError: no scope, or one that does not exist.
    """
    wrong = [scope for scope in scopes if scope not in SCOPES]
    if wrong or not scopes:
        raise PersonError(f"密钥的范围应取自：{'、'.join(SCOPES)}。")
    secret = PREFIX + secrets.token_urlsafe(32)
    with accounts.catalog.transaction() as connection:
        row = {
            "token": _hash(secret),
            "user_id": user.user_id,
            "name": name,
            "scopes": sorted(set(scopes)),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        connection.execute(sa.insert(_keys), row)
    return secret


def key_of(accounts: Accounts, secret: str) -> User | None:
    """The person behind a key, held to its scopes; None for a key that is none."""
    chosen = (
        sa.select(_users.c.name, _keys.c.scopes)
        .join(_keys, _keys.c.user_id == _users.c.id)
        .where(_keys.c.token == _hash(secret))
    )
    with accounts.catalog.transaction() as connection:
        row = connection.execute(chosen).first()
    user = accounts.user(row.name) if row else None
    return replace(user, scopes=frozenset(row.scopes)) if row and user else None


def keys_of(accounts: Accounts, user: User) -> list[Key]:
    """The keys of a person, the oldest first."""
    chosen = sa.select(_keys).where(_keys.c.user_id == user.user_id).order_by(_keys.c.id)
    with accounts.catalog.transaction() as connection:
        rows = connection.execute(chosen).all()
    return [Key(row.id, row.name, tuple(row.scopes), row.since) for row in rows]


def drop_key(accounts: Accounts, user: User, key_id: int) -> bool:
    """Takes back a key of this person; whether there was one."""
    own = sa.delete(_keys).where(_keys.c.id == key_id, _keys.c.user_id == user.user_id)
    with accounts.catalog.transaction(writes=True) as connection:
        return connection.execute(own).rowcount > 0


def _hash(secret: str) -> str:
    # The secrets are 256 random bits: no dictionary, so no slow hash.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
