"""Fit-gap analyses: the grid of an outcome set, and one analysis in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.casework import fitgap
from loket.casework import states as state_verbs
from loket.insight.fitgap import LARGE, Analysis, CellResult, Grid, GridCell, cell_results, fitgap_grid
from loket.insight.lists.fitgap import FITGAPS, FitGapRow
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.states import STATES
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.screens.forms.ask_sheets import ask
from loket.screens.loket_screen import LoketScreen
from loket.screens.programme.fitgap_actions import ask_grid_export, ask_new, ask_report
from loket.screens.programme.fitgap_grid import FitGapGrid, Run
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day, hidden, joined
from loket.screens.state_refusal import state_refusal
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import keys_of
from loket.widgets.pane import Fact, Heading, PaneLine, Rule
from loket.widgets.text import one_line, paragraphs
from loket.widgets.workers import act, load, reading

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


_LEGEND = N_(
    "Gap: 0 none, 4 the largest · ? unknown · · not filled in · L, nat.: asks for national action · avg: average of the n known ones · "
    "≥3: how many large ones"
)


class FitGaps(LoketScreen):
    """The fit-gap analyses of one outcome set, side by side."""

    PLACE = 9
    FOOTER = ("open", "edit", "next_set", "new", "state", "report", "analysis", "export", "log", "follow_up")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("edit", "new", "state", "report", "export"),
        Binding("v", "next_set", N_("next set"), id="next_set", tooltip=N_("Shows the next outcome set.")),
        Binding("w", "analysis", N_("the analysis"), id="analysis", tooltip=N_("Opens the analysis of this column.")),
    ]
    DEFAULT_CSS = """
    FitGaps #cell { height: 1fr; padding: 0 1; }
    FitGaps #cell Static { height: auto; }
    FitGaps .legend { height: auto; color: $muted; padding: 0 1; }
    """

    def __init__(self, outcome_set: int | None = None, analysis: int | None = None, dimension: FitGapDimension | None = None) -> None:
        super().__init__()
        self.outcome_set = outcome_set
        self._at = analysis
        self._dimension = dimension

    @property
    def cells(self) -> FitGapGrid:
        """The grid."""
        return self.query_one(FitGapGrid)

    def compose_body(self) -> ComposeResult:
        """The grid, and the cell in full."""
        yield FitGapGrid()
        yield Rule()
        with VerticalScroll(id="cell", can_focus=False):
            yield Static(Content(""), id="said", markup=False)
        yield Static(Content(_(_LEGEND)), classes="legend", markup=False)

    def on_mount(self) -> None:
        """Read the analyses."""
        super().on_mount()
        self.cells.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the analyses anew."""
        load(self, "grid", self._show, reading(fitgap_grid), self.outcome_set)

    def _show(self, grid: Grid | None) -> None:
        self.cells.show(grid)
        if grid is None:
            return
        self.outcome_set = grid.outcome_set
        if self._at is not None:
            self.cells.go_to(self._at, self._dimension)
            self._at = None
        reported = _("{count}/{all} reported").format(count=grid.reported, all=len(grid.analyses))
        numbers = [number for number, _name in grid.sets]
        self.show_header(f"{grid.name} {numbers.index(grid.outcome_set) + 1}/{len(numbers)}", reported)

    # The cell in full

    def on_fit_gap_grid_moved(self) -> None:
        """Say in full what the cursor is on."""
        analysis, cell = self.cells.analysis, self.cells.cell
        if analysis is None:
            return
        self._say(self._lines(analysis, cell))
        if cell is not None and cell.item_id:

            def say(found: tuple[CellResult, ...]) -> None:
                self._say([*self._lines(analysis, cell), *_came(found)])

            load(self, "came_of", say, reading(cell_results), cell.item_id)

    def _say(self, lines: list[Content]) -> None:
        self.query_one("#said", Static).update(Content("\n").join(lines))

    def _lines(self, analysis: Analysis, cell: GridCell | None) -> list[Content]:
        since = short_date(analysis.since, self.app.today, weekday=False) if analysis.since else ""
        state = f"{RecordKind.FITGAP.number(analysis.id)} {label(analysis.state)} {since}".strip()
        national = _("national action asked") if cell is not None and cell.national is YesNo.YES else ""
        lines = [Content.styled(one_line(joined(label(self.cells.dimension), analysis.institution, state, national)), "bold")]
        if self.cells.filling:
            lines.append(Content.styled(_("filling in: 0–4, o unknown, l national, arrows move, esc ends and saves"), "$focus"))
        if cell is None:
            lines.append(Content.styled(_("not filled in; enter fills in, e takes the texts"), "$muted"))
            return lines
        for name, text in ((_("now"), cell.current), (_("needed"), cell.needed), (_("action"), cell.action)):
            lines.append(Content.assemble(Content.styled(f"{name:<9}", "$muted"), Content(paragraphs(text) if text else "–")))
        return lines

    # Filling in

    def on_fit_gap_grid_filled(self, event: FitGapGrid.Filled) -> None:
        """Save what was filled in, as one act."""
        self._save(event.run)

    def keep_draft_now(self) -> None:
        """Save what is being filled in: the program ends, or another screen is opened."""
        self._save(self.cells.take_run())

    def on_screen_suspend(self) -> None:
        """Another screen opens: filling in is over."""
        self.keep_draft_now()
        super().on_screen_suspend()

    def _save(self, run: Run) -> None:
        if run:
            act(self, self.show_done, None, _score, run)
        self.on_fit_gap_grid_moved()

    # Acts

    def action_edit(self) -> None:
        """The texts of the cell: current, needed, action."""
        analysis, cell = self.cells.analysis, self.cells.cell
        if cell is not None and cell.item_id:
            self.app.open_screen("fitgap_item_form", cell.item_id)
        elif analysis is not None:
            self.app.open_screen("fitgap_item_form", None, {"analysis_id": analysis.id, "dimension": self.cells.dimension.value})

    def action_next_set(self) -> None:
        """The next outcome set."""
        grid = self.cells.grid
        if grid is not None:
            self._save(self.cells.take_run())
            numbers = [number for number, _name in grid.sets]
            self.outcome_set = numbers[(numbers.index(grid.outcome_set) + 1) % len(numbers)]
            self.refresh_data()

    def action_analysis(self) -> None:
        """Open the analysis of this column."""
        if self.cells.analysis:
            self.app.open_record(RecordKind.FITGAP, self.cells.analysis.id)

    def action_new(self) -> None:
        """A request or signal from the cell, or an analysis."""
        analysis, grid = self.cells.analysis, self.cells.grid
        if analysis is None or grid is None:
            self.app.open_screen("fitgap_form")
        else:
            ask_new(self, analysis, grid.outcome_set, self.cells.dimension, self.cells.cell)

    def action_report(self) -> None:
        """Write the report of this column's analysis."""
        if self.cells.analysis:
            ask_report(self, self.cells.analysis.id)

    def action_export(self) -> None:
        """Write the grid to a file."""
        if self.cells.grid:
            ask_grid_export(self, self.cells.grid)

    def action_state(self) -> None:
        """The next state of this column's analysis."""
        analysis = self.cells.analysis
        if analysis is None:
            return
        states = STATES[RecordKind.FITGAP].next_states(analysis.state)
        if len(states) > 1:
            options = [Option(state, label(state)) for state in states]
            ask(self.app, Choice(_("Next state"), options, text=analysis.institution), lambda state: self._advance(analysis, state))
        elif states:
            self._advance(analysis, states[0])
        else:
            self.app.say(state_refusal(self.app, RecordKind.FITGAP, [analysis.state], back=False), "attention")

    def _advance(self, analysis: Analysis, state: object) -> None:
        act(self, self.show_done, None, _advance, analysis.id, FitGapState(str(getattr(state, "value", state))))

    def institution_here(self) -> int | None:
        """The institution of this column."""
        return self.cells.analysis.institution_id if self.cells.analysis else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The analysis of this column."""
        return (RecordKind.FITGAP, self.cells.analysis.id) if self.cells.analysis else None


def _came(found: tuple[CellResult, ...]) -> list[Content]:
    if not found:
        return []
    parts = [f"{one.kind.number(one.id)} {one_line(one.text)[:60]} ({label(one.state)})" for one in found]
    return [Content.assemble(Content.styled(f"{_('led to'):<9}", "$muted"), Content(" · ".join(parts)))]


def _score(store: Store, run: Run) -> Done:
    return fitgap.score_items(
        store, [fitgap.Scored(analysis, dimension, fitgap.FitGapItemInput(**values)) for (dimension, analysis), values in run.items()]
    )


def _advance(store: Store, number: int, state: FitGapState) -> Done:
    return state_verbs.advance(store, state_verbs.Advance(kind=RecordKind.FITGAP, numbers=(number,), to=state))


class FitGapDetail(RecordDetail):
    """One fit-gap analysis."""

    LISTING, PLACE = FITGAPS, 9
    FOOTER: ClassVar[tuple[str, ...]] = ("state", "edit", "report", "grid", "follow_up", "note", "log", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("report"),
        Binding("w", "grid", N_("the grid"), id="grid", tooltip=N_("Shows this analysis beside the others of its set, to fill it in.")),
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row: FitGapRow = shown.record
        with store.read() as reader:
            grid = fitgap_grid(reader, row.outcome_set_id)
        return replace(shown, heading=joined(row.institution, row.outcome_set), lines=tuple(_lines(store, row, grid)))

    def action_report(self) -> None:
        """Write the institution's report."""
        ask_report(self, self.number)

    def action_grid(self) -> None:
        """The grid with the cursor on this analysis."""
        if self.shown is not None:
            self.app.push_screen(FitGaps(self.shown.record.outcome_set_id, self.number))


