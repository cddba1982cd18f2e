"""`h`: who changed what of a record, when and why; the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from loket.insight.choices import kind_of
from loket.insight.history import HistoryEntry, history
from loket.language import _, label
from loket.screens.loket_screen import LoketScreen
from loket.widgets.pane import Fact, Facts, Heading, PaneLine
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.store.database import Store


class HistoryScreen(LoketScreen):
    """The history of record `number` of a table."""

    FOOTER = ("back",)
    DEFAULT_CSS = "HistoryScreen #entries { padding: 0 1; scrollbar-size-vertical: 1; }"

    def __init__(self, table: str, number: int) -> None:
        super().__init__()
        self.kind, self.number = kind_of(table), number

    def compose_body(self) -> ComposeResult:
        """The entries."""
        with VerticalScroll(id="entries"):
            yield Facts()

    def on_mount(self) -> None:
        """Read the log."""
        super().on_mount()
        self.show_header(_("History of {kind} {number}").format(kind=label(self.kind), number=self.kind.number(self.number)))
        self.query_one("#entries").focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the log anew."""
        load(self, "history", self._show, self._read)

    def _read(self, store: Store) -> list[HistoryEntry]:
        return history(store, self.kind, self.number)

    def _show(self, entries: list[HistoryEntry]) -> None:
        lines: list[PaneLine] = []
        for entry in reversed(entries):
            first, *rest = entry.lines()
            lines += [Heading(first), *(Fact(text) for text in rest), ""]
        self.query_one(Facts).show(lines)
        self.show_header(count=str(len(entries)))

    def record_here(self) -> None:
        """No record of its own: `h` leads nowhere further."""
        return
