"""The fit-gap grid: dimensions down, institutions across; shades with the number beside them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.insight.fitgap.grid import Analysis, Gap, Grid
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.models.words import FitGapDimension
from loket.widgets.bars import bar
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line

_NAME = 22
_CELL = 7
_SUMMARY = 26
_SHADES = " ░▒▓█"
_USUAL = frozenset({"Ziekenhuis", "Zkh", "Kliniek", "Kl.", "UMC", "Medisch", "Centrum", "De"})


class FitGapGrid(Widget, can_focus=True):
    """Shows a grid; the arrows go from cell to cell, and the columns scroll when there are many."""

    DEFAULT_CSS = "FitGapGrid { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_cell", word=N_("fill in")),
        Binding("left", "move(-1, 0)", N_("cell left"), show=False, id="cell_left", tooltip=N_("To the institution at the left.")),
        Binding("right", "move(1, 0)", N_("cell right"), show=False, id="cell_right", tooltip=N_("To the institution at the right.")),
        Binding("up", "move(0, -1)", N_("cell up"), show=False, id="cell_up", tooltip=N_("To the dimension above.")),
        Binding("down", "move(0, 1)", N_("cell down"), show=False, id="cell_down", tooltip=N_("To the dimension below.")),
    ]

    class Moved(Message):
        """The cursor stands on another cell."""

    class Opened(Message):
        """A cell was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.grid: Grid | None = None
        self.column = self.row = 0

    def show(self, grid: Grid | None) -> None:
        """Show a grid; the cursor stays where it was as far as it can."""
        self.grid = grid
        self.action_move(0, 0)

    @property
    def dimension(self) -> FitGapDimension:
        """The row of the cursor."""
        return list(FitGapDimension)[self.row]

    @property
    def analysis(self) -> Analysis | None:
        """The column of the cursor."""
        return self.grid.analyses[self.column] if self.grid and self.grid.analyses else None

    @property
    def cell(self) -> Gap | None:
        """What the cursor is on, when it is filled in."""
        return self.grid.cells.get((self.dimension, self.analysis.id)) if self.grid and self.analysis else None

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        most = len(self.grid.analyses) - 1 if self.grid else 0
        self.column = max(0, min(most, self.column + across))
        self.row = max(0, min(len(FitGapDimension) - 1, self.row + down))
        self.refresh()
        self.post_message(self.Moved())

    def action_open_cell(self) -> None:
        """Open the cell."""
        if self.analysis:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell, a second one opens it."""
        first, fitting = self._columns()
        column = first + (event.x - _NAME - 1) // _CELL
        if event.y >= 1 and event.x > _NAME and column < first + fitting:
            self.column, self.row = column, min(event.y - 1, len(FitGapDimension) - 1)
            self.action_move(0, 0)
            if event.chain == 2:
                self.action_open_cell()

    def _columns(self) -> tuple[int, int]:
        """The first column in sight and how many there are."""
        many = len(self.grid.analyses) if self.grid else 0
        fitting = max(1, (self.size.width - _NAME - 1 - _SUMMARY) // _CELL)
        return max(0, min(self.column - fitting + 1, many - fitting)), min(fitting, many)

    def render(self) -> Content:
        """Head, then a line a dimension."""
        grid = self.grid
        if grid is None:
            return Content.styled("   " + _("No fit-gap analyses yet. n begins one."), "$muted")
        first, fitting = self._columns()
        shown = grid.analyses[first : first + fitting]
        head = "".join(fit(_brief(one.institution), _CELL - 1) + " " for one in shown)
        lines = [Content.styled(fit(" " + _("Gap 0–4"), _NAME + 1) + head + fit(_("  avg  n ≥3  national"), _SUMMARY), "$muted")]
        for place, dimension in enumerate(FitGapDimension):
            at = place == self.row
            parts: list[Content] = [
                Content.styled("▸" if at else " ", "$focus"),
                Content.styled(fit(label(dimension), _NAME), "bold" if at else "$foreground"),
            ]
            for number, one in enumerate(shown, first):
                parts += self._gap(grid.cells.get((dimension, one.id)), at=at and number == self.column)
            lines.append(Content.assemble(*parts, self._summary(grid, dimension)))
        return Content("\n").join(lines)

    def _gap(self, cell: Gap | None, *, at: bool) -> list[Content]:
        gap = None if cell is None else cell.gap
        text = fit("   ?" if gap is None and cell is not None else "   ·" if gap is None else f"  {_SHADES[gap]}{gap}", _CELL - 1)
        style = "$attention" if gap is not None and gap >= 3 else "$muted" if gap is None else "$foreground"
        return [Content.styled(text, f"{style} on $cursor-row" if at else style), Content(" ")]

    def _summary(self, grid: Grid, dimension: FitGapDimension) -> Content:
        found, many = grid.summary(dimension), len(grid.analyses)
        average = "–" if found.gaps.tenths is None else figure(found.gaps.tenths / 10, 1)
        national = f"{bar(found.national, many, 5)} {found.national}/{many}"
        return Content(fit(f"  {average:>3} {found.gaps.known:>2} {found.gaps.large:>2}  {national}", _SUMMARY))


def _brief(name: str) -> str:
    """The telling word of an institution's name."""
    words = [word for word in one_line(name).split() if word not in _USUAL]
    return words[0] if words else one_line(name)
