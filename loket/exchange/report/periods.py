"""Which periods a report takes: whole half-years where small counts are hidden, the programme's own rhythm; any other when internal."""

from __future__ import annotations

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


def nearest_half_years(period: Period, today: date) -> Period:
    """The whole half-years nearest to a period, none of them still going on at `today`."""
    end = _nearest(period.end, [half_year_of(period.end).end, half_year_of(period.end).start - timedelta(days=1)])
    end = min(end, last_half_year(today).end)
    start = _nearest(period.start, [half_year_of(period.start).start, half_year_of(period.start).end + timedelta(days=1)])
    return Period(min(start, half_year_of(end).start), end)


def _nearest(day: date, boundaries: list[date]) -> date:
    return min(boundaries, key=lambda boundary: abs(boundary - day))


def check_period(period: Period, today: date, internal: bool) -> None:
    """Refuse a period that is not over, and unless internal one that is no row of whole half-years, with the nearest that is."""
    if not internal and not (is_whole_half_years(period) and period.end <= today):
        nearest = nearest_half_years(period, today)
        if is_whole_half_years(period):
            message = _("The period {period} is not over yet. Take {start} to {end}, or make an internal report up to today.")
        else:
            message = _(
                "{period} is no whole half-year, and parts of half-years would give small counts away. "
                "Take {start} to {end}, or make an internal report."
            )
        told = message.format(period=period.shown(), start=nearest.start, end=nearest.end)
        raise Refused(errors=[FieldError("end", told)])
    if period.end > today:
        message = _("The period {period} is not over yet. Take an end on or before {today}.")
        raise Refused(errors=[FieldError("end", message.format(period=period.shown(), today=today))])
