"""The figures of a period as they may be shown: each count a number, `<5` or `-`. The one function for every shared output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.insight.disclosure.cells import THRESHOLD, count_cells, theme_column
from loket.insight.disclosure.half_years import check_half_years
from loket.insight.disclosure.suppression import suppression_pattern
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.figure import Share
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.series import ConversationMonth, RequestMonth, Series, SignalMonth
from loket.language import _
from loket.models.errors import FieldError, Refused

if TYPE_CHECKING:
    from loket.store.database import Store


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class ShownCount:
    """A count as it may be shown: its value, or None and the mark that stands for it."""

    value: int | None
    mark: str = ""

    @property
    def text(self) -> str:
        """The number, `<5`, or `-`."""
        return self.mark if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A figure with what it is a part of (None: of nothing), and how many are unknown or contradictory (None: cannot be)."""

    numerator: ShownCount
    denominator: ShownCount | None
    unknown: ShownCount | None
    contradictory: ShownCount | None

    @property
    def percentage(self) -> int | None:
        """Whole per cent, half up; only of two counts that are shown, and of five or more."""
        if self.denominator is None or self.numerator.value is None or (self.denominator.value or 0) < THRESHOLD:
            return None
        return Share(self.numerator.value, self.denominator.value, 0).percentage


@dataclass(frozen=True, slots=True)
class ShownDuration:
    """Median and 90th percentile in tenths of days of `n` durations; None when there are none, or `n` is hidden."""

    median_tenths: int | None
    p90_tenths: int | None
    n: ShownCount


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One value's count; `denominator` only where the breakdown has shares. `key` None is the empty value."""

    key: str | None
    label: str
    count: ShownCount
    denominator: ShownCount | None = None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a table: a cell for each column."""

    key: str | None
    label: str
    cells: tuple[ShownCount, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A chart as a table; `heading` stands above the labels.

    Where the chart ranks its lines, so does the table, as far as counts are shown: the order must not tell the others. Nor has
    it the chart's note where small counts are hidden.
    """

    id: str
    title: str
    heading: str
    columns: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """Everything about a period that may be shown; `min_count` None hides nothing.

    `tables`: the funnel, `unmet_by_theme` and `obstacles_by_institutions`, by id.
    """

    period: Period
    min_count: int | None
    round: str | None
    figures: Mapping[str, ShownShare | ShownDuration]
    breakdowns: Mapping[str, tuple[ShownRow, ...]]
    series: Series[ShownCount]
    tables: Mapping[str, ShownTable]


def shown_figures(store: Store, period: Period, *, min_count: int | None = THRESHOLD) -> ShownFigures:
    """The figures of whole half-years with small counts hidden, or of any period with `min_count` None, which hides nothing.

    They are always of all institutions: beside the whole, a part would tell of the rest. Raises Refused for a period of other than whole
    half-years, one that is not over, and for a threshold below five.
    """
    if min_count is not None:
        if min_count < THRESHOLD:
            message = _("Counts below {smallest} never leave the house; take {smallest} or more.").format(smallest=THRESHOLD)
            raise Refused(errors=[FieldError("min_count", message)])
        check_half_years(period, store.today)
    with store.read() as reader:
        question = Question.resolve(reader, period, EVERYTHING)
        cells = count_cells(reader, question)
        marks = {} if min_count is None else suppression_pattern(reader, question, cells, min_count)

    def at(*key: str | None) -> ShownCount:
        mark = marks.get(key)
        return ShownCount(cells.counts[key].value) if mark is None else ShownCount(None, mark)

    def figure(name: str) -> ShownShare | ShownDuration:
        if name in cells.durations:
            n, duration = at(name, "n"), cells.durations[name]
            return ShownDuration(duration.median_tenths, duration.p90_tenths, n) if n.value else ShownDuration(None, None, n)
        others = ((name, part) for part in ("denominator", "unknown", "contradictory"))
        return ShownShare(at(name, "numerator"), *(at(*key) if key in cells.counts else None for key in others))

    def row(name: str, key: str | None, label: str) -> ShownRow:
        return ShownRow(key, label, at(name, key, "count"), at(name, key, "of") if (name, key, "of") in cells.counts else None)

    months = [month.name for month in period.months()]
    requests, signals, talks = "requests_per_month", "signals_per_month", "conversations_per_month"
    series = Series(
        tuple(RequestMonth(m, at(requests, m, "received"), at(requests, m, "closed"), at(requests, m, "open")) for m in months),
        tuple(
            SignalMonth(m, at(signals, m, "recorded"), tuple((key, at(signals, m, theme_column(key))) for key in cells.themes))
            for m in months
        ),
        tuple(ConversationMonth(m, at(talks, m, "held")) for m in months),
    )
    return ShownFigures(
        period,
        min_count,
        question.round.name if question.round else None,
        {indicator.id: figure(indicator.id) for indicator in INDICATORS},
        {name: tuple(row(name, key, label) for key, label in listed) for name, listed in cells.rows.items()},
        series,
        {chart.id: _table(chart, at, is_suppressed=bool(marks)) for chart in cells.charts},
    )


def _table(chart: Chart, at: Callable[..., ShownCount], *, is_suppressed: bool) -> ShownTable:
    lines = tuple(
        ShownLine(line.key, line.label, tuple(at(chart.id, line.key, str(place)) for place in range(len(line.cells))))
        for line in chart.lines or ()
    )

    def rank(line: ShownLine) -> tuple[int, int, str]:
        """Shown counts first, the largest on top; then the hidden ones by name, then nothing."""
        value = line.cells[0].value
        return (0, -value, "") if value else (2 if value == 0 else 1, 0, line.label)

    if chart.id == "obstacles_by_institutions" and is_suppressed:
        lines = tuple(sorted(lines, key=rank))
    # A note may tell a count that no cell does.
    return ShownTable(chart.id, chart.title, chart.heading, chart.columns, lines, "" if is_suppressed else chart.note)
