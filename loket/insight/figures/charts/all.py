"""All charts there are, by name."""

from __future__ import annotations

from collections.abc import Iterable

from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.charts.of_advisors import ADVISOR_CHARTS
from loket.insight.figures.charts.of_breakdowns import BREAKDOWN_CHARTS
from loket.insight.figures.charts.of_institutions import INSTITUTION_CHARTS
from loket.insight.figures.charts.of_requests import REQUEST_CHARTS
from loket.insight.figures.question import Question
from loket.store.reading import Reader

CHARTS = {kind.id: kind for kind in (*INSTITUTION_CHARTS, *REQUEST_CHARTS, *ADVISOR_CHARTS, *BREAKDOWN_CHARTS)}


def charts(reader: Reader, question: Question, names: Iterable[str]) -> list[Chart]:
    """Some charts of a question, in the order asked."""
    return [CHARTS[name].reckon(reader, question) for name in names]
