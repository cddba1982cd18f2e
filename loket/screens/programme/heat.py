"""A table of shades with their numbers: rows with a name, narrow columns, and figures at the end of each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.insight.fitgap import LARGE
from loket.language import N_
from loket.language.formats import number as figure
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line

_SHADES = " ░▒▓█"
_NARROW, _NARROW_SCREEN = 9, 100


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell: tenths of a gap (None: unknown), shown whole when `whole`; `there` is False where nothing was examined."""

    tenths: int | None = None
    there: bool = True
    whole: bool = False
    note: str = ""

    @property
    def text(self) -> str:
        """The shade with its number, and the note behind it."""
        if not self.there:
            return "·"
        if self.tenths is None:
            return "?"
        shown = str(self.tenths // 10) if self.whole else figure(self.tenths / 10, 1)
        return f"{_SHADES[min(4, (self.tenths + 5) // 10)]}{shown}{self.note}"

    @property
    def style(self) -> str:
        """The colour that the number has besides its shade."""
        if not self.there or self.tenths is None:
            return "$muted"
        return "$attention" if self.tenths >= 10 * LARGE - 5 else "$foreground"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: its name, its cells, and what stands at its end, in full and where there is little room."""

    name: str
    cells: tuple[Heat, ...]
    tail: str
    brief: str


@dataclass(frozen=True, slots=True)
class HeatSheet:
    """All rows under their head. `wide` is how wide a name is, `cell` a column at least."""

    head: str
    columns: tuple[str, ...]
    tail: str
    brief: str
    rows: tuple[HeatRow, ...]
    wide: int
    cell: int


class HeatTable(Widget, can_focus=True):
    """Shows a sheet; arrows go from cell to cell, and rows and columns scroll when there are many."""

    DEFAULT_CSS = "HeatTable { height: 1fr; min-height: 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_cell"),
        Binding("left", "move(-1, 0)", N_("cell left"), show=False, id="cell_left", tooltip=N_("To the column at the left.")),
        Binding("right", "move(1, 0)", N_("cell right"), show=False, id="cell_right", tooltip=N_("To the column at the right.")),
        Binding("home", "move(-1000, 0)", show=False, id="cell_first", tooltip=N_("To the first column.")),
        Binding("end", "move(1000, 0)", show=False, id="cell_last", tooltip=N_("To the last column.")),
        Binding("up", "move(0, -1)", N_("cell up"), show=False, id="cell_up", tooltip=N_("To the row above.")),
        Binding("down", "move(0, 1)", N_("cell down"), show=False, id="cell_down", tooltip=N_("To the row below.")),
        Binding("pageup", "move(0, -10)", show=False, id="page_up", tooltip=N_("Ten rows up.")),
        Binding("pagedown", "move(0, 10)", show=False, id="page_down", tooltip=N_("Ten rows down.")),
    ]

    class Moved(Message):
        """The cursor stands on another cell."""

    class Opened(Message):
        """A cell was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: HeatSheet | None = None
        self.column = self.row = 0

    def show(self, sheet: HeatSheet | None) -> None:
        """Show a sheet; the cursor stays where it was as far as it can."""
        self.sheet = sheet
        self.action_move(0, 0)

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        if self.sheet is None:
            return
        self.column = max(0, min(len(self.sheet.columns) - 1, self.column + across))
        self.row = max(0, min(len(self.sheet.rows) - 1, self.row + down))
        self.refresh()
        self.post_message(self.Moved())

    def action_open_cell(self) -> None:
        """Open the cell."""
        if self.sheet is not None and self.sheet.rows:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell, a second one opens it."""
        if self.sheet is None:
            return
        first, fitting = self._columns(self.sheet)
        column = first + (event.x - self.sheet.wide - 1) // self._cell(self.sheet)
        row = self._first_row + event.y - 1
        if event.y >= 1 and event.x > self.sheet.wide and column < first + fitting and row < len(self.sheet.rows):
            self.column, self.row = column, row
            self.action_move(0, 0)
            if event.chain == 2:
                self.action_open_cell()

    @property
    def _first_row(self) -> int:
        return max(0, self.row - max(1, self.size.height - 1) + 1)

    def _end(self, sheet: HeatSheet) -> int:
        """How wide the end of a row is."""
        texts = [sheet.brief, *(row.brief for row in sheet.rows)] if self._is_narrow else [sheet.tail, *(row.tail for row in sheet.rows)]
        return max(map(cell_len, texts)) + 2

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < _NARROW_SCREEN

    def _cell(self, sheet: HeatSheet) -> int:
        """How wide a column is: twice its least where there is room."""
        room = self.size.width - sheet.wide - 1 - self._end(sheet)
        return max(sheet.cell, min(2 * sheet.cell, room // max(1, len(sheet.columns))))

    def _columns(self, sheet: HeatSheet) -> tuple[int, int]:
        """The first column in sight and how many there are."""
        many = len(sheet.columns)
        fitting = max(1, (self.size.width - sheet.wide - 1 - self._end(sheet)) // self._cell(sheet))
        return max(0, min(self.column - fitting + 1, many - fitting)), min(fitting, many)

    def render(self) -> Content:
        """The head, and as many rows as fit."""
        sheet = self.sheet
        if sheet is None:
            return Content("")
        first, fitting = self._columns(sheet)
        parts = [Content.styled(fit(f" {sheet.head}", sheet.wide) + ("◂" if first else " "), "$muted")]
        width = self._cell(sheet) - 1
        for place in range(first, first + fitting):
            name = one_line(sheet.columns[place])
            # Of a narrow column every letter tells more than an ellipsis.
            shown = fit(name[:width] if width < _NARROW else name, width)
            parts.append(Content.styled(f"{shown} ", "bold" if place == self.column else "$muted"))
        more = "▸" if first + fitting < len(sheet.columns) else " "
        lines = [Content.assemble(*parts, Content.styled(f"{more} {sheet.brief if self._is_narrow else sheet.tail}", "$muted"))]
        top = self._first_row
        for place, row in enumerate(sheet.rows[top : top + max(1, self.size.height - 1)], top):
            lines.append(self._line(sheet, row, first, fitting, at=place == self.row))
        return Content("\n").join(lines)

    def _line(self, sheet: HeatSheet, row: HeatRow, first: int, fitting: int, *, at: bool) -> Content:
        parts = [
            Content.styled("▸" if at else " ", "$focus"),
            Content.styled(fit(one_line(row.name), sheet.wide - 1) + " ", "bold" if at else "$foreground"),
        ]
        for place, cell in enumerate(row.cells[first : first + fitting], first):
            style = f"{cell.style} on $cursor-row bold" if at and place == self.column else cell.style
            parts += [Content.styled(fit(cell.text, self._cell(sheet) - 1), style), Content(" ")]
        return Content.assemble(*parts, Content(f"  {row.brief if self._is_narrow else row.tail}"))
