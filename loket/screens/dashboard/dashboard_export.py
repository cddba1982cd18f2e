"""`x`: the figures and charts of a sheet as a file: XLSX or JSON with a sheet for each, or one CSV with a line a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loket.exchange import output_files
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.dashboard import Figures, all_figures, some_charts
from loket.insight.figures.figure import Duration
from loket.insight.figures.indicators import BY_ID
from loket.language import _
from loket.screens.export_file import ask_file
from loket.widgets.chart_drawing import chart_title

if TYPE_CHECKING:
    from loket.exchange.output_files import OutCell
    from loket.screens.dashboard.dashboard_question import DashboardState
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store

Rows = Iterator[list["OutCell"]]


def ask_export(screen: LoketScreen, looking: DashboardState, names: Sequence[str], *, with_figures: bool) -> None:
    """Ask for a file and write some charts to it, the figures before them."""
    period = looking.period(screen.app.today)
    name = f"loket-dashboard-{period.start.isoformat()}-{period.end.isoformat()}.xlsx"
    question = _("To which file? .xlsx or .json: a sheet a chart; .csv: a line a number")

    def write(store: Store, path: Path) -> int:
        filters = looking.question.filters
        figures = looking.at(all_figures)(store, period, filters) if with_figures else None
        charts = looking.at(some_charts)(store, period, filters, names)
        headers = [_("what"), _("line"), _("column"), _("number"), _("out of"), _("unknown")]
        in_one = output_files.Sheet(_("figures"), headers, _one_table(figures, charts))
        return output_files.write_tables(path, _sheets(figures, charts), in_one)

    ask_file(screen, _("Export these figures"), name, write, logged_as="dashboard", question=question)


def _figure_rows(figures: Figures) -> Rows:
    for name, found in figures.figures.items():
        start: list[OutCell] = [_(BY_ID[name].label), name]
        if found is None:
            yield [*start, *[None] * 7]
        elif isinstance(found, Duration):
            yield [*start, *[None] * 4, _days(found.median_tenths), _days(found.p90_tenths), found.n]
        else:
            yield [*start, found.numerator, found.denominator, found.unknown, found.contradictory, None, None, None]


def _days(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _sheets(figures: Figures | None, charts: Sequence[Chart]) -> list[output_files.Sheet]:
    headers = [_("figure"), "id", _("counted"), _("out of"), _("unknown"), _("contradictory"), _("median days"), _("p90 days"), "n"]
    sheets = [output_files.Sheet(_("figures"), headers, _figure_rows(figures))] if figures else []
    for number, chart in enumerate(charts, 1):
        # A sheet's name has at most 31 letters and must be the only one of it.
        sheets.append(output_files.Sheet(f"{number} {_sheet_name(chart)}"[:31].strip(), *_chart_table(chart)))
    return sheets


def _sheet_name(chart: Chart) -> str:
    """By what first: many charts begin with the same words."""
    title, _dot, by_what = chart_title(chart).partition(" · ")
    name = f"{by_what} · {title}" if by_what else title
    return "".join(letter for letter in name if letter not in "[]:*?/\\'")


def _chart_table(chart: Chart) -> tuple[list[str], Rows]:
    """All columns of a chart; one that is a part of something has a column for that too."""
    shares = [any(line.cells[place].of is not None for line in chart.lines or ()) for place in range(len(chart.columns))]
    headers = [chart.heading]
    for column, is_share in zip(chart.columns, shares, strict=True):
        headers += [column, _("{column}: out of").format(column=column)] if is_share else [column]

    def rows() -> Rows:
        for line in chart.lines or ():
            row: list[OutCell] = [line.label]
            for cell, is_share in zip(line.cells, shares, strict=True):
                row += [cell.count, cell.of] if is_share else [cell.count]
            yield row

    return headers, rows()


def _one_table(figures: Figures | None, charts: Sequence[Chart]) -> Rows:
    """A line a number: what it is of, its line and column, the number and what it is a part of."""
    for name, found in figures.figures.items() if figures else ():
        label = _(BY_ID[name].label)
        if isinstance(found, Duration):
            yield [label, None, _("median days"), _days(found.median_tenths), found.n, None]
            yield [label, None, _("p90 days"), _days(found.p90_tenths), found.n, None]
        elif found is not None:
            yield [label, None, None, found.numerator, found.denominator, found.unknown]
            if found.contradictory is not None:
                yield [label, None, _("contradictory"), found.contradictory, None, None]
    for chart in charts:
        for line in chart.lines or ():
            for column, cell in zip(chart.columns, line.cells, strict=True):
                yield [chart_title(chart), line.label, column, cell.count, cell.of, None]
