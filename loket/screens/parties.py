"""Partijen, a sheet of place 2: who is not an institution, with what each asks, says and owns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.attached_records import Attached, attached
from loket.insight.lists.listing import View
from loket.insight.lists.parties import PARTIES, PartyRow
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.finders import find_parties
from loket.screens.forms.record_form import open_form
from loket.screens.merging import Merge, merge_selected
from loket.screens.records.record_detail import RecordDetail, Shown, hanging_event
from loket.screens.records.record_lines import day, hidden, joined, said
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Column, Row
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.picker import PickSheet

if TYPE_CHECKING:
    from loket.store.database import Store

_FEW = 8
MERGE = key("merge", show=False, tooltip=N_("Makes the two that are selected one, after a preview; u brings them back."))


class PartyList(RecordList):
    """All parties by name."""

    PLACE = 2
    LISTING = PARTIES
    FORM = "party_form"
    SAVED_AS = "parties"
    START = View(sort="name")
    EMPTY = N_("No parties with this filter. / clears it.")
    FOOTER = ("open", "new", "edit", "follow_up", "sort", "filter", "views", "export")
    COLUMNS = (
        Column("name", N_("Party"), 22, flexible=3, keep=True, sortable=True),
        Column("kind", N_("Kind"), 18, flexible=1, sortable=True),
        Column("trends", N_("Trends"), 6, keep=True, align="right", sortable=True),
        Column("signals", N_("Sign."), 5, keep=True, align="right"),
        Column("requests", N_("Req."), 5, align="right"),
        Column("conversations", N_("Talks"), 5, align="right"),
        Column("contacts", N_("People"), 6, align="right"),
        Column("spoken", N_("Last spoken"), 13, keep=True, sortable=True),
    )

    BINDINGS: ClassVar[list[BindingType]] = [MERGE]

    def action_merge(self) -> None:
        """Make the two that are selected one."""
        merge_selected(self, RecordKind.PARTY, [(one.id, one.name) for one in self.chosen()], self._acted)

    def row(self, record: PartyRow) -> Row:
        """The line of one party."""
        counts = (record.trends, record.signals, record.requests, record.conversations, record.contacts)
        return Row(
            record.id,
            (record.name, said(record.kind), *(str(count or "–") for count in counts), day(record.last_spoken, self.app.today)),
            record=record,
        )

    @staticmethod
    def detail(store: Store, record: PartyRow) -> Detail:
        """What it is, and the latest that it is part of."""
        with store.read() as reader:
            hanging = attached(reader, RecordKind.PARTY, record.id, store.today)
        lines = [*party_lines(record), *_latest(hanging, store)]
        return lines, (joined(record.name, said(record.kind, "")), ", ".join(record.aliases))


class PartyDetail(RecordDetail):
    """One party, with its people, what it asks, what it said, what it owns, and the talks it was in."""

    LISTING, PLACE = PARTIES, 2
    FOOTER: ClassVar[tuple[str, ...]] = ("party_contact", "edit", "follow_up", "note", "link", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "contact", N_("contact"), id="party_contact", tooltip=N_("Adds a person who works at this party.")),
        key("merge", show=False, tooltip=N_("Makes this one and another the same, after a preview; u brings them back.")),
    ]

    def action_merge(self) -> None:
        """Ask with which other this party is the same."""
        if self.shown:
            name = self.shown.heading
            title = _("{name} and which other?").format(name=name)
            ask(self.app, PickSheet(title, find_parties), lambda pick: self._merge((pick.value, pick.label), (self.number, name)))

    def _merge(self, other: tuple[int, str], this: tuple[int, str]) -> None:
        if other[0] == this[0]:
            self.app.say(_("Choose two records."), "muted")
        else:
            Merge(self, RecordKind.PARTY, (other, this), self._acted).ask()

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        return None if shown is None else replace(shown, lines=tuple(party_lines(shown.record)))

    def action_contact(self) -> None:
        """Add somebody who works there."""
        open_form(self.app, "contact_form", None, {"party_id": self.number})


def party_lines(record: PartyRow) -> list[PaneLine]:
    """What it is called, and how much of everything there is."""
    counts = (
        (_("Trends"), record.trends), (_("Signals"), record.signals), (_("Requests"), record.requests),
        (_("Conversations"), record.conversations), (_("Contacts"), record.contacts),
    )  # fmt: skip
    return [
        Heading(joined(record.number, record.name, by="  ")),
        *hidden(record.confidential),
        Fact(said(record.kind), _("Kind")),
        *([Fact(", ".join(record.aliases), _("Also called"))] if record.aliases else []),
        *(Fact(str(count), name) for name, count in counts if count),
    ]


def _latest(hanging: list[Attached], store: Store) -> Iterator[PaneLine]:
    if hanging:
        yield ""
        yield Heading(_("LATEST"))
    for one in hanging[:_FEW]:
        event = hanging_event(one, store.today)
        yield Fact(joined(day(one.day, store.today, none=""), event.kind, event.text))
