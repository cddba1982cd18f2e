"""The progress report that the programme lead kept last winter, and the examples for the next one, most of them released."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from loket.demo.story import LEAD, TODAY, Row, World, later
from loket.demo.texts import ExampleText, examples
from loket.exchange.report.report_comparison import definitions_hash, kept_figures
from loket.insight.disclosure.shown_figures import shown_figures
from loket.insight.figures.period import Period
from loket.store.address import Address
from loket.store.as_of import moment
from loket.store.database import Store
from loket.store.transaction import backdated_entry

WRITTEN = datetime(2026, 1, 13, 15, 30)
_PERIOD = Period(date(2025, 7, 1), date(2025, 12, 31))
_SUMMARY = "Dit halfjaar kwamen de leersessies op gang. Instellingen die meededen, kwamen daarna vaker met een vervolgvraag."


class _Then(Store):
    """The database on the day on which the report was written, whatever day it is now."""

    @property
    def today(self) -> date:
        """That day."""
        return WRITTEN.date()


def keep_report(path: Path, connection: sqlite3.Connection, world: World) -> None:
    """Keep the report on what the database at `path` holds, which is all that was known when it was written."""
    store = _Then(Address(path, None), LEAD)
    try:
        with store.read() as reader:
            last = reader.value("SELECT max(seq) FROM change_log")
        known = moment(store, f"#{last}")
        figures = kept_figures(shown_figures(store, _PERIOD, min_count=None), shown_figures(store, _PERIOD))
    finally:
        store.close()
    values = {
        "id": 1,
        "start_on": _PERIOD.start.isoformat(),
        "end_on": _PERIOD.end.isoformat(),
        "as_of_at": known.at,
        "as_of_seq": known.seq,
        "internal": 0,
        "definitions": definitions_hash(),
        "figures": figures,
        "texts": json.dumps({"summary": _SUMMARY}, ensure_ascii=False),
        "written_on": WRITTEN.date().isoformat(),
        "advisor_id": world.advisors[LEAD].id,
    }
    with backdated_entry(connection, f"{WRITTEN.isoformat()}.000Z", LEAD, "keep_report", None):
        connection.execute(
            f"INSERT INTO progress_report ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
        )


_ABOUT = {"support_request": ("request", "received_on", "title"), "signal": ("signal", "recorded_on", "obstacle_id")}


def tell_examples(world: World) -> None:
    """Each is of the record of its kind that came nearest to its day, told by the advisor of that record two weeks later."""
    for text in examples():
        found = _nearest(world, text)
        if found is None:
            continue
        row, kind, day = found
        advisor = row.values["advisor_id"]
        written = later(day, 14)
        values: dict[str, Any] = {
            "on_kind": kind,
            "on_id": row,
            "theme_id": text.theme,
            "text": text.text,
            "written_on": written,
            "advisor_id": advisor,
            **({"released_on": written, "released_by_id": advisor} if text.released else {}),
        }
        world.story.tell(world.story.at(written), str(advisor.values["name"]), "write_example", Row("example", values))


def _nearest(world: World, text: ExampleText) -> tuple[Row, str, date] | None:
    wanted = TODAY - timedelta(days=text.days)
    obstacle = world.obstacles.get(text.about, (None,))[0]
    found = []
    for table, (kind, when, what) in _ABOUT.items():
        for row in world.story.rows(table):
            about = row.values[what] == obstacle if table == "signal" else str(row.values[what]).startswith(text.about)
            if about and row.values.get("advisor_id") and later(row.values[when], 14) < TODAY:
                found.append((row, kind, row.values[when]))
    return min(found, key=lambda one: abs((one[2] - wanted).days), default=None)
