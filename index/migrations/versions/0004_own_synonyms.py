"""What the users of a data folder call the same thing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "own_synonyms",
        sa.Column("official", sa.String, primary_key=True),
        sa.Column("words", sa.JSON, nullable=False),
    )
