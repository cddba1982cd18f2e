"""Databases as earlier steps made them, kept as SQL in `tests/data/shapes`: what an upgrade must keep.

    python -m tests.store.earlier_shapes     # at a release that brings steps: writes the folder of the newest one

`known.json` is the dashboard as it was known at line `SEQ` of the change log, when that release looked at it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg

from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.store.address import parse_address
from loket.store.as_of import PastStore, moment
from loket.store.database import Store, head_revision, open_store
from loket.store.schema import drop_derived
from loket.store.transaction import begin_log, end_log, make_engine
from tests import postgres

SHAPES = Path(__file__).parent.parent / "data" / "shapes"
DAY = dt.date(2026, 11, 20)
SEQ = 61
BEFORE = (
    "INSERT INTO advisor (name, role) VALUES ('loket', 'admin')",
    "INSERT INTO institution (name, kind) VALUES ('Ziekenhuis Merenrand', 'general'), ('Kliniek Duinzicht', 'clinic')",
    "INSERT INTO contact (institution_id, name, function) VALUES (1, 'A. de Wit', 'beleid')",
    "INSERT INTO conversation (sleutel, kind, state, held_at) VALUES ('g1', 'intake', 'held', '2026-10-05')",
    "INSERT INTO conversation_institution (conversation_id, institution_id) VALUES (1, 1)",
    "INSERT INTO conversation_attendee (conversation_id, name) VALUES (1, 'Mevrouw Zwart')",
    "INSERT INTO support_request (sleutel, institution_id, title, received_on, priority, outcome_set_id, verdict, verdict_reason) "
    "VALUES ('v1', 1, 'PROM''s', '2026-11-01', 'low', 2, 'partly', 'alleen voor CVA'), "
    "('v2', 1, 'Dashboard', '2026-09-01', 'high', NULL, NULL, NULL)",
    "INSERT INTO request_theme (request_id, theme_id) VALUES (1, 4), (2, 4), (2, 5)",
    "INSERT INTO signal (sleutel, institution_id, theme_id, recorded_on, description) VALUES ('s1', 1, 2, '2026-10-05', 'Kaders')",
    "DELETE FROM institution WHERE id = 2",
)
AFTER = (
    "UPDATE support_request SET priority = 'normal', version = version + 1 WHERE id = 1",
    "UPDATE support_request SET state = 'dropped', closed_on = '2026-11-19', version = version + 1 WHERE id = 2",
    "DELETE FROM request_theme WHERE request_id = 2 AND theme_id = 5",
)


def known(address: str, seq: int) -> str:
    """The dashboard's bytes as they were known at a line of the log."""
    store = Store(parse_address(address), "loket")
    store.made_by = "loket"
    past = PastStore(store, moment(store, f"#{seq}"))
    try:
        return re.sub(r'"at": "[^"]*"', '"at": ""', dashboard(past, Period.of(None, None, DAY), Filters()).as_json())
    finally:
        past.close()


def fill(address: str) -> int:
    """Work in a new database, with plain SQL, in two transactions. Gives the last line of the log between them."""
    engine = make_engine(parse_address(address))
    last = 0
    for statements in (BEFORE, AFTER):
        with engine.begin() as connection:
            last = connection.exec_driver_sql("SELECT max(seq) FROM change_log").scalar() or 0
            tx = begin_log(connection, "loket", "change_request", None)
            for statement in statements:
                connection.exec_driver_sql(statement)
            end_log(connection, tx)
    engine.dispose()
    return last


def load(folder: Path, address: str) -> None:
    """Make the database of an earlier step at an address with nothing there."""
    place = parse_address(address)
    if place.path is not None:
        with closing(sqlite3.connect(place.path)) as file:
            file.executescript((folder / "sqlite.sql").read_text(encoding="utf-8"))
    else:
        with psycopg.connect(address) as connection:
            connection.execute((folder / "postgresql.sql").read_text(encoding="utf-8"))


def _write(folder: Path) -> None:
    os.environ["LOKET_TODAY"] = DAY.isoformat()
    folder.mkdir(parents=True)
    binaries = postgres.find_binaries()
    assert binaries is not None, postgres.NOT_FOUND
    server = postgres.Server(binaries)
    with tempfile.TemporaryDirectory() as place:
        file, shared = f"{place}/shape.db", server.create("shape")
        for address in (file, shared):
            open_store(address, actor="loket").close()
            seq = fill(address)
            assert seq == SEQ, seq
            (folder / "known.json").write_text(known(address, seq), encoding="utf-8")
            engine = make_engine(parse_address(address))
            with engine.begin() as connection:
                drop_derived(connection)  # an upgrade makes it again whatever it was
            engine.dispose()
        with closing(sqlite3.connect(file)) as opened:
            (folder / "sqlite.sql").write_text("\n".join(opened.iterdump()) + "\n", encoding="utf-8")
        dump = [str(binaries / "pg_dump"), "--inserts", "--no-owner", "--no-comments", shared]
        text = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    server.stop()
    lines = [line for line in text.splitlines() if not line.startswith(("--", "\\", "SET ", "CREATE SCHEMA"))]
    (folder / "postgresql.sql").write_text(
        re.sub(r"\n\n+(?=ALTER|CREATE|SELECT|INSERT|\Z)", "\n", "\n".join(lines)) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    _write(SHAPES / head_revision())
