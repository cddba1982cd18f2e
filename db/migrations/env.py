"""Alembic's entry: `loket.store.migrations` hands over an open connection, one transaction around all steps."""

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"], on_version_apply=given["after_step"], transactional_ddl=True, transaction_per_migration=False
)
context.run_migrations()
