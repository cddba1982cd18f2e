"""The demo with hostile text in every text column of every table, written past loket by another SQLite client."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Column, Table
from sqlmodel import AutoString

from loket.models.tables import METADATA

MARK = "[b]"
"""Every text begins with it: where a widget reads markup, it is gone from the screen."""

TEXTS = (
    "[red]rood[/red]",
    "[/]",
    "[/foo] [bold",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]l[/link]",
    "]]]][[[[ \\[b] $error [$primary]x[/$primary]",
    "\x1b[31mrood\x1b[0m \x1b]0;titel\x07",
    "\x1b]52;c;ZXZpbA==\x07 \x1b[2J\x1b[H",
    "nul\x00nul \x9b31mC1 \x7f",
    "omge\u202edraaid\u202c \u2066isolaat\u2069 \ufeffbom",
    "👩‍👩‍👧‍👦 gezin 🇳🇱 e\u0301\u0301\u0301 漢字 wijd",
    "regel een\nregel twee\r\nregel drie\ttab",
    "{0} {naam} %s %(x)s '; DROP TABLE institution; --",
    " ".join(["woord"] * 300),
)
LONG = "[red]lang[/] " * 8_000
LONGEST = 5
"""The record whose texts are all of 100 kB."""
CHOSEN_FROM = ("advisor", "obstacle", "outcome_set", "party", "theme")
"""Lists that every form offers: none of their words is of 100 kB, or the walk would do little but lay those out."""

HELD = {
    "advisor.name": "who is at work", "draft.advisor": "whose draft it is", "draft.form": "which screen opens it",
    "draft.subject": "what it is about", "draft.content": "JSON of the form", "draft.kept_at": "a moment",
    "export_log.exported_at": "a moment", "import_memory.kind": "a table's name", "import_memory.row_hash": "a hash",
    "progress_report.as_of_at": "a moment", "progress_report.definitions": "a hash", "progress_report.figures": "JSON of the figures",
    "progress_report.texts": "JSON of the texts",
    "saved_view.advisor": "whose view it is", "saved_view.place": "which list it is of", "saved_view.query": "JSON of the view",
    "learning_session.preferred_month": "a month", "presence.advisor": "who has it open", "presence.on_kind": "a kind of record",
    "given_work.on_kind": "a kind of record",
    "presence.seen_at": "a moment", "session_capacity.month": "a month", "survey_mapping.fingerprint": "a hash",
    "survey_mapping.content": "a mapping file", "text_template.name": "what loket looks up",
    "setting.name": "what loket looks up", "setting.value": "what loket reckons with", "wensenscan_response.raw": "JSON of the survey tool",
}  # fmt: skip
"""The text columns that are no text of people: keys that loket looks things up by."""

ROWS = {
    "contact_former_role": "INSERT INTO contact_former_role (contact_id, function, until_on) VALUES (1, 'x', '2026-03-01')",
    "session_capacity": "INSERT INTO session_capacity (provider, month, places) VALUES ('x', '2026-10', 3)",
    "survey_mapping": "INSERT INTO survey_mapping (name, fingerprint, content, saved_on) VALUES ('x', 'x', '', '2026-03-01')",
    "given_work": "INSERT INTO given_work (advisor_id, on_kind, on_id, given_by, given_on) "
    "VALUES ((SELECT id FROM advisor WHERE name = 'ilse'), 'request', 1, 'x', '2026-11-01')",
    "export_log": "INSERT INTO export_log (exported_at, advisor, what, rows) VALUES ('2026-11-01T10:00:00.000Z', 'ilse', 'x', 1)",
    "example": "INSERT INTO example (on_kind, on_id, text, written_on) VALUES ('request', 1, 'x', '2026-03-01')",
    "progress_report": "INSERT INTO progress_report (start_on, end_on, as_of_at, as_of_seq, definitions, figures, texts, written_on) "
    "VALUES ('2026-01-01', '2026-06-30', '2026-07-01', 1, '', '{}', '{}', '2026-07-01')",
    "saved_view": "INSERT INTO saved_view (advisor, place, name, query) VALUES ('ilse', 'requests', 'x', '{}')",
}
"""A row for each table that the demo leaves empty."""


def make_hostile(path: Path) -> None:
    """Fill the database at `path`. Fails when a table with texts has no row to carry them."""
    connection = sqlite3.connect(path)
    connection.create_function("hostile", 2, _text)
    connection.execute("PRAGMA foreign_keys=ON")
    with connection:
        for table in METADATA.sorted_tables:
            columns = _texts_of(table)
            if not connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone() and table.name in ROWS:
                connection.execute(ROWS[table.name])
            if columns:
                row = "rowid + 1000" if table.name in CHOSEN_FROM else "rowid"
                changed = connection.execute(f"UPDATE {table.name} SET {', '.join(_assigned(columns, row))}").rowcount
                assert changed, f"no row of {table.name} to put hostile text into"
        connection.execute("UPDATE advisor SET name = hostile(id, 3) WHERE name <> 'ilse'")
    connection.close()


def _texts_of(table: Table) -> list[Column[str]]:
    columns = [column for column in table.columns if isinstance(column.type, AutoString)]
    return [column for column in columns if f"{table.name}.{column.name}" not in HELD]


def _assigned(columns: Iterable[Column[str]], row: str) -> list[str]:
    return [f"{column.name} = hostile({row}, {number})" for number, column in enumerate(columns)]


def _text(row: int, column: int) -> str:
    """The text of one cell: another one in each row and column, and the number of the row, as some must differ."""
    if row == LONGEST:
        return f"{MARK}{row} {LONG}"
    return f"{MARK}{row} {TEXTS[(row + 3 * column) % len(TEXTS)]}"
