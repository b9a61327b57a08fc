"""Run by alembic for each upgrade; the connection comes from `web.people.tables`."""

from alembic import context

from web.people.tables import PEOPLE, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=PEOPLE,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table only by making it anew.
)
with context.begin_transaction():
    context.run_migrations()
