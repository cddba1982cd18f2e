"""Half-years, the rhythm in which figures leave the house: 1 January – 30 June and 1 July – 31 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loket.insight.figures.period import Period
from loket.language import _
from loket.models.errors import FieldError, Refused


def half_year_of(day: date) -> Period:
    """The half-year that a day lies in."""
    if day.month <= 6:
        return Period(date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(date(day.year, 7, 1), date(day.year, 12, 31))


def last_half_year(today: date) -> Period:
    """The last half-year that is over."""
    here = half_year_of(today)
    return here if here.end == today else half_year_of(here.start - timedelta(days=1))


def is_whole_half_years(period: Period) -> bool:
    """Whether the period begins with a half-year and ends with one."""
    return half_year_of(period.start).start == period.start and half_year_of(period.end).end == period.end


def half_years(period: Period) -> Iterator[Period]:
    """The half-years of a period of whole ones, in order."""
    first = period.start
    while first <= period.end:
        half = half_year_of(first)
        yield half
        first = half.end + timedelta(days=1)


def nearest_half_years(period: Period, today: date) -> Period:
    """The whole half-years nearest to a period, none of them still going on at `today`."""
    end = _nearest(period.end, [half_year_of(period.end).end, half_year_of(period.end).start - timedelta(days=1)])
    end = min(end, last_half_year(today).end)
    start = _nearest(period.start, [half_year_of(period.start).start, half_year_of(period.start).end + timedelta(days=1)])
    return Period(min(start, half_year_of(end).start), end)


def asked_half_years(start: date | None, end: date | None, today: date) -> Period:
    """The asked half-years; by default the last that is over. One day alone stands for the half-year that it begins or ends."""
    if start is None and end is None:
        return last_half_year(today)
    period = Period(start or half_year_of(end or today).start, end or half_year_of(start or today).end)
    check_half_years(period, today)
    return period


def check_half_years(period: Period, today: date) -> None:
    """Refuse a period that is no row of whole half-years, or not over yet, with the nearest that will do."""
    nearest = nearest_half_years(period, today)
    if not is_whole_half_years(period):
        message = _("{period} is no whole half-year; parts of half-years would give small counts away. Take {start} to {end}.")
    elif period.end > today:
        message = _("The period {period} is not over yet. Take {start} to {end}.")
    else:
        return
    told = message.format(period=period.shown(), start=nearest.start, end=nearest.end)
    raise Refused(errors=[FieldError("end", told)])


def _nearest(day: date, boundaries: list[date]) -> date:
    return min(boundaries, key=lambda boundary: abs(boundary - day))
