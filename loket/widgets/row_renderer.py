"""How a line of a table is drawn: gutter, cells in their columns, tones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from loket.language import _
from loket.widgets.columns import Cell, Group, Placed, Row
from loket.widgets.text import fit, one_line, shorten

GUTTER = 3
"""Cells before the first column: selected, cursor, late."""

_WIDE = 100


def gap_of(width: int) -> int:
    """How far columns are apart in a table of `width` cells."""
    return 2 if width >= _WIDE else 1


@dataclass(frozen=True, slots=True)
class RowRenderer:
    """Draws lines of `width` cells with these columns; `tone` gives the style of a tone."""

    placed: Sequence[Placed]
    width: int
    base: Style
    tone: Callable[[str], Style]

    def head(self, sort: str, descending: bool) -> Strip:
        """The columns' names, with an arrow at the one that is sorted by."""
        parts = []
        for placed in self.placed:
            label = one_line(_(placed.column.label)) if placed.column.label else ""
            if placed.column.key == sort:
                arrow = "↓" if descending else "↑"
                label = f"{label} {arrow}" if cell_len(label) + 2 <= placed.width else shorten(label, placed.width - 1) + arrow
            parts.append(fit(label, placed.width, placed.column.align))
        text = " " * GUTTER + (" " * gap_of(self.width)).join(parts)
        return self._strip(Segment(fit(text, self.width), self.base + self.tone("head")))

    def muted(self, text: str) -> Strip:
        """A line that is no record: nothing there, or not yet."""
        return self._strip(Segment(fit(" " * GUTTER + text, self.width), self.base + self.tone("muted")))

    def group(self, group: Group) -> Strip:
        """The name of the rows below it, and how many they are."""
        count = "" if group.count is None else f" {group.count}"
        text = fit(" " * GUTTER + one_line(group.label) + count, self.width)
        return self._strip(Segment(text, self.base + self.tone("group")))

    def row(self, row: Row, *, at_cursor: bool, selected: bool, focused: bool = True) -> Strip:
        """A record: its signs and its cells. The cursor of a table without focus is muted."""
        style = self.base + self.tone("cursor") if at_cursor else self.base
        focus, attention = style + self.tone("focus"), style + self.tone("attention")
        segments = [
            Segment("■" if selected else " ", focus),
            Segment("▸" if at_cursor else " ", focus if focused else style + self.tone("muted")),
            Segment("!" if row.late else row.sign[:1] or " ", attention),
        ]
        used, gap = GUTTER, " " * gap_of(self.width)
        across = [Placed(self.placed[0].column, 0, max(1, self.width - GUTTER - 1))] if row.across and self.placed else self.placed
        for place, placed in enumerate(across):
            before = gap if place else ""
            cell = row.cells[placed.index] if placed.index < len(row.cells) else ""
            segments.append(Segment(before, style))
            segments += self._cell(cell if isinstance(cell, Cell) else Cell(cell), placed, style)
            used += len(before) + placed.width
        segments.append(Segment(" " * max(0, self.width - used), style))
        return self._strip(*segments)

    def _cell(self, cell: Cell, placed: Placed, style: Style) -> list[Segment]:
        text, tail = one_line(cell.text), f"  {one_line(cell.tail)}" if cell.tail else ""
        if not tail:
            return [Segment(fit(text, placed.width, placed.column.align), style + self.tone(cell.tone))]
        shown = shorten(text, max(0, placed.width - cell_len(tail)))
        rest = fit(tail, placed.width - cell_len(shown))
        return [Segment(shown, style + self.tone(cell.tone)), Segment(rest, style + self.tone("muted"))]

    def _strip(self, *segments: Segment) -> Strip:
        return Strip(segments, self.width)
