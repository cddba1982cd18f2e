"""Aanbod, place 6: the catalogue, and as second sheet the unmet needs by theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from loket.insight.lists.listing import Looker, View
from loket.insight.lists.offerings import OFFERINGS, OfferingRow
from loket.insight.lists.requests import RequestRow
from loket.insight.unmet import Unmet, unmet_needs
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.models.words import OfferingStatus, RecordKind
from loket.screens.base import LoketScreen
from loket.screens.offerings.refer import helped
from loket.screens.records.lines import day, hidden, joined, late_cell, said, short, text_block, themes
from loket.screens.records.list import Detail, RecordList
from loket.widgets.bars import share
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.keys import key, keys_of
from loket.widgets.loading import load
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from datetime import date

    from loket.store.opening import Store


class OfferingList(RecordList):
    """The catalogue: what there is, for whom, and whether it helped."""

    PLACE = 6
    LISTING = OFFERINGS
    FORM = "offering_form"
    SAVED_AS = "offerings"
    START = View(sort="title", scope="open")
    SCOPES = (N_("not lapsed"), N_("lapsed"), N_("all"))
    EMPTY = N_("No offerings with this filter. / clears it.")
    FOOTER = ("open", "state", "edit", "new", "follow_up", "select", "filter", "sort", "views")
    COLUMNS = (
        Column("title", N_("Offering"), 20, flexible=3, keep=True, sortable=True),
        Column("kind", N_("Kind"), 9, sortable=True),
        Column("themes", N_("Th"), 5),
        Column("outcome", N_("Outc"), 6),
        Column("state", N_("State"), 15, keep=True, sortable=True),
        Column("helped", N_("Helped"), 16, keep=True),
        Column("audience", N_("Audience"), 10),
    )

    def row(self, record: OfferingRow) -> Row:
        """The line of one offering."""
        return Row(
            record.id,
            (
                record.title, said(record.kind), themes(record.themes), said(record.outcome_info), state_cell(record, self.desk.today),
                helped(record.effect), " ".join(short(audience) for audience in record.audiences) or _("all"),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: OfferingRow) -> Detail:
        """What it is, until when, and what came of it."""
        today, effect = store.today, record.effect
        until = joined(day(record.available_from, today, none="…"), day(record.available_until, today, none="…"), by=" – ")
        lines: list[PaneLine] = [
            Heading(record.title),
            *hidden(record.confidential),
            Fact(joined(record.provider, said(record.kind))),
            Fact(joined(label(record.state), until), _("State"), "" if record.is_available(today) else "attention"),
            *([Fact(day(record.expected_on, today), _("Expected"))] if record.expected_on else []),
            Fact(themes(record.themes), _("Themes")),
            Fact(", ".join(label(audience) for audience in record.audiences) or _("all"), _("Audience")),
            Fact(record.owner or "–", _("Owner")),
            Fact(record.url or "–", _("Address")),
            *text_block(_("Description"), record.description),
            "",
            Heading(_("EFFECT")),
            Fact(figure(effect.referred), _("referred")),
            Fact(share(effect.used, effect.referred), _("used")),
            Fact(helped(effect), _("helped")),
        ]
        return lines, (joined(record.title, record.provider), joined(label(record.state), until, helped(effect)))


def state_cell(record: OfferingRow, today: date) -> Cell:
    """The state; an available one that has not begun or has ended says so."""
    if record.state is OfferingStatus.AVAILABLE and not record.is_available(today):
        return Cell(_("ended") if record.available_until and record.available_until < today else _("not begun"), "attention")
    return Cell(label(record.state), "" if record.state is OfferingStatus.AVAILABLE else "muted")


class UnmetNeeds(LoketScreen):
    """Open requests that nothing fits, under each of their themes: what the programme most wants to see."""

    PLACE = 6
    FOOTER = ("open", "refer", "edit", "log", "follow_up", "copy")
    COLUMNS = (
        Column("number", N_("Nr"), 8, keep=True),
        Column("title", N_("Request"), 26, flexible=3, keep=True),
        Column("institution", N_("Institution"), 16, flexible=1),
        Column("outcome", N_("Outc"), 6),
        Column("audience", N_("Audience"), 10),
        Column("verdict", N_("Verdict"), 14),
        Column("due", N_("Due"), 10, keep=True, align="right"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*keys_of("refer", "edit"), key("copy", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._unmet = 0

    @property
    def table(self) -> PagedTable:
        """The requests by theme."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """The requests by theme."""
        yield PagedTable(self.COLUMNS, self._page, empty=N_("Something fits every open request."))

    def on_mount(self) -> None:
        """Read the needs."""
        super().on_mount()
        self.show_bearing(_("catalogue [Unmet needs]"))
        self.table.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the needs anew."""
        load(self, "unmet", self._show, _unmet)

    def _show(self, found: Unmet) -> None:
        lines: list[Line] = []
        for one in found.themes:
            if one.theme is None and not one.requests:
                continue
            name = f"{one.theme} {one.label}" if one.theme else _("without theme")
            making = ngettext("{count} in development", "{count} in development", one.coming).format(count=one.coming) if one.coming else ""
            lines.append(Group(joined(name, making), len(one.requests)))
            lines += [self._row(request, one.theme) for request in one.requests]
        self._lines, self._unmet = lines, found.unmet
        counted = _("{share} of the open requests, each counted once").format(share=share(found.unmet, found.open))
        self.show_bearing(_("catalogue [Unmet needs]"), counted)
        self.table.reload(self._page)

    def _page(self, store: Store, request: PageRequest) -> Page:
        lines = self._lines
        return Page(lines[request.offset : request.offset + request.size], len(lines), self._unmet, self._unmet)

    def _row(self, record: RequestRow, theme: int | None) -> Row:
        return Row(
            (theme, record.id),
            (
                record.number, record.title, record.whose or "?", said(record.outcome_info), short(record.audience),
                said(record.verdict, ""), late_cell(day(record.due_on, self.desk.today), record.late),
            ),
            late=record.late,
            record=record,
        )  # fmt: skip

    # Keys

    def _here(self) -> RequestRow | None:
        row = self.table.cursor_row
        found: RequestRow | None = row.record if row else None
        return found

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open the request."""
        self.desk.open_record(RecordKind.REQUEST, event.row.record.id)

    def action_refer(self) -> None:
        """Look at what there is for it after all."""
        if here := self._here():
            self.desk.open_screen("refer", here.id)

    def action_edit(self) -> None:
        """Edit the request."""
        if here := self._here():
            self.desk.open_screen("request_form", here.id)

    def action_copy(self) -> None:
        """Copy the line."""
        if here := self._here():
            self.desk.copy_to_clipboard(joined(here.number, here.title, here.whose, by="\t"))
            self.desk.say(_("Copied."))

    def institution_here(self) -> int | None:
        """The institution that asks."""
        here = self._here()
        return here.institution_id if here else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The request under the cursor."""
        here = self._here()
        return (RecordKind.REQUEST, here.id) if here else None


def _unmet(store: Store) -> Unmet:
    with store.read() as reader:
        return unmet_needs(reader, Looker.of(reader, store.actor), store.today)
