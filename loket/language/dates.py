"""Dates as people type them: `vr`, `over 2 weken`, `1 mrt`, `12-3`, `2027-03-12`; in English those words too.

A due or planned date is the next such day, today included; a received or held one the last.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from loket.language import _, current_language
from loket.language.date_words import DUTCH, ENGLISH, DateWords, Unit
from loket.language.formats import long_date, month_name, short_date, weekday_name, written_date
from loket.models.errors import Refused

__all__ = [
    "DateNotUnderstood",
    "Direction",
    "NoSuchDay",
    "long_date",
    "month_name",
    "short_date",
    "understand_date",
    "understand_moment",
    "weekday_name",
    "written_date",
]

Direction = Literal["next", "last"]
"""Which of the days that a word names is meant."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside these is a slip of the finger."""

_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2(?:')?([0-9]{4}|[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})\s?([a-z]{3,9})\.?(?:\s'?([0-9]{4}|[0-9]{2}))?")
_WEEK = re.compile(r"(?:week|wk) ([0-9]{1,2})(?: ([0-9]{4}))?")
_STEP = re.compile(r"\+([0-9]{1,4})\s?([a-z]+)")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9])|u([0-5][0-9])?)")


class DateNotUnderstood(Refused):
    """The words name no day; the message says which words do."""


class NoSuchDay(DateNotUnderstood):
    """Written as a day, but not in any calendar: 31-02."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, tidied, and what it depends on."""

    text: str
    today: dt.date
    direction: Direction
    words: DateWords

    def nearest(self, candidates: Iterator[dt.date]) -> dt.date | None:
        """The next or last of the candidates, today included."""
        if self.direction == "next":
            return min((day for day in candidates if day >= self.today), default=None)
        return max((day for day in candidates if day <= self.today), default=None)


def first_workday(day: dt.date) -> dt.date:
    """`day`, or the Monday after it when it is in a weekend: nobody is called on a Saturday."""
    return day + dt.timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def understand_date(text: str, today: dt.date, *, direction: Direction = "next", lang: str | None = None) -> dt.date:
    """The day that `text` names, seen from `today`; refuses with an example when it names none.

    `direction`: `next` for due and planned dates, `last` for received and held ones.
    """
    typed = _SPACES.sub(" ", text.strip().casefold()).replace("’", "'").rstrip(".")
    vocabularies = (ENGLISH, DUTCH) if (lang or current_language()) == "en" else (DUTCH,)
    for words in vocabularies:
        asked = _Asked(typed, today, direction, words)
        found = _without_weekday(asked) or _after_weekday(asked)
        if found is not None:
            if FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
            message = _("“{text}”: the year must lie between {first} and {last}.")
            raise DateNotUnderstood(message.format(text=text.strip(), first=FIRST_YEAR, last=LAST_YEAR))
    if not typed:
        raise DateNotUnderstood(_("Type a day, such as fri, tomorrow, in 2 weeks, 1 mar or 12-3."))
    message = _("“{text}” is not a day. Type fri, tomorrow, in 2 weeks, 1 mar, 12-3 or 2027-03-12.")
    raise DateNotUnderstood(message.format(text=text.strip()))


def understand_moment(
    text: str, today: dt.date, *, direction: Direction = "next", lang: str | None = None, bare_hours: bool = False
) -> tuple[dt.date, dt.time | None]:
    """A day with or without a time: `vr 10:00`, `morgen 14.30`, `10u`; a time alone is today's.

    With `bare_hours` also `vr 10`: a number after a day that is no part of it.
    """
    before, _space, last = text.strip().rpartition(" ")
    clock = _CLOCK.fullmatch(last.casefold())
    if clock is None:
        try:
            return understand_date(text, today, direction=direction, lang=lang), None
        except NoSuchDay:
            raise
        except DateNotUnderstood:
            clock = _CLOCK.fullmatch(f"{last}u") if bare_hours and before.strip() else None
            if clock is None:
                raise
    time = dt.time(int(clock[1]), int(clock[2] or clock[3] or 0))
    day = understand_date(before, today, direction=direction, lang=lang) if before.strip() else today
    return day, time


def _without_weekday(asked: _Asked) -> dt.date | None:
    for recognise in _RECOGNISERS:
        found = recognise(asked)
        if found is not None:
            return found
    return None


