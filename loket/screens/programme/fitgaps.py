"""The second sheet of place 9: the fit-gap analyses as a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.insight.fitgap.grid import Grid, fitgap_grid
from loket.insight.lists.listing import Looker
from loket.language import N_, _, label
from loket.models.words import RecordKind
from loket.screens.base import LoketScreen
from loket.screens.programme.grid import FitGapGrid
from loket.screens.records.lines import joined
from loket.widgets.keys import keys_of
from loket.widgets.loading import load
from loket.widgets.pane import Rule
from loket.widgets.text import one_line

if TYPE_CHECKING:
    from loket.store.opening import Store


class FitGaps(LoketScreen):
    """The fit-gap analyses of one outcome set, side by side."""

    PLACE = 9
    FOOTER = ("open", "next_set", "analysis", "new", "log", "follow_up")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("new"),
        Binding("v", "next_set", N_("next set"), id="next_set", tooltip=N_("Shows the next outcome set.")),
        Binding("w", "analysis", N_("the analysis"), id="analysis", tooltip=N_("Opens the analysis of this column.")),
    ]
    DEFAULT_CSS = "FitGaps #cell { height: 2; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.outcome_set: int | None = None

    @property
    def cells(self) -> FitGapGrid:
        """The grid."""
        return self.query_one(FitGapGrid)

    def compose_body(self) -> ComposeResult:
        """The grid, and the cell in full."""
        yield FitGapGrid()
        yield Rule()
        yield Static(Content(""), id="cell", markup=False)

    def on_mount(self) -> None:
        """Read the analyses."""
        super().on_mount()
        self.show_bearing(_("sessions [Fit-gap]"))
        self.cells.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the analyses anew."""
        load(self, "grid", self._show, _grid, self.outcome_set)

    def _show(self, grid: Grid | None) -> None:
        self.cells.show(grid)
        if grid is not None:
            self.outcome_set = grid.outcome_set
            reported = _("{count}/{all} reported").format(count=grid.reported, all=len(grid.analyses))
            self.show_bearing(joined(_("sessions [Fit-gap]"), grid.name), reported)

    def on_fit_gap_grid_moved(self) -> None:
        """Say in full what the cursor is on."""
        analysis, cell = self.cells.analysis, self.cells.cell
        if analysis is None:
            return
        here = joined(label(self.cells.dimension), analysis.institution)
        if cell is None:
            text = _("not filled in, enter fills it in")
        else:
            step = _("now {current} → needed {needed}").format(current=cell.current or "?", needed=cell.needed or "?")
            action = _("action: {text}").format(text=cell.action) if cell.action else ""
            text = joined(step, action, _("national") if cell.national == "yes" else "", by="   ")
        self.query_one("#cell", Static).update(Content(f"{one_line(here)}\n{one_line(text)}"))

    def on_fit_gap_grid_opened(self) -> None:
        """Fill in the cell."""
        analysis, cell = self.cells.analysis, self.cells.cell
        if cell is not None:
            self.desk.open_screen("fitgap_item_form", cell.item_id)
        elif analysis is not None:
            self.desk.open_screen("fitgap_item_form", None, {"analysis_id": analysis.id, "dimension": self.cells.dimension.value})

    def action_next_set(self) -> None:
        """The next outcome set."""
        grid = self.cells.grid
        if grid is not None:
            numbers = [number for number, _name in grid.sets]
            self.outcome_set = numbers[(numbers.index(grid.outcome_set) + 1) % len(numbers)]
            self.refresh_data()

    def action_analysis(self) -> None:
        """Open the analysis of this column."""
        if self.cells.analysis:
            self.desk.open_record(RecordKind.FITGAP, self.cells.analysis.id)

    def action_new(self) -> None:
        """Begin an analysis."""
        self.desk.open_screen("fitgap_form")

    def institution_here(self) -> int | None:
        """The institution of this column."""
        return self.cells.analysis.institution_id if self.cells.analysis else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The analysis of this column."""
        return (RecordKind.FITGAP, self.cells.analysis.id) if self.cells.analysis else None


def _grid(store: Store, outcome_set: int | None) -> Grid | None:
    with store.read() as reader:
        return fitgap_grid(reader, Looker.of(reader, store.actor), outcome_set)
