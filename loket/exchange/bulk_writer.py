"""Writing what was planned, in bulk and inside the caller's transaction.

SQLAlchemy Core and the drivers' own ways in: a session writes 100,000 rows one by one, at several times the cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Date, Table, bindparam, func, select, text, update
from sqlalchemy.exc import DBAPIError

from loket.exchange.canonical import Link, TableSpec
from loket.exchange.canonical_rows import row_hash
from loket.exchange.cell_kinds import Value
from loket.exchange.import_plan import Outcome, PlannedRow, TablePlan, Tick
from loket.models.documents import ImportMemory
from loket.models.record import new_key
from loket.store.transaction import Transaction

SqlRow = dict[str, Any]
"""What a statement writes: column or parameter → value."""
_BATCH = 5_000


class Writer:
    """Gives new records their numbers and writes rows in batches."""

    def __init__(self, tx: Transaction, tick: Tick) -> None:
        self.tx = tx
        self.connection = tx.connection
        self.today = tx.today
        self.tick = tick
        self.numbers: dict[int, int] = {}

    def give_numbers(self, table: Table, new: Sequence[int]) -> None:
        """The next numbers of a table, never given before, for new records."""
        if new:
            for planned, number in zip(new, self._next_numbers(table, len(new)), strict=True):
                self.numbers[planned] = number

    def _next_numbers(self, table: Table, count: int) -> list[int]:
        if self.connection.dialect.name == "postgresql":
            found = self.connection.execute(
                text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"),
                {"name": table.name, "count": count},
            )
            return [number for (number,) in found]
        given = self.connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}).scalar()
        highest = self.connection.execute(select(func.max(table.c.id))).scalar()
        first = max(given or 0, highest or 0) + 1
        return list(range(first, first + count))

    def real(self, value: Value) -> Any:
        """A value with the numbers that new records got."""
        if isinstance(value, tuple):
            return tuple(sorted(self.numbers.get(item, item) if isinstance(item, int) else item for item in value))
        return self.numbers.get(value, value) if isinstance(value, int) else value

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]], *, ticking: bool = False) -> None:
        """Insert rows that all have the same columns."""
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            if self.connection.dialect.name == "postgresql":
                self._copy(table, batch)
            else:
                self._insert_plainly(table, batch)
            if ticking:
                self.tick(len(batch))

    def _insert_plainly(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """The driver's own many-row insert: everything is as SQLite keeps it already, but for dates."""
        names = list(rows[0])
        dates = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Date)]
        values = [list(row.values()) for row in rows]
        for row in values:
            for place in dates:
                if row[place] is not None:
                    row[place] = row[place].isoformat()
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        self.connection.exec_driver_sql(statement, list(map(tuple, values)))

    def _copy(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """PostgreSQL's own way in for many rows; the log's statement triggers run once for all of them."""
        names = list(rows[0])
        statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
        driver: Any = self.connection.connection.driver_connection
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(list(row.values()))
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(statement, None, error) from error

    def update(self, table: Table, rows: Mapping[int, Mapping[str, Any]]) -> None:
        """Update records by number, each in its own columns; whoever has one open sees by its version that it changed."""
        alike: dict[tuple[str, ...], list[SqlRow]] = {}
        for number, values in rows.items():
            alike.setdefault(tuple(values), []).append({"key_": number, **{f"new_{name}": value for name, value in values.items()}})
        for names, parameters in alike.items():
            changes: SqlRow = {name: bindparam(f"new_{name}") for name in names}
            statement = update(table).where(table.c.id == bindparam("key_")).values({**changes, "version": table.c.version + 1})
            for start in range(0, len(parameters), _BATCH):
                self.connection.execute(statement, parameters[start : start + _BATCH])

    def add_named(self, table: Table, new: Mapping[int, str]) -> None:
        """Add records of which a file gave nothing but the name."""
        self.give_numbers(table, list(new))
        self.insert(table, [{"id": self.numbers[number], "name": name} for number, name in new.items()])


def used_numbers(plans: Iterable[TablePlan]) -> set[int]:
    """The new records that the rows which are written point at."""
    used: set[int] = set()
    for plan in plans:
        for row in plan.of(Outcome.NEW, Outcome.CHANGED):
            for header in plan.spec.pointing:
                value = row.changes.get(header)
                used.update(item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, int) and item < 0)
    return used