def _lines(store: Store, row: FitGapRow, grid: Grid | None) -> Iterator[PaneLine]:
    """Where it stands, and each dimension: gap, now → needed, action."""
    today = store.today
    yield Heading(joined(row.number, row.institution, by="  "))
    yield from hidden(row.confidential)
    yield Fact(row.outcome_set, _("Outcome set"))
    yield Fact(label(row.state), _("State"))
    for name, on in ((_("Started"), row.started_on), (_("Reported"), row.reported_on), (_("Discussed"), row.discussed_on)):
        yield Fact(day(on, today), name)
    yield Fact(
        _("{large} of {known} large, {unknown} unknown").format(large=row.large, known=row.known, unknown=row.items - row.known), _("Gaps")
    )
    cells = [(one, grid.cells[one, row.id]) for one in FitGapDimension if grid is not None and (one, row.id) in grid.cells]
    for dimension, cell in sorted(cells, key=lambda pair: -1 if pair[1].gap is None else pair[1].gap, reverse=True):
        yield from _dimension(dimension, cell)


def _dimension(dimension: FitGapDimension, cell: GridCell) -> Iterator[PaneLine]:
    gap = "?" if cell.gap is None else str(cell.gap)
    national = _("national") if cell.national is YesNo.YES else ""
    yield ""
    yield Fact(joined(f"{gap}  {label(dimension)}", national), tone="attention" if cell.gap is not None and cell.gap >= LARGE else "")
    if cell.current or cell.needed:
        yield Fact(_("now {current} → needed {needed}").format(current=cell.current or "?", needed=cell.needed or "?"))
    if cell.action:
        yield Fact(_("action: {text}").format(text=cell.action))
