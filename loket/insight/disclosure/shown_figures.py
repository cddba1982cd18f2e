"""The figures of a period as they may be shown: each count a number, `<5` or `-`. The one function for every shared output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.insight.disclosure.cells import SHARED_BREAKDOWNS, THRESHOLD, Cells, count_cells, theme_column
from loket.insight.disclosure.half_years import check_half_years
from loket.insight.disclosure.suppression import SuppressionPattern, suppression_pattern
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.figure import Share
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
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
class ShownRequestMonth:
    """Requests received and closed in a month, and open at its end."""

    month: str
    received: ShownCount
    closed: ShownCount
    open: ShownCount


@dataclass(frozen=True, slots=True)
class ShownSignalMonth:
    """Signals recorded in a month, in all and by theme; None is no theme."""

    month: str
    recorded: ShownCount
    themes: tuple[tuple[str | None, ShownCount], ...]


@dataclass(frozen=True, slots=True)
class ShownConversationMonth:
    """Conversations held in a month."""

    month: str
    held: ShownCount


@dataclass(frozen=True, slots=True)
class ShownSeries:
    """All series; None where a filter cannot apply."""

    requests: tuple[ShownRequestMonth, ...] | None
    signals: tuple[ShownSignalMonth, ...] | None
    conversations: tuple[ShownConversationMonth, ...] | None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a table: a cell for each column."""

    key: str | None
    label: str
    cells: tuple[ShownCount, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A chart as a table; `heading` stands above the labels. `lines` is None where a filter cannot apply.

    Where the chart ranks its lines, so does the table, as far as counts are shown: the order must not tell the others. Nor has
    it the chart's note where small counts are hidden.
    """

    id: str
    title: str
    heading: str
    columns: tuple[str, ...]
    lines: tuple[ShownLine, ...] | None
    note: str


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """Everything about a period that may be shown; `min_count` None hides nothing. None in a mapping: a filter cannot apply.

    `tables`: the funnel, `unmet_by_theme` and `obstacles_by_institutions`, by id.
    """

    period: Period
    min_count: int | None
    round: str | None
    figures: Mapping[str, ShownShare | ShownDuration | None]
    breakdowns: Mapping[str, tuple[ShownRow, ...] | None]
    series: ShownSeries
    tables: Mapping[str, ShownTable]


def shown_figures(store: Store, period: Period, filters: Filters = EVERYTHING, *, min_count: int | None = THRESHOLD) -> ShownFigures:
    """The figures of whole half-years with small counts hidden, or of any period with `min_count` None, which hides nothing.

    Raises Refused for another period, for fewer than five, and for narrowed figures: what a filter leaves out would tell of the rest.
    """
    if min_count is not None:
        _check(period, filters, min_count, store)
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        counts = count_cells(reader, question)
        pattern = SuppressionPattern({}) if min_count is None else suppression_pattern(reader, question, counts, min_count)
    return _Showing(counts, pattern).figures(min_count, question.round.name if question.round else None)


def _check(period: Period, filters: Filters, min_count: int, store: Store) -> None:
    if min_count < THRESHOLD:
        message = _("Counts below {smallest} never leave the house; take {smallest} or more.").format(smallest=THRESHOLD)
        raise Refused(errors=[FieldError("min_count", message)])
    if filters.narrowings:
        raise Refused(_("Figures that leave the house are of all institutions: beside the whole, a part tells of the rest."))
    check_half_years(period, store.today)


@dataclass(frozen=True, slots=True)
class _Showing:
    """Puts counts and marks together."""

    counts: Cells
    pattern: SuppressionPattern

    def figures(self, min_count: int | None, round_name: str | None) -> ShownFigures:
        counts = self.counts
        return ShownFigures(
            counts.period,
            min_count,
            round_name,
            {indicator.id: self._figure(indicator) for indicator in INDICATORS},
            {breakdown.id: self._rows(breakdown.id) for breakdown in SHARED_BREAKDOWNS},
            ShownSeries(self._request_months(), self._signal_months(), self._conversation_months()),
            {chart.id: self._table(chart) for chart in counts.charts},
        )

    def _at(self, *place: str | None) -> ShownCount:
        mark = self.pattern.marks.get(place)
        return ShownCount(self.counts.tallies[place].value) if mark is None else ShownCount(None, mark)

    def _maybe(self, *place: str | None) -> ShownCount | None:
        return self._at(*place) if place in self.counts.tallies else None

    def _figure(self, indicator: Indicator) -> ShownShare | ShownDuration | None:
        name = indicator.id
        if indicator.days:
            duration, n = self.counts.durations[name], self._maybe(name, "n")
            if duration is None or n is None:
                return None
            return ShownDuration(duration.median_tenths, duration.p90_tenths, n) if n.value else ShownDuration(None, None, n)
        numerator = self._maybe(name, "numerator")
        if numerator is None:
            return None
        return ShownShare(numerator, *(self._maybe(name, part) for part in ("denominator", "unknown", "contradictory")))

    def _rows(self, name: str) -> tuple[ShownRow, ...] | None:
        listed = self.counts.rows[name]
        if listed is None:
            return None
        return tuple(ShownRow(key, label, self._at(name, key, "count"), self._maybe(name, key, "of")) for key, label in listed)

    def _months(self, table: str, column: str) -> list[tuple[str, ShownCount]] | None:
        months = [month.name for month in self.counts.period.months()]
        if (table, months[0], column) not in self.counts.tallies:
            return None
        return [(month, self._at(table, month, column)) for month in months]

    def _request_months(self) -> tuple[ShownRequestMonth, ...] | None:
        table = "requests_per_month"
        received = self._months(table, "received")
        if received is None:
            return None
        return tuple(ShownRequestMonth(m, n, self._at(table, m, "closed"), self._at(table, m, "open")) for m, n in received)

    def _signal_months(self) -> tuple[ShownSignalMonth, ...] | None:
        table = "signals_per_month"
        recorded = self._months(table, "recorded")
        if recorded is None:
            return None
        themes = self.counts.themes
        return tuple(ShownSignalMonth(m, n, tuple((key, self._at(table, m, theme_column(key))) for key in themes)) for m, n in recorded)

    def _conversation_months(self) -> tuple[ShownConversationMonth, ...] | None:
        held = self._months("conversations_per_month", "held")
        return None if held is None else tuple(ShownConversationMonth(*month) for month in held)

    def _table(self, chart: Chart) -> ShownTable:
        lines = None
        if chart.lines is not None:
            lines = tuple(
                ShownLine(line.key, line.label, tuple(self._at(chart.id, line.key, str(n)) for n in range(len(line.cells))))
                for line in chart.lines
            )
        if lines is not None and chart.id == "obstacles_by_institutions" and self.pattern.marks:
            lines = tuple(sorted(lines, key=_rank))
        # A note may tell a count that no cell does.
        note = "" if self.pattern.marks else chart.note
        return ShownTable(chart.id, chart.title, chart.heading, chart.columns, lines, note)


def _rank(line: ShownLine) -> tuple[int, int, str]:
    """Shown counts first, the largest on top; then the hidden ones by name, then nothing."""
    value = line.cells[0].value
    return (0, -value, "") if value else (2 if value == 0 else 1, 0, line.label)
