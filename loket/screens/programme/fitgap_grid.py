"""The grid of a fit-gap set: dimensions down, institutions across under names short enough for a narrow column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.insight.fitgap import LARGE, Analysis, Grid, GridCell
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.models.words import FitGapDimension, YesNo
from loket.widgets.bars import bar
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line

_USUAL = frozenset({"ziekenhuis", "zkh", "zkh.", "kliniek", "kl.", "umc", "medisch", "centrum", "de", "het", "stichting"})


def short_names(names: Sequence[str], width: int) -> list[str]:
    """The telling word of each name in `width` cells; those that would look the same get a letter of their kind, else a number."""
    words = [_telling(name) for name in names]
    short = [word[:width] for word in words]
    many = Counter(short)
    short = [
        f"{one_line(name)[:1]}.{word}"[:width] if many[text] > 1 else text for name, word, text in zip(names, words, short, strict=True)
    ]
    many, seen = Counter(short), Counter[str]()
    for place, text in enumerate(short):
        if many[text] > 1:
            seen[text] += 1
            number = str(seen[text])
            short[place] = f"{text[: width - len(number)]}{number}"
    return short


def _telling(name: str) -> str:
    line = one_line(name)
    words = [word for word in line.split() if word.casefold() not in _USUAL]
    return words[0] if words else line


_NAME, _CELL, _WIDEST_CELL = 22, 7, 14
_SUMMARY, _SUMMARY_NARROW, _NARROW = 26, 20, 100
_SHADES = " ░▒▓█"

Run = Mapping[tuple[FitGapDimension, int], Mapping[str, Any]]
"""What was filled in since filling began: dimension and analysis → the values."""


class FitGapGrid(Widget, can_focus=True):
    """Shows a grid; the arrows go from cell to cell, and the columns scroll when there are many. Enter begins filling, escape ends it."""

    DEFAULT_CSS = "FitGapGrid { height: auto; min-height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "fill", word=N_("fill in"), tooltip=N_("Begins filling in: 0 to 4, o for unknown, l for national; escape ends it.")),
        Binding("left", "move(-1, 0)", N_("cell left"), show=False, id="cell_left", tooltip=N_("To the institution at the left.")),
        Binding("right", "move(1, 0)", N_("cell right"), show=False, id="cell_right", tooltip=N_("To the institution at the right.")),
        Binding("home,ctrl+home", "move(-1000, 0)", show=False, id="cell_first", tooltip=N_("To the first column.")),
        Binding("end,ctrl+end", "move(1000, 0)", show=False, id="cell_last", tooltip=N_("To the last column.")),
        Binding("up", "move(0, -1)", N_("cell up"), show=False, id="cell_up", tooltip=N_("To the dimension above.")),
        Binding("down", "move(0, 1)", N_("cell down"), show=False, id="cell_down", tooltip=N_("To the dimension below.")),
        *(Binding(str(gap), f"gap({gap})", show=False, id=f"gap_{gap}", tooltip=N_("While filling in: this gap.")) for gap in range(5)),
        Binding("o", "unknown", N_("unknown"), show=False, id="gap_unknown", tooltip=N_("While filling in: the gap is unknown.")),
        Binding(
            "l",
            "national",
            N_("national"),
            show=False,
            id="gap_national",
            tooltip=N_("While filling in: national action is asked, or not."),
        ),
        Binding("escape", "end", N_("end"), show=False, id="end_filling", tooltip=N_("Ends filling in, and saves it as one act.")),
    ]

    class Moved(Message):
        """The cursor stands on another cell, or the cell says something else."""

    class Filled(Message):
        """Filling in ended."""

        def __init__(self, run: Run) -> None:
            super().__init__()
            self.run = run

    def __init__(self) -> None:
        super().__init__()
        self.grid: Grid | None = None
        self.column = self.row = 0
        self.filling = False
        self._run: dict[tuple[FitGapDimension, int], dict[str, Any]] = {}

    def show(self, grid: Grid | None) -> None:
        """Show a grid; the cursor stays where it was as far as it can, and what is being filled in stays."""
        self.grid = grid
        for (dimension, analysis), values in self._run.items():
            if self.grid is not None and any(one.id == analysis for one in self.grid.analyses):
                self.grid = self.grid.filled(dimension, analysis, **values)
        self.refresh(layout=True)
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
    def cell(self) -> GridCell | None:
        """What the cursor is on, when it is filled in."""
        return self.grid.cells.get((self.dimension, self.analysis.id)) if self.grid and self.analysis else None

    def go_to(self, analysis: int, dimension: FitGapDimension | None = None) -> None:
        """Put the cursor on the column of an analysis, and on a dimension."""
        if dimension is not None:
            self.row = list(FitGapDimension).index(dimension)
        places = [place for place, one in enumerate(self.grid.analyses) if one.id == analysis] if self.grid else []
        if places:
            self.column = places[0]
            self.action_move(0, 0)

    # Filling in

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits and letters fill in only while filling in; else they are what they are everywhere."""
        if action in ("gap", "unknown", "national", "end"):
            return self.filling
        return super().check_action(action, parameters)

    def action_fill(self) -> None:
        """Begin filling in; while filling, on to the next cell."""
        if self.analysis is None:
            return
        if self.filling:
            self.action_move(0, 1)
            return
        self.filling = True
        self.refresh()
        self.post_message(self.Moved())

    def action_gap(self, gap: int) -> None:
        """This gap, and on to the next dimension."""
        self._put(gap=gap)
        self.action_move(0, 1)

    def action_unknown(self) -> None:
        """Unknown, and on to the next dimension."""
        self._put(gap=None)
        self.action_move(0, 1)

    def action_national(self) -> None:
        """National action is asked, or no longer."""
        asked = self.cell is not None and self.cell.national is YesNo.YES
        self._put(national=YesNo.NO if asked else YesNo.YES)
        self.post_message(self.Moved())

    def action_end(self) -> None:
        """End filling in, and hand over what was filled in."""
        run, self._run, self.filling = self._run, {}, False
        self.refresh()
        self.post_message(self.Filled(run))

    def take_run(self) -> Run:
        """What was filled in and is not handed over yet; the run is over."""
        run, self._run, self.filling = self._run, {}, False
        return run

    def _put(self, **values: Any) -> None:
        if self.grid is not None and self.analysis is not None:
            self._run.setdefault((self.dimension, self.analysis.id), {}).update(values)
            self.grid = self.grid.filled(self.dimension, self.analysis.id, **values)
            self.refresh()

    # Moving

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        most = len(self.grid.analyses) - 1 if self.grid else 0
        self.column = max(0, min(most, self.column + across))
        self.row = max(0, min(len(FitGapDimension) - 1, self.row + down))
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell, a second one begins filling in."""
        first, fitting = self._columns()
        column = first + (event.x - _NAME - 1) // self._cell
        if event.y >= 1 and event.x > _NAME and column < first + fitting:
            self.column, self.row = column, min(event.y - 1, len(FitGapDimension) - 1)
            self.action_move(0, 0)
            if event.chain == 2 and not self.filling:
                self.action_fill()

    # Drawing

    @property
    def _tail(self) -> int:
        return _SUMMARY_NARROW if self.size.width < _NARROW else _SUMMARY

    @property
    def _cell(self) -> int:
        """How wide a column is: wide enough for a name where there is room."""
        many = len(self.grid.analyses) if self.grid else 0
        return max(_CELL, min(_WIDEST_CELL, (self.size.width - _NAME - 1 - self._tail) // max(1, many)))

    def _columns(self) -> tuple[int, int]:
        """The first column in sight and how many there are."""
        many = len(self.grid.analyses) if self.grid else 0
        fitting = max(1, (self.size.width - _NAME - 1 - self._tail) // self._cell)
        return max(0, min(self.column - fitting + 1, many - fitting)), min(fitting, many)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """A line a dimension below the head."""
        return len(FitGapDimension) + 1 if self.grid is not None else 1

    def render(self) -> Content:
        """Head, then a line a dimension."""
        grid = self.grid
        if grid is None:
            return Content.styled("   " + _("No fit-gap analyses yet. n begins one."), "$muted")
        first, fitting = self._columns()
        shown = grid.analyses[first : first + fitting]
        lines = [self._head(grid, first, fitting)]
        for place, dimension in enumerate(FitGapDimension):
            at = place == self.row
            parts: list[Content] = [
                Content.styled("▸" if at else " ", "$focus"),
                Content.styled(fit(label(dimension), _NAME), "bold" if at else "$foreground"),
            ]
            for number, one in enumerate(shown, first):
                cell, pending = grid.cells.get((dimension, one.id)), (dimension, one.id) in self._run
                parts.append(self._gap(cell, at=at and number == self.column, pending=pending))
            lines.append(Content.assemble(*parts, self._summary(grid, dimension)))
        return Content("\n").join(lines)

    def _head(self, grid: Grid, first: int, fitting: int) -> Content:
        """The institutions; an arrow where there are more."""
        cell = self._cell
        names = short_names([one.institution for one in grid.analyses], cell - 1)
        parts = [Content.styled(fit(" " + _("Gap 0–4"), _NAME) + ("◂" if first else " "), "$muted")]
        for place in range(first, first + fitting):
            parts.append(Content.styled(fit(names[place], cell), "bold" if place == self.column else "$muted"))
        more = "▸" if first + fitting < len(grid.analyses) else " "
        words = _("avg  n ≥3 nat.") if self._tail == _SUMMARY_NARROW else _("avg  n ≥3  national")
        return Content.assemble(*parts, Content.styled(fit(f"{more} {words}", self._tail), "$muted"))

    def _gap(self, cell: GridCell | None, *, at: bool, pending: bool) -> Content:
        gap = None if cell is None else cell.gap
        text = "?" if gap is None and cell is not None else "·" if gap is None else f"{_SHADES[gap]}{gap}"
        sign = "L" if cell is not None and cell.national is YesNo.YES else "+" if pending else " "
        style = "$attention" if gap is not None and gap >= LARGE else "$muted" if gap is None else "$foreground"
        if at:
            style += " on $cursor-row bold reverse" if self.filling else " on $cursor-row bold"
        return Content.assemble(Content.styled(f" {text:>2}{sign} ", style), " " * (self._cell - 5))

    def _summary(self, grid: Grid, dimension: FitGapDimension) -> Content:
        found, many = grid.summary(dimension), len(grid.analyses)
        average = "–" if found.gaps.tenths is None else figure(found.gaps.tenths / 10, 1)
        bars = "" if self._tail == _SUMMARY_NARROW else f"{bar(found.national, many, 5)} "
        return Content(fit(f"  {average:>3} {found.gaps.known:>2} {found.gaps.large:>2}  {bars}{found.national}/{many}", self._tail))
