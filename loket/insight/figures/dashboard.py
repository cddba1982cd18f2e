"""The dashboard of one question, each form of it read on one snapshot: for the screen, for a terminal, and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.figures.breakdowns import BREAKDOWNS, Row, breakdown_rows
from loket.insight.figures.charts.catalogue import charts
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.comparison import USUAL, Comparison, compared_figures
from loket.insight.figures.figure import Duration, Figure, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.series import Series, series

if TYPE_CHECKING:
    from loket.store.database import Moment, Store
    from loket.store.reader import Reader

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
class Figures:
    """All figures of a question; one is None where a filter cannot apply to it. `moment` is that of an as-of question."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    moment: Moment | None
    figures: Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Glance(Figures):
    """With the figures of what they are compared with, and some charts; no figures at all when only a chart was asked for."""

    comparison: Comparison
    earlier: Mapping[str, Figure | None]
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class Dashboard(Figures):
    """With the rows of every breakdown, None where a filter cannot apply, and the series."""

    breakdowns: Mapping[str, list[Row] | None]
    series: Series[int]

    def as_json(self) -> str:
        """The JSON that people script against: the same dashboard gives the same bytes."""
        whole = {
            "today": self.today.isoformat(),
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "as_of": None if self.moment is None else {"at": self.moment.at, "seq": self.moment.seq},
            "filters": self.filters.as_json(),
            "indicators": {name: figure_as_json(found) for name, found in self.figures.items()},
            "breakdowns": {name: None if rows is None else [_row_as_json(row) for row in rows] for name, rows in self.breakdowns.items()},
            "series": {
                "requests_per_month": [asdict(month) for month in self.series.requests],
                "signals_per_month": self.series.signals
                and [
                    {
                        "month": month.month,
                        "recorded": month.recorded,
                        "themes": [{"key": key, "count": count} for key, count in month.themes],
                    }
                    for month in self.series.signals
                ],
                "conversations_per_month": self.series.conversations and [asdict(month) for month in self.series.conversations],
            },
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def figure_as_json(found: Figure | None) -> dict[str, Any] | None:
    """A figure as it stands in the JSON; None (null) where a filter cannot apply."""
    if found is None:
        return None
    if isinstance(found, Duration):
        median, p90 = (None if tenths is None else tenths / 10 for tenths in (found.median_tenths, found.p90_tenths))
        return {"median_days": median, "p90_days": p90, "n": found.n}
    shown = asdict(found)
    return shown if found.contradictory is not None else {name: value for name, value in shown.items() if name != "contradictory"}


def _row_as_json(row: Row) -> dict[str, Any]:
    if row.denominator is None:
        return {"key": row.key, "label": row.label, "count": row.count}
    return {"key": row.key, "label": row.label, "numerator": row.count, "denominator": row.denominator}


# -- reading ------------------------------------------------------------------------------------------------------------
# Each raises Refused for a round, theme, vendor or advisor that is not there.


def all_figures(store: Store, period: Period, filters: Filters) -> Figures:
    """The figures of a period."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        return Figures(*_about(store, question), _figures(reader, question))


def some_charts(store: Store, period: Period, filters: Filters, names: Sequence[str]) -> list[Chart]:
    """Some charts of a period, in the order asked."""
    with store.read() as reader:
        return charts(reader, Question.resolve(reader, period, filters), names)


def glance(store: Store, period: Period, filters: Filters, comparison: Comparison = USUAL) -> Glance:
    """The figures, what they are compared with, and the charts of the first page."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        found, earlier = _figures(reader, question), compared_figures(reader, question, comparison)
        return Glance(*_about(store, question), found, comparison, earlier, charts(reader, question, CHARTS_AT_A_GLANCE))


def one_chart(store: Store, period: Period, filters: Filters, name: str) -> Glance:
    """One chart of a period, with what it is about."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        return Glance(*_about(store, question), {}, USUAL, {}, charts(reader, question, (name,)))


def dashboard(store: Store, period: Period, filters: Filters) -> Dashboard:
    """Everything that the JSON holds."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        breakdowns = {breakdown.id: breakdown_rows(reader, question, breakdown) for breakdown in BREAKDOWNS}
        return Dashboard(*_about(store, question), _figures(reader, question), breakdowns, series(reader, question))


def _about(store: Store, question: Question) -> tuple[date, Period, Filters, str | None, Moment | None]:
    return store.today, question.period, question.filters, question.round.name if question.round else None, store.moment


def _figures(reader: Reader, question: Question) -> dict[str, Figure | None]:
    return {indicator.id: compute_figure(reader, question, indicator) for indicator in INDICATORS}


def last_change(store: Store) -> int:
    """The last line of the change log: while it is the same, so is every figure."""
    with store.read() as reader:
        return reader.last_line()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a question can be narrowed to, besides the closed lists; names in the order of the alphabet."""

    rounds: tuple[str, ...]
    themes: tuple[tuple[int, str], ...]
    epd_vendors: tuple[str, ...]
    advisors: tuple[str, ...]
    tags: tuple[str, ...]


def choices(store: Store) -> Choices:
    """What there is to choose from."""
    with store.read() as reader:

        def names(sql: str) -> tuple[str, ...]:
            return tuple(sorted((row[0] for row in reader.rows(sql)), key=lambda name: (name.casefold(), name)))

        return Choices(
            tuple(name for (name,) in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
            tuple((number, text) for number, text in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            names("SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> ''"),
            names("SELECT name FROM advisor"),
            names("SELECT name FROM tag"),
        )
