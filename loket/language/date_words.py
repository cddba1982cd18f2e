"""The words for days, months and distances in time, Dutch and English, without the system's locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words for dates, in lower case; a beginning is enough where it is long enough to be meant."""

    near: Mapping[str, int]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    counts: Mapping[str, int]
    units: Mapping[str, Unit]
    ahead: str
    ago: str
    following: frozenset[str]
    preceding: frozenset[str]

    def near_day(self, text: str) -> int | None:
        """How many days from today: `morgen` is 1."""
        if text in self.near:
            return self.near[text]
        found = {days for word, days in self.near.items() if len(text) >= 3 and word.startswith(text)}
        return found.pop() if len(found) == 1 and text != self.ahead else None

    def weekday(self, text: str) -> int | None:
        """The number of a weekday, Monday 0."""
        word = text.rstrip(".")
        found = [n for n, name in enumerate(self.weekdays) if len(word) >= 2 and name.startswith(word)]
        return found[0] if len(found) == 1 else None

    def month(self, text: str) -> int | None:
        """The number of a month, January 1."""
        word = text.rstrip(".")
        if word in self.short_months:
            return self.short_months.index(word) + 1
        found = [n for n, name in enumerate(self.months, 1) if len(word) >= 3 and name.startswith(word)]
        return found[0] if len(found) == 1 else None

    def unit(self, text: str) -> Unit | None:
        """The unit of time that a word names."""
        return self.units.get(text)


DUTCH = DateWords(
    near={"vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2},
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    short_months=("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    counts={
        "een": 1,
        "één": 1,
        "twee": 2,
        "drie": 3,
        "vier": 4,
        "vijf": 5,
        "zes": 6,
        "zeven": 7,
        "acht": 8,
        "negen": 9,
        "tien": 10,
        "elf": 11,
        "twaalf": 12,
    },
    units={
        "d": "day",
        "dag": "day",
        "dagen": "day",
        "w": "week",
        "wk": "week",
        "week": "week",
        "weken": "week",
        "m": "month",
        "mnd": "month",
        "maand": "month",
        "maanden": "month",
        "j": "year",
        "jr": "year",
        "jaar": "year",
    },
    ahead="over",
    ago="geleden",
    following=frozenset({"volgende", "komende"}),
    preceding=frozenset({"vorige", "afgelopen"}),
)

ENGLISH = DateWords(
    near={"today": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "day before yesterday": -2},
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    months=(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    short_months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    counts={
        "a": 1,
        "an": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
    },
    units={
        "d": "day",
        "day": "day",
        "days": "day",
        "w": "week",
        "wk": "week",
        "week": "week",
        "weeks": "week",
        "m": "month",
        "month": "month",
        "months": "month",
        "y": "year",
        "year": "year",
        "years": "year",
    },
    ahead="in",
    ago="ago",
    following=frozenset({"next"}),
    preceding=frozenset({"last", "previous"}),
)

WORDS: Mapping[str, DateWords] = {"nl": DUTCH, "en": ENGLISH}
