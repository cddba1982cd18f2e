"""Two people in one record: what each changed is read from the change log; different fields merge, the same ones conflict.

The log is no table of the models: it is read as SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from loket.casework.done import Conflict, Done, FieldConflict, Ref, TheirChange
from loket.casework.inputs import Check
from loket.casework.list_fields import LISTS, ListField, items_of
from loket.language import _, label
from loket.language.formats import moment_of
from loket.language.labels import field_label
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import RecordKind, Word
from loket.store.database import Store
from loket.store.log_images import LIFTS, decoded, lifted
from loket.store.transaction import Transaction

_SINCE = (
    "SELECT c.seq, c.tx, coalesce(c.actor, c.db_user), c.at, c.op, {images} FROM change_log c LEFT JOIN log_personal p ON p.seq = c.seq "
    "WHERE c.tbl = :tbl AND c.pk = :pk AND (c.tx IS NULL OR c.tx <> :me) ORDER BY c.seq DESC"
)
_LIST_SINCE = (
    "SELECT c.seq, c.tx, coalesce(c.actor, c.db_user), c.at, c.op, {images} FROM change_log c LEFT JOIN log_personal p ON p.seq = c.seq "
    "WHERE c.tbl = :tbl AND c.seq > :seq AND (c.tx IS NULL OR c.tx NOT IN (:known, :me)) ORDER BY c.seq DESC"
)
UNSAID = frozenset({"id", "version", "state_since", "sleutel"})
"""Columns whose changes tell a person nothing, and that nobody types."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the change log; `before` and `after` are whole images, what is personal among them."""

    seq: int
    tx: int | None
    who: str
    at: str
    op: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(slots=True)
class _Since:
    """What others did since a version: the changed columns, and from which line of the log on."""

    changes: dict[str, TheirChange]
    line: int = 0
    tx: int = 0


def merge(
    tx: Transaction,
    check: Check,
    record: Ref,
    row: Any,
    version: int,
    mine: Mapping[str, Any],
    held: Mapping[str, tuple[Any, ...]],
    lists: Collection[ListField],
    yields: Collection[str] = (),
) -> Mapping[str, Any]:
    """What to save of `mine` on top of what others did since `version`; raises Conflict on a field that both changed differently.

    `record` is what the row is of, to people: itself, or what an example tells anew. `held` is what every one of the `lists` holds now.
    What others alone changed is said as a warning. A field that `yields` was never touched by this person, only filled in for them: it
    gives way to what another said.
    """
    theirs = changes_since(tx, str(row.__tablename__), row.id, version, held, lists)
    kept = dict(mine)
    conflicts = list(_together(row, theirs, kept))
    together = {name for one in conflicts for name in one.columns}
    for name, value in mine.items():
        change = theirs.get(name)
        if change is None or name in together or name not in kept:
            continue
        typed = sorted(map(plain, value)) if name in held else plain(value)
        if typed in (change.now, change.was) or name in yields:
            del kept[name]
        else:
            conflicts.append(FieldConflict(name, change.was, change.now, typed, change.who, change.at))
        if typed == change.now:
            del theirs[name]
    asked = {conflict.field for conflict in conflicts} | together
    alone = [change for change in theirs.values() if change.field not in asked]
    if conflicts:
        own = [name for name in kept if name not in asked and _differs(row, name, kept, held)]
        raise Conflict(record, row.version, conflicts, alone, own, [name for name in mine if name not in kept])
    check.warnings.extend(said_of(record.kind, alone))
    return kept


TOGETHER: Mapping[str, Mapping[str, RecordKind | None]] = {
    "on": {"on_kind": None, "on_id": None},
    "origin": {
        "conversation_id": RecordKind.CONVERSATION,
        "response_id": RecordKind.RESPONSE,
        "session_id": RecordKind.SESSION,
        "event_id": RecordKind.EVENT,
        "fitgap_item_id": RecordKind.FITGAP_ITEM,
    },
}
"""Columns that say one thing together, each with the kind of record that it numbers: half of one and half of another is neither."""


