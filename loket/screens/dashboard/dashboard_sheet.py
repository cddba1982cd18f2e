"""What the sheets of the dashboard share: charts two at a time, laid out, opened to their records; and the two sheets of charts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.dashboard import last_change, some_charts
from loket.insight.figures.figure import Duration, Figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import Indicator
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.insight.lists.listing import Among
from loket.language import N_, _
from loket.language.formats import number
from loket.screens.dashboard.dashboard_export import ask_export
from loket.screens.dashboard.dashboard_question import DashboardQuestion, DashboardState
from loket.screens.dashboard.figures import cell_lines, why_not
from loket.screens.dashboard.question_sheets import QuestionSheets, remembered
from loket.screens.figure_records import show_records
from loket.screens.loket_screen import LoketScreen
from loket.widgets.canvas import CanvasView, Drawing
from loket.widgets.chart_drawing import CellKey, cell_at, chart_title, draw_chart, draw_waiting
from loket.widgets.choice import Choice, Option
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key
from loket.widgets.pane import Rule
from loket.widgets.text import one_line, shorten
from loket.widgets.workers import load, load_beside

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp


# A chart on a sheet of charts has at least this much room; a table more.
_CHART, _TABLE = 58, 78
_GAP = 2

Painter = Callable[[int], Drawing]


def stacked(parts: Sequence[Painter], width: int) -> Drawing:
    """One below the other."""
    drawing = Drawing()
    for part in parts:
        drawing.put(part(width), 0, drawing.height + 1 if drawing.height else 0)
    return drawing


def abreast(parts: Sequence[tuple[Painter, int]]) -> Drawing:
    """Beside each other, each with its width, a thin line between them."""
    drawing = Drawing()
    drawn, x = [(part(width), width) for part, width in parts], 0
    height = max(one.height for one, _width in drawn)
    for place, (one, width) in enumerate(drawn):
        if place:
            for y in range(height):
                drawing.write(x, y, "│", "muted")
            x += 1
        drawing.put(one, x, 0)
        x += width
    return drawing


def in_columns(parts: Sequence[Painter], width: int, *, tables: bool = False) -> Drawing:
    """In as many columns as there is room for, each part in the shortest; their order stays that of reading."""
    many = max(1, min(len(parts), width // (_TABLE if tables else _CHART)))
    each = (width - _GAP * (many - 1)) // many
    columns = [Drawing() for _column in range(many)]
    for part in parts:
        shortest = min(columns, key=lambda column: column.height)
        shortest.put(part(each), 0, shortest.height + 1 if shortest.height else 0)
    drawing = Drawing()
    for place, column in enumerate(columns):
        drawing.put(column, place * (each + _GAP), 0)
    return drawing


class Opener:
    """Opens the records behind the numbers that the dashboard shows."""

    def __init__(self, app: BaseApp, looking: DashboardState) -> None:
        self._app, self._looking = app, looking

    def open(self, behind: RecordSet, shown: int) -> None:
        """The records behind a number that was shown as `shown`."""
        store = self._app.store
        if not shown or store is None:
            self._app.say(_("Nothing was counted here."))
            return
        among = Among(behind, self._looking.period(self._app.today), self._looking.question.filters)
        show_records(self._app, among, shown, self._looking.past(store))

    def open_figure(self, indicator: Indicator, figure: Figure) -> None:
        """What a figure counted."""
        self.open(indicator_records(indicator), _parts(figure)[Part.COUNTED])

    def ask_part(self, indicator: Indicator, figure: Figure) -> None:
        """Which of its numbers: counted, out of, unknown, contradictory; the only one at once."""
        parts = _parts(figure)
        options = [Option(part, _(part.value), number(count)) for part, count in parts.items()]

        def chosen(part: Part | None) -> None:
            if part is not None:
                self.open(indicator_records(indicator, part), parts[part])

        if len(options) == 1:
            chosen(options[0].value)
        else:
            self._app.push_screen(Choice(_("Records of {figure}").format(figure=_(indicator.label)), options), chosen)


def _parts(figure: Figure) -> dict[Part, int]:
    """The numbers of a figure that there are."""
    if isinstance(figure, Duration):
        return {Part.COUNTED: figure.n}
    found = {Part.COUNTED: figure.numerator}
    if figure.denominator is not None:
        found[Part.BASED] = figure.denominator
    if figure.unknown:
        found[Part.UNKNOWN] = figure.unknown
    if figure.contradictory:
        found[Part.CONTRADICTS] = figure.contradictory
    return found


# So many charts are computed at a time: what is in sight comes first.
_AT_ONCE = 2


class DashboardSheet(LoketScreen):
    """A sheet of numbers. Subclasses name their `CHARTS` and draw them in `draw`; all sheets share what is asked."""

    PLACE = 7
    CSS_PATH = "dashboard.tcss"
    FOOTER = ("open", "why", "period", "compare", "as_of", "filter", "table", "export", "report")
    SHOWN: ClassVar[tuple[str, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period", N_("period"), id="period", tooltip=N_("Chooses the period and what the figures are narrowed to.")),
        Binding("v", "compare", N_("compare"), id="compare", tooltip=N_("Chooses what the figures are compared with.")),
        Binding("V", "views", N_("views"), id="views", tooltip=N_("Shows a view that you kept; keeps this one, or forgets one.")),
        Binding("c", "table", N_("table"), id="table", tooltip=N_("Turns charts into tables and back.")),
        key("as_of"),
        key("filter", word=N_("find figure"), tooltip=N_("Goes to a figure or chart by a few letters of its name.")),
        key("export", tooltip=N_("Writes the figures and charts of this sheet to a file.")),
        key("report"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.charts: dict[str, Chart] = {}
        self._stale: list[str] = []
        self._shown_for: object = None
        self._last_change: tuple[int, date] | None = None

    @property
    def looking(self) -> DashboardState:
        """What the sheets have in common."""
        return self.app.shared(DashboardState)

    @property
    def asking(self) -> QuestionSheets:
        """The questions that the keys ask."""
        return QuestionSheets(self, self.looking, self.refresh_data)

    @property
    def opener(self) -> Opener:
        """What enter opens."""
        return Opener(self.app, self.looking)

    @property
    def view(self) -> CanvasView:
        """The numbers."""
        return self.query_one(CanvasView)

    def compose_body(self) -> ComposeResult:
        """The numbers, and what the one under the cursor counts."""
        yield FilterBar()
        yield CanvasView(self.draw)
        yield Rule()
        yield Static(Content(""), id="definition", markup=False)

    def on_mount(self) -> None:
        """Ask for the numbers."""
        self.view.focus()
        self.refresh_data()

    # Computing

    def refresh_data(self) -> None:
        """Compute anew when something else is asked, or was written since; what is shown stays until then."""
        looking = self.looking
        if looking.asked is None:
            self.show_header("…")
            load(self, "asked", self._begin, remembered)
            return
        shown_for = (replace(looking.asked, as_table=False, view=""), looking.known)
        if shown_for != self._shown_for:
            self._shown_for, self._last_change = shown_for, None
            self.forget()
        self.show_header(self.where())
        self.view.redraw()
        load_beside(self, "change", self._compute_from, last_change)

    def _begin(self, asked: DashboardQuestion) -> None:
        if self.looking.asked is None:
            self.looking.asked = asked
        self.refresh_data()

    def _compute_from(self, change: int) -> None:
        of = (change, self.app.today)
        if of != self._last_change:
            self._last_change = of
            self._stale = list(self.SHOWN)
            self.compute()

    def forget(self) -> None:
        """Something else is asked: nothing that is shown holds any more."""
        self.charts = {}

    def compute(self) -> None:
        """Begin to compute."""
        self.next_charts()

    def next_charts(self) -> None:
        """Compute the next charts, and so on until all are there."""
        if not self._stale:
            self.all_computed()
        else:
            looking = self.looking
            period, names = looking.period(self.app.today), self._stale[:_AT_ONCE]
            load_beside(self, "charts", self._show_charts, looking.at(some_charts), period, looking.question.filters, names)

    def _show_charts(self, found: list[Chart]) -> None:
        for chart in found:
            self.charts[chart.id] = chart
            if chart.id in self._stale:
                self._stale.remove(chart.id)
        self.view.redraw()
        self.next_charts()

    def all_computed(self) -> None:
        """All charts are there."""

    # Showing

    def draw(self, width: int) -> Drawing:
        """All numbers in `width` columns."""
        raise NotImplementedError

    def chart(self, name: str, width: int) -> Drawing:
        """One chart, as far as it is known."""
        chart = self.charts.get(name)
        if chart is None:
            return draw_waiting(_(CHARTS[name].title))
        reason = why_not(CHARTS[name].narrowed_by, self.looking.question.filters)
        return draw_chart(chart, width, as_table=self.looking.question.as_table, why_not=reason)

    def where(self) -> str:
        """What the numbers are about, for the header."""
        looking, today = self.looking, self.app.today
        asked = looking.question
        parts = [looking.moment_shown(today), asked.view, looking.period(today).shown(), narrowed(asked.filters), asked.filters.round or ""]
        return " · ".join(part for part in parts if part)

    def on_canvas_view_moved(self, event: CanvasView.Moved) -> None:
        """Say what the number under the cursor counts."""
        self.define(event.key)

    def define(self, at: Hashable) -> None:
        """Two lines about a number."""
        found = self._cell(at)
        self.show_definition(*(cell_lines(*found) if found else ("", "")))

    def show_definition(self, first: str, second: str) -> None:
        """Show two lines below the numbers."""
        width = self.size.width - 2
        lines = (Content.styled(f" {shorten(one_line(first), width)}", "bold"), Content(f" {shorten(one_line(second), width)}"))
        self.query_one("#definition", Static).update(Content("\n").join(lines))

    def _cell(self, at: Hashable) -> tuple[Chart, Cell] | None:
        chart = self.charts.get(at.chart) if isinstance(at, CellKey) else None
        cell = cell_at(chart, at) if chart is not None and isinstance(at, CellKey) else None
        return (chart, cell) if chart is not None and cell is not None else None

    # Keys

    def on_canvas_view_opened(self, event: CanvasView.Opened) -> None:
        """List the records behind the number."""
        self.open_at(event.key)

    def open_at(self, at: Hashable) -> None:
        """List the records behind a number."""
        if found := self._cell(at):
            self.opener.open(found[1].behind, found[1].count)

    def action_period(self) -> None:
        """Ask a period and filters."""
        self.asking.ask_period()

    def action_compare(self) -> None:
        """Ask what to compare with."""
        self.asking.ask_comparison()

    def action_views(self) -> None:
        """Ask a kept view."""
        self.asking.ask_view()

    def action_as_of(self) -> None:
        """Ask the moment."""
        self.asking.ask_moment()

    def action_table(self) -> None:
        """Charts as tables, or back."""
        asked = self.looking.question
        self.asking.put(replace(asked, as_table=not asked.as_table))

    def action_export(self) -> None:
        """Write what is shown to a file."""
        ask_export(self, self.looking, self.SHOWN, with_figures=False)

    def action_report(self) -> None:
        """Make a report."""
        self.app.open_screen("report")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key of a screen that is not there."""
        return self.app.has_screen("report") if action == "report" else super().check_action(action, parameters)

    def next_pane(self) -> None:
        """f6: to the next block."""
        self.view.action_go_block(1)

    # Finding

    def action_filter(self) -> None:
        """Find a figure or a chart."""
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        """Go to what is meant."""
        if not event.text:
            return
        found = self.find(event.text.casefold())
        if found is None:
            self.app.say(_("No figure is called {text}.").format(text=event.text))
        else:
            self.view.go_to(found)

    def on_filter_bar_left(self) -> None:
        """Back to the numbers; what was looked for is found."""
        self.query_one(FilterBar).show_text("")
        self.view.focus()

    def find(self, wanted: str) -> Hashable:
        """The first number of a chart whose title, or else of a line whose label, has `wanted` in it."""
        spots = [key for key in self.view.drawing.spots if isinstance(key, CellKey)]
        titled = (key for key in spots if wanted in chart_title(self.charts[key.chart]).casefold() or wanted == key.chart)
        labelled = (key for key in spots if wanted in one_line(key.label).casefold())
        return next(titled, None) or next(labelled, None)


def narrowed(filters: Filters) -> str:
    """What the numbers are narrowed to; nothing when they are of everything."""
    return filters.shown() if filters.narrowings else ""


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