def _after_weekday(asked: _Asked) -> dt.date | None:
    """`vr 20 nov`, as loket itself shows dates: the weekday has to be right."""
    name, _space, rest = asked.text.partition(" ")
    weekday = asked.words.weekday(name)
    if weekday is None or not rest:
        return None
    found = _calendar(_Asked(rest, asked.today, asked.direction, asked.words))
    if found is not None and found.weekday() != weekday:
        message = _("“{text}” does not exist: it is {date}.")
        raise NoSuchDay(message.format(text=asked.text, date=long_date(found)))
    return found


def _calendar(asked: _Asked) -> dt.date | None:
    for recognise in (_iso, _numbers, _day_month, _named_month):
        found = recognise(asked)
        if found is not None:
            return found
    return None


def _near_word(asked: _Asked) -> dt.date | None:
    offset = asked.words.near_day(asked.text)
    return None if offset is None else asked.today + dt.timedelta(days=offset)


def _weekday(asked: _Asked) -> dt.date | None:
    weekday = asked.words.weekday(asked.text)
    if weekday is None:
        return None
    return asked.nearest(asked.today + dt.timedelta(days=n) for n in range(-6, 7) if _falls_on(asked.today, n, weekday))


def _falls_on(today: dt.date, offset: int, weekday: int) -> bool:
    return (today.weekday() + offset) % 7 == weekday


def _iso(asked: _Asked) -> dt.date | None:
    match = _ISO.fullmatch(asked.text)
    return _day(asked, int(match[1]), int(match[2]), int(match[3])) if match else None


def _numbers(asked: _Asked) -> dt.date | None:
    match = _NUMBERS.fullmatch(asked.text)
    return _day(asked, _year(match[4]), int(match[3]), int(match[1])) if match else None


def _day_month(asked: _Asked) -> dt.date | None:
    match = _DAY_MONTH.fullmatch(asked.text)
    return _day_of_any_year(asked, int(match[2]), int(match[1])) if match else None


def _named_month(asked: _Asked) -> dt.date | None:
    match = _NAMED_MONTH.fullmatch(asked.text)
    month = asked.words.month(match[2]) if match else None
    if match is None or month is None:
        return None
    if match[3]:
        return _day(asked, _year(match[3]), month, int(match[1]))
    return _day_of_any_year(asked, month, int(match[1]))


def _week(asked: _Asked) -> dt.date | None:
    """The Monday of an ISO week."""
    match = _WEEK.fullmatch(asked.text)
    if match is None:
        return None
    years = [int(match[2])] if match[2] else [asked.today.year + n for n in (-1, 0, 1)]
    mondays = []
    for year in years:
        try:
            mondays.append(dt.date.fromisocalendar(year, int(match[1]), 1))
        except ValueError:
            continue
    found = mondays[0] if match[2] and mondays else asked.nearest(iter(mondays))
    if found is None:
        raise NoSuchDay(_("“{text}”: this week does not exist.").format(text=asked.text))
    return found


def _distance(asked: _Asked) -> dt.date | None:
    """`over 2 weken`, `2 weken geleden`, `+2w`."""
    match = _STEP.fullmatch(asked.text)
    if match:
        return _moved(asked, match[1], match[2], forward=True)
    parts = asked.text.split(" ")
    match parts:
        case [before, count, unit] if before == asked.words.ahead:
            return _moved(asked, count, unit, forward=True)
        case [count, unit, after] if after == asked.words.ago:
            return _moved(asked, count, unit, forward=False)
    return None


def _moved(asked: _Asked, count: str, unit: str, *, forward: bool) -> dt.date | None:
    number = int(count) if re.fullmatch("[0-9]{1,4}", count) else asked.words.counts.get(count)
    step = asked.words.unit(unit)
    if number is None or step is None:
        return None
    amount = number if forward else -number
    try:
        return _later(asked.today, amount, step)
    except (OverflowError, ValueError):
        return dt.date.max if forward else dt.date.min


def _later(day: dt.date, amount: int, unit: Unit) -> dt.date:
    from dateutil.relativedelta import relativedelta  # loaded when a distance is typed, not with the first screen

    match unit:
        case "day":
            return day + relativedelta(days=amount)
        case "week":
            return day + relativedelta(weeks=amount)
        case "month":
            return day + relativedelta(months=amount)
        case "year":
            return day + relativedelta(years=amount)


