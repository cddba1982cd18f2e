"""The period of a question: two days, both included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loket.language import _
from loket.language.formats import month_name
from loket.models.errors import FieldError, Refused


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of a period, clipped to it; `name` is `2026-11`."""

    name: str
    first: date
    last: date

    @property
    def quarter(self) -> str:
        """The quarter that it lies in: `2026-Q4`."""
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both days included. State figures are taken at `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.start > self.end:
            message = _("The period ends ({end}) before it begins ({start}).").format(start=self.start, end=self.end)
            raise Refused(errors=[FieldError("start", message)])

    @classmethod
    def of(cls, start: date | None, end: date | None, today: date) -> Period:
        """The asked days; by default up to today, from 1 January of the year that the period ends in."""
        last = end or today
        return cls(start or date(last.year, 1, 1), last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def shown(self) -> str:
        """The period as people read it: `1 jan – 21 nov 2026`."""
        first, last = (f"{day.day} {month_name(day.month, short=True)}" for day in (self.start, self.end))
        year = "" if self.start.year == self.end.year else f" {self.start.year}"
        return f"{first}{year} – {last} {self.end.year}"

    def months(self) -> Iterator[Month]:
        """The months of the period, the first and last as far as they lie in it."""
        first = self.start
        while first <= self.end:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Month(f"{first:%Y-%m}", first, min(following - timedelta(days=1), self.end))
            first = following

    def a_month_before(self) -> Period:
        """The same start, up to the same day a month earlier: what a state is compared with."""
        end = months_before(self.end, 1)
        return Period(min(self.start, end), end)

    def a_year_before(self) -> Period:
        """The same days a year earlier: what a flow is compared with."""
        return Period(months_before(self.start, 12), months_before(self.end, 12))

    def months_before(self, count: int) -> Period:
        """The same days so many months earlier; whole months stay whole."""
        end = months_before(self.end, count)
        return Period(months_before(self.start, count), _last_of_month(end) if self.is_whole_months else end)

    def one_before(self) -> Period:
        """The period of the same length just before: as many whole months, or else as many days."""
        if self.is_whole_months:
            return self.months_before(sum(1 for _month in self.months()))
        return Period(self.start - (self.end - self.start) - timedelta(days=1), self.start - timedelta(days=1))

    @property
    def is_whole_months(self) -> bool:
        """Whether it runs from the first day of a month to the last of one."""
        return self.start.day == 1 and self.end == _last_of_month(self.end)

    def quarters(self) -> list[str]:
        """The quarters of the period as `2026-Q4`."""
        return list(dict.fromkeys(month.quarter for month in self.months()))


def _last_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def months_before(day: date, count: int) -> date:
    """The same day some months earlier (later below 0), or that month's last."""
    year, month = divmod(12 * day.year + day.month - 1 - count, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, _last_of_month(first).day))
