"""The progress report that the programme lead kept last winter, for the next one to compare with."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path

from loket.demo.world import LEAD, World
from loket.exchange.report.report_comparison import definitions_hash, kept_figures
from loket.insight.disclosure.shown_figures import shown_figures
from loket.insight.figures.period import Period
from loket.store.address import Address
from loket.store.as_of import moment
from loket.store.backdating import entry
from loket.store.opening import Store

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
    with entry(connection, f"{WRITTEN.isoformat()}.000Z", LEAD, "keep_report", None):
        connection.execute(
            f"INSERT INTO progress_report ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
        )