def _neighbour(asked: _Asked) -> dt.date | None:
    """`volgende week` (its Monday), `volgende vr` (that week's Friday), `volgende maand` (its first day), `vorige`."""
    which, _space, rest = asked.text.partition(" ")
    step = 1 if which in asked.words.following else -1 if which in asked.words.preceding else 0
    if not step or not rest:
        return None
    unit, _space, day = rest.partition(" ")
    if asked.words.unit(unit) == "month" and not day:
        return _later(asked.today.replace(day=1), step, "month")
    monday = asked.today + dt.timedelta(days=7 * step - asked.today.weekday())
    if asked.words.unit(unit) == "week":
        if not day:
            return monday
        unit = day
    weekday = asked.words.weekday(unit)
    return None if weekday is None else monday + dt.timedelta(days=weekday)


def _day_of_any_year(asked: _Asked, month: int, day: int) -> dt.date:
    """The nearest such day; 29 February looks as far as the nearest leap year."""
    years = range(max(asked.today.year - 8, 1), asked.today.year + 9)
    found = asked.nearest(dt.date(year, month, day) for year in years if _exists(year, month, day))
    if found is None:
        raise _no_such_day(asked)
    return found


def _day(asked: _Asked, year: int, month: int, day: int) -> dt.date:
    if not _exists(year, month, day):
        raise _no_such_day(asked)
    return dt.date(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _no_such_day(asked: _Asked) -> NoSuchDay:
    return NoSuchDay(_("“{text}”: this day does not exist.").format(text=asked.text))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_RECOGNISERS: tuple[Callable[[_Asked], dt.date | None], ...] = (
    _near_word,
    _weekday,
    _calendar,
    _distance,
    _neighbour,
    _week,
)


_MONTH_IN_NUMBERS = re.compile(r"(?:([0-9]{4})[-/]([0-9]{1,2})|([0-9]{1,2})[-/]([0-9]{4}))(?:-[0-9]{1,2})?")
_MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.?(?:\s?'?([0-9]{4}|[0-9]{2}))?")


_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def is_month(text: str | None) -> bool:
    """Whether a text is a month as the database holds it; another SQL client may have written something else."""
    return text is not None and _MONTH.fullmatch(text) is not None and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def month_of(day: dt.date) -> str:
    """The month of a day: `2026-10`."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: str) -> dt.date:
    """The first day of `2026-10`."""
    return dt.date(int(month[:4]), int(month[5:7]), 1)


def month_after(month: str, by: int = 1) -> str:
    """The month `by` months later, or earlier."""
    place = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{place // 12:04}-{place % 12 + 1:02}"


def shown_month(month: str) -> str:
    """`okt 2026`; what is no month, as it stands."""
    if not is_month(month):
        return month
    return f"{month_name(int(month[5:7]), short=True)} {month[:4]}"


def understand_month(text: str, today: dt.date) -> str:
    """The month that `text` names: `okt 2026`, `oktober` (this one or the next), `10-2026`, `2026-10`; refuses with an example."""
    typed = " ".join(text.strip().casefold().replace("’", "'").split())
    found = _month_by_numbers(typed) or _month_by_name(typed, today)
    if found is None or not (1 <= found[1] <= 12 and FIRST_YEAR <= found[0] <= LAST_YEAR):
        raise DateNotUnderstood(_("“{text}” is not a month. Type oct 2026, october or 2026-10.").format(text=text.strip()))
    return f"{found[0]:04}-{found[1]:02}"


def _month_by_numbers(typed: str) -> tuple[int, int] | None:
    match = _MONTH_IN_NUMBERS.fullmatch(typed)
    if match is None:
        return None
    return (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))


def _month_by_name(typed: str, today: dt.date) -> tuple[int, int] | None:
    match = _MONTH_IN_WORDS.fullmatch(typed)
    if match is None:
        return None
    vocabularies = (ENGLISH, DUTCH) if current_language() == "en" else (DUTCH, ENGLISH)
    month = next((found for words in vocabularies if (found := words.month(match[1])) is not None), None)
    if month is None:
        return None
    if match[2]:
        return int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2]), month
    return next(year for year in count(today.year) if (year, month) >= (today.year, today.month)), month
