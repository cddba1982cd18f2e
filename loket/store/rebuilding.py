"""A migration's step on SQLite, whose ALTER TABLE cannot add checks and leaves another text behind than the models give.

A table that the step names again is made anew: the old one steps aside, its rows move over, its numbers stay out of use.
Triggers come last in the script, so that the move is in no log and no search index. Needs foreign keys switched off.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, inspect, text

from loket.store.db_files import reference_rows
from loket.store.schema import statements

_TABLE = re.compile(r"CREATE TABLE (\w+)")
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+)")


def run_step(connection: Connection, script: str) -> None:
    """Run a step's script, as `python -m tools.next_step` wrote it, on SQLite or PostgreSQL."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(script)
        return
    for statement in statements(script):
        table = _TABLE.match(statement)
        if table and inspect(connection).has_table(table[1]):
            _rebuild(connection, table[1], statement)
            continue
        if trigger := _TRIGGER.match(statement):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger[1]}")
        connection.exec_driver_sql(statement)


def _rebuild(connection: Connection, table: str, statement: str) -> None:
    before = [column["name"] for column in inspect(connection).get_columns(table)]
    connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO aside")
    connection.exec_driver_sql(statement)
    kept = {column["name"] for column in inspect(connection).get_columns(table)}
    columns = ", ".join(name for name in before if name in kept)
    connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM aside")
    connection.exec_driver_sql(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
    connection.exec_driver_sql(f"UPDATE sqlite_sequence SET name = '{table}' WHERE name = 'aside'")
    connection.exec_driver_sql("DROP TABLE aside")


def load_reference(connection: Connection) -> None:
    """Fill the lists of a new database."""
    rows = list(reference_rows("themes_obstacles"))
    themes = {int(row["thema"]): row["thema_label"] for row in rows}
    connection.execute(
        text("INSERT INTO theme (id, label) VALUES (:id, :label)"),
        [{"id": number, "label": label} for number, label in sorted(themes.items())],
    )
    connection.execute(
        text("INSERT INTO obstacle (theme_id, label) VALUES (:theme, :label)"),
        [{"theme": int(row["thema"]), "label": row["knelpunt"]} for row in rows],
    )
    connection.execute(
        text("INSERT INTO outcome_set (name, status) VALUES (:naam, :status)"),
        list(reference_rows("outcome_sets")),
    )
    connection.execute(text("INSERT INTO setting (name, value) VALUES (:name, :value)"), list(reference_rows("settings")))


def load_text_templates(connection: Connection) -> None:
    """Fill the texts to start from: agendas by kind of conversation, mails."""
    rows = [{**row, "onderwerp": row["onderwerp"] or None} for row in reference_rows("text_templates")]
    connection.execute(text("INSERT INTO text_template (name, subject, body) VALUES (:naam, :onderwerp, :tekst)"), rows)
