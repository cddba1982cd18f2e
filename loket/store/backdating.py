"""Writing with moments of the past in the change log: how a demo gets its history. SQLite only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def entry(connection: sqlite3.Connection, at: str, actor: str, verb: str, reason: str | None = None) -> Iterator[None]:
    """Let the triggers log what is written inside as one entry of that moment (UTC, ISO) by that actor."""
    made = connection.execute("INSERT INTO log_tx (at, actor, verb, reason) VALUES (?, ?, ?, ?)", (at, actor, verb, reason))
    connection.execute("INSERT INTO log_session (id, tx, actor, at) VALUES (1, ?, ?, ?)", (made.lastrowid, actor, at))
    yield
    connection.execute("DELETE FROM log_session")
