"""What an undo would put back: shown before it is done, when it may not be what the person means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from loket.insight.choices import name_of
from loket.insight.history import FieldChange, HistoryEntry, history
from loket.language import _, label, ngettext
from loket.language.formats import clock, long_date
from loket.language.labels import field_label, verb_label
from loket.models.errors import Refused
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.store.database import Store

MOST_SHOWN = 10
_MOST_RECORDS = 5
_KINDS = {kind.table: kind for kind in RecordKind}
_NAMED_BY = ("title", "name", "what", "text", "description", "summary")


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that the act made, changed or removed, and what would become of it."""

    kind: RecordKind
    id: int
    name: str
    op: str
    changes: tuple[FieldChange, ...]

    def lines(self) -> list[str]:
        """`vraag V-371 PROM's in het EPD`, then a line a field with what it becomes again."""
        head = f"{label(self.kind)} {self.kind.number(self.id)} {self.name}".rstrip()
        if self.op == "insert":
            return [_("{record}: goes").format(record=head)]
        if self.op == "delete":
            return [_("{record}: comes back").format(record=head)]
        return [head, *(f"  {field_label(one.field)}: {one.became or '–'} → {one.was or '–'}" for one in self.changes)]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What undoing transaction `tx` would do. `verb` is the act as people call it; `at` is UTC; `count` is of all its records."""

    tx: int
    verb: str
    at: datetime
    reason: str
    records: tuple[Touched, ...]
    count: int
    is_redo: bool

    @property
    def heading(self) -> str:
        """`vraag gewijzigd, ma 23 nov 2026 10:41 (6 dagen geleden)`."""
        moment = self.at.astimezone()
        return f"{self.verb}, {long_date(moment.date())} {clock(moment)} ({_ago(datetime.now(UTC) - self.at)})"

    def lines(self, most: int) -> list[str]:
        """What happens to each record, in at most this many lines; the rest is counted."""
        told: list[str] = []
        left = self.count
        for record in self.records:
            lines = record.lines()
            if told and len(told) + len(lines) >= most:
                break
            told += lines[: most - 1]
            left -= 1
        if left > 0:
            told.append(ngettext("and {count} record more", "and {count} records more", left).format(count=left))
        return told


def outlook(store: Store, tx: int, *, is_redo: bool = False) -> Outlook:
    """What undoing transaction `tx` would do; of a redo `tx` is the undo that is taken back. Refused when there is none."""
    with store.read() as reader:
        found = reader.rows(
            "SELECT t.at, coalesce(u.verb, t.verb), t.reason FROM log_tx t LEFT JOIN log_tx u ON u.id = t.undoes WHERE t.id = :tx", tx=tx
        )
        if not found:
            raise Refused(_("There is nothing to undo."))
        at, verb, reason = found[0]
        tables = ", ".join(f"'{table}'" for table in _KINDS)
        of_tx = f"FROM (SELECT tbl, pk, min(seq) AS first FROM change_log WHERE tx = :tx AND tbl IN ({tables}) GROUP BY tbl, pk) touched"
        touched = reader.rows(f"SELECT tbl, pk {of_tx} ORDER BY first LIMIT :most", tx=tx, most=_MOST_RECORDS)
        count = int(reader.value(f"SELECT count(*) {of_tx}", tx=tx))
        names = {pair: name_of(reader, pair[0], int(pair[1])) for pair in touched}
    records = []
    for table, key in touched:
        entry = _entry_of(store, _KINDS[table], int(key), tx)
        if entry is not None:
            records.append(_touched(_KINDS[table], int(key), names[table, key], entry))
    return Outlook(tx, verb_label(verb), _moment(at), reason or "", tuple(records), count, is_redo)


def _touched(kind: RecordKind, number: int, name: str, entry: HistoryEntry) -> Touched:
    values = {change.field: change.was or change.became for change in entry.changes}
    said = next((values[field] for field in _NAMED_BY if values.get(field)), "") if name == kind.number(number) else name
    return Touched(kind, number, said, entry.op, entry.changes)


def _entry_of(store: Store, kind: RecordKind, number: int, tx: int) -> HistoryEntry | None:
    try:
        return next((entry for entry in history(store, kind, number) if entry.tx == tx), None)
    except Refused:
        return None


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at.replace("Z", "+00:00"))


def _ago(since: timedelta) -> str:
    minutes = max(0, int(since.total_seconds() // 60))
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    return ngettext("{count} day ago", "{count} days ago", since.days).format(count=since.days)
