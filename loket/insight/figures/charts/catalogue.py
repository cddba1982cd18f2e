"""All charts there are: those of institutions and requests, and one for every breakdown and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from loket.insight.figures.breakdowns import BREAKDOWNS, Breakdown, rows, themes
from loket.insight.figures.charts.chart import Cell, Chart, ChartKind, Drawing, Line, Shape, is_key
from loket.insight.figures.charts.institution_charts import INSTITUTION_CHARTS
from loket.insight.figures.charts.request_charts import ADVISOR_CHARTS, REQUEST_CHARTS
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


def _breakdown(breakdown: Breakdown) -> ChartKind:
    return ChartKind(
        breakdown.id,
        breakdown.label,
        Shape.SHARES if breakdown.share else Shape.BARS,
        breakdown.by.label,
        (N_("filled in"), N_("invited")) if breakdown.share else (N_("number"),),
        _breakdown_lines(breakdown),
        _COUNTS[breakdown.record],
        breakdown.narrowed_by,
    )


def _breakdown_lines(breakdown: Breakdown) -> Callable[[Reader, Question], Drawing]:
    def computed(reader: Reader, question: Question) -> Drawing:
        found = []
        for row in rows(reader, question, breakdown) or ():
            of_key, values = is_key("key_value", row.stored)
            sql = f"SELECT id FROM ({breakdown.records_sql()}) records WHERE {of_key}"
            words = f"{_(breakdown.label)}, {row.label}"
            cells = [Cell(row.count, RecordSet(breakdown.record, words, f"{sql} AND counted = 1", values), row.denominator)]
            if row.denominator is not None:
                cells.append(Cell(row.denominator, RecordSet(breakdown.record, f"{words}: {_('invited')}", f"{sql} AND based = 1", values)))
            found.append(Line(row.key, row.label, tuple(cells)))
        return Drawing(tuple(found))

    return computed


def _signals(reader: Reader, question: Question) -> Drawing:
    known = themes(reader, question)
    listed = [*(stored for stored, _key, _label in known), None]
    labels = (_("in all"), *(label for _stored, _key, label in known), _("without theme"))
    lines = []
    for month, found in zip(question.period.months(), signals_per_month(reader, question), strict=True):
        days = (("first_day", month.first), ("last_day", month.last))
        sql = "SELECT id FROM {signals} s WHERE recorded_on >= :first_day AND recorded_on <= :last_day"
        cells = [Cell(found.recorded, RecordSet(RecordKind.SIGNAL, f"{month.name}: {_('recorded')}", sql, days))]
        for stored, label, (_key, count) in zip(listed, labels[1:], found.themes, strict=True):
            of_theme, values = is_key("theme_id", stored)
            cells.append(Cell(count, RecordSet(RecordKind.SIGNAL, f"{month.name}: {label}", f"{sql} AND {of_theme}", days + values)))
        lines.append(Line(month.name, month.name, tuple(cells)))
    return Drawing(tuple(lines), labels)


def _conversations(reader: Reader, question: Question) -> Drawing:
    sql = "SELECT id FROM {conversations} c WHERE state = 'held' AND held_at >= :first_day AND held_at <= :last_day"
    lines = []
    for month, found in zip(question.period.months(), conversations_per_month(reader, question), strict=True):
        days = (("first_day", month.first), ("last_day", month.last))
        behind = RecordSet(RecordKind.CONVERSATION, f"{month.name}: {_('held')}", sql, days)
        lines.append(Line(month.name, month.name, (Cell(found.held, behind),)))
    return Drawing(tuple(lines))


BREAKDOWN_CHARTS = (
    *map(_breakdown, BREAKDOWNS),
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


CHARTS = {kind.id: kind for kind in (*INSTITUTION_CHARTS, *REQUEST_CHARTS, *ADVISOR_CHARTS, *BREAKDOWN_CHARTS)}


def charts(reader: Reader, question: Question, names: Iterable[str]) -> list[Chart]:
    """Some charts of a question, in the order asked."""
    return [CHARTS[name].compute(reader, question) for name in names]
