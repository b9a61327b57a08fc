"""Where a document came from and since when it stands; what it said before; who ended whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables; what is there counts as read from the corpus folder."""
    with op.batch_alter_table("documents") as documents:
        documents.add_column(
            sa.Column("origin", sa.String, nullable=False, server_default="folder")
        )
        documents.add_column(sa.Column("since", sa.String, nullable=False, server_default=""))
    op.create_table(
        "versions",
        sa.Column("doc_id", sa.String, primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("since", sa.String, nullable=False),
        sa.Column("until", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("clauses", sa.JSON, nullable=False),
    )
    op.create_table(
        "relations",
        sa.Column("later", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("earlier", sa.String, primary_key=True),
        sa.Column("start", sa.Integer, nullable=True),
        sa.Column("end", sa.Integer, nullable=True),
    )
