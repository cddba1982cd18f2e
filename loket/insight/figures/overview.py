"""What the dashboard shows at one look: the figures, the funnel, requests by theme and kind, and the months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.figures.breakdowns import BY_ID, REQUEST_PROPERTIES, Breakdown, Row, rows
from loket.insight.figures.charts.all import charts
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.filters import OF_SURVEY, Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Figure, figure
from loket.insight.figures.series import RequestMonth, requests_per_month
from loket.language import N_, _
from loket.store.reading import Reader

if TYPE_CHECKING:
    from loket.store.opening import Store

# Each step but the first counts institutions of the step before it; the name is that of the relation with its rows.
FUNNEL = (
    ("population", N_("invited")),
    ("responding", N_("filled in")),
    ("followed_up", N_("talked to")),
    ("asked_help", N_("asked for help")),
    ("got_referred", N_("referred")),
    ("was_helped", N_("helped")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: how many institutions came that far, and how many the step before."""

    name: str
    label: str
    count: int
    before: int | None


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One theme's requests, by kind of institution in the order of `Cross.columns`."""

    key: str | None
    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The row's sum; kinds do not overlap."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Cross:
    """Requests received, by theme and kind. A request with two themes is in two rows; `requests` counts it once."""

    columns: tuple[tuple[str | None, str], ...]
    rows: tuple[CrossRow, ...]
    requests: int

    @property
    def total(self) -> int:
        """The sum of the rows, which may be more than there are requests."""
        return sum(row.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class Overview:
    """The dashboard's first sheet; the funnel is None under a theme, and so is a figure that a filter cannot apply to.

    `rounds`: the names to choose from.
    """

    today: date
    period: Period
    filters: Filters
    round: str | None
    figures: Mapping[str, Figure | None]
    rounds: tuple[str, ...]
    funnel: tuple[Step, ...] | None
    cross: Cross
    months: tuple[RequestMonth, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown with its rows; None where a filter cannot apply."""

    breakdown: Breakdown
    rows: list[Row] | None


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
    """The figures of a period on one snapshot. Raises Refused for a round, theme or advisor that is not there."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        found = {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS}
        return Figures(store.today, period, question.filters, question.round.name if question.round else None, found)


def some_charts(store: Store, period: Period, filters: Filters, names: Sequence[str]) -> list[Chart]:
    """Some charts of a period on one snapshot, in the order asked."""
    with store.read() as reader:
        return charts(reader, Question.put(reader, period, filters), names)


def choices(store: Store) -> Choices:
    """What there is to choose from."""
    with store.read() as reader:
        vendors = {str(name) for (name,) in reader.rows("SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> ''")}
        advisors = [str(name) for (name,) in reader.rows("SELECT name FROM advisor")]
        return Choices(
            tuple(name for (name,) in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
            tuple((number, text) for number, text in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            tuple(sorted(vendors, key=str.casefold)),
            tuple(sorted(advisors, key=str.casefold)),
        )


def overview(store: Store, period: Period, filters: Filters) -> Overview:
    """The overview of a period on one snapshot. Raises Refused for a round or theme that is not there."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        return Overview(
            store.today,
            period,
            question.filters,
            question.round.name if question.round else None,
            {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS},
            tuple(name for (name,) in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
            funnel(reader, question),
            requests_by_theme_and_kind(reader, question),
            requests_per_month(reader, question),
        )


def breakdown_rows(store: Store, period: Period, filters: Filters, names: Sequence[str]) -> list[Table]:
    """Some breakdowns, in the order asked."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        return [Table(BY_ID[name], rows(reader, question, BY_ID[name])) for name in names]


def funnel(reader: Reader, question: Question) -> tuple[Step, ...] | None:
    """From invited to helped; None under a filter that a survey does not know."""
    if not question.filters.apply_to(OF_SURVEY):
        return None
    counts = ", ".join(f"(SELECT count(*) FROM {{{name}}})" for name, _label in FUNNEL)
    found = reader.rows(question.sql(f"SELECT {counts}"), question.parameters)[0]
    befores = (None, *found[:-1])
    return tuple(Step(name, _(label), count, before) for (name, label), count, before in zip(FUNNEL, found, befores, strict=True))


def requests_by_theme_and_kind(reader: Reader, question: Question) -> Cross:
    """Requests received in the period by theme and kind of institution; the empty row and column only where needed."""
    theme, kind = REQUEST_PROPERTIES["theme"], REQUEST_PROPERTIES["kind"]
    statement = question.sql(
        f"""SELECT {theme.key}, {kind.key}, count(*) FROM {{received_requests}} x {theme.join} {kind.join}
            GROUP BY {theme.key}, {kind.key}"""
    )
    counted = {(row, column): int(n) for row, column, n in reader.rows(statement, question.parameters)}
    columns: list[tuple[object, str | None, str]] = [*kind.values(reader, question)]
    listed: list[tuple[object, str | None, str]] = [*theme.values(reader, question)]
    if any(column is None for _row, column in counted):
        columns.append((None, None, _("without")))
    if any(row is None for row, _column in counted):
        listed.append((None, None, _("without theme")))
    lines = tuple(
        CrossRow(key, text, tuple(counted.get((stored, column), 0) for column, _key, _text in columns)) for stored, key, text in listed
    )
    requests = reader.value(question.sql("SELECT count(*) FROM {received_requests}"), question.parameters)
    return Cross(tuple((key, text) for _stored, key, text in columns), lines, int(requests))
