"""A story: what happened on which moment by whom, told in any order and played in the order of time; and the world it is about."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from loket.models.tables import METADATA
from loket.store.transaction import backdated_entry


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
            with backdated_entry(connection, f"{event.at.isoformat(timespec='seconds')}.000Z", event.actor, event.verb, event.reason):
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


TODAY = date(2026, 11, 16)
"""The demo's own Monday."""
START = date(2024, 10, 1)
ADMIN = "beheer"
LEAD = "marieke"
ABSENT, STAND_IN = "jeroen", "ilse"


@dataclass
class World:
    """Everybody and everything that later parts of the story point at."""

    story: Story
    obstacles: dict[str, tuple[int, int]]
    outcome_sets: dict[str, int]
    agendas: dict[str, str]
    advisors: dict[str, Row] = field(default_factory=dict)
    parties: dict[str, Row] = field(default_factory=dict)
    offerings: dict[str, Row] = field(default_factory=dict)
    offering_themes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    institutions: list[Row] = field(default_factory=list)
    responding: list[Row] = field(default_factory=list)
    frontrunners: list[Row] = field(default_factory=list)
    contacts: dict[Row, list[Row]] = field(default_factory=dict)
    responses: dict[Row, list[Row]] = field(default_factory=dict)
    signals: dict[str, list[Row]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def rng(self) -> random.Random:
        """The one source of chance."""
        return self.story.rng

    def sleutel(self, letter: str) -> str:
        """The next key of a kind of record."""
        return f"demo-{letter}{self.count(letter):04}"

    def count(self, what: str) -> int:
        """How often this was asked, now included."""
        self.numbers[what] = self.numbers.get(what, 0) + 1
        return self.numbers[what]

    def advisor_of(self, institution: Row) -> str:
        """Who is in charge of an institution; now and then a colleague helps out."""
        if self.rng.random() < 0.9:
            advisor = institution.values["advisor_id"]
            assert isinstance(advisor, Row)
            return str(advisor.values["name"])
        return self.rng.choice(("ilse", "mehmet", "fatima", "sanne", "ruud"))

    def named(self, name: str) -> Row:
        """The institution of this name."""
        return next(row for row in self.institutions if row.values["name"] == name)


def new_world(connection: sqlite3.Connection) -> World:
    """A world with nobody in it yet, on a database that has its reference lists."""
    story = Story(random.Random("loket"))
    obstacles = {label: (number, theme) for number, theme, label in connection.execute("SELECT id, theme_id, label FROM obstacle")}
    sets = dict(connection.execute("SELECT name, id FROM outcome_set"))
    templates = connection.execute("SELECT name, body FROM text_template WHERE name LIKE 'conversation.%'")
    return World(story, obstacles, sets, {name.removeprefix("conversation."): body for name, body in templates})


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def later(day: date, days: int) -> date:
    """A workday that many days on."""
    return workday(day + timedelta(days=days))
