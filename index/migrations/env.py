"""Run by alembic for each upgrade; the connection comes from `index.migrate`."""

from alembic import context

from index.schema import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    render_as_batch=True,  # SQLite changes a table only by making it anew.
)
with context.begin_transaction():
    context.run_migrations()
