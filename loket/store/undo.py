"""Undo over the change log: put back what one transaction changed, as a new transaction that can itself be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from loket.language import _
from loket.language.labels import field_label
from loket.models.errors import Refused
from loket.models.tables import METADATA
from loket.store.change_log import primary_key
from loket.store.database import Store
from loket.store.log_images import LIFTS, decoded, lifted
from loket.store.reader import Reader
from loket.store.transaction import BECOME_ADVISOR


@dataclass(frozen=True, slots=True)
class LaterChange:
    """A change that stands in the way of an undo: who changed which fields of which row, when (UTC, ISO)."""

    table: str
    key: str
    actor: str | None
    at: str
    fields: tuple[str, ...]


class UndoRefused(Refused):
    """Somebody changed the same rows since; `changes` says who, when and which fields."""

    def __init__(self, changes: Sequence[LaterChange]) -> None:
        self.changes = tuple(changes)
        first = self.changes[0]
        super().__init__(
            _("Cannot be undone: {who} has changed {count} of these records since, the last at {at} ({fields}).").format(
                who=first.actor or "?",
                count=len({(change.table, change.key) for change in changes}),
                at=f"{datetime.fromisoformat(first.at).astimezone():%d-%m-%Y %H:%M}",
                fields=", ".join(dict.fromkeys(field_label(name) for name in first.fields)),
            )
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log of transactions. `undone` when an undo of it holds."""

    id: int
    at: str
    actor: str
    verb: str
    reason: str | None
    undoes: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class _Change:
    seq: int
    table: str
    key: str
    op: str
    before: Mapping[str, Any]


def entries(reader: Reader, *, actor: str | None = None, limit: int = 50) -> list[Entry]:
    """The latest transactions, newest first, of one actor or of all."""
    undone, _holding = _undone(reader.rows(_UNDOS))
    rows = reader.rows(
        "SELECT id, at, actor, verb, reason, undoes FROM log_tx WHERE (:actor = '' OR actor = :actor) ORDER BY id DESC LIMIT :limit",
        actor=actor or "",
        limit=limit,
    )
    return [Entry(tx, at, who, verb, reason, undoes, tx in undone) for tx, at, who, verb, reason, undoes in rows]


def last_undoable(reader: Reader, actor: str) -> Entry | None:
    """The actor's latest transaction that still holds and is no undo itself: what `ctrl+z` undoes next."""
    for entry in entries(reader, actor=actor, limit=1000):
        if entry.undoes is None and not entry.undone and entry.verb != BECOME_ADVISOR:
            return entry
    return None


def last_redoable(reader: Reader, actor: str) -> Entry | None:
    """The actor's latest undo that holds and that nothing was done after: what `U` undoes in its turn."""
    _acts, holding = _undone(reader.rows(_UNDOS))
    for entry in entries(reader, actor=actor, limit=1000):
        if entry.undoes is None and not entry.undone and entry.verb != BECOME_ADVISOR:
            return None
        if entry.undoes is not None and entry.id in holding and not _takes_back_an_undo(reader, entry):
            return entry
    return None


def _takes_back_an_undo(reader: Reader, entry: Entry) -> bool:
    return reader.value("SELECT undoes FROM log_tx WHERE id = :tx", tx=entry.undoes) is not None


_UNDOS = "SELECT id, undoes FROM log_tx WHERE undoes IS NOT NULL ORDER BY id DESC"


def _undone(undos: Iterable[Sequence[Any]]) -> tuple[set[int], set[int]]:
    """From the undos, newest first: the transactions that an undo holds for, and the undos that hold."""
    undone: set[int] = set()
    holding: set[int] = set()
    for undo_tx, undoes in undos:
        if undo_tx not in undone:
            undone.add(undoes)
            holding.add(undo_tx)
    return undone, holding


