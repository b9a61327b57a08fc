"""The tables of people: who may use the server, their sessions, keys, groups and conversations.

They lie in the catalogue's database with a version of their own (`people_version`), so that the
index knows nothing of people. A change here needs a migration in `web/migrations/versions/`.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext

HEAD = "0001"
VERSION_TABLE = "people_version"
PEOPLE = sa.MetaData()
_FOLDER = Path(__file__).parent.parent / "migrations"

users = sa.Table(
    "people_users",
    PEOPLE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False, unique=True),
    sa.Column("password", sa.String, nullable=False),  # Argon2id; empty: only single sign-on.
    sa.Column("role", sa.String, nullable=False),
    sa.Column("must_change", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),  # Since the last right password.
    sa.Column("locked_until", sa.String, nullable=False),  # UTC, ISO 8601; empty: not locked.
    sa.Column("subject", sa.String, nullable=True, unique=True),  # Of single sign-on.
)
memberships = sa.Table(
    "people_memberships",
    PEOPLE,
    sa.Column("user_id", sa.ForeignKey("people_users.id"), primary_key=True),
    sa.Column("group", sa.String, primary_key=True),
)
shown = sa.Table(  # Documents that only some groups see; one without a row is seen by all.
    "people_shown",
    PEOPLE,
    sa.Column("doc_id", sa.String, primary_key=True),
    sa.Column("group", sa.String, primary_key=True),
)
sessions = sa.Table(
    "people_sessions",
    PEOPLE,
    sa.Column("token", sa.String, primary_key=True),  # SHA-256 of the cookie.
    sa.Column("user_id", sa.ForeignKey("people_users.id"), nullable=False),
    sa.Column("ends", sa.String, nullable=False),
)
keys = sa.Table(
    "people_keys",
    PEOPLE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token", sa.String, nullable=False, unique=True),  # SHA-256 of the key.
    sa.Column("user_id", sa.ForeignKey("people_users.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("since", sa.String, nullable=False),
)
chats = sa.Table(
    "people_chats",
    PEOPLE,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("user_id", sa.Integer, nullable=False, index=True),  # 0: whoever sits here.
    sa.Column("title", sa.String, nullable=False),
    sa.Column("changed", sa.String, nullable=False),
)
turns = sa.Table(
    "people_turns",
    PEOPLE,
    sa.Column("chat_id", sa.ForeignKey("people_chats.id"), primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),  # The answer's record as JSON.
)


def migrate_people(connection: sa.Connection) -> None:
    """Brings the tables up to `HEAD`, in the connection's own transaction; leaves newer ones."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    if (context.get_current_revision() or "") >= HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
