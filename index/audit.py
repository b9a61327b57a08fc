"""Who asked, changed or took away what, and when: kept for a time, each under an id.

An entry of kind `ask`, `match` or `export` keeps the record that was shown, so that it can be
shown again word for word, whatever has changed since.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from index.catalog import Catalog
from index.schema import audit, state

Kind = Literal["ask", "match", "export", "change", "sign-in"]


@dataclass(frozen=True)
class AuditEntry:
    """One entry; `at` is UTC in ISO 8601, `who` a user's name or empty, `what` one line.

    `generation` is that of the catalogue when it happened; `record` what was shown, {} for none.
    """

    id: str
    at: str
    who: str
    kind: Kind
    what: str
    generation: int
    record: Mapping[str, Any]


def add_entry(
    catalog: Catalog,
    kind: Kind,
    what: str,
    record: Mapping[str, Any] | None = None,
    who: str = "",
) -> str:
    """Keeps an entry; returns its id, which nobody can guess (16 hexadecimal digits).

    Raises:
        IndexUnusable: the catalogue cannot be written.
    """
    entry_id = secrets.token_hex(8)
    # One statement: a transaction of SQLite that reads before it writes fails beside other writers.
    generation = (
        sa.select(sa.cast(state.c.value, sa.Integer))
        .where(state.c.key == "generation")
        .scalar_subquery()
    )
    with catalog.transaction() as connection:
        connection.execute(
            sa.insert(audit).values(
                id=entry_id,
                at=datetime.now(UTC).isoformat(timespec="seconds"),
                who=who,
                kind=kind,
                what=what,
                generation=sa.func.coalesce(generation, 0),
                record=json.dumps(record or {}, ensure_ascii=False),
            )
        )
    return entry_id


def entry(catalog: Catalog, entry_id: str) -> AuditEntry | None:
    """The entry of that id, None where there is none (any more).

    Raises:
        IndexUnusable: the catalogue is missing or damaged.
    """
    with catalog.transaction() as connection:
        row = connection.execute(sa.select(audit).where(audit.c.id == entry_id)).one_or_none()
    return _entry(row) if row else None


def entries(
    catalog: Catalog, *, who: str | None = None, kind: Kind | None = None, limit: int = 100
) -> list[AuditEntry]:
    """The newest entries first, of one user or kind if given.

    Raises:
        IndexUnusable: the catalogue is missing or damaged.
    """
    chosen = sa.select(audit).order_by(audit.c.at.desc(), audit.c.id).limit(limit)
    if who is not None:
        chosen = chosen.where(audit.c.who == who)
    if kind is not None:
        chosen = chosen.where(audit.c.kind == kind)
    with catalog.transaction() as connection:
        return [_entry(row) for row in connection.execute(chosen)]


def forget(catalog: Catalog, days: int) -> int:
    """Deletes entries older than `days`; returns how many.

    Raises:
        IndexUnusable: the catalogue cannot be written.
    """
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    with catalog.transaction(writes=True) as connection:
        return connection.execute(sa.delete(audit).where(audit.c.at < before)).rowcount


def _entry(row: sa.Row[Any]) -> AuditEntry:
    return AuditEntry(
        row.id, row.at, row.who, row.kind, row.what, row.generation, json.loads(row.record)
    )
