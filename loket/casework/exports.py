"""Remembering what left the database: who, when, what, how many rows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert

from loket.models.attached import ExportLog
from loket.store.opening import Store


def remember_export(store: Store, what: str, rows: int) -> None:
    """Note an export by the person at work."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with store.scratch() as tx:
        values = {"exported_at": now, "advisor": store.actor, "what": what, "rows": rows}
        tx.connection.execute(insert(ExportLog), values)