def write_table(writer: Writer, plan: TablePlan) -> None:
    """Write one table's new and changed rows, their lists, and what import memory keeps of them."""
    new, changed = plan.of(Outcome.NEW), plan.of(Outcome.CHANGED)
    spec = plan.spec
    new = list({row.number: row for row in new}.values())
    changed = list({row.number: row for row in changed}.values())
    writer.give_numbers(spec.table, [row.number for row in new])
    writer.insert(spec.table, [_record(writer, spec, row) for row in new], ticking=True)
    writer.update(spec.table, {row.number: _changes(writer, spec, row) for row in changed})
    for header, link in spec.lists:
        _write_list(writer, plan, header, link, [*new, *changed])
    _remember(writer, plan, [*new, *changed])


def _record(writer: Writer, spec: TableSpec, row: PlannedRow) -> SqlRow:
    """A new record's columns."""
    record: SqlRow = {"id": writer.numbers[row.number]}
    values = row.values
    for header, place, empty, pointing in spec.plain:
        value = values.get(header, empty)
        record[place] = writer.real(value) if pointing else value
    if "raw" in spec.table.c:
        record["raw"] = row.raw
    if "sleutel" in record and record["sleutel"] is None:
        record["sleutel"] = row.values["sleutel"] = new_key()
    if "state_since" in spec.table.c:
        days = (row.values.get(header) for header in spec.dated)
        record["state_since"] = next((day for day in days if day is not None), writer.today)
    return record


def _changes(writer: Writer, spec: TableSpec, row: PlannedRow) -> SqlRow:
    """A changed record's columns."""
    changes = {place: writer.real(row.changes[header]) for header, place, _empty, _pointing in spec.plain if header in row.changes}
    if row.raw is not None:
        changes["raw"] = row.raw
    if "state" in changes and "state_since" in spec.table.c:
        changes["state_since"] = writer.today
    return changes


def _write_list(writer: Writer, plan: TablePlan, header: str, link: Link, rows: Sequence[PlannedRow]) -> None:
    """Add and remove what a list gained and lost."""
    table = link.model.sql_table()
    added: list[SqlRow] = []
    removed: list[SqlRow] = []
    for row in rows:
        if header not in row.changes:
            continue
        number = writer.numbers.get(row.number, row.number)
        before = set(_items(plan.current.get(row.number, {}).get(header)))
        after = set(_items(writer.real(row.changes[header])))
        added.extend({link.owner: number, link.value: item} for item in sorted(after - before, key=str))
        removed.extend({"owner_": number, "value_": item} for item in before - after)
    if "former_until" in table.c:
        for entry in added:
            former = plan.renamed.get(entry[link.owner]) == entry[link.value]
            entry["former_until"] = writer.today if former else None
    if removed:
        gone = table.c[link.owner] == bindparam("owner_"), table.c[link.value] == bindparam("value_")
        writer.connection.execute(table.delete().where(*gone), removed)
    if added:
        writer.insert(table, added)


def _items(value: Value) -> tuple[int | str, ...]:
    return value if isinstance(value, tuple) else ()


def _remember(writer: Writer, plan: TablePlan, rows: Sequence[PlannedRow]) -> None:
    """Keep what the written rows look like now, and those that are the same but were never imported before."""
    table = ImportMemory.sql_table()
    kind = plan.spec.kind.value
    fresh: list[SqlRow] = []
    known: list[SqlRow] = []
    for row in rows:
        whole = {**plan.spec.empty, **plan.current.get(row.number, {}), **row.changes}
        whole |= {header: writer.real(whole[header]) for header in plan.spec.pointing}
        digest = row_hash(plan.spec, whole)
        number = writer.numbers.get(row.number, row.number)
        if row.number in plan.memory:
            known.append({"kind_": kind, "record_": number, "hash_": digest})
        else:
            fresh.append({"kind": kind, "record_id": number, "row_hash": digest})
    for number in {row.number for row in plan.of(Outcome.SAME)} - set(plan.memory):
        if number in plan.current:
            digest = row_hash(plan.spec, plan.current[number])
            fresh.append({"kind": kind, "record_id": number, "row_hash": digest})
    if fresh:
        writer.insert(table, fresh)
    if known:
        same = table.c.kind == bindparam("kind_"), table.c.record_id == bindparam("record_")
        writer.connection.execute(update(table).where(*same).values(row_hash=bindparam("hash_")), known)
