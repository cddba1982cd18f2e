"""Removing what was entered by mistake: by who entered it, the same day; later by an admin, with a reason.

The record leaves the tables, and with them every figure, list and search; the change log keeps it, and one undo brings it back with
all that went along. What is part of it or hangs on it goes along: its lists, notes, follow-ups, links, examples, a request's
referrals, an analysis' items. Signals of a trend come loose. What stands by itself and points at it, such as the requests that
came out of a conversation, stops it: nothing that somebody may count on goes without being looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, select, text, tuple_, update

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check
from loket.casework.list_fields import LISTS
from loket.casework.records import done, fetch, table_of
from loket.language import _, label, ngettext
from loket.language.formats import moment_of
from loket.models.errors import Refused
from loket.models.tables import METADATA
from loket.models.words import AdvisorRole, RecordKind
from loket.store.access import PARENTS
from loket.store.database import Store
from loket.store.transaction import Transaction

NEVER = frozenset({RecordKind.ADVISOR, RecordKind.ROUND, RecordKind.FITGAP_ITEM})
"""What is never a mistake of one record: people are switched off, a round has its responses, an item belongs to its analysis."""

_PARTS = frozenset(
    {f"{one.table.name}.{one.owner}" for lists in LISTS.values() for one in lists}
    | {f"{part}.{column}" for part, (_parent, column) in PARENTS.items()}
    | {"signal_apart.signal_id", "signal_apart.trend_id", "waiting_request.request_id", "referral.request_id"}
    | {"distinct_institutions.institution_id", "distinct_institutions.other_id"}
)
"""The columns that say whose part a row is: it goes along."""
_LOOSE = frozenset({"signal.trend_id"})
"""The columns that are emptied: the record goes on without what is removed."""
_HANGING = ("follow_up", "note", "link", "example")
"""The tables of what hangs on a record by kind and number."""
_KINDS = {kind.table: kind for kind in RecordKind}
_CHUNK = 500
_MOST_NAMED = 6

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing these records would do. `along` counts what goes with them by kind; `needs_reason` when an admin removes another's."""

    records: tuple[Ref, ...]
    along: Mapping[str, int]
    needs_reason: bool

    @property
    def consequence(self) -> str:
        """`Gaat mee: 1× opvolgactie, 2× notitie.`"""
        if not self.along:
            return ""
        return _("Goes along: {what}.").format(what=", ".join(f"{count}× {what}" for what, count in self.along.items()))


@dataclass(slots=True)
class _Gathered:
    """The rows that go, by table and key, parents before parts; those that come loose; and those that stand in the way."""

    going: dict[str, dict[Key, None]] = field(default_factory=dict)
    loose: list[tuple[Column[Any], Collection[int]]] = field(default_factory=list)
    stops: dict[tuple[str, int], None] = field(default_factory=dict)


def removal_of(store: Store, kind: RecordKind, numbers: Sequence[int]) -> Removal:
    """What removing these records would do. Raises Refused when this person may not, or when something stands in the way."""
    with store.scratch() as tx:
        return _removal(tx, kind, numbers)[0]


def remove(store: Store, kind: RecordKind, numbers: Sequence[int], reason: str | None = None) -> Done:
    """Remove records and all that is part of them, as one act. `reason` must be given for what somebody else or another day entered."""
    check = Check()
    reason = check.line("reason", reason)
    with store.write("remove", reason=reason) as tx:
        removal, gathered = _removal(tx, kind, numbers)
        if removal.needs_reason:
            check.require("reason", reason)
        check.finish()
        for column, ids in gathered.loose:
            for chunk in _chunks(ids):
                table = column.table
                values = {column.name: None} | ({"version": table.c.version + 1} if "version" in table.c else {})
                tx.connection.execute(update(table).where(column.in_(chunk)).values(values))
        for name in reversed(gathered.going):
            _delete(tx.connection, METADATA.tables[name], list(gathered.going[name]))
        message = ngettext("Removed: {number}.", "{count} records removed.", len(removal.records))
        return done(tx, check, message.replace("{count}", str(len(removal.records))), *removal.records)


def _removal(tx: Transaction, kind: RecordKind, numbers: Sequence[int]) -> tuple[Removal, _Gathered]:
    records = tuple(Ref(kind, number) for number in dict.fromkeys(numbers))
    if kind in NEVER:
        raise Refused(_("{kind}: this is not removed.").format(kind=label(kind).capitalize()))
    for record in records:
        fetch(tx, kind, record.id)
    is_own = all(_entered_today(tx, record) for record in records)
    gathered = _gather(tx, records)
    if gathered.stops:
        names = [_KINDS[table].number(number) for table, number in gathered.stops]
        named = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        message = _("{number} cannot be removed: {records} came out of it or point at it. Remove or change those first.")
        raise Refused(message.format(number=records[0].number, records=named))
    along = Counter(_said(name) for name, keys in gathered.going.items() for _key in keys if _said(name))
    along[label(kind)] -= len(records)
    return Removal(records, {what: count for what, count in along.items() if count > 0}, not is_own), gathered


