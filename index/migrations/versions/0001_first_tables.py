"""The tables of the first release; files from before it keep those that they have."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table that is not there."""
    op.create_table(
        "state",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "documents",
        sa.Column("doc_id", sa.String, primary_key=True),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "clauses",
        sa.Column("doc_id", sa.String, sa.ForeignKey("documents.doc_id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("section", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("heading_path", sa.JSON, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "vectors",
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("text_hash", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("said", sa.String, nullable=False),
        sa.Column("liked", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        if_not_exists=True,
    )
