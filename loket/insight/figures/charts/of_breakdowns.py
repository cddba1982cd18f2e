"""Every breakdown and series as a chart."""

from __future__ import annotations

from collections.abc import Callable

from loket.insight.figures.behind import Behind
from loket.insight.figures.breakdowns import BREAKDOWNS, Breakdown, rows, themes
from loket.insight.figures.charts.chart import Cell, ChartKind, Line, Lines, Shape, is_key
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_SIGNALS
from loket.insight.figures.question import Question
from loket.insight.figures.series import conversations_per_month, signals_per_month
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.store.reading import Reader


def _breakdown(breakdown: Breakdown) -> ChartKind:
    return ChartKind(
        breakdown.id,
        breakdown.label,
        Shape.SHARES if breakdown.share else Shape.BARS,
        breakdown.by.label,
        (N_("filled in"), N_("invited")) if breakdown.share else (N_("number"),),
        _breakdown_lines(breakdown),
        breakdown.narrowed_by,
    )


def _breakdown_lines(breakdown: Breakdown) -> Callable[[Reader, Question], Lines]:
    def lines(reader: Reader, question: Question) -> Lines:
        found = []
        for row in rows(reader, question, breakdown) or ():
            of_key, values = is_key("key_value", row.stored)
            sql = f"SELECT id FROM ({breakdown.records_sql()}) records WHERE {of_key}"
            words = f"{_(breakdown.label)}, {row.label}"
            cells = [Cell(row.count, Behind(breakdown.record, words, f"{sql} AND counted = 1", values), row.denominator)]
            if row.denominator is not None:
                cells.append(Cell(row.denominator, Behind(breakdown.record, f"{words}: {_('invited')}", f"{sql} AND based = 1", values)))
            found.append(Line(row.key, row.label, tuple(cells)))
        return tuple(found)

    return lines


def _theme_columns(reader: Reader, question: Question) -> tuple[str, ...]:
    return (_("in all"), *(label for _stored, _key, label in themes(reader, question)), _("without theme"))


def _signals(reader: Reader, question: Question) -> Lines:
    listed = [*(stored for stored, _key, _label in themes(reader, question)), None]
    labels = _theme_columns(reader, question)
    lines = []
    for month, found in zip(question.period.months(), signals_per_month(reader, question), strict=True):
        days = (("first_day", month.first), ("last_day", month.last))
        sql = "SELECT id FROM {signals} s WHERE recorded_on >= :first_day AND recorded_on <= :last_day"
        cells = [Cell(found.recorded, Behind(RecordKind.SIGNAL, f"{month.name}: {_('recorded')}", sql, days))]
        for stored, label, (_key, count) in zip(listed, labels[1:], found.themes, strict=True):
            of_theme, values = is_key("theme_id", stored)
            cells.append(Cell(count, Behind(RecordKind.SIGNAL, f"{month.name}: {label}", f"{sql} AND {of_theme}", days + values)))
        lines.append(Line(month.name, month.name, tuple(cells)))
    return tuple(lines)


def _conversations(reader: Reader, question: Question) -> Lines:
    sql = "SELECT id FROM {conversations} c WHERE state = 'held' AND held_at >= :first_day AND held_at <= :last_day"
    lines = []
    for month, found in zip(question.period.months(), conversations_per_month(reader, question), strict=True):
        days = (("first_day", month.first), ("last_day", month.last))
        behind = Behind(RecordKind.CONVERSATION, f"{month.name}: {_('held')}", sql, days)
        lines.append(Line(month.name, month.name, (Cell(found.held, behind),)))
    return tuple(lines)


BREAKDOWN_CHARTS = (
    *map(_breakdown, BREAKDOWNS),
    ChartKind("signals_per_month", N_("Signals per month"), Shape.MONTHS, N_("Month"), _theme_columns, _signals, OF_SIGNALS),
    ChartKind(
        "conversations_per_month", N_("Conversations per month"), Shape.MONTHS, N_("Month"), (N_("held"),), _conversations, OF_CONVERSATIONS
    ),
)