def _entered_today(tx: Transaction, record: Ref) -> bool:
    """Whether this person entered it today; Refused for somebody who may not remove what others or earlier days entered."""
    found = tx.connection.execute(
        text("SELECT actor, at FROM change_log WHERE tbl = :tbl AND pk = :pk AND op = 'insert' ORDER BY seq LIMIT 1"),
        {"tbl": record.kind.table, "pk": str(record.id)},
    ).first()
    actor, at = (found.actor, str(found.at)) if found is not None else (None, "")
    day = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone().date() if at else None
    if actor == tx.advisor.name and day == datetime.now(UTC).astimezone().date():
        return True
    if tx.advisor.role is not AdvisorRole.ADMIN:
        message = _("{number} was entered by {who}, {when}: only who entered it may remove it, the same day; after that an admin.")
        raise Refused(message.format(number=record.number, who=actor or "?", when=moment_of(at) if at else "?"))
    return False


def _said(table: str) -> str:
    """What is told to go along; of parts and lists nothing, they are the record."""
    if table in _KINDS:
        return label(_KINDS[table])
    return _("example") if table == "example" else ""


# What goes, what comes loose, what stands in the way


def _gather(tx: Transaction, records: Sequence[Ref]) -> _Gathered:
    gathered = _Gathered()
    pointing: list[tuple[Table, Column[Any], Key]] = []
    waiting = [(table_of(records[0].kind), [(record.id,) for record in records])]
    while waiting:
        table, keys = waiting.pop(0)
        fresh = [key for key in keys if key not in gathered.going.get(table.name, {})]
        if not fresh:
            continue
        # Taken up anew at the end: what goes because of it comes after it, and is deleted before.
        gathered.going[table.name] = {**gathered.going.pop(table.name, {}), **dict.fromkeys(fresh)}
        if "id" not in table.primary_key.columns:
            continue
        ids = [key[0] for key in fresh]
        if "confidential" in table.c:
            _may_see(tx, table, ids)
        for child, column in _children(table):
            where = f"{child.name}.{column.name}"
            if where in _LOOSE:
                gathered.loose.append((column, ids))
                continue
            found = _keys(tx.connection, child, column, ids)
            if where in _PARTS:
                waiting.append((child, found))
            else:
                pointing += [(child, column, key) for key in found]
        if table.name in _KINDS:
            waiting += [
                (child, _hanging(tx.connection, child, _KINDS[table.name], ids))
                for child in map(METADATA.tables.get, _HANGING)
                if child is not None
            ]
    for child, _column, key in pointing:
        if key not in gathered.going.get(child.name, {}):
            gathered.stops[_holder(tx.connection, child, key)] = None
    return gathered


def _children(table: Table) -> Iterator[tuple[Table, Column[Any]]]:
    """The columns of other tables that point at this one."""
    for child in METADATA.sorted_tables:
        for column in child.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield child, column


def _keys(connection: Connection, child: Table, column: Column[Any], ids: Sequence[int]) -> list[Key]:
    found: list[Key] = []
    for chunk in _chunks(ids):
        found += [tuple(row) for row in connection.execute(select(*child.primary_key.columns).where(column.in_(chunk)))]
    return found


def _hanging(connection: Connection, child: Table, kind: RecordKind, ids: Sequence[int]) -> list[Key]:
    found: list[Key] = []
    for chunk in _chunks(ids):
        wanted = select(child.c.id).where(child.c.on_kind == kind, child.c.on_id.in_(chunk))
        found += [tuple(row) for row in connection.execute(wanted)]
    return found


def _holder(connection: Connection, child: Table, key: Key) -> tuple[str, int]:
    """The record that a row is, or is part of."""
    if child.name in _KINDS and child.name not in PARENTS:
        return child.name, int(key[0])
    if child.name in PARENTS:
        parent, column = PARENTS[child.name]
        return parent, int(connection.execute(select(child.c[column]).where(child.c.id == key[0])).scalar_one())
    first = next(iter(child.primary_key.columns))
    return next(iter(first.foreign_keys)).column.table.name, int(key[0])


def _may_see(tx: Transaction, table: Table, ids: Sequence[int]) -> None:
    """Nobody removes what they may not see."""
    for chunk in _chunks(ids):
        hidden = select(table.c.id).where(table.c.id.in_(chunk), table.c.confidential).limit(1)
        if not tx.viewer.sees_confidential and tx.connection.execute(hidden).first() is not None:
            raise Refused(_("Something confidential hangs on it: ask an advisor to remove it."))


def _delete(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    columns = list(table.primary_key.columns)
    for chunk in _chunks(keys):
        wanted = columns[0].in_([key[0] for key in chunk]) if len(columns) == 1 else tuple_(*columns).in_(chunk)
        connection.execute(delete(table).where(wanted))


def _chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    found = list(values)
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]
