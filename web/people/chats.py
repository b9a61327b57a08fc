"""Conversations that a person keeps: they outlive a restart, and nobody else sees them."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from index.catalog import Catalog
from web.people import tables
from web.people.user import User

_chats, _turns = tables.chats, tables.turns
_MAX_TITLE = 60


@dataclass(frozen=True)
class Chat:
    """A conversation in a list; `changed` is UTC in ISO 8601."""

    chat_id: str
    title: str
    changed: str


class Chats:
    """The conversations in a catalogue's database; safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        """Makes the tables where they are absent."""
        self._catalog = catalog
        with catalog.transaction(writes=True) as connection:
            tables.migrate_people(connection)

    def begin(self, user: User, question: str) -> str:
        """A new conversation, called after its first question; its id."""
        chat_id = secrets.token_hex(8)
        with self._catalog.transaction() as connection:
            row = {
                "id": chat_id,
                "user_id": user.user_id or 0,
                "title": " ".join(question.split())[:_MAX_TITLE],
                "changed": _now(),
            }
            connection.execute(sa.insert(_chats), row)
        return chat_id

    def add(self, user: User, chat_id: str, record: Mapping[str, Any]) -> bool:
        """Keeps an answer's record at the end; False where it is no conversation of this person."""
        with self._catalog.transaction(writes=True) as connection:
            own = _chats.c.id == chat_id, _chats.c.user_id == (user.user_id or 0)
            changed = connection.execute(sa.update(_chats).where(*own).values(changed=_now()))
            if not changed.rowcount:
                return False
            last = sa.select(sa.func.coalesce(sa.func.max(_turns.c.n), 0))
            n = connection.execute(last.where(_turns.c.chat_id == chat_id)).scalar_one() + 1
            row = {
                "chat_id": chat_id,
                "n": n,
                "at": _now(),
                "question": record["question"],
                "record": json.dumps(record, ensure_ascii=False),
            }
            connection.execute(sa.insert(_turns), row)
        return True

    def all(self, user: User, words: str = "", limit: int = 100) -> list[Chat]:
        """Those of a person, the last changed first; with `words` in a question, if given."""
        chosen = sa.select(_chats.c.id, _chats.c.title, _chats.c.changed)
        chosen = chosen.where(_chats.c.user_id == (user.user_id or 0))
        if words:
            found = sa.select(_turns.c.chat_id).where(
                _turns.c.question.contains(words, autoescape=True)
            )
            chosen = chosen.where(_chats.c.id.in_(found))
        chosen = chosen.order_by(_chats.c.changed.desc(), _chats.c.id).limit(limit)
        with self._catalog.transaction() as connection:
            return [Chat(*row) for row in connection.execute(chosen)]

    def records(self, user: User, chat_id: str) -> list[dict[str, Any]] | None:
        """The answers' records in order; None where it is no conversation of this person."""
        own = sa.select(_chats.c.id).where(
            _chats.c.id == chat_id, _chats.c.user_id == (user.user_id or 0)
        )
        chosen = sa.select(_turns.c.record).where(_turns.c.chat_id == chat_id).order_by(_turns.c.n)
        with self._catalog.transaction() as connection:
            if connection.execute(own).first() is None:
                return None
            return [json.loads(row) for row in connection.execute(chosen).scalars()]

    def delete(self, user: User, chat_id: str) -> bool:
        """Takes a conversation out; False where it is none of this person."""
        own = sa.select(_chats.c.id).where(
            _chats.c.id == chat_id, _chats.c.user_id == (user.user_id or 0)
        )
        with self._catalog.transaction(writes=True) as connection:
            connection.execute(sa.delete(_turns).where(_turns.c.chat_id.in_(own)))
            gone = sa.delete(_chats).where(
                _chats.c.id == chat_id, _chats.c.user_id == (user.user_id or 0)
            )
            return connection.execute(gone).rowcount > 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