def _together(row: Any, theirs: Mapping[str, TheirChange], kept: dict[str, Any]) -> Iterator[FieldConflict]:
    """Of columns that say one thing together: a conflict of all when both changed it; else what was not touched gives way as a whole."""
    for name, kinds in TOGETHER.items():
        columns = [column for column in kinds if hasattr(row, column)]
        changes = [theirs[column] for column in columns if column in theirs]
        if not changes or not any(column in kept for column in columns):
            continue
        now = {column: plain(getattr(row, column)) for column in columns}
        was = {column: theirs[column].was if column in theirs else now[column] for column in columns}
        typed = {column: plain(kept[column]) if column in kept else was[column] for column in columns}
        if typed in (was, now):
            for column in columns:
                kept.pop(column, None)
        else:
            latest = max(changes, key=lambda one: one.at)
            before, there, mine = (_numbers(kinds, one) for one in (was, now, typed))
            yield FieldConflict(name, before, there, mine, latest.who, latest.at, now)


def _numbers(kinds: Mapping[str, RecordKind | None], values: Mapping[str, Any]) -> str:
    """`V-371`, or what it came from: `G-12 W-3`."""
    if "on_kind" in values:
        return RecordKind(values["on_kind"]).number(values["on_id"]) if values["on_kind"] and values["on_id"] else ""
    return " ".join(kind.number(values[column]) for column, kind in kinds.items() if kind is not None and values.get(column))


def _differs(row: Any, name: str, kept: Mapping[str, Any], held: Mapping[str, tuple[Any, ...]]) -> bool:
    return bool(set(kept[name]) != set(held[name]) if name in held else plain(kept[name]) != plain(getattr(row, name)))


def changes_since(
    tx: Transaction,
    table: str,
    number: int,
    version: int,
    held: Mapping[str, tuple[Any, ...]],
    lists: Collection[ListField],
) -> dict[str, TheirChange]:
    """What others changed of a record since this version of it, by field; what was changed back is no change."""
    images = _images(tx.connection, table)
    since = _Since({})
    for line in _lines(tx.connection, _SINCE, images, tbl=table, pk=str(number), me=tx.id):
        if line.op != "delete" and line.after.get("version", 0) <= version:
            since.line, since.tx = line.seq, line.tx or 0
            break
        was = line.before if line.op != "insert" else dict.fromkeys(line.after)
        for name in was:
            if name not in UNSAID:
                _earlier(since, name, was.get(name), line)
    newest = next(_lines(tx.connection, _SINCE, images, tbl=table, pk=str(number), me=tx.id), None)
    now = newest.after if newest else {}
    changes = {name: TheirChange(name, one.was, now.get(name), one.who, one.at) for name, one in since.changes.items()}
    for field in lists:
        changes |= _list_change(tx, field, number, since, held.get(field.name, ()))
    return {name: change for name, change in changes.items() if change.was != change.now}


def _earlier(since: _Since, name: str, was: Any, line: _Line) -> None:
    """Lines come newest first: the latest one names who and when, the earliest what it was."""
    known = since.changes.get(name)
    since.changes[name] = TheirChange(name, was, None, known.who if known else line.who, known.at if known else line.at)


def _list_change(tx: Transaction, field: ListField, owner: int, since: _Since, now: Sequence[Any]) -> dict[str, TheirChange]:
    """What others did to a list: its lines of the log undone, newest first."""
    there = sorted(map(plain, now))
    items = list(there)
    last: _Line | None = None
    images = _images(tx.connection, field.table.name)
    for line in _lines(tx.connection, _LIST_SINCE, images, tbl=field.table.name, seq=since.line, known=since.tx, me=tx.id):
        for image, here in ((line.after, line.op != "delete"), ({**line.after, **line.before}, line.op != "insert")):
            item = image.get(field.item)
            if not here or image.get(field.owner) != owner or item is None or (field.unless and image.get(field.unless) is not None):
                continue
            last = last or line
            if image is line.after:
                items = [one for one in items if one != item]
            elif item not in items:
                items.append(item)
    return {field.name: TheirChange(field.name, sorted(items), there, last.who, last.at)} if last else {}


def _images(connection: Connection, table: str) -> str:
    """The images of a line, in today's shape."""
    lifts = connection.execute(text(LIFTS)).all()
    postgresql = connection.dialect.name == "postgresql"
    return ", ".join(lifted(lifts, postgresql, image, table=table) for image in ("c.before", "c.after", "p.before", "p.after"))


