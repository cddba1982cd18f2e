"""The database as it knew things at an earlier moment: the change log folded up to one line of it.

The folded tables are temporary ones with the names of the real ones, so that every figure's ordinary SQL reads them.
What is personal stands apart in the log and is not folded: no figure needs it, and an erasure must not change one.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from loket.language import _
from loket.models.errors import FieldError, Refused
from loket.store.access import Masks, Viewer
from loket.store.database import Moment, Store
from loket.store.log_images import LIFTS, lifted
from loket.store.reader import POSTGRESQL, SQLITE, WRITERS_LOCK, Reader, connect, driver_errors_explained, masks_over

_HERE = ZoneInfo("Europe/Amsterdam")
_LINE = re.compile(r"#(\d{1,18})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def moment(store: Store, asked: str) -> Moment:
    """What `asked` names: a day (its end, in Amsterdam), a date-time (there too, unless it says otherwise), or `#N`, a line of the log.

    Raises Refused for what is none of these, or lies ahead: what will be known then is not known now.
    """
    line = _LINE.fullmatch(asked.strip())
    if not line:
        at, until, day = _understood(asked.strip())
        _wait_for_writers(store)
    with store.read() as reader:
        last = reader.last_line()
        if line:
            return _of_line(reader, int(line[1]), last)
        if until > datetime.now(UTC):
            message = _("{asked} is not over yet: what is known then can still change. Ask for a moment before now, or for now, #{last}.")
            raise _refused(message.format(asked=asked, last=last))
        # The first line after it, not the last one before: a clock that was set back must not change what was once shown.
        after = reader.value("SELECT min(seq) FROM change_log WHERE at > :until", until=_as_logged(until))
        return Moment(at, last if after is None else int(after) - 1, day)


def _wait_for_writers(store: Store) -> None:
    """A transaction that began before the moment and ends after this look would be seen the next time: let it end first."""
    connection = connect(store.address)
    try:
        with driver_errors_explained(store.address):
            if store.address.is_postgresql:
                connection.execute(f"SELECT pg_advisory_lock_shared({WRITERS_LOCK})")
            elif os.access(str(store.address.path), os.W_OK):
                connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.close()


def _of_line(reader: Reader, seq: int, last: int) -> Moment:
    if seq > last:
        raise _refused(_("The change log ends at #{last}.").format(last=last))
    at = reader.value("SELECT max(at) FROM change_log WHERE seq = (SELECT max(seq) FROM change_log WHERE seq <= :seq)", seq=seq)
    if at is None:
        raise _refused(_("The change log has no lines up to #{seq}.").format(seq=seq))
    local = datetime.fromisoformat(at).astimezone(_HERE)
    return Moment(local.isoformat(), seq, local.date())


def _understood(asked: str) -> tuple[str, datetime, date]:
    """As it is shown, when it ends, and its day."""
    if _DAY.fullmatch(asked):
        asked_for, until = asked, f"{asked}T23:59:59.999"  # the log has no finer moments
    else:
        asked_for, until = "", asked
    try:
        found = datetime.fromisoformat(until)
        local = (found if found.tzinfo else found.replace(tzinfo=_HERE)).astimezone(_HERE)
        return asked_for or local.isoformat(), local.astimezone(UTC), local.date()
    except (ValueError, OverflowError):
        message = _("“{asked}” is no moment. Write a day (2026-11-21), a date-time (2026-11-21T14:30), or #N for a line of the change log.")
        raise _refused(message.format(asked=asked)) from None


def _as_logged(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def _refused(message: str) -> Refused:
    return Refused(errors=[FieldError("as_of", message)])


class PastStore(Store):
    """The store at an earlier moment: it is read as ever, from tables that the first look lays over the real ones, and not written."""

    moment: Moment

    def __init__(self, store: Store, moment: Moment) -> None:
        super().__init__(store.address, store.actor)
        self.made_by = store.made_by
        self.discretion = store.discretion
        self.moment = moment
        self._folded: dict[Hashable, Any] = {}
        self._one_at_a_time = threading.Lock()

    @property
    def today(self) -> date:
        """The business day of the moment."""
        return self.moment.day

    @contextmanager
    def read_for(self, viewer: Viewer) -> Iterator[Reader]:
        """A look at what was known then, by who looks now."""
        with self._one_at_a_time, driver_errors_explained(self.address):
            if viewer.masks not in self._folded:
                self._folded[viewer.masks] = connect(self.address)
                _fold(self._folded[viewer.masks], self.address.is_postgresql, self.moment.seq, viewer)
            yield Reader(self._folded[viewer.masks], POSTGRESQL if self.address.is_postgresql else SQLITE, viewer, self.today)

    def _transaction(self, verb: str, **log: Any) -> NoReturn:
        """The past is not written."""
        raise Refused(_("An earlier moment can only be looked at. Go back to now to change something."))

    def close(self) -> None:
        """Let go of the folded tables too."""
        super().close()
        with self._one_at_a_time:
            while self._folded:
                self._folded.popitem()[1].close()


def _fold(connection: Any, postgresql: bool, seq: int, viewer: Viewer) -> None:
    """Lay temporary tables over the logged ones, with the rows as they were after line `seq` of the change log."""
    reader = Reader(connection, POSTGRESQL if postgresql else SQLITE, viewer)
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if postgresql else "BEGIN")
    (_fold_postgresql if postgresql else _fold_sqlite)(reader, connection, seq)
    if not viewer.sees_everything:
        _mask(connection, masks_over(reader), seq)
    connection.execute("COMMIT")


def _mask(connection: Any, masks: Masks, seq: int) -> None:
    """Hide what the viewer may not see of the folded rows: what was confidential then or later."""
    folded = "pg_temp" if masks.postgresql else "temp"
    tables = masks.tables()
    for table in tables:
        if not masks.viewer.sees_confidential and "confidential" in masks.columns[table]:
            flag = "TRUE" if masks.postgresql else "1"
            hidden = masks.was_hidden_after(table, seq)
            connection.execute(f"UPDATE {folded}.{table} AS t SET confidential = {flag} WHERE {hidden}")
    for table in tables:
        if masks.postgresql:
            for (name,) in connection.execute(_UNIQUE, [f"{folded}.{table}"]).fetchall():
                connection.execute(f'ALTER TABLE {folded}.{table} DROP CONSTRAINT "{name}"')  # masked titles are all the same
        if settings := ", ".join(f"{name} = {masked}" for name, masked in masks.masked(table, folded).items()):
            connection.execute(f"UPDATE {folded}.{table} AS t SET {settings}")
    for statement in () if masks.viewer.folds else masks.log_views():
        connection.execute(statement)


_UNIQUE = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'"


_LATEST = (
    "FROM change_log c JOIN (SELECT max(seq) AS seq FROM change_log WHERE tbl = '{table}' AND seq <= {seq} GROUP BY pk) m ON m.seq = c.seq "
    "WHERE c.op <> 'delete'"
)


def _fold_sqlite(reader: Reader, connection: Any, seq: int) -> None:
    tables = [
        row[0]
        for row in reader.rows("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = 'log_' || tbl_name || '_insert'")
    ]
    indexes = reader.rows("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    lifts = reader.rows(LIFTS)
    for table in tables:
        columns = reader.rows(f"SELECT name, pk FROM pragma_table_info('{table}') ORDER BY cid")
        values = ", ".join(f"json_extract(image, '$.{name}') AS {name}" for name, _place in columns)
        image = lifted(lifts, False, "c.after", table=table)
        once = "" if image == "c.after" else "LIMIT -1"  # else SQLite lifts an image again for each column
        images = f"SELECT {image} AS image {_LATEST.format(table=table, seq=seq)} {once}"
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {values} FROM ({images})")
        keys = ", ".join(name for name, place in sorted(columns, key=lambda column: int(column[1])) if place)
        connection.execute(f"CREATE UNIQUE INDEX temp.pk_{table} ON {table} ({keys})")
        for _table, name, sql in (index for index in indexes if index[0] == table):
            connection.execute(sql.replace(f"INDEX {name} ON", f"INDEX temp.{name} ON", 1))


def _fold_postgresql(reader: Reader, connection: Any, seq: int) -> None:
    schema = reader.value("SELECT current_schema()")
    tables = reader.rows(
        "SELECT k.relname FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid "
        "WHERE t.tgname = 'log_insert' AND k.relnamespace = current_schema()::regnamespace ORDER BY 1"
    )
    lifts = reader.rows(LIFTS)
    for (table,) in tables:
        connection.execute(f'CREATE TEMP TABLE {table} (LIKE "{schema}".{table} INCLUDING INDEXES)')
        images = f"SELECT {lifted(lifts, True, 'c.after', table=table)} AS image {_LATEST.format(table=table, seq=seq)}"
        rows = f'jsonb_populate_record(NULL::"{schema}".{table}, image)'
        connection.execute(f"INSERT INTO pg_temp.{table} SELECT r.* FROM ({images}) i, LATERAL {rows} r")
        connection.execute(f"ANALYZE pg_temp.{table}")
