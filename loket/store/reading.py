"""Reading over the plain DBAPI: one snapshot a `with`, connections kept for the next one. Loads no SQLAlchemy."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from loket.language import _
from loket.models.errors import DatabaseUnusable
from loket.store.address import Address
from loket.store.dialect import POSTGRESQL, SQLITE, Dialect

BUSY_TIMEOUT_S = 30


class Reader:
    """One consistent look at the database. Dates come as ISO text on SQLite and as `date` on PostgreSQL: use `as_date`."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self._connection = connection
        self.dialect = dialect

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> list[tuple[Any, ...]]:
        """All rows of a query with `:name` parameters."""
        values = {**(parameters or {}), **named}
        if not self.dialect.is_postgresql:
            values = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        cursor = self._connection.cursor()
        try:
            cursor.execute(self.dialect.prepare(sql), values)
            return [tuple(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def dicts(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> list[dict[str, Any]]:
        """All rows as dictionaries by column name."""
        values = {**(parameters or {}), **named}
        if not self.dialect.is_postgresql:
            values = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        cursor = self._connection.cursor()
        try:
            cursor.execute(self.dialect.prepare(sql), values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def row(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found = self.rows(sql, parameters, **named)
        return found[0] if found else None

    def value(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters, **named)
        return found[0] if found else None


def as_date(value: str | date | None) -> date | None:
    """A date column's value from either dialect."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class ReadingRoom:
    """Keeps idle connections, so that a screen's read does not pay for a new one."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle: list[Any] = []
        self._lock = threading.Lock()
        self.dialect = POSTGRESQL if address.is_postgresql else SQLITE

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A reader on one snapshot."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = connect(self._address, read_only=True)
        healthy = False
        try:
            with driver_errors_explained(self._address):
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.dialect.is_postgresql else "BEGIN")
                yield Reader(connection, self.dialect)
                healthy = True
        finally:
            self._give_back(connection, healthy)

    def _give_back(self, connection: Any, healthy: bool) -> None:
        try:
            connection.execute("ROLLBACK")
        except _driver_errors():
            healthy = False
        if healthy:
            with self._lock:
                self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@contextmanager
def driver_errors_explained(address: Address) -> Iterator[None]:
    """Turn what the driver says into DatabaseUnusable, with what to do about it."""
    try:
        yield
    except _driver_errors() as error:
        raise DatabaseUnusable(explain(error, address)) from error


def connect(address: Address, *, read_only: bool = False) -> Any:
    """A plain DBAPI connection in autocommit, with loket's settings. Raises DatabaseUnusable when it cannot be had."""
    with driver_errors_explained(address):
        if address.path is not None:
            return _connect_sqlite(address.path, read_only)
        return _connect_postgresql(address.url or "")


def _connect_sqlite(path: Path, read_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",
        "recursive_triggers=ON",
        "cache_size=-65536",  # KiB: figures read most of the database
        f"query_only={'ON' if read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _connect_postgresql(url: str) -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise DatabaseUnusable(_("PostgreSQL needs an extra part: install loket[postgresql].")) from error
    # Prepared statements would go on reading the live tables behind the temporary ones of an as-of figure.
    connection = psycopg.connect(url, autocommit=True, prepare_threshold=None, connect_timeout=10)
    # Compiling a figure's SQL takes seconds, running it milliseconds.
    connection.execute("SET jit = off")
    return connection


def _driver_errors() -> tuple[type[Exception], ...]:
    import sys

    psycopg = sys.modules.get("psycopg")
    return (sqlite3.Error,) if psycopg is None else (sqlite3.Error, psycopg.Error)


def explain(error: Exception, address: Address) -> str:
    """What a driver's error means for the person, and what to do next."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    known: Sequence[tuple[str, str]] = (
        (
            "locked",
            _("{where} is locked by another program for over 30 seconds. Close that program or try again later."),
        ),
        (
            "not a database",
            _("{where} is not a database, or it is damaged. Restore a backup, or name another file with --database."),
        ),
        ("malformed", _("{where} is damaged. Make a copy of it, then restore the latest backup.")),
        ("unable to open", _("{where} cannot be opened. Look whether the folder is there and may be written.")),
        (
            "readonly",
            _("{where} may not be written. Ask for the right to write, or name another file with --database."),
        ),
        ("permission denied", _("{where}: missing right ({reason}). Ask the admin of the database.")),
        ("disk is full", _("The disk of {where} is full; nothing was changed. Make room and try again.")),
        ("connect", _("{where} cannot be reached ({reason}). Look at the address, the network and the password.")),
    )
    message = next((message for sign, message in known if sign in text.lower()), _("{where}: {reason}"))
    return message.format(where=address.shown, reason=text)
