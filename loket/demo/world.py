"""What the parts of the demo share: who is who, which day it is, and how a day passes."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass, field
from datetime import date, timedelta

from loket.demo.story import Row, Story

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
    return World(story, obstacles, sets)


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def later(day: date, days: int) -> date:
    """A workday that many days on."""
    return workday(day + timedelta(days=days))
