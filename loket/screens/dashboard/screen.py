"""Place 7, Dashboard: every figure with what it is a part of and what is unknown; the funnel, themes and months."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.insight.figures.comparison import earlier_figures
from loket.insight.figures.indicators import BY_ID, Indicator, Timing
from loket.insight.figures.overview import Overview, overview
from loket.insight.figures.reckoning import Duration, days_text
from loket.language import N_, _
from loket.language.formats import number, short_date
from loket.screens.base import LoketScreen
from loket.screens.dashboard.ask import Asked, AskSheet, this_year
from loket.screens.dashboard.blocks import FUNNEL_WIDTH, cross, funnel, months
from loket.screens.dashboard.figures import FigureGrid
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key
from loket.widgets.loading import load
from loket.widgets.pane import Fact, Facts, Rule
from loket.widgets.sheet import Sheet
from loket.widgets.text import shorten

PERIOD_KEY = Binding("p", "ask", N_("period"), id="period", tooltip=N_("Chooses the period and what the figures are narrowed to."))


class DashboardScreen(LoketScreen):
    """The figures of a period. Its second sheet, `DashboardTables`, shows the same question as tables."""

    PLACE = 7
    CSS_PATH = "dashboard.tcss"
    FOOTER = ("open", "period", "filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        PERIOD_KEY,
        Binding("pagedown", "scroll(10)", N_("page down"), show=False, id="page_down"),
        Binding("pageup", "scroll(-10)", N_("page up"), show=False, id="page_up"),
        key("filter", word=N_("find figure"), tooltip=N_("Goes to a figure by a few letters of its name.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._overview: Overview | None = None

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        return self._asked or this_year(self.desk.today)

    @property
    def overview(self) -> Overview | None:
        """What is shown, once it is there."""
        return self._overview

    def compose_body(self) -> ComposeResult:
        """The figures, the definition of the one under the cursor, and the blocks below."""
        yield FilterBar()
        with VerticalScroll(id="sheet", can_focus=False):
            yield FigureGrid()
            with Horizontal(id="blocks"):
                yield Static(Content(""), id="funnel", markup=False)
                yield Static(Content(""), id="cross", markup=False)
            yield Static(Content(""), id="months", markup=False)
        yield Rule()
        yield Static(Content(""), id="definition", markup=False)

    def on_mount(self) -> None:
        """Ask for the figures."""
        self.query_one(FigureGrid).focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Reckon anew."""
        asked = self.asked
        self.show_bearing(f"{asked.period.shown()} · {asked.filters.shown()} · …")
        load(self, "overview", self._show, overview, asked.period, asked.filters)
        self.workers.cancel_group(self, "earlier")

    def ask(self, asked: Asked | None) -> None:
        """Show another period or other filters; None leaves it as it is."""
        if asked is not None:
            self.remember(asked)
            self.refresh_data()

    def remember(self, asked: Asked) -> None:
        """Ask this from the next time on: the other sheet chose it."""
        self._asked = asked

    def _show(self, found: Overview) -> None:
        self._overview = found
        self.show_bearing(where(found, compared=True))
        self.query_one(FigureGrid).show(found)
        self._define(BY_ID[self.query_one(FigureGrid).cursor])
        self._lay_out()
        grid = self.query_one(FigureGrid)
        load(self, "earlier", grid.compare, earlier_figures, found.period, found.filters)

    def on_resize(self) -> None:
        """Lay the blocks out to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        found = self._overview
        if found is None:
            return
        width = self.size.width - 1
        self.query_one("#funnel", Static).update(funnel(found.funnel, FUNNEL_WIDTH))
        self.query_one("#cross", Static).update(cross(found.cross, width - FUNNEL_WIDTH - 2))
        self.query_one("#months", Static).update(months(found, width))

    # The figure under the cursor

    def on_figure_grid_highlighted(self, event: FigureGrid.Highlighted) -> None:
        """Say what the figure counts."""
        self._define(event.indicator)

    def on_figure_grid_opened(self, event: FigureGrid.Opened) -> None:
        """Say everything about the figure."""
        if self._overview is not None:
            self.desk.push_screen(Definition(event.indicator, self._overview))

    def _define(self, indicator: Indicator) -> None:
        if self._overview is not None:
            first, second = (text for _label, text in definition(indicator, self._overview)[:2])
            width = self.size.width - 2
            lines = (Content.styled(f" {shorten(first, width)}", "bold"), Content(f" {shorten(second, width)}"))
            self.query_one("#definition", Static).update(Content("\n").join(lines))

    # Keys

    def action_ask(self) -> None:
        """Ask a period and filters."""
        self.desk.push_screen(AskSheet(self.asked, self._overview, self.desk.today), self.ask)

    def action_scroll(self, by: int) -> None:
        """Up or down, to what stands below the figures."""
        self.query_one("#sheet", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_filter(self) -> None:
        """Find a figure."""
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        """Go to the figure that is meant."""
        if event.text and not self.query_one(FigureGrid).find(event.text):
            self.desk.say(_("No figure is called {text}.").format(text=event.text))

    def on_filter_bar_left(self) -> None:
        """Back to the figures."""
        self.query_one(FigureGrid).focus()


class Definition(Sheet[None]):
    """Everything about one figure: what it counts, out of what, what is unknown, who asked for it."""

    def __init__(self, indicator: Indicator, found: Overview) -> None:
        super().__init__(_(indicator.label))
        self._lines = [Fact(text, label) for label, text in definition(indicator, found)]

    def compose_sheet(self) -> ComposeResult:
        """The lines."""
        yield Facts(self._lines)
        yield self.hint(N_("esc back"))


def where(found: Overview, *, compared: bool = False) -> str:
    """What the figures are about, for the header."""
    parts = [found.period.shown(), found.filters.shown(), found.round or _("no round")]
    if compared:
        day = short_date(found.period.a_month_before().end, found.today, weekday=False)
        year = found.period.end.year - 1
        parts.append(_("against {day} (state), {year} (flow)").format(day=day, year=year))
    return " · ".join(parts)


def definition(indicator: Indicator, found: Overview) -> list[tuple[str, str]]:
    """What a figure is, each line with its label; the first two say the most."""
    when = _("state on the last day") if indicator.timing is Timing.STATE else _("flow in the period")
    lines = [
        (_("figure"), f"{_(indicator.label)}: {_in_words(indicator, found)}"),
        (_("counted"), _(indicator.numerator)),
    ]
    if indicator.denominator:
        lines.append((_("out of"), _(indicator.denominator)))
    if indicator.unknown_label:
        lines.append((_("unknown"), _(indicator.unknown_label)))
    return [*lines, (_("taken"), when), (_("source"), indicator.source)]


def _in_words(indicator: Indicator, found: Overview) -> str:
    figure = found.figures[indicator.id]
    if figure is None:
        return _("not applicable with these filters")
    if isinstance(figure, Duration):
        text = _("median {median} days, 90th percentile {p90} days, of {n}")
        median, p90 = days_text(figure.median_tenths), days_text(figure.p90_tenths)
        return text.format(median=median, p90=p90, n=number(figure.n))
    words = [number(figure.numerator)]
    if figure.denominator is not None:
        words = [_("{n} of {all}").format(n=number(figure.numerator), all=number(figure.denominator))]
    if indicator.unknown:
        words.append(_("{n} unknown").format(n=number(figure.unknown)))
    if figure.contradictory is not None:
        words.append(_("{n} contradictory").format(n=number(figure.contradictory)))
    return ", ".join(words)
