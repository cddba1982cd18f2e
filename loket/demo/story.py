"""A story: what happened on which moment by whom, told in any order and played in the order of time."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from loket.models.tables import METADATA
from loket.store.backdating import entry


@dataclass(eq=False, slots=True)
class Row:
    """A record that the story makes; as a value of another it stands for its number, which it gets when it is played."""

    table: str
    values: dict[str, Any]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """New values for a record that was made before."""

    row: Row
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Event:
    at: datetime
    actor: str
    verb: str
    changes: tuple[Row | Change, ...]
    reason: str | None


@dataclass
class Story:
    """Collects what happened. `rng` is the one source of chance, so that the story is the same every time."""

    rng: random.Random
    _events: list[_Event] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)

    def tell(self, at: datetime, actor: str, verb: str, *changes: Row | Change, reason: str | None = None) -> None:
        """One transaction of `actor`: new records in the order in which they point at each other, and changes."""
        self._events.append(_Event(at, actor, verb, changes, reason))

    def rows(self, table: str) -> Iterator[Row]:
        """The records of a table that were told so far."""
        return (change for event in self._events for change in event.changes if isinstance(change, Row) and change.table == table)

    def at(self, day: date) -> datetime:
        """Some moment (UTC) within the working hours of a day."""
        return datetime.combine(day, time(8)) + timedelta(minutes=self.rng.randrange(480), seconds=self.rng.randrange(60))

    def play(self, connection: sqlite3.Connection, until: datetime = datetime.max) -> None:
        """Write what happened before a moment, oldest first, each event as its own entry of the change log, and forget it."""
        due = sorted((event for event in self._events if event.at < until), key=lambda event: event.at)
        self._events = [event for event in self._events if event.at >= until]
        for event in due:
            with entry(connection, f"{event.at.isoformat(timespec='seconds')}.000Z", event.actor, event.verb, event.reason):
                for change in event.changes:
                    if isinstance(change, Row):
                        _insert(connection, change, self._numbers)
                    else:
                        _update(connection, change)


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        assert value.id is not None, f"{value.table} {value.values} is pointed at before it exists"
        return value.id
    return value.isoformat() if isinstance(value, date) else value


def _insert(connection: sqlite3.Connection, row: Row, numbers: Counter[str]) -> None:
    values = {name: _plain(value) for name, value in row.values.items() if value is not None}
    if "id" in METADATA.tables[row.table].columns:
        numbers[row.table] += 1
        row.id = values["id"] = numbers[row.table]
    places = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {row.table} ({', '.join(values)}) VALUES ({places})", tuple(values.values()))


def _update(connection: sqlite3.Connection, change: Change) -> None:
    settings = [f"{name} = ?" for name in change.values]
    settings.append("version = version + 1")
    values = [_plain(value) for value in change.values.values()]
    connection.execute(f"UPDATE {change.row.table} SET {', '.join(settings)} WHERE id = ?", (*values, _plain(change.row)))
