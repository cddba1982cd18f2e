"""Kolommen: which columns a list shows for this person, and how wide; what is changed shows in the list below at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.language import N_, _
from loket.widgets.choice import OptionLines
from loket.widgets.columns import Column, ColumnLayout
from loket.widgets.sheet import Sheet

_STEP = 2
_WIDEST = 60


class ColumnSheet(Sheet[ColumnLayout]):
    """A line a column; answers the layout as it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", N_("show or hide"), id="column_toggle", priority=True, tooltip=N_("Shows this column, or hides it.")),
        Binding("right", "widen(1)", N_("wider"), id="column_wider", priority=True, tooltip=N_("Makes this column wider.")),
        Binding("left", "widen(-1)", N_("narrower"), id="column_narrower", priority=True, tooltip=N_("Makes this column narrower.")),
        Binding(
            "backspace,delete",
            "usual",
            N_("as usual"),
            id="column_usual",
            priority=True,
            tooltip=N_("Gives this column its usual width back."),
        ),
        Binding("enter", "no", N_("done"), id="column_done", priority=True, tooltip=N_("Keeps the columns so, and goes back.")),
    ]

    def __init__(
        self, columns: Sequence[Column], layout: ColumnLayout, changed: Callable[[ColumnLayout], None], in_sight: Sequence[str]
    ) -> None:
        super().__init__(_("Columns"))
        self._columns, self._layout, self._changed = tuple(columns), layout, changed
        self._in_sight = frozenset(in_sight)

    def compose_sheet(self) -> ComposeResult:
        """The columns with their signs, and the keys."""
        yield OptionLines(self._lines(), numbered=False)
        yield self.hint(N_("space shows or hides   → wider   ← narrower   backspace as usual   enter done"))

    @property
    def lines(self) -> OptionLines:
        """The list of columns."""
        return self.query_one(OptionLines)

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.lines.focus()

    def _lines(self) -> list[tuple[str, str]]:
        layout, lines = self._layout, []
        for column in self._columns:
            wider = layout.wider.get(column.key, 0)
            width = f"{wider:+d}" if wider else ""
            hidden = column.key in layout.hidden
            usual = _("hidden") if hidden else _("only when there is room") if column.key not in (self._in_sight | layout.shown) else ""
            name = _(column.label) + (f", {_(column.means)}" if column.means and len(column.means) < 40 else "")
            lines.append((f"{'·' if hidden else '■'} {name}", " ".join(part for part in (width, usual) if part)))
        return lines

    def _take(self, layout: ColumnLayout) -> None:
        self._layout = layout
        cursor = self.lines.cursor
        self.lines.show(self._lines())
        self.lines.cursor = cursor
        self._changed(layout)

    @property
    def _column(self) -> Column:
        return self._columns[self.lines.cursor]

    def action_switch(self) -> None:
        """Hide a column that is there, show one that is not, be the list narrow; the first always stays."""
        column, layout = self._column, self._layout
        if column is self._columns[0]:
            return
        there = column.key not in layout.hidden and (column.key in self._in_sight or column.key in layout.shown)
        if there:
            self._take(replace(layout, hidden=layout.hidden | {column.key}, shown=layout.shown - {column.key}))
        else:
            self._take(replace(layout, hidden=layout.hidden - {column.key}, shown=layout.shown | {column.key}))

    def action_widen(self, by: int) -> None:
        """A little wider, or narrower."""
        key = self._column.key
        wider = max(-_WIDEST, min(_WIDEST, self._layout.wider.get(key, 0) + by * _STEP))
        self._take(replace(self._layout, wider={**self._layout.wider, key: wider}))

    def action_usual(self) -> None:
        """All columns as they usually are."""
        self._take(ColumnLayout())

    def action_no(self) -> None:
        """Answer the layout."""
        self.dismiss(self._layout)
