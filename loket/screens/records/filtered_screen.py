"""A list that `/` narrows while one types, and that escape gives back step by step."""

from __future__ import annotations

from loket.screens.loket_screen import LoketScreen
from loket.widgets.filter_bar import FilterBar
from loket.widgets.paged_table import PagedTable


class FilteredScreen(LoketScreen):
    """A screen with one list and a filter bar over it."""

    @property
    def table(self) -> PagedTable:
        """The list."""
        return self.query_one(PagedTable)

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        """Show what the words find."""
        self.table.filter_by(event.text)

    def on_filter_bar_left(self) -> None:
        """Back to the list."""
        self.table.focus()

    def action_back(self) -> None:
        """One step back: the selection, then the filter, then the screen."""
        if self.table.selected:
            self.table.clear_selection()
        elif self.table.text:
            self.query_one(FilterBar).action_clear()
        else:
            super().action_back()
