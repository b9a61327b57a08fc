"""A catalogue of an earlier release brought to the tables of today; loads alembic only then."""

from pathlib import Path

import sqlalchemy as sa

from index.schema import HEAD

_FOLDER = Path(__file__).with_name("migrations")


def revision_of(connection: sa.Connection) -> str | None:
    """The migration that made the tables; None before the first (or no tables at all)."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: sa.Connection) -> None:
    """Brings older tables up to `HEAD`, in the connection's own transaction; leaves newer ones."""
    if (revision_of(connection) or "") >= HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