def _lines(connection: Connection, sql: str, images: str, **parameters: Any) -> Iterator[_Line]:
    for seq, by, who, at, op, before, after, own_before, own_after in connection.execute(text(sql.format(images=images)), parameters):
        yield _Line(seq, by, who or "?", at, op, {**decoded(before), **decoded(own_before)}, {**decoded(after), **decoded(own_after)})


def said_of(kind: RecordKind, changes: Collection[TheirChange]) -> list[str]:
    """What others alone changed, in words, each person's apart: what was typed here was saved beside it."""
    people: dict[tuple[str, str], list[str]] = {}
    for change in sorted(changes, key=lambda one: one.at):
        by = next((known for known in people if known[0] == change.who), (change.who, moment_of(change.at)))
        people.setdefault(by, []).append(_named(kind, change))
    said = _("Merged with what {who} saved at {clock}: {fields}.")
    return [said.format(who=who, clock=clock, fields=", ".join(fields)) for (who, clock), fields in people.items()]


def _named(kind: RecordKind, change: TheirChange) -> str:
    """The field; of a state also which: that it was closed meanwhile is worth knowing."""
    states = STATES[kind].states if change.field == "state" and kind in STATES else ()
    state = next((label(word) for word in states if word.value == change.now), "")
    return f"{field_label(change.field)} {state}".strip()


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record that others changed since a person saw it: which version it is now, none when it was removed, and who did what."""

    record: Ref
    version: int | None
    changes: tuple[TheirChange, ...]

    @property
    def line(self) -> str:
        """`V-371  mehmet 10:41: prioriteit, staat afgerond`."""
        latest = max(self.changes, key=lambda one: one.at, default=None)
        who = f"{latest.who} {moment_of(latest.at)}" if latest else ""
        what = ", ".join(_named(self.record.kind, one) for one in self.changes) if self.version is not None else _("removed")
        return f"{self.record.number}  {who}: {what}"


class ChangedSince(Refused):
    """Records that somebody else changed since this person saw them; nothing was done to any."""

    def __init__(self, records: Sequence[ChangedRecord]) -> None:
        self.records = tuple(records)
        super().__init__(_("Changed since you chose them: {records}.").format(records="; ".join(one.line for one in records)))


def unless_changed(store: Store, kind: RecordKind, seen: Mapping[int, int], verb: Callable[[Store], Done]) -> Done:
    """Do something to records as this person saw them, by number and version; ChangedSince when others changed one meanwhile."""

    def look(tx: Transaction) -> None:
        changed = [found for number, version in seen.items() if (found := _changed(tx, Ref(kind, number), version)) is not None]
        if changed:
            raise ChangedSince(changed)

    with store.looking_first(look):
        return verb(store)


def _changed(tx: Transaction, record: Ref, version: int) -> ChangedRecord | None:
    now = tx.connection.execute(text(f"SELECT version FROM {record.kind.table} WHERE id = :id"), {"id": record.id}).scalar()
    if now == version:
        return None
    lists = LISTS.get(record.kind, ())
    held = {field.name: items_of(tx, field, record.id) for field in lists}
    found = changes_since(tx, record.kind.table, record.id, version, held, lists)
    theirs = tuple(one for one in found.values() if one.who != tx.advisor.name)
    return ChangedRecord(record, now, theirs) if theirs or now is None else None


def gone(tx: Transaction, kind: RecordKind, number: int) -> str:
    """Why there is no such record: who removed it and when, to who may know of it."""
    there_is_none = _("There is no {number}.").format(number=kind.number(number))
    line = next(_lines(tx.connection, _SINCE, _images(tx.connection, kind.table), tbl=kind.table, pk=str(number), me=tx.id), None)
    if line is None or line.op != "delete" or not tx.viewer.may_see(bool(line.before.get("confidential"))):
        return there_is_none
    return _("{number} is not there any more: {who} removed it at {clock}. Nothing was saved.").format(
        number=kind.number(number), who=line.who, clock=moment_of(line.at)
    )


def plain(value: Any) -> Any:
    """A value as the log writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Word):
        return value.value
    return int(value) if isinstance(value, bool) else value
