"""Puts drawings beside and below each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loket.widgets.canvas import Drawing

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
