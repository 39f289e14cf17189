"""Alembic's entry: runs the steps on the connection it is given."""

from alembic import context

from store import document_tables, ledger_tables
from store.base import Base

# Both modules enter their tables into the metadata as they are imported.
assert document_tables.TableRow.metadata is ledger_tables.Page.metadata is Base.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
