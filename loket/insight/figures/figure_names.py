"""Finds a figure by what people call it, and one number of the dashboard by its name: `requests_overdue:unknown`, `requests_by_theme:4`."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, utils

from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Chart, Line
from loket.insight.figures.indicators import INDICATORS, Indicator
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.language import N_, _
from loket.models.errors import FieldError, Refused
from loket.store.reader import Reader

_PARTS = {"counted": Part.COUNTED, "of": Part.BASED, "unknown": Part.UNKNOWN, "contradictory": Part.CONTRADICTS}
NO_KEY = "-"
"""What stands for the line of what is not filled in."""


def named_record_set(reader: Reader, question: Question, name: str) -> RecordSet:
    """The records behind the number that is meant. Raises Refused with what there is."""
    first, *rest = name.split(":")
    if first in CHARTS:
        return _of_chart(CHARTS[first].compute(reader, question), rest)
    indicator = find_indicator(first)
    part = _PARTS.get(rest[0] if rest else "counted")
    if part is None or len(rest) > 1:
        raise _refused(N_("Of a figure these numbers can be asked: {names}."), _PARTS)
    if not indicator.applies(question):
        raise Refused(_("“{figure}” cannot be narrowed to {filters}.").format(figure=_(indicator.label), filters=question.filters.shown()))
    return indicator_records(indicator, part)


def _of_chart(chart: Chart, rest: list[str]) -> RecordSet:
    if chart.lines is None:
        raise Refused(_("“{figure}” cannot be narrowed to these filters.").format(figure=chart.title))
    lines: dict[str, Line] = {line.key or NO_KEY: line for line in chart.lines}
    line = lines.get(rest[0]) if rest else None
    if line is None:
        raise _refused(N_("Name a line of the chart after a colon: {names}."), lines)
    columns = dict(zip((column.casefold() for column in chart.columns), line.cells, strict=False))
    cell = columns.get(rest[1].casefold()) if len(rest) > 1 else line.cells[0]
    if cell is None or len(rest) > 2:
        raise _refused(N_("Name a column of the chart after the line: {names}."), columns)
    return cell.behind


def _refused(message: str, names: Iterable[str]) -> Refused:
    return Refused(errors=[FieldError("number", _(message).format(names=", ".join(names)))])


def find_indicator(text: str) -> Indicator:
    """The figure that people call so: by its id, or its short or whole name; a beginning that only one has will do.

    English is in the code, so whoever speaks Dutch may use both languages. Raises Refused, with the nearest ones, when no figure is
    called that or several are.
    """

    def plain(name: str) -> str:
        return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())

    wanted = plain(text)
    called = {one.id: [plain(name) for name in (one.id, one.short, one.label, _(one.short), _(one.label))] for one in INDICATORS}
    found = [one for one in INDICATORS if wanted == called[one.id][0]]
    found = found or [one for one in INDICATORS if wanted in called[one.id]]
    found = found or [one for one in INDICATORS if wanted and any(name.startswith(wanted) for name in called[one.id])]
    if len(found) == 1:
        return found[0]
    message = _("Several figures are called “{text}”: {names}.") if found else _("No figure is called “{text}”. Nearest: {names}.")
    nearest = sorted(
        INDICATORS, key=lambda one: -max(fuzz.WRatio(wanted, name, processor=utils.default_process) for name in called[one.id])
    )
    names = ", ".join(f"{one.id} ({_(one.label)})" for one in found or nearest[:3])
    raise Refused(errors=[FieldError("indicator", message.format(text=text, names=names))])
