"""Place 7, second and third sheet: the charts that a lead looks at, and every breakdown."""

from __future__ import annotations

from functools import partial

from loket.insight.figures.charts.catalogue import CHARTS
from loket.screens.dashboard.layout import in_columns
from loket.screens.dashboard.sheet import DashboardSheet
from loket.widgets.canvas import Drawing

SHOWN = (
    "funnel",
    "requests_by_theme_and_kind",
    "requests_per_month",
    "requests_ageing",
    "obstacles_by_institutions",
    "unmet_by_theme",
    "coverage_by_province",
    "coverage_by_umbrella",
    "coverage_by_kind",
    "load_by_advisor",
)


class _InColumns(DashboardSheet):
    """Charts beside and below each other."""

    def draw(self, width: int) -> Drawing:
        """As many beside each other as there is room for."""
        return in_columns([partial(self.chart, name) for name in self.SHOWN], width, tables=self.looking.question.as_table)


class DashboardCharts(_InColumns):
    """The charts that a lead looks at."""

    SHOWN = SHOWN


class DashboardBreakdowns(_InColumns):
    """All other charts: figures by one property, and what happens per month."""

    SHOWN = tuple(name for name in CHARTS if name not in SHOWN)
