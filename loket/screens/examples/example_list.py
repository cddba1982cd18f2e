"""Every example: which a report may take, which wait for an advisor to release them, and why one cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import examples as example_verbs
from loket.insight.examples import ExampleRow, examples
from loket.insight.figures.period import Period
from loket.language import N_, _, label
from loket.language.name_ranking import folded
from loket.models.words import RecordKind
from loket.screens.examples.example_form import ask_release
from loket.screens.loket_screen import FilteredScreen
from loket.screens.records.record_lines import day, hidden, joined
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split
from loket.widgets.workers import act, load_beside

if TYPE_CHECKING:
    from loket.store.database import Store


class ExampleList(FilteredScreen):
    """All examples, or those of a period: the ones that wait first. Enter goes to what an example is of."""

    PLACE = 7
    FOOTER = ("open", "edit", "state", "state_back", "take_away", "filter", "copy")
    COLUMNS = (
        Column("theme", N_("Th"), 2, keep=True),
        Column("text", N_("Example"), 30, flexible=4, keep=True),
        Column("on", N_("Of"), 7, keep=True),
        Column("whose", N_("Institution"), 14, flexible=1),
        Column("day", N_("When"), 10, align="right"),
        Column("who", N_("Advisor"), 8),
        Column("state", N_("State"), 13, keep=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("filter"),
        key("copy", show=False),
        key("edit", tooltip=N_("Tells it in other words; that takes a release back.")),
        key("state", "release", N_("release"), tooltip=N_("Lets reports take this example, after a question.")),
        key("state_back", "withdraw", N_("withdraw"), tooltip=N_("Takes the release back: no report takes it any more.")),
        Binding("f7", "take_away", N_("remove"), show=False, id="take_away", tooltip=N_("Throws this example away.")),
    ]

    def __init__(self, period: Period | None = None) -> None:
        super().__init__()
        self._period = period

    def compose_body(self) -> ComposeResult:
        """Filter, list, and the example in full."""
        yield FilterBar()
        with Split():
            yield PagedTable(self.COLUMNS, self._page, empty=N_("No examples here. V in a request, signal or conversation writes one."))
            yield Pane()

    def on_mount(self) -> None:
        """Say where one is."""
        super().on_mount()
        self.show_header(joined(_("Examples"), self._period.shown() if self._period else ""))
        self.table.focus()

    def _page(self, store: Store, request: PageRequest) -> Page:
        with store.read() as reader:
            every = examples(reader, self._period)
        wanted = folded(request.filter).split()
        found = [one for one in every if all(piece in _searched(one) for piece in wanted)]
        lines = list(_lines(found, self))
        return Page(lines[request.offset : request.offset + request.size], len(lines), len(found), len(every))

    def row(self, record: ExampleRow) -> Row:
        """The line of one example."""
        cells = (
            str(record.theme or "?"), record.text, record.on, record.whose or _("without institution"), day(record.day, self.app.today),
            record.advisor or "–", _state(record),
        )  # fmt: skip
        return Row(record.id, cells, record=record)

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Say how many."""
        self.show_header(count=_("{n} of {all}").format(n=event.records, all=event.of))

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Show it in full, with what stands in the way of releasing it."""
        if event.row is not None:
            load_beside(self, "pane", self._show, _full, event.row.record)

    def _show(self, lines: tuple[PaneLine, ...]) -> None:
        one = self._here()
        if one is not None:
            self.query_one(Pane).show(lines, (joined(one.on, one.whose, one.released_by), one.text))

    def _here(self) -> ExampleRow | None:
        row = self.table.cursor_row
        return row.record if row else None

    # Keys

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open what it is of."""
        self.app.open_record(event.row.record.on_kind, event.row.record.on_id)

    def action_edit(self) -> None:
        """Tell it in other words."""
        one = self._here()
        if one is not None:
            self.app.open_screen("example", one.id)

    def action_release(self) -> None:
        """Let reports take it, after a question."""
        one = self._here()
        if one is not None and one.released_on is None:
            ask_release(self.app, one.text, lambda: act(self, self.show_done, None, example_verbs.release_example, one.id, one.version))

    def action_withdraw(self) -> None:
        """Take the release back."""
        one = self._here()
        if one is not None and one.released_on is not None:
            act(self, self.show_done, None, example_verbs.withdraw_example, one.id)

    def action_take_away(self) -> None:
        """Throw it away."""
        one = self._here()
        if one is not None:
            act(self, self.show_done, None, example_verbs.remove_example, one.id)

    def action_copy(self) -> None:
        """Copy the text."""
        one = self._here()
        if one is not None:
            self.app.copy_to_clipboard(one.text)
            self.app.say(_("Copied."))

    def institution_here(self) -> int | None:
        """The institution that it is about."""
        one = self._here()
        return one.institution_id if one else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """What it is of."""
        one = self._here()
        return (one.on_kind, one.on_id) if one else None


def _lines(found: Sequence[ExampleRow], screen: ExampleList) -> Iterator[Line]:
    groups = (
        (_("Not released"), [one for one in found if one.released_on is None]),
        (_("Released"), [one for one in found if one.released_on is not None]),
    )
    for name, rows in groups:
        if rows:
            yield Group(name, len(rows))
            yield from map(screen.row, rows)


def _state(record: ExampleRow) -> Cell:
    if record.hidden:
        return Cell(_("confidential"), "attention")
    return Cell(_("✓ released"), "done") if record.is_released else Cell(_("not yet"), "muted")


def _searched(record: ExampleRow) -> str:
    return folded(
        " ".join(part for part in (record.text, record.on, record.about, record.whose, record.advisor, record.released_by) if part)
    )


def _full(store: Store, one: ExampleRow) -> tuple[PaneLine, ...]:
    """An example in full; what stands in the way of releasing it is computed now."""
    against = example_verbs.objections_to(store, one.on_kind, one.on_id, one.text) if one.released_on is None else ()
    released = joined(one.released_by, day(one.released_on, store.today)) if one.released_on else _("not yet")
    return (
        Heading(_("theme {number}").format(number=one.theme or "?")),
        *hidden(one.hidden),
        Fact(one.text),
        *([Fact(_("Confidential by now: no report takes it."), tone="attention")] if one.hidden else []),
        *(Fact(f"! {text}", tone="attention") for text in against),
        "",
        Fact(joined(label(one.on_kind), one.on, by=" "), _("Of")),
        Fact(one.about),
        Fact(one.whose or _("without institution"), _("Institution")),
        Fact(joined(one.advisor, day(one.written_on, store.today)), _("Written")),
        Fact(released, _("Released")),
    )
