"""What recurs, as people type it: `elke 2 weken tot 1 jul`, `elke maandag`, `elk kwartaal`; in English those words too.

Kept as a rule of RFC 5545 after the day from which it counts: `20261123/FREQ=WEEKLY;INTERVAL=2;UNTIL=20270701`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from loket.language import _, current_language
from loket.language.date_words import DUTCH, ENGLISH, DateWords
from loket.language.dates import understand_date, weekday_name
from loket.language.formats import short_date
from loket.models.errors import Refused

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
_MONDAY = dt.date(2024, 1, 1)
_UNITS: dict[str, Frequency] = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = {"kwartaal": 3, "kwartalen": 3, "halfjaar": 6, "quarter": 3, "quarters": 3}
_ONCE = {
    "dagelijks": ("DAILY", 1), "wekelijks": ("WEEKLY", 1), "maandelijks": ("MONTHLY", 1), "jaarlijks": ("YEARLY", 1),
    "daily": ("DAILY", 1), "weekly": ("WEEKLY", 1), "monthly": ("MONTHLY", 1), "quarterly": ("MONTHLY", 3), "yearly": ("YEARLY", 1),
}  # fmt: skip
_BEGINS = re.compile(r"(?:elke|elk|iedere|ieder|om de|per|every|each)\s+(.+)")
_UNTIL = re.compile(r"(.+?)[,]?\s+(?:tot en met|t/m|tot|until|till)\s+(.+)")
_COUNT = re.compile(r"([0-9]{1,2})\s*(.+)")
_KEPT = re.compile(r"(?:([0-9]{8})/)?(FREQ=[A-Z]+(?:;[A-Z]+=[0-9A-Z,-]+)*)")


class RecurrenceNotUnderstood(Refused):
    """The words name no rule; the message says which do."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule: every `interval` days, weeks, months or years, on a weekday if any, up to and with `until`, counted from `since`."""

    frequency: Frequency
    interval: int = 1
    weekday: int | None = None
    until: dt.date | None = None
    since: dt.date | None = None

    def kept(self) -> str:
        """The rule as it is stored."""
        parts = [f"FREQ={self.frequency}", f"INTERVAL={self.interval}"]
        parts += [f"BYDAY={_WEEKDAYS[self.weekday]}"] if self.weekday is not None else []
        parts += [f"UNTIL={self.until:%Y%m%d}"] if self.until else []
        return (f"{self.since:%Y%m%d}/" if self.since else "") + ";".join(parts)

    def first(self, today: dt.date) -> dt.date:
        """The first day of a series that nobody gave a day: the next such weekday, else one step from today."""
        if self.weekday is not None:
            return today + dt.timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        return replace(self, since=today, until=None).after(today) or today

    def from_day(self, day: dt.date | None) -> Recurrence:
        """The same rule counted from a day."""
        return replace(self, since=day)

    def after(self, day: dt.date) -> dt.date | None:
        """The first day of the rule after this one; None when the series has ended."""
        from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule  # loaded when something recurs

        since = self.since or day
        wanted: dict[str, object] = {"byweekday": self.weekday} if self.weekday is not None else {}
        if self.frequency in ("MONTHLY", "YEARLY") and since.day > 28:
            # The 31st of a month that has none is its last day.
            wanted |= {"bymonthday": tuple(range(28, since.day + 1)), "bysetpos": -1}
            wanted |= {"bymonth": since.month} if self.frequency == "YEARLY" else {}
        rule = rrule(
            {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}[self.frequency],  # type: ignore[arg-type]
            dtstart=_noon(since), interval=self.interval, until=_noon(self.until) if self.until else None, **wanted,  # type: ignore[arg-type]
        )  # fmt: skip
        found = rule.after(_noon(day))
        return found.date() if found is not None else None


