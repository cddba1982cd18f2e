"""Two people in one record: what each changed is read from the change log; different fields merge, the same ones conflict.

The log is no table of the models: it is read as SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from loket.casework.done import Conflict, FieldConflict, Ref
from loket.casework.inputs import Check
from loket.casework.list_fields import ListField
from loket.language import _
from loket.language.labels import field_label
from loket.models.words import Word
from loket.store.log_images import decoded

_SINCE = (
    "SELECT c.seq, c.tx, c.actor, c.at, c.before, c.after, p.before FROM change_log c LEFT JOIN log_personal p ON p.seq = c.seq "
    "WHERE c.tbl = :tbl AND c.pk = :pk ORDER BY c.seq DESC"
)
_LIST_SINCE = "SELECT op, pk FROM change_log WHERE tbl = :tbl AND pk LIKE :pk AND seq > :seq AND tx <> :tx ORDER BY seq DESC"


@dataclass(slots=True)
class _Theirs:
    """What others did since a version: who last, when, and what each field was before."""

    who: str
    at: str
    was: dict[str, Any]
    since: int
    since_tx: int


def merge(
    connection: Connection,
    check: Check,
    record: Ref,
    row: Any,
    version: int,
    mine: Mapping[str, Any],
    lists_now: Mapping[str, tuple[Any, ...]],
    lists: Collection[ListField],
) -> Mapping[str, Any]:
    """What to save of `mine` on top of what others did; raises Conflict on a field that both changed differently."""
    theirs = _since(connection, record, version)
    for field in lists:
        if field.name in lists_now:
            before = _list_before(connection, field, record.id, theirs, lists_now[field.name])
            if set(before) != set(lists_now[field.name]):
                theirs.was[field.name] = before
    kept = dict(mine)
    conflicts: list[FieldConflict] = []
    merged: list[str] = []
    for name, value in mine.items():
        now = sorted(lists_now[name]) if name in lists_now else _plain(getattr(row, name))
        typed = sorted(value) if name in lists_now else _plain(value)
        if name not in theirs.was:
            continue
        del kept[name]
        was = sorted(theirs.was[name]) if name in lists_now else theirs.was[name]
        if typed == was:
            merged.append(field_label(name))
        elif typed != now:
            conflicts.append(FieldConflict(name, was, now, typed))
    if conflicts:
        raise Conflict(record, row.version, theirs.who, theirs.at, conflicts)
    if merged:
        check.warnings.append(_("Kept what {who} changed: {fields}.").format(who=theirs.who, fields=", ".join(merged)))
    return kept


def _since(connection: Connection, record: Ref, version: int) -> _Theirs:
    theirs = _Theirs("?", "", {}, 0, 0)
    for seq, tx, actor, at, before, after, personal in connection.execute(text(_SINCE), {"tbl": record.kind.table, "pk": str(record.id)}):
        if decoded(after).get("version", 0) <= version:
            theirs.since, theirs.since_tx = seq, tx or 0
            break
        if not theirs.at:
            theirs.who, theirs.at = actor or "?", at
        theirs.was.update({**decoded(before), **decoded(personal)})
    return theirs


def _list_before(connection: Connection, field: ListField, owner: int, theirs: _Theirs, now: Collection[Any]) -> list[Any]:
    """What a list held before the others' changes: their log lines undone, newest first."""
    items = {str(item): item for item in now}
    parameters = {"tbl": field.table.name, "pk": f"{owner},%", "seq": theirs.since, "tx": theirs.since_tx}
    for op, key in connection.execute(text(_LIST_SINCE), parameters):
        item = key.partition(",")[2]
        if op == "insert":
            items.pop(item, None)
        else:
            items[item] = int(item) if item.isdigit() else item
    return list(items.values())


def _plain(value: Any) -> Any:
    """A value as the log writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Word) else value
