"""Databases of any size to measure on."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from loket.store.database import open_store

INSTITUTIONS = 200
TODAY = date(2026, 11, 21)
ADVISORS = 12
_STATES = ("new", "in_progress", "waiting", "referred", *(["resolved"] * 16))
_SUBJECTS = ("PROM's automatisch uitsturen", "Training samen beslissen", "Draagvlak bij de vakgroep", "Dashboard in de spreekkamer")


def make_database(path: Path, requests: int) -> Path:
    """A database with so many requests, each with a theme, written as an import writes them."""
    store = open_store(str(path), actor="ilse")
    with store.write("import") as tx:
        connection = tx.connection
        connection.exec_driver_sql("PRAGMA cache_size = -262144")
        colleagues = [{"name": f"adviseur {number}"} for number in range(1, ADVISORS)]
        connection.execute(text("INSERT INTO advisor (name) VALUES (:name)"), colleagues)
        names = [{"name": f"Ziekenhuis {number:03}"} for number in range(INSTITUTIONS)]
        connection.execute(text("INSERT INTO institution (name) VALUES (:name)"), names)
        connection.execute(
            text(
                "INSERT INTO support_request (sleutel, institution_id, title, description, advisor_id, received_on, "
                "due_on, state, closed_on) "
                "VALUES (:sleutel, :institution, :title, :description, :advisor, :received, :due, :state, :closed)"
            ),
            [{**row, "advisor": 1 + place % ADVISORS} for place, row in enumerate(_requests(requests))],
        )
        connection.execute(text("INSERT INTO request_theme (request_id, theme_id) SELECT id, id % 6 + 1 FROM support_request"))
    store.close()
    return path


def _requests(number: int) -> Iterator[dict[str, object]]:
    rng = random.Random(number)
    for place in range(number):
        received = TODAY - timedelta(days=rng.randrange(900))
        state = rng.choice(_STATES)
        yield {
            "sleutel": f"B{place:07}",
            "institution": 1 + rng.randrange(INSTITUTIONS),
            "title": f"{rng.choice(_SUBJECTS)} {place}",
            "description": "Team vraagt hulp bij de start; zie de afspraken uit het gesprek.",
            "received": received.isoformat(),
            "due": (received + timedelta(days=90)).isoformat() if place % 2 else None,
            "state": state,
            "closed": (received + timedelta(days=rng.randrange(60))).isoformat() if state == "resolved" else None,
        }


def write_tables(folder: Path, requests: int) -> Path:
    """The canonical tables of such a database, to import."""
    folder.mkdir()
    dutch = {
        "new": "nieuw",
        "in_progress": "in behandeling",
        "waiting": "wacht op instelling",
        "referred": "doorverwezen",
        "resolved": "afgerond",
    }
    with (folder / "instellingen.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["naam", "soort"])
        rows.writerows([f"Ziekenhuis {number:03}", "algemeen"] for number in range(INSTITUTIONS))
    with (folder / "ondersteuningsvragen.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(
            ["sleutel", "instelling", "titel", "omschrijving", "themas", "ontvangen_op", "streefdatum", "status", "afgesloten_op"]
        )
        for place, row in enumerate(_requests(requests)):
            hospital = f"Ziekenhuis {int(str(row['institution'])) - 1:03}"
            words = [row["sleutel"], hospital, row["title"], row["description"], place % 6 + 1, row["received"], row["due"]]
            rows.writerow([*words, dutch[str(row["state"])], row["closed"]])
    return folder
