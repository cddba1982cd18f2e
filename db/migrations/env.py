"""Alembic's entry: `loket.store.migrations` hands over an open connection, one transaction around all steps."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, transaction_per_migration=False)
context.run_migrations()
