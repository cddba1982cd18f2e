"""The dashboard of one question, each form of it read on one snapshot: for the screen, for a terminal, and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.figures.breakdowns import BREAKDOWNS, Row, rows
from loket.insight.figures.charts.catalogue import charts
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.comparison import USUAL, Comparison
from loket.insight.figures.figure import Duration, Figure, figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Timing
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.series import Series, series

if TYPE_CHECKING:
    from loket.store.database import Moment, Store


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Figures by indicator, rows by breakdown, and the series; None where a filter cannot apply."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    figures: Mapping[str, Figure | None]
    breakdowns: Mapping[str, list[Row] | None]
    series: Series
    moment: Moment | None = None

    def as_json(self) -> str:
        """The JSON that people script against: the same dashboard gives the same bytes."""
        whole = {
            "today": self.today.isoformat(),
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "as_of": None if self.moment is None else {"at": self.moment.at, "seq": self.moment.seq},
            "filters": self.filters.as_json(),
            "indicators": {name: figure_as_json(found) for name, found in self.figures.items()},
            "breakdowns": {name: _rows(found) for name, found in self.breakdowns.items()},
            "series": _series(self.series),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def dashboard(store: Store, period: Period, filters: Filters) -> Dashboard:
    """All figures of a period on one snapshot. Raises Refused for a round or theme that is not there."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        return Dashboard(
            store.today,
            period,
            question.filters,
            question.round.name if question.round else None,
            {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS},
            {breakdown.id: rows(reader, question, breakdown) for breakdown in BREAKDOWNS},
            series(reader, question),
            store.moment,
        )


def figure_as_json(found: Figure | None) -> dict[str, Any] | None:
    """A figure for scripts."""
    if found is None:
        return None
    if isinstance(found, Duration):
        return {"median_days": _days(found.median_tenths), "p90_days": _days(found.p90_tenths), "n": found.n}
    shown: dict[str, Any] = {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "unknown": found.unknown,
    }
    if found.contradictory is not None:
        shown["contradictory"] = found.contradictory
    return shown


def _days(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _rows(found: list[Row] | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    return [
        {"key": row.key, "label": row.label, "count": row.count}
        if row.denominator is None
        else {"key": row.key, "label": row.label, "numerator": row.count, "denominator": row.denominator}
        for row in found
    ]


def _series(found: Series) -> dict[str, Any]:
    talks = found.conversations
    return {
        "requests_per_month": [{"month": m.month, "received": m.received, "closed": m.closed, "open": m.open} for m in found.requests],
        "signals_per_month": None
        if found.signals is None
        else [
            {
                "month": m.month,
                "recorded": m.recorded,
                "themes": [{"key": key, "count": count} for key, count in m.themes],
            }
            for m in found.signals
        ],
        "conversations_per_month": None if talks is None else [{"month": m.month, "held": m.held} for m in talks],
    }


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a question; one is None where a filter cannot apply to it."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    figures: Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a question can be narrowed to, besides the closed lists."""

    rounds: tuple[str, ...]
    themes: tuple[tuple[int, str], ...]
    epd_vendors: tuple[str, ...]
    advisors: tuple[str, ...]


def all_figures(store: Store, period: Period, filters: Filters) -> Figures:
    """The figures of a period. Raises Refused for a round, theme, vendor or advisor that is not there."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        found = {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS}
        return Figures(store.today, period, question.filters, question.round.name if question.round else None, found)


def some_charts(store: Store, period: Period, filters: Filters, names: Sequence[str]) -> list[Chart]:
    """Some charts of a period, in the order asked."""
    with store.read() as reader:
        return charts(reader, Question.resolve(reader, period, filters), names)


def last_change(store: Store) -> int:
    """The last line of the change log: while it is the same, so is every figure."""
    with store.read() as reader:
        return reader.last_line()


def choices(store: Store) -> Choices:
    """What there is to choose from, names in the order of the alphabet."""
    with store.read() as reader:
        return Choices(
            tuple(name for (name,) in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
            tuple((number, text) for number, text in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            _names(reader.rows("SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> ''")),
            _names(reader.rows("SELECT name FROM advisor")),
        )


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted((row[0] for row in rows), key=lambda name: (name.casefold(), name)))


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
        question = Question.resolve(reader, period, filters)
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
        question = Question.resolve(reader, period, filters)
        round_name = question.round.name if question.round else None
        drawn = charts(reader, question, (name,))
        return Glance(store.today, period, question.filters, round_name, store.moment, USUAL, {}, {}, drawn)
