"""The first tables of people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "people_users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=True, unique=True),
    )
    user = "people_users.id"
    op.create_table(
        "people_memberships",
        sa.Column("user_id", sa.Integer, sa.ForeignKey(user), primary_key=True),
        sa.Column("group", sa.String, primary_key=True),
    )
    op.create_table(
        "people_shown",
        sa.Column("doc_id", sa.String, primary_key=True),
        sa.Column("group", sa.String, primary_key=True),
    )
    op.create_table(
        "people_sessions",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey(user), nullable=False),
        sa.Column("ends", sa.String, nullable=False),
    )
    op.create_table(
        "people_keys",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", sa.String, nullable=False, unique=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey(user), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("since", sa.String, nullable=False),
    )
    op.create_table(
        "people_chats",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("changed", sa.String, nullable=False),
    )
    op.create_index("ix_people_chats_user_id", "people_chats", ["user_id"])
    op.create_table(
        "people_turns",
        sa.Column("chat_id", sa.String, sa.ForeignKey("people_chats.id"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
