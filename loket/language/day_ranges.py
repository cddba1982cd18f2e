"""Stretches of days as people type them: `2026`, `2026-01`, `2026-q1`, `vorige maand`, `>1 mrt`, `2026-01..2026-03`, or one day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from loket.language.dates import FIRST_YEAR, LAST_YEAR, DateNotUnderstood, first_day, month_after, understand_date
from loket.language.formats import month_name, written_date
from loket.language.gettext import _
from loket.models.errors import Refused


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from `first` up to and including `last`; None is without an end."""

    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        """As it is kept in a view: `2026-01-01..2026-01-31`."""
        return f"{self.first or ''}..{self.last or ''}"

    def shown(self) -> str:
        """For people: `jan 2026`, `vanaf 1 jan 2026`, `t/m 31 jan 2026`."""
        first, last = self.first, self.last
        if first is not None and last is not None:
            if (first, last) == _months(f"{first:%Y-%m}", 1):
                return f"{month_name(first.month, short=True)} {first.year}"
            if (first, last) == _months(f"{first:%Y}-01", 12):
                return str(first.year)
            return written_date(first) if first == last else f"{written_date(first)} – {written_date(last)}"
        if first is not None:
            return _("from {day}").format(day=written_date(first))
        return _("up to {day}").format(day=written_date(last)) if last is not None else ""


def kept_days(kept: str) -> DayRange:
    """A stretch as `str` made it of one."""
    first, _dots, last = kept.partition("..")
    return DayRange(*(dt.date.fromisoformat(day) if day else None for day in (first, last)))


_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[qk]([1-4])")
_BOUND = re.compile(r"([<>]=?)\s*(.+)")
_SPANS = {"week": "week", "month": "month", "maand": "month", "year": "year", "jaar": "year"}
_THIS, _LAST, _NEXT = {"this", "deze", "dit"}, {"last", "previous", "vorige", "vorig"}, {"next", "volgende", "volgend"}


def understand_days(text: str, today: dt.date) -> DayRange:
    """The days that `text` names, seen from `today`; refuses with examples when it names none."""
    typed = " ".join(text.strip().casefold().replace("_", " ").split())
    if ".." in typed:
        start, _dots, end = typed.partition("..")
        found = DayRange(_stretch(start, today)[0] if start.strip() else None, _stretch(end, today)[1] if end.strip() else None)
        if found.first and found.last and found.first > found.last:
            raise Refused(_("“{text}”: the last day comes before the first.").format(text=text.strip()))
        return found
    bound = _BOUND.fullmatch(typed)
    if bound is None:
        return DayRange(*_stretch(typed, today))
    first, last = _stretch(bound[2], today)
    one = dt.timedelta(days=1)
    return {
        ">": DayRange(last + one, None), ">=": DayRange(first, None), "<": DayRange(None, first - one), "<=": DayRange(None, last),
    }[bound[1]]  # fmt: skip


def _stretch(text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    typed = text.strip()
    if (year := re.match(r"\d{4}", typed)) and not FIRST_YEAR <= int(year[0]) <= LAST_YEAR:
        raise _not_understood(text)
    if found := _YEAR.fullmatch(typed):
        return _months(f"{found[1]}-01", 12)
    if (found := _MONTH.fullmatch(typed)) and 1 <= int(found[2]) <= 12:
        return _months(f"{found[1]}-{int(found[2]):02}", 1)
    if found := _QUARTER.fullmatch(typed):
        return _months(f"{found[1]}-{3 * int(found[2]) - 2:02}", 3)
    near = _near(typed.replace("-", " ").split(), today)
    if near is not None:
        return near
    try:
        day = understand_date(typed, today, direction="last")
    except DateNotUnderstood:
        raise _not_understood(text) from None
    return day, day


def _not_understood(text: str) -> Refused:
    message = _("“{text}” names no days. Type 2026, 2026-01, 2026-q1, last month, 1 mar, >2026-01 or 2026-01..2026-03.")
    return Refused(message.format(text=text.strip()))


def _months(month: str, count: int) -> tuple[dt.date, dt.date]:
    return first_day(month), first_day(month_after(month, count)) - dt.timedelta(days=1)


def _near(words: list[str], today: dt.date) -> tuple[dt.date, dt.date] | None:
    """`deze week`, `vorige maand`, `volgend jaar`."""
    if len(words) != 2 or words[1] not in _SPANS:
        return None
    by = 0 if words[0] in _THIS else -1 if words[0] in _LAST else 1 if words[0] in _NEXT else None
    if by is None:
        return None
    span = _SPANS[words[1]]
    if span == "week":
        monday = today + dt.timedelta(days=7 * by - today.weekday())
        return monday, monday + dt.timedelta(days=6)
    return _months(month_after(f"{today:%Y-%m}", by), 1) if span == "month" else _months(f"{today.year + by:04}-01", 12)
