"""What every list of records does: filter, sort, views, selection, states, and the detail beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.insight.lists.listing import Anchor, View, count, ids, page
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import ask
from loket.screens.records.bulk_actions import RecordActions
from loket.screens.records.list_views import ListViews, filter_words
from loket.screens.registry import RECORDS, find
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Column, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Pane, PaneLine, Split
from loket.widgets.tab_line import TabLine
from loket.widgets.workers import folded, load, load_beside

if TYPE_CHECKING:
    from loket.casework.done import Ref
    from loket.store.database import Store

MOST_NEIGHBOURS = 5000
NOTHING_YET = N_("Nothing here yet. n makes the first one; `loket import` brings in many.")
"""What a list says when it has no records at all, whatever the filter."""

Detail = tuple[Sequence[PaneLine], Sequence[str]]
"""The lines of the pane, and the two lines that stand for it on a narrow terminal."""


class RecordList(ListViews, RecordActions):
    """A list of one kind of record. Subclasses name the listing, its columns and form, and make rows and details.

    `FORM` is the registry's name of its form.
    """

    FOLLOWS = True
    COLUMNS: ClassVar[tuple[Column, ...]]
    FORM: ClassVar[str] = ""
    EMPTY: ClassVar[str] = N_("Nothing with this filter. / clears it, m shows everybody's.")
    NOTHING: ClassVar[str] = NOTHING_YET
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("edit", "filter", "state", "state_back", "new", "copy", "export", "hand_over", "move_date"),
        *keys_of("refer", "follow_up"),
        Binding("N", "new_other", N_("new, of any kind"), show=False, id="new_other",
                tooltip=N_("Makes a record of another kind: contact, party, event, advisor …")),
        Binding("ctrl+a", "select_all", N_("select all"), show=False, id="select_all",
                tooltip=N_("Selects everything that this list shows.")),
    ]  # fmt: skip
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "state", "log", "follow_up", "edit", "new", "select", "filter", "views")

    def __init__(self, view: View | None = None) -> None:
        super().__init__(view)
        self._shown = 0
        self._of = 0
        self._chosen_as: dict[int, int] = {}

    # What a subclass says

    def row(self, record: Any) -> Row:
        """The line of one record. Runs in a thread."""
        raise NotImplementedError

    @staticmethod
    def detail(store: Store, record: Any) -> Detail:
        """What stands in the pane. Runs in a thread."""
        raise NotImplementedError

    def institution_of(self, record: Any) -> int | None:
        """The institution that a record is about."""
        found: int | None = getattr(record, "institution_id", None)
        return found

    # The screen

    @property
    def kind(self) -> RecordKind:
        """The kind of record that is listed."""
        return self.LISTING.kind

    @property
    def table(self) -> PagedTable:
        """The list itself."""
        return self.query_one("#records", PagedTable)

    def compose_body(self) -> ComposeResult:
        """The filter, the list, and the detail beside it."""
        yield FilterBar((self.LISTING,))
        yield TabLine()
        with Split():
            table = PagedTable(self.COLUMNS, self.loader(), empty=self.EMPTY, sort=self._sort, id="records")
            table.descending = self.view.descending
            yield table
            yield Pane(classes="-slim")

    def on_mount(self) -> None:
        """Say what the list shows."""
        super().on_mount()
        self.show_header(self.where())
        self.table.focus()
        self.views_changed()

    @property
    def _sort(self) -> str:
        return self.view.sort or next(iter(self.LISTING.sorts))

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """What reads the pages of the view as it is now; the total is counted once, with the first page."""
        base, listing = self.view, self.LISTING
        counted: dict[View, tuple[int, int]] = {}

        def read(store: Store, request: PageRequest) -> Page:
            view = replace(base, text=request.filter, sort=request.sort, descending=request.descending)
            with store.read() as reader:
                if view not in counted or (request.after is None and request.before is None):
                    counted[view] = (count(reader, listing, view), count(reader, listing, View(among=view.among)))
                after, before = _anchor(request.after), _anchor(request.before)
                part = page(reader, listing, view, store.today, after=after, before=before, offset=request.offset, size=request.size)
            total, of = counted[view]
            rows = [replace(self.row(record), confidential=getattr(record, "confidential", False)) for record in part.rows]
            return Page(rows, total, total, of, part.first, part.last)

        return read

    def where(self) -> str:
        """The header's second line: whose, which, narrowed to what, in which order."""
        view, table = self.view, self.table if self.is_mounted else None
        parts = [_("mine")] if view.mine else []
        if self.LISTING.open_when:
            parts.append(_(self.SCOPES[("open", "closed", "all").index(view.scope)]))
        parts += [filter_words(self.LISTING, name, value, self.labels) for name, value in view.filters]
        text = table.text if table else view.text
        if text:
            parts.append(f"/{text}")
        sort = table.sort if table else self._sort
        name = next((_(column.label) for column in self.COLUMNS if column.key == sort), "")
        if name:
            parts.append(_("by {column}").format(column=name.lower()))
        return " · ".join(parts)

    def show_view(self, view: View) -> None:
        """Show something else in this list."""
        self.view = view
        table = self.table
        table.sort, table.descending = self._sort, view.descending
        table.cursor = 0
        table.clear_selection()
        table.reload(self.loader())
        self.show_header(self.where())
        self.show_tabs()

    # What the table tells

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Show n of N."""
        if event.table is self.table:
            self._shown, self._of = event.records, event.of
            event.table.empty = self.EMPTY if event.of else self.NOTHING
            self._show_count()
            self.show_tabs()

    def _show_count(self) -> None:
        many = figure(self._shown) if self._shown == self._of else _("{n} of {all}").format(n=figure(self._shown), all=figure(self._of))
        selected = len(self.table.selected)
        if selected:
            many += " · " + _("{count} selected").format(count=figure(selected))
        self.show_header(self.where(), many)

    def on_paged_table_selected(self, event: PagedTable.Selected) -> None:
        """Show how many are selected, and remember what they were then."""
        if event.table is self.table:
            chosen = {row.record.id: row.record.version for row in self.table.selected.values() if hasattr(row.record, "version")}
            self._chosen_as = {number: self._chosen_as.get(number, version) for number, version in chosen.items()}
            self._show_count()

    def seen_version(self, record: Any) -> int:
        """Of what is selected the version that was selected; of the record under the cursor the one in sight."""
        version: int = self._chosen_as.get(record.id, record.version)
        return version

    def show_made(self, made: Ref) -> None:
        """Put the cursor on it, wherever it stands in this list."""
        if made.kind is self.kind:
            load(self, "made", lambda place: self._go_to_made(place, made.id), self._place_of, made.id)

    def _place_of(self, store: Store, number: int) -> int | None:
        numbers = self._neighbours(store)
        return numbers.index(number) if number in numbers else None

    def _go_to_made(self, place: int | None, number: int) -> None:
        if place is not None:
            self.table.go_to_place(place, number)

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Show the detail of another record."""
        if event.table is not self.table:
            return
        if event.row is None:
            self.query_one(Pane).show(())
        else:
            load_beside(self, "detail", self._show_detail, folded(self.read_detail), event.row.record)

    def read_detail(self, store: Store, record: Any) -> Detail:
        """What stands in the pane, read from another store where a list has one."""
        return self.detail(store, record)

    def _show_detail(self, detail: Detail) -> None:
        self.query_one(Pane).show(*detail)

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open the record."""
        if event.table is self.table:
            self.open_row(event.row.record)

    def open_row(self, record: Any) -> None:
        """Open the screen of one record, with its neighbours in this list."""
        load(self, "neighbours", lambda numbers: self.open_among(record.id, numbers), self._neighbours)

    def _neighbours(self, store: Store) -> tuple[int, ...]:
        with store.read() as reader:
            return tuple(ids(reader, self.LISTING, self.present_view(), MOST_NEIGHBOURS))

    def open_among(self, number: int, neighbours: tuple[int, ...]) -> None:
        """Open one record; `neighbours` are what `[` and `]` go along."""
        path = RECORDS.get(self.kind.table)
        if path is not None:
            self.app.push_screen(find(path)(number, neighbours if number in neighbours else (number,)))

    # Filter, view, form

    def action_new(self) -> None:
        """Make a new record, of the institution that the list is about if it is about one."""
        self.app.open_screen(self.FORM)

    def action_new_other(self) -> None:
        """Make a record of any kind, at the institution under the cursor where that has one."""
        here = self.institution_here()
        given = {"institution_id": here} if here is not None else None
        sheet = Choice(_("New"), [Option(name, text) for name, text in new_records()])
        ask(self.app, sheet, lambda name: self.app.open_screen(name, None, given if name in AT_INSTITUTIONS else None))

    # What the app's own keys ask

    def institution_here(self) -> int | None:
        """The institution of the record under the cursor."""
        row = self.table.cursor_row
        return None if row is None else self.institution_of(row.record)

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """The selected records, else the one under the cursor."""
        return self.kind, [record.id for record in self.chosen()] if self.is_mounted else []

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record under the cursor."""
        row = self.table.cursor_row
        return None if row is None else (self.kind, row.record.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that mean something for this kind of record."""
        return self.acts_with(action) if self.is_mounted else super().check_action(action, parameters)


AT_INSTITUTIONS = frozenset(
    {"request_form", "signal_form", "conversation_form", "contact_form", "session_form", "fitgap_form", "follow_up_form"}
)


def new_records() -> list[tuple[str, str]]:
    """The forms for a new record, with what each makes: the likeliest first."""
    kinds = (
        RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION, RecordKind.CONTACT, RecordKind.FOLLOW_UP, RecordKind.SESSION,
        RecordKind.FITGAP, RecordKind.EVENT, RecordKind.PARTY, RecordKind.OFFERING, RecordKind.TREND, RecordKind.INSTITUTION,
        RecordKind.ADVISOR,
    )  # fmt: skip
    return [(f"{kind.value}_form", label(kind)) for kind in kinds]


def _anchor(found: Any) -> Anchor | None:
    return found if isinstance(found, Anchor) else None
