"""The tables of the catalogue as the code of today wants them; `migrations/` gets others there.

A change here needs a migration (`index/migrations/versions/`), a test holds the two together.
"""

import sqlalchemy as sa

HEAD = "0004"  # The migration whose outcome these tables are.

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
    sa.Column("sha256", sa.String, nullable=False),  # Of the file and of what read it.
    sa.Column("digest", sa.String, nullable=False),  # Of what was read out of it.
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("origin", sa.String, nullable=False, server_default="folder"),  # Or "added".
    # When this content came in; UTC, ISO 8601, seconds; empty for what an old release took in.
    sa.Column("since", sa.String, nullable=False, server_default=""),
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
versions = sa.Table(  # What a document said before it was changed or taken out.
    "versions",
    SCHEMA,
    sa.Column("doc_id", sa.String, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),  # From 1, the oldest.
    sa.Column("since", sa.String, nullable=False),
    sa.Column("until", sa.String, nullable=False),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("clauses", sa.JSON, nullable=False),  # The columns of `clauses` for each.
)
relations = sa.Table(  # Derived from all documents with every change of one.
    "relations",
    SCHEMA,
    sa.Column("later", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),  # repeals, amends
    sa.Column("earlier", sa.String, primary_key=True),
    sa.Column("start", sa.Integer, nullable=True),  # The slice of `later` that says so.
    sa.Column("end", sa.Integer, nullable=True),
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
audit = sa.Table(
    "audit",
    SCHEMA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("at", sa.String, nullable=False, index=True),  # UTC, ISO 8601, seconds.
    sa.Column("who", sa.String, nullable=False),  # A user's name; empty without users.
    sa.Column("kind", sa.String, nullable=False),  # ask, match, export, change, sign-in
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),  # JSON
)
own_synonyms = sa.Table(  # What the users of this data folder call the same thing.
    "own_synonyms",
    SCHEMA,
    sa.Column("official", sa.String, primary_key=True),
    sa.Column("words", sa.JSON, nullable=False),  # Those that stand for it.
)
