"""The tables of the catalogue as the code of today wants them; `migrations/` gets others there.

A change here needs a migration (`index/migrations/versions/`), a test holds the two together.
"""

import sqlalchemy as sa

HEAD = "0001"  # The migration whose outcome these tables are.

SCHEMA = sa.MetaData()

state = sa.Table(
    "state",
    SCHEMA,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
documents = sa.Table(
    "documents",
    SCHEMA,
    sa.Column("doc_id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),  # Of the file.
    sa.Column("digest", sa.String, nullable=False),  # Of what was read out of it.
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("warnings", sa.JSON, nullable=False),
)
clauses = sa.Table(
    "clauses",
    SCHEMA,
    sa.Column("doc_id", sa.ForeignKey("documents.doc_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("section", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("heading_path", sa.JSON, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    # The clause's text is documents.text[start:end], never a copy that could differ.
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
)
vectors = sa.Table(
    "vectors",
    SCHEMA,
    sa.Column("model", sa.String, primary_key=True),
    sa.Column("text_hash", sa.String, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32, little-endian.
)
feedback = sa.Table(
    "feedback",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("said", sa.String, nullable=False),  # UTC, ISO 8601, seconds.
    sa.Column("liked", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),  # The answer's record as JSON.
)
