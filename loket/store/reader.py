"""Reading over the plain DBAPI: one snapshot a `with`, rows by name, and what the dialects say differently. Loads no SQLAlchemy."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from loket.language import _
from loket.models.errors import DatabaseUnusable
from loket.store.access import Masks, Viewer
from loket.store.address import Address

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


BUSY_TIMEOUT_S = 30

T = TypeVar("T", bound="DataclassInstance")


class Reader:
    """One consistent look at the database by `viewer`, who reads only what they may see.

    Dates come as ISO text on SQLite and as `date` on PostgreSQL: use `as_date`. `today` is the business date of who looks; `memory` is
    for what is asked more than once in one look.
    """

    def __init__(self, connection: Any, dialect: Dialect, viewer: Viewer, today: date | None = None) -> None:
        self._connection = connection
        self.dialect = dialect
        self.viewer = viewer
        self.today = today or date.today()
        self.memory: dict[Hashable, Any] = {}

    def outside(self) -> Reader:
        """The same look, of what may leave the house."""
        return Reader(self._connection, self.dialect, self.viewer.outside(), self.today)

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> list[tuple[Any, ...]]:
        """All rows of a query with `:name` parameters."""
        return self._run(sql, parameters, named)[1]

    def dicts(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> list[dict[str, Any]]:
        """All rows as dictionaries by column name."""
        names, rows = self._run(sql, parameters, named)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def records(
        self,
        record: type[T],
        sql: str,
        parameters: Mapping[str, Any] | None = None,
        /,
        *,
        filled: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None,
        **named: Any,
    ) -> list[T]:
        """All rows as `record`, a dataclass whose fields the columns are named after: `SELECT x.id, a.name AS advisor …`.

        A column becomes what its field is annotated with: a date, a member of an enum, a bool; NULL stays None (False for a plain bool).
        A field with a default may be absent. `filled` gives fields that are no column from the row's other values by name:
        `filled={"themes": lambda row: themes.get(row["id"], ())}`. Raises TypeError for a column without a field, or a field without one.
        """
        names, rows = self._run(sql, parameters, named)
        filled = filled or {}
        known = _fields_of(record)
        given = [*names, *filled]
        if strange := sorted(name for name in given if name not in known or given.count(name) > 1):
            raise TypeError(f"{record.__name__} has no such field, or gets it twice: {', '.join(strange)}")
        if missing := sorted(name for name, field in known.items() if field.required and name not in given):
            raise TypeError(f"{record.__name__} gets nothing for: {', '.join(missing)}")
        converters = [(place, convert) for place, name in enumerate(names) if (convert := known[name].convert) is not None]
        # Fields in their order, for a row by place is made in half the time of one by keywords; not where a default is left out.
        order = [given.index(name) for name in known if name in given] if len(given) == len(known) else None
        records = []
        for row in rows:
            values = list(row)
            for place, convert in converters:
                values[place] = convert(values[place])
            if filled:
                by_name = dict(zip(names, values, strict=True))
                for name, fill in filled.items():
                    by_name[name] = fill(by_name)
                    values.append(by_name[name])
            records.append(
                record(**dict(zip(given, values, strict=True))) if order is None else record(*[values[place] for place in order])
            )
        return records

    def record(
        self,
        record: type[T],
        sql: str,
        parameters: Mapping[str, Any] | None = None,
        /,
        *,
        filled: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None,
        **named: Any,
    ) -> T | None:
        """The first row as `record`, or None."""
        found = self.records(record, sql, parameters, filled=filled, **named)
        return found[0] if found else None

    def row(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found = self.rows(sql, parameters, **named)
        return found[0] if found else None

    def value(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **named: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters, **named)
        return found[0] if found else None

    def last_line(self) -> int:
        """The number of the change log's last line; 0 when nothing was ever written."""
        return int(self.value("SELECT coalesce(max(seq), 0) FROM change_log"))

    def _run(self, sql: str, parameters: Mapping[str, Any] | None, named: Mapping[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns' names and all rows."""
        values = {**(parameters or {}), **named}
        if not self.dialect.is_postgresql:
            values = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        cursor = self._connection.cursor()
        try:
            cursor.execute(self.dialect.prepare(sql), values)
            return [column[0] for column in cursor.description], cursor.fetchall()
        finally:
            cursor.close()


def as_date(value: str | date | None) -> date | None:
    """A date column's value from either dialect."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Field:
    required: bool
    convert: Callable[[Any], Any] | None


@cache
def _fields_of(record: type[DataclassInstance]) -> dict[str, _Field]:
    """What a dataclass wants for each field. Cached: resolving annotations costs more than a page of rows."""
    hints = get_type_hints(record)
    return {
        field.name: _Field(field.default is MISSING and field.default_factory is MISSING, _converter(hints[field.name]))
        for field in fields(record)
        if field.init
    }


def _converter(annotation: Any) -> Callable[[Any], Any] | None:
    """How the driver's value becomes what a field is annotated with; None when it is that already."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType] if isinstance(annotation, UnionType) else [annotation]
    if len(kinds) != 1 or not isinstance(kinds[0], type):
        return None
    kind = kinds[0]
    if kind is bool:
        return bool if annotation is bool else lambda value: None if value is None else bool(value)
    if kind is date:
        return as_date
    if kind is float:  # PostgreSQL computes averages as decimals
        return lambda value: None if value is None else float(value)
    if issubclass(kind, Enum):
        members = {None: None, **{member.value: member for member in kind}}
        return members.__getitem__
    return None


_SQLITE_COLUMNS = """SELECT m.name, p.name, p.type FROM main.sqlite_master m JOIN pragma_table_info(m.name, 'main') p
    WHERE m.type = 'table' ORDER BY m.name, p.cid"""
_POSTGRESQL_COLUMNS = """SELECT k.relname, a.attname, format_type(a.atttypid, NULL)
    FROM pg_attribute a JOIN pg_class k ON k.oid = a.attrelid
    WHERE k.relnamespace = current_schema()::regnamespace AND k.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY k.relname, a.attnum"""


def masks_over(reader: Reader) -> Masks:
    """What the viewer of a reader may not see of its database."""
    postgresql = reader.dialect.is_postgresql
    columns: dict[str, dict[str, bool]] = {}
    for table, name, kind in reader.rows(_POSTGRESQL_COLUMNS if postgresql else _SQLITE_COLUMNS):
        columns.setdefault(table, {})[name] = kind in ("TEXT", "text", "character varying")
    home = f'"{reader.value("SELECT current_schema()")}"' if postgresql else "main"
    return Masks(reader.viewer, home, columns, postgresql)


class ReaderPool:
    """Keeps idle connections, so that a screen's read does not pay for a new one: those with the same masks together."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle: dict[Hashable, list[Any]] = defaultdict(list)
        self._lock = threading.Lock()
        self.dialect = POSTGRESQL if address.is_postgresql else SQLITE

    @contextmanager
    def read(self, viewer: Viewer, today: date | None = None) -> Iterator[Reader]:
        """A reader on one snapshot, for one viewer."""
        with self._lock:
            idle = self._idle[viewer.masks]
            connection = idle.pop() if idle else None
        if connection is None:
            connection = self._connect(viewer)
        healthy = True
        try:
            with driver_errors_explained(self._address):
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.dialect.is_postgresql else "BEGIN")
                yield Reader(connection, self.dialect, viewer, today)
        except DatabaseUnusable:
            healthy = False
            raise
        finally:
            self._give_back(connection, viewer, healthy)

    def _connect(self, viewer: Viewer) -> Any:
        if viewer.sees_everything:
            return connect(self._address, read_only=True)
        connection = connect(self._address)
        with driver_errors_explained(self._address):
            for statement in masks_over(Reader(connection, self.dialect, viewer)).views():
                connection.execute(statement)
            if not self.dialect.is_postgresql:
                connection.execute("PRAGMA query_only=ON")
        return connection

    def _give_back(self, connection: Any, viewer: Viewer, healthy: bool) -> None:
        try:
            connection.execute("ROLLBACK")
        except _driver_errors():
            healthy = False
        if healthy:
            with self._lock:
                self._idle[viewer.masks].append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            for idle in self._idle.values():
                while idle:
                    idle.pop().close()


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


WRITERS_LOCK = 727_273  # the advisory lock that makes PostgreSQL's writers take turns: sequence order is commit order

_NAMED = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Pieces of SQL that differ. Arguments are SQL expressions, not values."""

    name: str

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL."""
        return self.name == "postgresql"

    def days_between(self, earlier: str, later: str) -> str:
        """Whole days from one date to another."""
        if self.is_postgresql:
            return f"(({later})::date - ({earlier})::date)"
        return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"

    def month(self, day: str) -> str:
        """The month of a date as `2026-11`."""
        return f"to_char({day}, 'YYYY-MM')" if self.is_postgresql else f"substr({day}, 1, 7)"

    def gathered(self, number: str) -> str:
        """An aggregate: the numbers of all rows as one text, for `is_among`."""
        return f"coalesce(string_agg(({number})::text, ','), '')" if self.is_postgresql else f"json_group_array({number})"

    def is_among(self, number: str, gathered: str) -> str:
        """The condition that a number is one of those in a text that `gathered` made."""
        if self.is_postgresql:
            return f"{number} = ANY (CAST(string_to_array({gathered}, ',') AS bigint[]))"
        return f"{number} IN (SELECT value FROM json_each({gathered}))"

    def later(self, *expressions: str) -> str:
        """The latest of some dates, empty ones left out; empty when all are."""
        if self.is_postgresql:
            return f"GREATEST({', '.join(expressions)})"
        filled = ", ".join(f"coalesce({e}, '')" for e in expressions)
        return f"nullif(max({filled}), '')"

    def prepare(self, sql: str) -> str:
        """A query with `:name` parameters as the driver wants it."""
        if not self.is_postgresql:
            return sql
        return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))


SQLITE = Dialect("sqlite")
POSTGRESQL = Dialect("postgresql")