def undo(store: Store, tx: int) -> int:
    """Put back what transaction `tx` changed and return the number of the transaction that did so.

    Raises UndoRefused when somebody changed one of its rows since, Refused when it is undone already or changed nothing.
    """
    with store.read() as reader:
        found = reader.rows("SELECT undoes FROM log_tx WHERE id = :tx", tx=tx)
        if not found:
            raise Refused(_("There is nothing to undo."))
    with store.write("undo" if found[0][0] is None else "redo", undoes=tx) as transaction:
        connection = transaction.connection
        changes = _changes_of(connection, tx)
        if not changes:
            raise Refused(_("There is nothing to undo."))
        undone, holding = _undone(tuple(row) for row in connection.execute(text(_UNDOS)) if row.id != transaction.id)
        if tx in undone:
            raise Refused(_("This was undone already."))
        later = _later_changes(connection, tx, undone | holding)
        if later:
            raise UndoRefused(later)
        try:
            _put_back(connection, changes)
        except IntegrityError as error:
            raise Refused(_("Other records point at what this made: it cannot be undone any more.")) from error
        return transaction.id


def _before(connection: Connection) -> str:
    """The columns `before` and what was personal of it, in today's shape."""
    lifts = connection.execute(text(LIFTS)).all()
    postgresql = connection.dialect.name == "postgresql"
    return f"{lifted(lifts, postgresql, 'c.before')}, {lifted(lifts, postgresql, 'p.before')}"


def _changes_of(connection: Connection, tx: int) -> list[_Change]:
    rows = connection.execute(
        text(
            f"SELECT c.seq, c.tbl, c.pk, c.op, {_before(connection)} FROM change_log c LEFT JOIN log_personal p ON p.seq = c.seq "
            "WHERE c.tx = :tx ORDER BY c.seq DESC"
        ),
        {"tx": tx},
    )
    return [_Change(seq, table, key, op, {**decoded(before), **decoded(own)}) for seq, table, key, op, before, own in rows]


def _later_changes(connection: Connection, tx: int, settled: set[int]) -> list[LaterChange]:
    """Others' changes of the same rows since; a change and its undo together (`settled`) are none."""
    rows = connection.execute(
        text(
            f"SELECT c.tx, c.tbl, c.pk, c.actor, c.at, c.op, {_before(connection)} FROM change_log c "
            "JOIN (SELECT tbl, pk, max(seq) AS seq FROM change_log WHERE tx = :tx GROUP BY tbl, pk) mine "
            "ON mine.tbl = c.tbl AND mine.pk = c.pk AND c.seq > mine.seq "
            "LEFT JOIN log_personal p ON p.seq = c.seq ORDER BY c.seq DESC"
        ),
        {"tx": tx},
    )
    later = []
    for later_tx, table, key, actor, at, op, before, own in rows:
        if later_tx in settled:
            continue
        fields = tuple(name for name in {**decoded(before), **decoded(own)} if name != "version") if op == "update" else (op,)
        if fields:
            later.append(LaterChange(table, key, actor, at, fields))
    return later


def _put_back(connection: Connection, changes: Sequence[_Change]) -> None:
    """Walk back through the changes; statements of one shape go in one batch, as long as their order allows."""
    batches: list[tuple[str, list[dict[str, Any]]]] = []
    for change in changes:
        statement, values = _inverse(change)
        if batches and batches[-1][0] == statement:
            batches[-1][1].append(values)
        else:
            batches.append((statement, [values]))
    for statement, rows in batches:
        connection.execute(text(statement), rows)


def _inverse(change: _Change) -> tuple[str, dict[str, Any]]:
    table = METADATA.tables[change.table]
    parts = zip(table.primary_key.columns, change.key.split(","), strict=True)
    keys = {f"key_{column.name}": int(part) if column.type.python_type is int else part for column, part in parts}
    where = " AND ".join(f"{name} = :key_{name}" for name in primary_key(table))
    if change.op == "insert":
        return f"DELETE FROM {table.name} WHERE {where}", keys
    before = {name: value for name, value in change.before.items() if name in table.columns}
    if change.op == "delete":
        if "version" in before:
            before["version"] += 1
        names = ", ".join(before)
        return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(f':{name}' for name in before)})", before
    # Whoever has this record open must see that it changed, so the version goes on instead of back.
    settings = [f"{name} = :{name}" for name in before if name != "version"]
    if "version" in table.columns:
        settings.append("version = version + 1")
        before.pop("version", None)
    return f"UPDATE {table.name} SET {', '.join(settings)} WHERE {where}", {**before, **keys}
