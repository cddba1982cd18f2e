"""Place 7, first sheet: every figure with what it is a part of and what is unknown; the funnel, themes and months below."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from loket.insight.explanation.explanation import Span
from loket.insight.figures.comparison import History, earlier_figures, history, level
from loket.insight.figures.dashboard import Figures, all_figures
from loket.insight.figures.figure import Figure
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.insight.noteworthy.changes import Change, Noteworthy, noteworthy
from loket.insight.noteworthy.significance import rule
from loket.language import N_, _
from loket.screens.dashboard.dashboard_export import ask_export
from loket.screens.dashboard.dashboard_sheet import DashboardSheet, Painter, abreast, in_columns, narrowed, stacked
from loket.screens.dashboard.figures import SIDE_BY_SIDE_FROM, SPARKS_FROM, Definition, FigureKey, Progress, draw_figures, figure_lines
from loket.screens.dashboard.why import Why
from loket.widgets.canvas import Drawing
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line, shorten
from loket.widgets.workers import load, load_beside

BLOCK = "noteworthy"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A change under the cursor, by what it is a change of."""

    said: str


def draw_notes(found: Noteworthy | None, width: int, most: int) -> Drawing:
    """The first changes, those more than chance first: `▲ Koppelkosten EPD   9 → 14 instellingen`."""
    drawing = Drawing()
    many = f" {len(found.changes)}" if found else ""
    title = _("WORTH A MENTION") + many
    drawing.write(1, 0, title, "head")
    drawing.write(len(title) + 3, 0, shorten(rule(), max(0, width - len(title) - 3)), "muted")
    if found is None:
        drawing.write(1, 1, "…", "muted")
    elif not found.changes:
        drawing.write(1, 1, shorten(_("nothing changed that much"), width - 1), "muted")
    for change in found.changes[:most] if found else ():
        counts = one_line(change.brief())
        sign = "▲" if change.counts.rises else "▼"
        what = fit(one_line(change.label), width - cell_len(counts) - 5)
        drawing.spot(0, drawing.height, f"{sign} {what} {counts}", NoteKey(change.said), BLOCK)
    return drawing


def change_at(found: Noteworthy | None, key: NoteKey) -> Change | None:
    """The change that a spot shows."""
    return next((change for change in found.changes if change.said == key.said), None) if found else None


_FUNNEL, _NOTES, _MOST_NOTES = 44, 50, 4
_BELOW = ("requests_ageing", "unmet_by_theme", "obstacles_by_institutions")


