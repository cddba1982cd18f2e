"""The dashboard at one glance, for a terminal: every figure with what it is compared with, and some charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.figures.charts.all import charts
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.comparison import USUAL, Comparison
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Timing
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Figure, figure

if TYPE_CHECKING:
    from loket.store.as_of import Moment
    from loket.store.opening import Store

CHARTS_AT_A_GLANCE = (
    "funnel",
    "requests_by_theme_and_kind",
    "requests_per_month",
    "requests_ageing",
    "unmet_by_theme",
    "obstacles_by_institutions",
    "coverage_by_province",
    "coverage_by_umbrella",
    "load_by_advisor",
)


@dataclass(frozen=True, slots=True)
class Glance:
    """Figures and earlier figures by indicator, None where a filter cannot apply; both empty when only charts were asked."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    moment: Moment | None
    comparison: Comparison
    figures: Mapping[str, Figure | None]
    earlier: Mapping[str, Figure | None]
    charts: Sequence[Chart]


def glance(store: Store, period: Period, filters: Filters, comparison: Comparison = USUAL) -> Glance:
    """All of it on one snapshot. Raises Refused for a round, theme, vendor or advisor that is not there."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        then = {timing: replace(question, period=comparison.of(period, timing)) for timing in Timing}
        return Glance(
            store.today,
            period,
            question.filters,
            question.round.name if question.round else None,
            store.moment,
            comparison,
            {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS},
            {indicator.id: figure(reader, then[indicator.timing], indicator) for indicator in INDICATORS},
            charts(reader, question, CHARTS_AT_A_GLANCE),
        )


def one_chart(store: Store, period: Period, filters: Filters, name: str) -> Glance:
    """One chart of a period, with what it is about."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        round_name = question.round.name if question.round else None
        drawn = charts(reader, question, (name,))
        return Glance(store.today, period, question.filters, round_name, store.moment, USUAL, {}, {}, drawn)
