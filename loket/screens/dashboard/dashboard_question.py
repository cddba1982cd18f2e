"""What the dashboard is asked, for all its sheets: period, filters, comparison, and the moment whose knowledge is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from loket.insight.explanation.moments import AsOf
from loket.insight.figures.comparison import USUAL, Against, Comparison
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _
from loket.language.formats import number, short_date
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word
from loket.store.as_of import PastStore

if TYPE_CHECKING:
    from loket.store.as_of import PastStore
    from loket.store.database import Store


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
class DashboardQuestion:
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
    def of_query(cls, query: Mapping[str, Any]) -> DashboardQuestion:
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
        elif name in ("round", "epd_vendor", "advisor", "tag"):
            found[name] = str(value)
    return Filters(**found)


P = ParamSpec("P")
T = TypeVar("T")


class DashboardState:
    """One for the application; `asked` is None until it is known what this person asked the last time."""

    def __init__(self) -> None:
        self.asked: DashboardQuestion | None = None
        self.known = AsOf()
        self._past: PastStore | None = None

    @property
    def question(self) -> DashboardQuestion:
        """What is asked; until it is known, what nobody chose."""
        return self.asked or DashboardQuestion()

    def today(self, now: date) -> date:
        """The business day that is looked from: the moment's, when an earlier one was chosen."""
        return self.known.moment.day if self.known.moment else now

    def period(self, now: date) -> Period:
        """The days that are asked for."""
        return self.question.period(self.today(now))

    def look_at(self, known: AsOf) -> None:
        """Look at what was known then."""
        self.known, self._past = known, None

    def moment_shown(self, now: date) -> str:
        """`peil 23 okt #12.345`; nothing when it is now."""
        moment = self.known.moment
        if moment is None:
            return ""
        return _("as of {day} #{seq}").format(day=short_date(moment.day, now, weekday=False), seq=number(moment.seq))

    def past(self, store: Store) -> PastStore | None:
        """The store of the moment, laid out once for all that look at it; None for now."""
        moment = self.known.moment
        if moment is None:
            return None
        if self._past is None or self._past.moment != moment:
            self._past = PastStore(store, moment)
        return self._past

    def at(self, function: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
        """A function of insight, reading what was known at the moment: for `load`."""

        def at_the_moment(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return function(self.past(store) or store, *args, **kwargs)

        return at_the_moment
