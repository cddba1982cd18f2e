"""How figures went over the last months: what a sparkline draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID
from loket.insight.figures.period import Month, Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Duration, Figure, figure

if TYPE_CHECKING:
    from loket.store.opening import Store

MONTHS = 12


@dataclass(frozen=True, slots=True)
class History:
    """Figures month by month, the oldest first: a state at each month's end, a flow in that month. The last month is as far as it got."""

    months: tuple[Month, ...]
    figures: Mapping[str, tuple[Figure | None, ...]]

    def levels(self, indicator: str) -> tuple[int | None, ...]:
        """What to draw of a figure: its count, of a duration the median in tenths of days; None where there is none."""
        return tuple(map(level, self.figures[indicator]))


def history(store: Store, period: Period, filters: Filters, indicators: Sequence[str], months: int = MONTHS) -> History:
    """The figures of the last months up to the period's last day, of the same round, on one snapshot."""
    first = period.end.replace(day=1)
    last_months = tuple(Period(Period(first, first).months_before(months - 1).start, period.end).months())
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        asked = [replace(question, period=Period(month.first, month.last)) for month in last_months]
        return History(last_months, {name: tuple(figure(reader, one, BY_ID[name]) for one in asked) for name in indicators})


def level(found: Figure | None) -> int | None:
    """The one number of a figure that goes up and down."""
    return found.median_tenths if isinstance(found, Duration) else None if found is None else found.numerator
