"""A figure beside what it was: in another period, and month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from loket.insight.figures.figure import Duration, Figure, compute_figure, days_text
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID, INDICATORS, Timing
from loket.insight.figures.period import Month, Period
from loket.insight.figures.question import Question
from loket.language import N_, _
from loket.language.formats import number, short_date

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader


class Against(StrEnum):
    """Which other period; the value is an English msgid. All but the free one move along with the period."""

    USUAL = N_("state: a month ago, flow: a year ago")
    BEFORE = N_("the period before")
    MONTH_AGO = N_("a month ago")
    YEAR_AGO = N_("a year ago")
    FREE = N_("another period")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare with; `free` is the other period itself, only of the kind `FREE`."""

    against: Against = Against.USUAL
    free: Period | None = None

    def of(self, period: Period, timing: Timing) -> Period:
        """The period that a figure of `period` is compared with."""
        if self.free is not None:
            return self.free
        if self.against is Against.USUAL:
            return period.a_month_before() if timing is Timing.STATE else period.a_year_before()
        if self.against is Against.BEFORE:
            return period.one_before()
        return period.months_before(1 if self.against is Against.MONTH_AGO else 12)

    def shown(self, period: Period, today: date) -> str:
        """What it is compared with as people read it: `t.o.v. 23 okt (stand), 2025 (stroom)`."""
        if self.against is Against.USUAL:
            day = short_date(period.a_month_before().end, today, weekday=False)
            return _("against {day} (state), {year} (flow)").format(day=day, year=period.end.year - 1)
        return _("against {period}").format(period=self.of(period, Timing.FLOW).shown())


USUAL = Comparison()


def earlier_figures(store: Store, period: Period, filters: Filters, comparison: Comparison = USUAL) -> Mapping[str, Figure | None]:
    """Every figure of what the period is compared with, of the same round."""
    with store.read() as reader:
        return compared_figures(reader, Question.resolve(reader, period, filters), comparison)


def compared_figures(reader: Reader, question: Question, comparison: Comparison) -> Mapping[str, Figure | None]:
    """The same on a reader, of a question that is resolved."""
    then = {timing: replace(question, period=comparison.of(question.period, timing)) for timing in Timing}
    return {indicator.id: compute_figure(reader, then[indicator.timing], indicator) for indicator in INDICATORS}


def level(found: Figure | None) -> int | None:
    """The one number of a figure that goes up and down: its count, of a duration the median in tenths of days."""
    return found.median_tenths if isinstance(found, Duration) else None if found is None else found.numerator


def difference(now: Figure | None, then: Figure | None) -> int | None:
    """How much more is counted now, of a duration how much longer the median is in tenths of days; None if that cannot be said."""
    after, before = level(now), level(then)
    alike = isinstance(now, Duration) is isinstance(then, Duration)
    return after - before if alike and after is not None and before is not None else None


def change(now: Figure | None, then: Figure | None) -> str:
    """What changed: `▲+9`, `▼−3`, `=`; nothing when there is nothing to compare with. Up is not good: it has no colour."""
    by = difference(now, then)
    if by is None:
        return ""
    text = days_text(abs(by)) if isinstance(now, Duration) else number(abs(by))
    return "=" if by == 0 else f"▲+{text}" if by > 0 else f"▼−{text}"


@dataclass(frozen=True, slots=True)
class History:
    """Figures month by month, the oldest first: a state at each month's end, a flow in that month. The last month is as far as it got."""

    months: tuple[Month, ...]
    figures: Mapping[str, tuple[Figure | None, ...]]

    def levels(self, indicator: str) -> tuple[int | None, ...]:
        """What to draw of a figure, None where there is nothing to."""
        return tuple(map(level, self.figures[indicator]))


def history(store: Store, period: Period, filters: Filters, indicators: Sequence[str], months: int = 12) -> History:
    """The figures of the last months up to the period's last day, of the same round, on one snapshot."""
    first = period.end.replace(day=1)
    last_months = tuple(Period(Period(first, first).months_before(months - 1).start, period.end).months())
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        asked = [replace(question, period=Period(month.first, month.last)) for month in last_months]
        return History(last_months, {name: tuple(compute_figure(reader, one, BY_ID[name]) for one in asked) for name in indicators})
