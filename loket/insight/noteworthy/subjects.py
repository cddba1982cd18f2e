"""Of what changes are looked for: the figures, and requests, signals, institutions and unmet needs by what they are about and come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loket.insight.figures.behind import Behind, behind_indicator
from loket.insight.figures.charts.all import CHARTS
from loket.insight.figures.indicators import INDICATORS, Timing
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Share, figure
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.store.reading import Reader


class Subject(StrEnum):
    """What a change is a change of, in the order of reading; the value is an English msgid."""

    FIGURE = N_("figures")
    THEME = N_("themes")
    OBSTACLE = N_("obstacles")
    NEED = N_("unmet needs")
    TREND = N_("trends")
    KIND = N_("kinds and umbrellas")
    PROVINCE = N_("provinces")
    ABOUT = N_("audience and outcome information")


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that is counted in both periods; `said` is how a sentence names it, `count` in this period."""

    label: str
    said: str
    count: int
    behind: Behind


@dataclass(frozen=True, slots=True)
class Source:
    """A chart whose lines are compared; `said` is the msgid of what a line counts, `narrows` the filter that would say the same."""

    chart: str
    subject: Subject
    said: str
    timing: Timing = Timing.FLOW
    narrows: str = ""


SOURCES = (
    Source("requests_by_theme", Subject.THEME, N_("requests about “{what}”"), narrows="theme"),
    Source("signals_by_theme", Subject.THEME, N_("signals about “{what}”"), narrows="theme"),
    Source("obstacles_by_institutions", Subject.OBSTACLE, N_("institutions that name “{what}” as an obstacle")),
    Source("requests_by_obstacle", Subject.OBSTACLE, N_("requests with the obstacle “{what}”")),
    Source("signals_by_obstacle", Subject.OBSTACLE, N_("signals with the obstacle “{what}”")),
    Source("unmet_by_theme", Subject.NEED, N_("open requests about “{what}” that nothing fits"), Timing.STATE, narrows="theme"),
    Source("requests_by_kind", Subject.KIND, N_("requests from institutions of the kind “{what}”"), narrows="kind"),
    Source("signals_by_kind", Subject.KIND, N_("signals from institutions of the kind “{what}”"), narrows="kind"),
    Source("requests_by_umbrella", Subject.KIND, N_("requests from institutions of {what}"), narrows="umbrella"),
    Source("signals_by_umbrella", Subject.KIND, N_("signals from institutions of {what}"), narrows="umbrella"),
    Source("requests_by_province", Subject.PROVINCE, N_("requests from {what}"), narrows="province"),
    Source("signals_by_province", Subject.PROVINCE, N_("signals from {what}"), narrows="province"),
    Source("requests_by_audience", Subject.ABOUT, N_("requests for the audience “{what}”"), narrows="audience"),
    Source("requests_by_outcome_info", Subject.ABOUT, N_("requests with outcome information “{what}”"), narrows="outcome_info"),
)
_TREND = "SELECT id FROM {recorded_signals} s WHERE trend_id = :row_key"


def of_chart(reader: Reader, source: Source, question: Question) -> Mapping[str, Counted]:
    """The first number of each line of a chart, by key; what is not filled in is left out, and all where a filter cannot apply."""
    if source.narrows and getattr(question.filters, source.narrows) is not None:
        return {}
    found = {}
    for line in CHARTS[source.chart].reckon(reader, question).lines or ():
        if line.key is not None:
            cell, label = line.cells[0], line.label.removeprefix(f"{line.key} ")
            found[line.key] = Counted(label, _(source.said).format(what=label), cell.count, cell.behind)
    return found


def of_trends(reader: Reader, question: Question) -> Mapping[str, Counted]:
    """Signals recorded in the period, by trend."""
    counted = "SELECT trend_id, count(*) FROM {recorded_signals} s WHERE trend_id IS NOT NULL GROUP BY trend_id"
    counts = dict(reader.rows(question.sql(counted), question.parameters))
    found = {}
    for number, title in reader.rows("SELECT id, title FROM trend ORDER BY id"):
        behind = Behind(RecordKind.SIGNAL, _("Signals recorded, trend “{title}”").format(title=title), _TREND, (("row_key", number),))
        said = _("signals in the trend “{title}”").format(title=title)
        found[str(number)] = Counted(title, said, int(counts.get(number, 0)), behind)
    return found


def of_indicators(reader: Reader, timing: Timing, question: Question) -> Mapping[str, Counted]:
    """What each figure of this timing counts; durations count nothing."""
    found = {}
    for indicator in INDICATORS:
        reckoned = figure(reader, question, indicator) if indicator.timing is timing and not indicator.days else None
        if isinstance(reckoned, Share):
            label = _(indicator.label)
            found[indicator.id] = Counted(label, label, reckoned.numerator, behind_indicator(indicator))
    return found
