"""The whole schema as SQL for each dialect, generated from the models: what the first migration froze.

`python -m loket.store.schema sqlite` prints it; a test holds the migrated database against it.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator

from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from loket.models.tables import METADATA, logged_tables
from loket.store.change_log import postgresql_log_ddl, sqlite_log_ddl
from loket.store.search_index import POSTGRESQL_FOLD, postgresql_search_ddl, sqlite_search_ddl


def schema_sql(dialect_name: str) -> str:
    """Every statement that makes an empty loket database on `sqlite` or `postgresql`."""
    if dialect_name == "sqlite":
        statements = [*_tables(SQLiteDialect()), *sqlite_log_ddl(logged_tables()), *sqlite_search_ddl()]
    else:
        tables = _tables(PGDialect())  # type: ignore[no-untyped-call]
        statements = [*tables, *postgresql_log_ddl(logged_tables()), POSTGRESQL_FOLD, *postgresql_search_ddl()]
    return "\n".join(statement.strip() for statement in statements) + "\n"


def _tables(dialect: Dialect) -> Iterator[str]:
    for table in METADATA.sorted_tables:
        text = str(CreateTable(table).compile(dialect=dialect))
        lines = [line.replace("\t", "  ").rstrip() for line in text.strip().splitlines()]
        yield "\n".join(lines) + ";\n"
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield f"{CreateIndex(index).compile(dialect=dialect)};\n"


def statements(script: str) -> Iterator[str]:
    """The single statements of a SQLite script, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""


if __name__ == "__main__":
    sys.stdout.write(schema_sql(sys.argv[1]))