class DashboardScreen(DashboardSheet):
    """The figures of a period, with the charts that belong beside them."""

    SHOWN = ("funnel", "requests_by_theme_and_kind", "requests_per_month", *_BELOW)
    BINDINGS: ClassVar[list[BindingType]] = [
        key("why"),
        Binding("o", "parts", N_("out of, unknown"), id="parts", tooltip=N_("Lists what a figure is a part of, or what is unknown.")),
        Binding("i", "definition", N_("definition"), id="definition", tooltip=N_("Shows what this figure counts, and who asked for it.")),
        Binding("l", "noteworthy", N_("worth a mention"), show=False, id="noteworthy", tooltip=N_("Lists everything that rose or fell.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self.noteworthy: Noteworthy | None = None
        self._computes_history = self._all_computed = False

    # Computing

    def forget(self) -> None:
        """Something else is asked."""
        super().forget()
        self.progress = Progress()
        self.noteworthy = None

    def compute(self) -> None:
        """The figures first, then the charts, then what the figures are compared with, what is worth a mention, and how they went."""
        looking = self.looking
        for group in ("earlier", "noteworthy", "history", "charts"):
            self.workers.cancel_group(self, group)
        self._computes_history = self._all_computed = False
        load(self, "figures", self._show, looking.at(all_figures), looking.period(self.app.today), looking.question.filters)

    def _show(self, found: Figures) -> None:
        if self.progress.found is not None and found != self.progress.found:
            self.progress.levels.clear()
        self.progress.found, self.progress.comparison = found, self.looking.question.comparison
        if not any(map(level, found.figures.values())) and not found.filters.narrowings:
            self.app.say(_("Nothing to count in this period. ctrl+o imports files; p chooses another period."))
        self.show_header(self.where())
        self.view.redraw()
        self.next_charts()

    def all_computed(self) -> None:
        """The charts are there: compare."""
        if found := self.progress.found:
            load_beside(
                self, "earlier", self._compare, self.looking.at(earlier_figures), found.period, found.filters, self.progress.comparison
            )

    def _compare(self, earlier: Mapping[str, Figure | None]) -> None:
        self.progress.earlier = earlier
        self.view.redraw()
        if found := self.progress.found:
            looking = self.looking
            load_beside(self, "noteworthy", self._mention, looking.at(noteworthy), found.period, found.filters, self.progress.comparison)

    def _mention(self, found: Noteworthy) -> None:
        self.noteworthy = found
        self._all_computed = True
        self.view.redraw()
        self._next_history()

    def _next_history(self) -> None:
        """How the figure under the cursor went, then the others where that is shown; one at a time, after all else."""
        found, at = self.progress.found, self._indicator()
        wanted = ([at] if at else []) + (list(INDICATORS) if self.size.width >= SPARKS_FROM else [])
        missing = [one for one in wanted if found and found.figures[one.id] is not None and one.id not in self.progress.levels]
        if self._computes_history or not self._all_computed or found is None or not missing:
            return
        self._computes_history = True
        then = partial(self._show_history, found, missing[0])
        load(self, "history", then, self.looking.at(history), found.period, found.filters, (missing[0].id,))

    def _show_history(self, of: Figures, indicator: Indicator, found: History) -> None:
        self._computes_history = False
        if of is self.progress.found:
            self.progress.levels[indicator.id] = found.levels(indicator.id)
            self.view.redraw()
            self._next_history()

    def on_resize(self) -> None:
        """A wider sheet shows more."""
        self._next_history()

    # Showing

    def draw(self, width: int) -> Drawing:
        """The figures, then the charts: beside each other where there is room."""
        as_table = self.looking.question.as_table
        drawing = draw_figures(self.progress, width, as_table=as_table)
        charts: list[Painter] = [partial(self.chart, name) for name in self.SHOWN]
        funnel, heat, months, *below = charts
        drawing.rule(drawing.height, width)
        if width < SIDE_BY_SIDE_FROM:
            drawing.put(stacked([self._notes, funnel, heat, months, *below], width), 0, drawing.height)
            return drawing
        if as_table:
            drawing.put(in_columns([self._notes, funnel, heat, months, *below], width, tables=True), 0, drawing.height)
            return drawing
        drawing.put(abreast([(funnel, _FUNNEL), (heat, width - _FUNNEL - 1)]), 0, drawing.height)
        drawing.rule(drawing.height, width)
        drawing.put(abreast([(months, width - _NOTES - 1), (self._notes, _NOTES)]), 0, drawing.height)
        drawing.rule(drawing.height, width)
        drawing.put(in_columns(below, width), 0, drawing.height)
        return drawing

    def _notes(self, width: int) -> Drawing:
        return draw_notes(self.noteworthy, width, _MOST_NOTES)

    def where(self) -> str:
        """Period, filters, round, and what the figures are compared with."""
        found, asked = self.progress.found, self.looking.question
        if found is None:
            return f"{super().where()} · …"
        parts = [self.looking.moment_shown(self.app.today), asked.view, found.period.shown(), narrowed(found.filters)]
        parts += [round_shown(found.round), asked.comparison.shown(found.period, found.today)]
        return " · ".join(part for part in parts if part)

    def define(self, at: Hashable) -> None:
        """Two lines about a figure, or about a number of a chart; some keys are for figures alone."""
        self.refresh_bindings()
        if isinstance(at, FigureKey):
            self.show_definition(*figure_lines(BY_ID[at.indicator], self.progress))
            self._next_history()
        elif isinstance(at, NoteKey):
            change = change_at(self.noteworthy, at)
            self.show_definition(change.sentence() if change else "", _("enter lists all that is worth a mention"))
        else:
            super().define(at)

    def find(self, wanted: str) -> Hashable:
        """A figure by its name, else a chart."""
        for indicator in INDICATORS:
            names = (_(indicator.short), _(indicator.label), indicator.id)
            if any(wanted in name.casefold() for name in names):
                return FigureKey(indicator.id)
        return super().find(wanted)

    # Keys

    def _indicator(self) -> Indicator | None:
        at = self.view.cursor
        return BY_ID[at.indicator] if isinstance(at, FigureKey) else None

    def _figure(self) -> tuple[Indicator, Figure] | None:
        """The figure under the cursor; what cannot be opened is said."""
        indicator = self._indicator()
        figure = self.progress.figure(indicator) if indicator else None
        if indicator is None or figure is None:
            if indicator is not None and self.progress.found is not None:
                self.app.say(figure_lines(indicator, self.progress)[1])
            return None
        return indicator, figure

    def open_at(self, at: Hashable) -> None:
        """List what a figure counted, or the records behind a number of a chart."""
        if isinstance(at, NoteKey):
            self.action_noteworthy()
        elif not isinstance(at, FigureKey):
            super().open_at(at)
        elif found := self._figure():
            self.opener.open_figure(*found)

    def action_parts(self) -> None:
        """List what a figure is a part of, or what is unknown."""
        if found := self._figure():
            self.opener.ask_part(*found)

    def action_definition(self) -> None:
        """Say everything about the figure."""
        if indicator := self._indicator():
            self.app.push_screen(Definition(indicator, self.progress))

    def action_why(self) -> None:
        """Explain how the figure changed between two moments."""
        indicator, looking = self._indicator(), self.looking
        if indicator is not None:
            period = looking.period(self.app.today)
            self.app.push_screen(Why(indicator.id, looking.question.filters, Span(period.start, period.end), None, looking.known))

    def action_noteworthy(self) -> None:
        """List everything that rose or fell."""
        found, store = self.progress.found, self.app.store
        if found is not None and store is not None:
            self.app.open_screen("noteworthy", found.period, found.filters, self.progress.comparison, self.looking.past(store))

    def action_export(self) -> None:
        """Write the figures and charts to a file."""
        ask_export(self, self.looking, self.SHOWN, with_figures=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys are for figures alone."""
        if action in ("why", "parts", "definition") and self.is_mounted:
            return self._indicator() is not None
        return super().check_action(action, parameters)


def round_shown(name: str | None) -> str:
    """`ronde 2024`: every round is one of the WensenScan."""
    return _("round {name}").format(name=name.removeprefix("WensenScan ")) if name else _("no round")
