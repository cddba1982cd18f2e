"""A number of the dashboard by its name: `requests_overdue:unknown`, `requests_by_theme:4`, `load_by_advisor:ilse:overdue`."""

from __future__ import annotations

from collections.abc import Iterable

from loket.insight.explaining.naming import indicator_of
from loket.insight.figures.behind import Behind, Part, behind_indicator
from loket.insight.figures.charts.all import CHARTS
from loket.insight.figures.charts.chart import Chart, Line
from loket.insight.figures.question import Question
from loket.language import N_, _
from loket.models.errors import FieldError, Refused
from loket.store.reading import Reader

_PARTS = {"counted": Part.COUNTED, "of": Part.BASED, "unknown": Part.UNKNOWN, "contradictory": Part.CONTRADICTS}
NO_KEY = "-"
"""What stands for the line of what is not filled in."""


def behind_named(reader: Reader, question: Question, name: str) -> Behind:
    """The records behind the number that is meant. Raises Refused with what there is."""
    first, *rest = name.split(":")
    if first in CHARTS:
        return _of_chart(CHARTS[first].reckon(reader, question), rest)
    indicator = indicator_of(first)
    part = _PARTS.get(rest[0] if rest else "counted")
    if part is None or len(rest) > 1:
        raise _refused(N_("Of a figure these numbers can be asked: {names}."), _PARTS)
    if not indicator.applies(question):
        raise Refused(_("“{figure}” cannot be narrowed to {filters}.").format(figure=_(indicator.label), filters=question.filters.shown()))
    return behind_indicator(indicator, part)


def _of_chart(chart: Chart, rest: list[str]) -> Behind:
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
