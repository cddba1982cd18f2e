"""The whole schema as SQL for each dialect, generated from the models.

Tables are made by the steps of `db/migrations`; a test holds what they make against the models. What can be derived (the change log's
triggers, the search index) is in no step: it is dropped before and made again after every upgrade.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from loket.models.tables import METADATA, is_logged
from loket.store.change_log import log_new_rows, log_tables_ddl, log_triggers_ddl
from loket.store.search_index import fill_ddl, search_ddl


def schema_sql(dialect: str) -> str:
    """Every statement that makes an empty loket database on `sqlite` or `postgresql`."""
    sql = SQLiteDialect() if dialect == "sqlite" else PGDialect()  # type: ignore[no-untyped-call]
    parts = []
    for table in METADATA.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        parts += [f"{CreateTable(table).compile(dialect=sql)};", *(f"{CreateIndex(index).compile(dialect=sql)};" for index in indexes)]
    return "\n".join([*parts, log_tables_ddl(dialect), *derived_sql(dialect, METADATA.sorted_tables)])


def derived_sql(dialect: str, tables: Sequence[Table]) -> Iterator[str]:
    """The statements for what keeps change log and search index up to date, and for the empty index."""
    yield from log_triggers_ddl(dialect, filter(is_logged, tables))
    yield from search_ddl(dialect)


def drop_derived(connection: Connection) -> Sequence[str]:
    """Take change log triggers and search index away before tables change. Gives the rights on the index, for `make_derived`."""
    if connection.dialect.name == "sqlite":
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")
        return ()
    rights = connection.exec_driver_sql(
        "SELECT 'GRANT ' || privilege_type || ' ON search_index TO ' || CASE grantee WHEN 'PUBLIC' THEN grantee ELSE quote_ident(grantee) "
        "END FROM information_schema.role_table_grants "
        "WHERE table_schema = current_schema() AND table_name = 'search_index' AND grantee <> grantor"
    )
    grants = rights.scalars().all()
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")
    functions = connection.exec_driver_sql(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
        "AND proname ~ '^loket_|^search_.*_(added|removed|changed)$'"
    )
    for name in functions.scalars().all():
        connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")  # its triggers too
    return grants


def make_derived(connection: Connection, tables: Sequence[Table], grants: Sequence[str] = ()) -> None:
    """Make triggers and search index for tables that changed, log the rows that a step added, and fill the index."""
    dialect = connection.dialect.name
    for part in (*derived_sql(dialect, tables), *grants):
        # SQLite's driver takes one statement at a time, psycopg a whole function with semicolons in it.
        for statement in sqlite_statements(part) if dialect == "sqlite" else [part]:
            connection.exec_driver_sql(statement)
    log_new_rows(connection, list(filter(is_logged, tables)))
    for statement in fill_ddl(dialect):
        connection.exec_driver_sql(statement)


def sqlite_statements(script: str) -> Iterator[str]:
    """The single statements of a script, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
