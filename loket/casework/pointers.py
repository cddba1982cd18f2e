"""Making everything that points at one record point at another: what merging two records of any kind comes down to.

The tables are found in the metadata, so that a new one is not forgotten: Core, for rows of whatever table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, and_, func, insert, literal, or_, select, update

from loket.casework.records import table_of
from loket.models.tables import METADATA, is_logged
from loket.models.words import RecordKind
from loket.store.transaction import Transaction

_ONCE: dict[str, tuple[str, ...]] = {"conversation_attendee": ("conversation_id",)}
"""Tables that name a record once for each of these columns, though their key does not say so."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that points at a kind of record: by foreign key, or as `on_id` where `on_kind` names the kind."""

    table: Table
    column: Column[Any]
    kind: RecordKind

    def at(self, number: int) -> Any:
        """The condition that a row points at this record."""
        if self.column.name == "on_id":
            return and_(self.table.c.on_kind == self.kind, self.column == number)
        return self.column == number


def pointers(kind: RecordKind) -> Iterator[Pointer]:
    """Every column of a logged table that points at records of a kind."""
    own = table_of(kind)
    for table in METADATA.sorted_tables:
        if not is_logged(table):
            continue
        for column in table.columns:
            if any(key.column.table is own for key in column.foreign_keys):
                yield Pointer(table, column, kind)
        if "on_kind" in table.columns:
            yield Pointer(table, table.c.on_id, kind)


def count_pointing(tx: Transaction, kind: RecordKind, number: int, without: Collection[str] = ()) -> dict[str, int]:
    """How many rows of each table point at a record; a row that does so twice counts once."""
    conditions: dict[str, list[Any]] = {}
    for pointer in pointers(kind):
        if pointer.table.name not in without:
            conditions.setdefault(pointer.table.name, []).append(pointer.at(number))
    counts = {
        name: tx.connection.execute(select(func.count()).select_from(METADATA.tables[name]).where(or_(*where))).scalar_one()
        for name, where in conditions.items()
    }
    return {name: count for name, count in counts.items() if count}


def repoint(tx: Transaction, kind: RecordKind, number: int, to: int, without: Collection[str] = ()) -> None:
    """Let every row that points at a record point at another; doubles go, and nothing comes to point at itself."""
    tx.session.flush()
    for pointer in pointers(kind):
        if pointer.table.name not in without:
            _move(tx, pointer, number, to)
    tx.session.expire_all()


def _move(tx: Transaction, pointer: Pointer, number: int, to: int) -> None:
    table, column = pointer.table, pointer.column
    others = _others(table, column)
    if others is not None:
        twin = table.alias()
        has = select(1).where(twin.c[column.name] == to, *(twin.c[name] == table.c[name] for name in others)).exists()
        tx.connection.execute(table.delete().where(pointer.at(number), has))
    if column.primary_key:
        # Another key is another row: the change log knows a row by its key.
        moved = select(*(literal(to) if each is column else each for each in table.columns)).where(pointer.at(number))
        tx.connection.execute(insert(table).from_select([each.name for each in table.columns], moved))
        tx.connection.execute(table.delete().where(pointer.at(number)))
        return
    counted = {"version": table.c.version + 1} if "version" in table.columns else {}
    if table is table_of(pointer.kind):
        tx.connection.execute(update(table).where(pointer.at(number), table.c.id == to).values({column.name: None, **counted}))
    tx.connection.execute(update(table).where(pointer.at(number)).values({column.name: to, **counted}))


def _others(table: Table, column: Column[Any]) -> tuple[str, ...] | None:
    """The columns that together with this one a row is the only one for."""
    if column.primary_key:
        return tuple(key.name for key in table.primary_key.columns if key is not column)
    return _ONCE.get(table.name) if column.name != "conversation_id" else None
