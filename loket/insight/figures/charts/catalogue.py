"""All charts there are: those of institutions and requests, and one for every breakdown and series."""

from __future__ import annotations

from collections.abc import Iterable

from loket.insight.figures.breakdowns import BREAKDOWNS, Breakdown, breakdown_rows, themes
from loket.insight.figures.charts.chart import Cell, Chart, ChartKind, Drawing, Line, Shape, days_of, key_condition
from loket.insight.figures.charts.institution_charts import INSTITUTION_CHARTS
from loket.insight.figures.charts.request_charts import REQUEST_CHARTS
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_SIGNALS
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.insight.figures.series import conversations_per_month, signals_per_month
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.store.reader import Reader

_COUNTS = {
    RecordKind.REQUEST: N_("requests received in the period; one with two themes or obstacles counts in both rows"),
    RecordKind.SIGNAL: N_("signals recorded in the period"),
    RecordKind.INSTITUTION: N_("active institutions that filled in the round's WensenScan by the last day, of its population"),
}


def _of_breakdown(breakdown: Breakdown) -> ChartKind:
    def draw(reader: Reader, question: Question) -> Drawing:
        lines = []
        for row in breakdown_rows(reader, question, breakdown) or ():
            of_key, values = key_condition("key_value", row.stored)
            sql = f"SELECT id FROM ({breakdown.records_sql()}) records WHERE {of_key}"
            words = f"{_(breakdown.label)}, {row.label}"
            cells = [Cell(row.count, RecordSet(breakdown.record, words, f"{sql} AND counted = 1", values), row.denominator)]
            if row.denominator is not None:
                invited = RecordSet(breakdown.record, f"{words}: {_('invited')}", f"{sql} AND based = 1", values)
                cells.append(Cell(row.denominator, invited))
            lines.append(Line(row.key, row.label, tuple(cells)))
        return Drawing(tuple(lines))

    return ChartKind(
        breakdown.id,
        breakdown.label,
        Shape.SHARES if breakdown.share else Shape.BARS,
        breakdown.by.label,
        (N_("filled in"), N_("invited")) if breakdown.share else (N_("number"),),
        draw,
        _COUNTS[breakdown.record],
        breakdown.narrowed_by,
    )


def _signals(reader: Reader, question: Question) -> Drawing:
    listed = [*themes(reader, question), (None, None, _("without theme"))]
    sql = "SELECT id FROM {signals} s WHERE recorded_on >= :first_day AND recorded_on <= :last_day"
    lines = []
    for month, found in zip(question.period.months(), signals_per_month(reader, question), strict=True):
        days = days_of(month)
        cells = [Cell(found.recorded, RecordSet(RecordKind.SIGNAL, f"{month.name}: {_('recorded')}", sql, days))]
        for (stored, _key, label), (_same_key, count) in zip(listed, found.themes, strict=True):
            of_theme, values = key_condition("theme_id", stored)
            cells.append(Cell(count, RecordSet(RecordKind.SIGNAL, f"{month.name}: {label}", f"{sql} AND {of_theme}", days + values)))
        lines.append(Line(month.name, month.name, tuple(cells)))
    return Drawing(tuple(lines), (_("in all"), *(label for _stored, _key, label in listed)))


def _conversations(reader: Reader, question: Question) -> Drawing:
    sql = "SELECT id FROM {conversations} c WHERE state = 'held' AND held_at >= :first_day AND held_at <= :last_day"
    lines = []
    for month, found in zip(question.period.months(), conversations_per_month(reader, question), strict=True):
        behind = RecordSet(RecordKind.CONVERSATION, f"{month.name}: {_('held')}", sql, days_of(month))
        lines.append(Line(month.name, month.name, (Cell(found.held, behind),)))
    return Drawing(tuple(lines))


CHARTS = {
    kind.id: kind
    for kind in (
        *INSTITUTION_CHARTS,
        *REQUEST_CHARTS,
        *map(_of_breakdown, BREAKDOWNS),
        ChartKind(
            "signals_per_month",
            N_("Signals per month"),
            Shape.MONTHS,
            N_("Month"),
            (),
            _signals,
            N_("signals recorded in each month, in all and by theme"),
            OF_SIGNALS,
        ),
        ChartKind(
            "conversations_per_month",
            N_("Conversations per month"),
            Shape.MONTHS,
            N_("Month"),
            (N_("held"),),
            _conversations,
            N_("conversations held in each month; one with several institutions counts once"),
            OF_CONVERSATIONS,
        ),
    )
}
"""By name, in the order in which they are shown."""


def charts(reader: Reader, question: Question, names: Iterable[str]) -> list[Chart]:
    """Some charts of a question, in the order asked."""
    return [CHARTS[name].compute(reader, question) for name in names]
