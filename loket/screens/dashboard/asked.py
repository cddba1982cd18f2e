"""What the dashboard is asked: a period, as days or as a span that moves with today; filters; what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from loket.insight.figures.comparison import USUAL, Against, Comparison
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word

_WORDS: Mapping[str, type[Word]] = {
    "kind": InstitutionKind, "umbrella": Umbrella, "province": Province, "audience": Audience, "outcome_info": OutcomeInfo,
}  # fmt: skip


class Span(StrEnum):
    """A period with a name, which moves along with today; the value is an English msgid."""

    THIS_YEAR = N_("this year")
    THIS_QUARTER = N_("this quarter")
    LAST_HALF_YEAR = N_("last half-year")
    LAST_YEAR = N_("last year")
    LAST_QUARTER = N_("last quarter")
    LAST_MONTH = N_("last month")
    TWELVE_MONTHS = N_("last 12 months")

    def period(self, today: date) -> Period:
        """Its days, seen from today."""
        match self:
            case Span.THIS_YEAR:
                return Period(date(today.year, 1, 1), today)
            case Span.THIS_QUARTER:
                return Period(_first(today, 3), today)
            case Span.LAST_HALF_YEAR:
                return _ended(today, 6)
            case Span.LAST_YEAR:
                return _ended(today, 12)
            case Span.LAST_QUARTER:
                return _ended(today, 3)
            case Span.LAST_MONTH:
                return _ended(today, 1)
            case Span.TWELVE_MONTHS:
                return Period(Period(today, today).a_year_before().start + timedelta(days=1), today)


def _first(day: date, months: int) -> date:
    """The first day of the stretch of so many months that a day lies in; stretches begin in January."""
    return date(day.year, months * ((day.month - 1) // months) + 1, 1)


def _ended(today: date, months: int) -> Period:
    """The last stretch of so many months that is over."""
    end = _first(today, months) - timedelta(days=1)
    return Period(_first(end, months), end)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. `days` is a period of fixed days, in the place of the span; `view` is the name that this was kept under."""

    span: Span = Span.THIS_YEAR
    days: Period | None = None
    filters: Filters = field(default_factory=Filters)
    comparison: Comparison = USUAL
    as_table: bool = False
    view: str = ""

    def period(self, today: date) -> Period:
        """The days, seen from today."""
        return self.days or self.span.period(today)

    def as_query(self) -> dict[str, Any]:
        """As a view is kept."""
        return {
            "span": self.span.name,
            "days": _days(self.days),
            "filters": self.filters.as_json(),
            "against": self.comparison.against.name,
            "free": _days(self.comparison.free),
            "as_table": self.as_table,
            "view": self.view,
        }

    @classmethod
    def of_query(cls, query: Mapping[str, Any]) -> Asked:
        """A kept view; what another version wrote and this one does not know is left out."""
        against, free = Against.__members__.get(str(query.get("against")), Against.USUAL), _period(query.get("free"))
        return cls(
            Span.__members__.get(str(query.get("span")), Span.THIS_YEAR),
            _period(query.get("days")),
            _filters(query.get("filters")),
            USUAL if against is Against.FREE and free is None else Comparison(against, free if against is Against.FREE else None),
            bool(query.get("as_table")),
            str(query.get("view") or ""),
        )


def _days(period: Period | None) -> list[str] | None:
    return None if period is None else [period.start.isoformat(), period.end.isoformat()]


def _period(kept: object) -> Period | None:
    if not isinstance(kept, list):
        return None
    start, end = (date.fromisoformat(str(day)) for day in kept)
    return Period(start, end)


def _filters(kept: object) -> Filters:
    found: dict[str, Any] = {}
    for name, value in kept.items() if isinstance(kept, dict) else ():
        words = _WORDS.get(name)
        if words is not None:
            found[name] = next((member for member in words if member.value == value), None)
        elif name == "theme":
            found[name] = int(value) if str(value).isdigit() else None
        elif name in ("round", "epd_vendor", "advisor"):
            found[name] = str(value)
    return Filters(**found)
