"""Place 7, second sheet: the same question as tables, the funnel and the breakdowns among them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.insight.figures.overview import Overview, Table, breakdown_rows, overview
from loket.language import N_
from loket.screens.base import LoketScreen
from loket.screens.dashboard.ask import Asked, AskSheet, this_year
from loket.screens.dashboard.blocks import breakdown, cross, funnel, months
from loket.screens.dashboard.screen import PERIOD_KEY, DashboardScreen, where
from loket.widgets.loading import load

SHOWN = (
    "requests_by_status",
    "requests_by_obstacle",
    "requests_by_umbrella",
    "requests_by_source",
    "requests_by_audience",
    "requests_by_outcome_info",
    "requests_by_advisor",
    "signals_by_theme",
    "signals_by_obstacle",
    "responses_by_kind",
    "responses_by_umbrella",
    "responses_by_province",
)
_WIDEST = 110


class DashboardTables(LoketScreen):
    """Tables that scroll; the period and filters are those of the first sheet."""

    PLACE = 7
    CSS_PATH = "dashboard.tcss"
    FOOTER = ("period", "scroll_down", "scroll_up")
    BINDINGS: ClassVar[list[BindingType]] = [
        PERIOD_KEY,
        Binding("down", "scroll(1)", N_("down"), id="scroll_down"),
        Binding("up", "scroll(-1)", N_("up"), id="scroll_up"),
        Binding("pagedown,space", "scroll(15)", N_("page down"), show=False, id="page_down"),
        Binding("pageup", "scroll(-15)", N_("page up"), show=False, id="page_up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._overview: Overview | None = None
        self._tables: list[Table] = []

    def compose_body(self) -> ComposeResult:
        """One part a table."""
        with VerticalScroll(id="tables", can_focus=False):
            for name in ("funnel", "cross", "months", *SHOWN):
                yield Static(Content(""), id=name, classes="table", markup=False)

    def on_mount(self) -> None:
        """Ask for the figures."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Reckon what the first sheet asks for."""
        asked = self.asked
        load(self, "overview", self._show, overview, asked.period, asked.filters)
        load(self, "tables", self._show_tables, breakdown_rows, asked.period, asked.filters, SHOWN)

    @property
    def asked(self) -> Asked:
        """What the first sheet asks for, once it was opened."""
        first = self._first()
        return first.asked if first else self._asked or this_year(self.desk.today)

    def _first(self) -> DashboardScreen | None:
        name = f"place-{self.PLACE}-0"
        screen = self.app.get_screen(name) if self.app.is_screen_installed(name) else None
        return screen if isinstance(screen, DashboardScreen) else None

    def _show(self, found: Overview) -> None:
        self._overview = found
        self.show_bearing(where(found))
        self._lay_out()

    def _show_tables(self, tables: list[Table]) -> None:
        self._tables = tables
        self._lay_out()

    def on_resize(self) -> None:
        """Lay out to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = min(_WIDEST, self.size.width - 1)
        if self._overview is not None:
            self.query_one("#funnel", Static).update(funnel(self._overview.funnel, width))
            self.query_one("#cross", Static).update(cross(self._overview.cross, width))
            self.query_one("#months", Static).update(months(self._overview, width))
        for table in self._tables:
            self.query_one(f"#{table.breakdown.id}", Static).update(breakdown(table, width))

    def action_scroll(self, by: int) -> None:
        """Up or down."""
        self.query_one("#tables", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_ask(self) -> None:
        """Ask a period and filters."""
        self.desk.push_screen(AskSheet(self.asked, self._overview, self.desk.today), self._ask)

    def _ask(self, asked: Asked | None) -> None:
        if asked is None:
            return
        self._asked = asked
        if first := self._first():
            first.remember(asked)
        self.refresh_data()
