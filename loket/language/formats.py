"""Dates, times and numbers as they are shown, in the language spoken now: `vr 20 nov`, `2 dec '24`, `1.204`, `41,5`."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from loket.language import current_language
from loket.language.date_words import WORDS, DateWords


def short_date(day: dt.date, today: dt.date, *, weekday: bool = True) -> str:
    """A date in a list: `vr 20 nov` (or `20 nov`); in another year `2 dec '24`, where the weekday tells nothing."""
    if day.year != today.year:
        return f"{day.day} {month_name(day.month, short=True)} '{day.year % 100:02}"
    return f"{weekday_name(day, short=True)} {_day_month(day)}" if weekday else _day_month(day)


def long_date(day: dt.date) -> str:
    """A date with nothing left to guess: `ma 23 nov 2026`."""
    return f"{weekday_name(day, short=True)} {_day_month(day)} {day.year}"


def written_date(day: dt.date) -> str:
    """A date in running text: `23 november 2026`."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def month_name(month: int, *, short: bool = False) -> str:
    """The name of a month, January being 1: `maart`, `mrt`."""
    words = _words()
    return _cased((words.short_months if short else words.months)[month - 1])


def weekday_name(day: dt.date, *, short: bool = False) -> str:
    """The name of a day of the week: `vrijdag`, `vr`."""
    name = _cased(_words().weekdays[day.weekday()])
    return name[: 2 if current_language() == "nl" else 3] if short else name


def clock(moment: dt.time | dt.datetime) -> str:
    """The time of day: `10:00`."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_of(at: str) -> str:
    """A moment of the change log (UTC, ISO) on this clock: `10:41`; of another day `20 nov 10:41`."""
    moment, today = dt.datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(), dt.datetime.now().date()
    return clock(moment) if moment.date() == today else f"{short_date(moment.date(), today, weekday=False)} {clock(moment)}"


def days(count: int) -> str:
    """A number of days: `26 d`."""
    return f"{number(count)} d"


def minutes(count: int) -> str:
    """A duration of a talk: `35 min`."""
    return f"{number(count)} min"


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """A number with the language's marks, rounded half up: `1.204`, `41,5`."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    english = f"{exact or abs(exact):,f}".replace("-", "−")
    return english if current_language() == "en" else english.translate(str.maketrans(",.", ".,"))


def _day_month(day: dt.date) -> str:
    return f"{day.day} {month_name(day.month, short=True)}"


def _words() -> DateWords:
    return WORDS[current_language()]


def _cased(name: str) -> str:
    """Names of days and months have a capital in English, none in Dutch."""
    return name.capitalize() if current_language() == "en" else name


_TENTHS = r"10[.,]0{1,2}|[1-9][.,][0-9]{1,2}"
_ENDED = r"(?=\s*(?:$|\n|[–—:;(]|[-.,](?![0-9])))"
_MARK = re.compile(rf"\s*(?:(?P<whole>10|[1-9]){_ENDED}|(?P<tenths>{_TENTHS})(?:\s|{_ENDED})|(?P<of_ten>{_TENTHS}|10|[1-9])\s*/\s*10\b)")


def mark_of(evaluation: str | None) -> Decimal | None:
    """The mark from 1 to 10 at the beginning of an evaluation; None when it begins with none.

    After a whole number something must end it (`8`, `8 – goed`, `8/10`): `8 deelnemers bleven weg` is no mark.
    """
    match = _MARK.match(evaluation or "")
    if match is None:
        return None
    written = match["whole"] or match["tenths"] or match["of_ten"]
    return Decimal(written.replace(",", "."))