def understand_recurrence(text: str, today: dt.date, lang: str | None = None) -> Recurrence:
    """The rule that `text` names; refuses with examples when it names none. A stored rule is understood as well."""
    kept = _KEPT.fullmatch(text.strip())
    if kept is not None:
        return _of_kept(kept)
    typed = " ".join(text.casefold().split()).rstrip(".")
    until = None
    ends = _UNTIL.fullmatch(typed)
    if ends is not None:
        typed, until = ends[1], understand_date(ends[2], today, lang=lang)
    found = _rule(typed, (ENGLISH, DUTCH) if (lang or current_language()) == "en" else (DUTCH, ENGLISH))
    if found is None:
        message = _("“{text}” does not say how often. Type every 2 weeks, every month, every quarter or every monday until 1 jul.")
        raise RecurrenceNotUnderstood(message.format(text=text.strip()))
    if until is not None and until < today:
        raise RecurrenceNotUnderstood(_("A series that ends before today does not come back."))
    return replace(found, until=until)


def recurrence_of(kept: str | None) -> Recurrence | None:
    """The rule that a record holds; None for none, and for what another SQL client wrote."""
    match = _KEPT.fullmatch(kept or "")
    return _of_kept(match) if match else None


def shown_recurrence(kept: str | None, today: dt.date) -> str:
    """`elke 2 weken tot 1 jul`; empty when nothing recurs."""
    rule = recurrence_of(kept)
    if rule is None:
        return ""
    said = _said(rule)
    return said if rule.until is None else _("{rule} until {day}").format(rule=said, day=short_date(rule.until, today, weekday=False))


def _said(rule: Recurrence) -> str:
    if rule.weekday is not None and rule.interval == 1:
        return _("every {weekday}").format(weekday=weekday_name(_MONDAY + dt.timedelta(days=rule.weekday)))
    if rule.frequency == "MONTHLY" and rule.interval in (3, 6):
        return _("every quarter") if rule.interval == 3 else _("every half year")
    one, many = {
        "DAILY": (_("every day"), _("every {count} days")),
        "WEEKLY": (_("every week"), _("every {count} weeks")),
        "MONTHLY": (_("every month"), _("every {count} months")),
        "YEARLY": (_("every year"), _("every {count} years")),
    }[rule.frequency]
    return one if rule.interval == 1 else many.format(count=rule.interval)


def _rule(typed: str, vocabularies: tuple[DateWords, ...]) -> Recurrence | None:
    if typed in _ONCE:
        frequency, interval = _ONCE[typed]
        return Recurrence(frequency, interval)  # type: ignore[arg-type]
    begins = _BEGINS.fullmatch(typed)
    if begins is None:
        return None
    rest = begins[1]
    if rest in ("half jaar", "half year"):
        return Recurrence("MONTHLY", 6)
    for words in vocabularies:
        number, unit = _counted(rest, words)
        if unit in _MONTHS:
            return Recurrence("MONTHLY", number * _MONTHS[unit])
        step = words.unit(unit)
        if step is not None and number:
            return Recurrence(_UNITS[step], number)
        weekday = words.weekday(rest)
        if weekday is not None:
            return Recurrence("WEEKLY", 1, weekday)
    return None


def _counted(text: str, words: DateWords) -> tuple[int, str]:
    """`2 weken`, `twee weken`, `week`."""
    counted = _COUNT.fullmatch(text)
    if counted is not None:
        return int(counted[1]), counted[2]
    name, _space, unit = text.partition(" ")
    return (words.counts[name], unit) if name in words.counts and unit else (1, text)


def _of_kept(match: re.Match[str]) -> Recurrence:
    parts = dict(part.split("=", 1) for part in match[2].split(";"))
    frequency = parts["FREQ"]
    if frequency not in _UNITS.values():
        raise RecurrenceNotUnderstood(_("“{text}” does not say how often.").format(text=match[0]))
    weekday = parts.get("BYDAY")
    return Recurrence(
        frequency,  # type: ignore[arg-type]
        int(parts.get("INTERVAL", "1")),
        _WEEKDAYS.index(weekday) if weekday in _WEEKDAYS else None,
        _day(parts.get("UNTIL")),
        _day(match[1]),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.datetime.strptime(text[:8], "%Y%m%d").date() if text else None


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12))
