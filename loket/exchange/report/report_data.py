"""All that a report is written from, read once on one state of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.exchange.report.report_model import ReportAsked
from loket.insight import reports as facts
from loket.insight.disclosure.cells import SHARED_BREAKDOWNS, THRESHOLD
from loket.insight.disclosure.shown_figures import EVERYTHING, ShownCount, ShownFigures, ShownRow, ShownShare, shown_figures
from loket.insight.examples import ReleasedExample, released_examples, waiting_examples
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.indicators import BY_ID
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.insight.fitgap import FitgapComparison, fitgap_comparison
from loket.insight.noteworthy.changes import COMPARED_CHARTS
from loket.insight.reports import KeptReport, kept_report, previous_report
from loket.insight.shareable import known_names
from loket.language import _
from loket.language.known_names import KnownNames
from loket.store.database import Moment, Store

NOTHING = ShownCount(0)
_SHARED = {breakdown.id for breakdown in SHARED_BREAKDOWNS}
COMPARED = tuple(source for source in COMPARED_CHARTS if source.chart in _SHARED and not source.chart.endswith("_by_umbrella"))
"""The breakdowns whose rows are compared with those of a year before; by umbrella they would say much the same as by kind."""
_CHARTS = (
    "funnel",
    "obstacles_by_institutions",
    "unmet_by_theme",
    "requests_per_month",
    "responses_by_umbrella",
    "responses_by_kind",
    "responses_by_province",
    "requests_by_source",
    *(source.chart for source in COMPARED),
)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that loket knows: those of the moment, and those of now, as contacts' names are not in the past that is read."""

    names: tuple[KnownNames, ...]

    def is_named_in(self, text: str) -> bool:
        """Whether a text has a name in it."""
        return any(names.without(text) != text for names in self.names)


@dataclass(frozen=True, slots=True)
class ReportData:
    """The figures as they may be shown, those of a year before, and what else is told. `internal`: nothing is hidden.

    `waiting`: how many examples of the period nobody released yet.
    """

    internal: bool
    moment: Moment
    question: Question
    shown: ShownFigures
    before: ShownFigures
    charts: Mapping[str, Chart]
    themes: Mapping[int, str]
    obstacles: Mapping[int, tuple[str, ...]]
    trends: tuple[facts.TrendFact, ...]
    being_made: tuple[facts.OfferingFact, ...]
    come_available: tuple[facts.OfferingFact, ...]
    sessions: tuple[facts.SessionsOfTheme, ...]
    fitgap: FitgapComparison
    examples: tuple[ReleasedExample, ...]
    waiting: int
    previous: KeptReport | None
    known: Known

    def share(self, name: str) -> ShownShare | None:
        """A figure that is no duration."""
        found = self.shown.figures[name]
        return found if isinstance(found, ShownShare) else None

    def count(self, name: str) -> ShownCount:
        """A figure's count."""
        found = self.share(name)
        return NOTHING if found is None else found.numerator

    def rows(self, name: str) -> tuple[ShownRow, ...]:
        """A breakdown's rows; the empty value only where it counts something."""
        return tuple(row for row in self.shown.breakdowns[name] or () if row.key is not None or row.count.value != 0)

    def behind(self, chart: str, *keys: str | None, column: int = 0) -> tuple[RecordSet, ...]:
        """The records behind a column of a chart, for the lines with these keys in their order."""
        lines = {line.key: line for line in self.charts[chart].lines or ()}
        return tuple(lines[key].cells[column].behind for key in keys if key in lines)

    def theme(self, number: int | None) -> str:
        """A theme as it is told: `4 Gebruik van …`."""
        return f"{number} {self.themes.get(number, '')}" if number is not None else _("without theme")


def read_report_data(store: Store, live: Store, asked: ReportAsked, moment: Moment) -> ReportData:
    """Read everything. `store` is the database of the moment, `live` that of now. Raises Refused for a period that is not taken."""
    least = None if asked.internal else THRESHOLD
    shown = shown_figures(store, asked.period, min_count=least)
    before = shown_figures(store, _before(asked.period), min_count=least)
    names = (known_names(live), known_names(store))
    with store.read_outside() as reader:
        question = Question.resolve(reader, asked.period, EVERYTHING)
        return ReportData(
            asked.internal,
            moment,
            question,
            shown,
            before,
            {name: CHARTS[name].compute(reader, question) for name in _CHARTS},
            facts.themes(reader),
            facts.obstacles_of_themes(reader),
            facts.trends(reader, question),
            facts.being_made(reader),
            facts.come_available(reader, question),
            facts.sessions_by_theme(reader, question),
            fitgap_comparison(reader),
            released_examples(reader, asked.period),
            len(waiting_examples(reader, asked.period)),
            kept_report(reader, asked.previous) if asked.previous else previous_report(reader, asked.period, asked.internal),
            Known(names),
        )


def _before(period: Period) -> Period:
    """The same days a year before; of a longer period as many years as it takes to have no day in common."""
    earlier = period.a_year_before()
    while earlier.end >= period.start:
        earlier = earlier.a_year_before()
    return earlier


def behind(*names: str) -> tuple[RecordSet, ...]:
    """The records behind the numbers of some indicators: counted, out of, unknown, contradictory, as far as each has them."""
    found: list[RecordSet] = []
    for name in names:
        indicator = BY_ID[name]
        parts = {
            Part.COUNTED: True,
            Part.BASED: indicator.based is not None and not indicator.days,
            Part.UNKNOWN: bool(indicator.unknown),
            Part.CONTRADICTS: bool(indicator.contradicts),
        }
        found += [indicator_records(indicator, part) for part, has in parts.items() if has]
    return tuple(found)
