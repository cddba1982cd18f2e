"""Everything that a search finds as a list over all kinds and states: to open, edit, narrow, sort, export and keep as a view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import saved_views
from loket.exchange import output_files
from loket.insight.lists.listing import View
from loket.insight.search import SOURCES, Found, Hit, Order, find_all, hits_of
from loket.language import N_, _, label
from loket.language.formats import number
from loket.screens.export_file import ask_file
from loket.screens.records.list_views import SavedViews
from loket.screens.records.record_lines import day
from loket.widgets.choice import Choice
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.casework.saved_views import KeptView
    from loket.models.words import RecordKind
    from loket.store.database import Store


class HitList(SavedViews):
    """All hits of `text`, of one kind only with its letter. What is typed in `/` is what is searched."""

    SAVED_AS = "search"
    FOOTER = ("open", "edit", "follow_up", "sort", "filter", "export", "views", "log", "history")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("edit", "filter", "export"),
        Binding("v", "views", N_("view"), id="views", tooltip=N_("Shows a search that was kept, or keeps this one.")),
    ]
    COLUMNS = (
        Column("kind", N_("Kind"), 12, sortable=True),
        Column("number", N_("No."), 7, keep=True),
        Column("title", N_("What"), 24, flexible=3, keep=True),
        Column("where", N_("Where, state"), 20, flexible=2),
        Column("snippet", N_("Found in"), 16, flexible=2),
        Column("newest", N_("When"), 10, keep=True, align="right", sortable=True),
    )

    def __init__(self, text: str = "", only: str = "") -> None:
        super().__init__()
        self._text, self._only = text, only
        self._found: dict[View, list[Found]] = {}

    @property
    def table(self) -> PagedTable:
        """The hits."""
        return self.query_one("#hits", PagedTable)

    def compose_body(self) -> ComposeResult:
        """What is searched, and what it finds."""
        yield FilterBar([source.listing for source in SOURCES])
        empty = N_("Nothing found. / changes what is searched.")
        table = PagedTable(self.COLUMNS, self._page, empty=empty, sort="newest", id="hits")
        table.descending = True
        table.text = self._text
        yield table

    def on_mount(self) -> None:
        """Show what is searched."""
        super().on_mount()
        self.query_one(FilterBar).show_text(self._text)
        self.table.focus()

    # Pages

    def _page(self, store: Store, request: PageRequest) -> Page:
        """A page of the hits, which are found once for what is asked and in which order."""
        asked = View(request.sort, request.descending, request.filter)
        with store.read() as reader:
            if request.offset == 0 or asked not in self._found:
                self._found = {asked: find_all(reader, asked.text, self._only, _order(asked))}
            everything = self._found[asked]
            hits = hits_of(reader, everything[request.offset : request.offset + request.size], asked.text, store.today)
        return Page([self._row(hit) for hit in hits], len(everything), len(everything), len(everything))

    def _row(self, hit: Hit) -> Row:
        kind = label(hit.kind) if hit.kind else ""
        cells = (
            Cell(kind, "muted"), hit.number, hit.name, Cell(hit.where, "muted"), Cell(hit.snippet, "muted"), day(hit.day, self.app.today),
        )  # fmt: skip
        return Row((hit.kind, hit.id), cells, record=hit)

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Show what is searched and how many there are."""
        table = self.table
        by = next((_(column.label).lower() for column in self.COLUMNS if column.key == table.sort), "")
        only = next((label(source.listing.kind) for source in SOURCES if source.letter == self._only), "")
        parts = [_("Search"), only, f"/{table.text}" if table.text else "", _("by {column}").format(column=by) if by else ""]
        self.show_header(" · ".join(part for part in parts if part), number(event.records))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open the record."""
        record = self.record_here()
        if record is not None:
            self.app.open_record(*record)

    def record_here(self) -> tuple[RecordKind | str, int] | None:
        """The record under the cursor."""
        row = self.table.cursor_row
        return (row.record.kind, row.record.id) if row is not None and row.record.kind is not None else None

    # Views

    def present_view(self) -> View:
        """What is searched, and in which order."""
        return View(self.table.sort, self.table.descending, self.table.text)

    def show_saved(self, view: View) -> None:
        """Search what was kept."""
        table = self.table
        table.text, table.sort, table.descending = view.text, view.sort or "newest", view.descending
        table.cursor, self._only = 0, ""
        self.query_one(FilterBar).show_text(view.text)
        table.reload()

    def action_views(self) -> None:
        """Choose a search that was kept, or keep this one."""
        load(self, "views", self._ask_views, saved_views.kept_views, self.SAVED_AS)

    def _ask_views(self, kept: Sequence[KeptView]) -> None:
        self.app.push_screen(Choice(_("View"), [*self.view_options(kept), *self.keeping_options(kept)]), self.take_view_step)

    # Export

    def action_export(self) -> None:
        """Write all hits to a file."""
        name = f"loket-{_('Search').lower()}-{self.app.today.isoformat()}.csv"
        ask_file(self.table, _("Export this list"), name, self._write, logged_as="list search")

    def _write(self, store: Store, path: Path) -> int:
        view = self.present_view()
        with store.read() as reader:
            everything = find_all(reader, view.text, self._only, _order(view))
            rows = (
                (hit.number, label(hit.kind) if hit.kind else "", hit.name, hit.where, hit.snippet, hit.day)
                for start in range(0, len(everything), 500)
                for hit in hits_of(reader, everything[start : start + 500], view.text, store.today)
            )
            headers = [_("number"), _("kind"), _("what"), _("where"), _("found in"), _("day")]
            return output_files.write_table(path, headers, rows)


def _order(view: View) -> Order:
    return "kind" if view.sort == "kind" else "newest" if view.descending else "oldest"
