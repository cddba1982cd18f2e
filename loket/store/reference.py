"""The reference lists that every database starts with: themes, obstacles, outcome sets, the programme's rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from sqlalchemy import Connection, text

from loket.store.folders import db_folder


def reference_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV in `db/reference`."""
    with (db_folder() / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        yield from csv.DictReader(file, delimiter=delimiter)


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
