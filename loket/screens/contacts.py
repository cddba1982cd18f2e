"""Contacts as a list, one in full, and what may change about them: another role, another place, or gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.contacts import Stint, career, part_of, same_person
from loket.insight.lists.contacts import CONTACTS, ContactRow
from loket.insight.lists.listing import View
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.finders import find_colleagues
from loket.screens.loket_screen import LoketScreen
from loket.screens.merging import Merge, merge_selected
from loket.screens.records.record_detail import RecordDetail, Shown, hanging_event
from loket.screens.records.record_lines import day, hidden, joined, said, short
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.picker import Pick, PickSheet

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


TWICE = "twice"
CAREER = Binding(
    "c", "career", N_("leaves, moves"), id="career", tooltip=N_("Notes that a contact has another role, works elsewhere or left.")
)


def ask_career(app: BaseApp, number: int) -> None:
    """Ask what changed about a contact."""
    options = [
        Option("contact_role_form", _("has another role here")),
        Option("contact_move_form", _("works elsewhere now")),
        Option("contact_leave_form", _("has left")),
        Option("contact_form", _("edit what is noted")),
        Option(TWICE, _("is here twice: make one of the two")),
    ]
    screen = app.screen

    def chosen(form: str) -> None:
        if form != TWICE:
            app.open_screen(form, number)
        elif isinstance(screen, LoketScreen):
            title = _("With whom is {number} the same?").format(number=RecordKind.CONTACT.number(number))
            ask(app, PickSheet(title, partial(find_colleagues, number)), partial(_make_one, screen, number))

    ask(app, Choice(_("What changed?"), options), chosen)


def _make_one(screen: LoketScreen, number: int, pick: Pick) -> None:
    Merge(screen, RecordKind.CONTACT, ((pick.value, pick.label), (number, _("the one that you chose"))), screen.show_done).ask()


class ContactDetail(RecordDetail):
    """One contact."""

    LISTING, PLACE = CONTACTS, 2
    FOOTER = ("edit", "career", "follow_up", "note", "log", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [CAREER]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        with store.read() as reader:
            stints = career(reader, self.number)
            told = part_of(reader, same_person(reader, self.number))
        events = [*shown.events, *(hanging_event(one, store.today) for one in told)]
        events.sort(key=lambda event: event.day or date.max, reverse=True)
        lines = (*shown.lines, *career_lines(stints, self.number, store.today))
        return replace(shown, lines=lines, events=tuple(events))

    def action_career(self) -> None:
        """Ask what changed."""
        ask_career(self.app, self.number)


def career_lines(stints: Sequence[Stint], number: int, today: date) -> Iterator[PaneLine]:
    """`LOOPBAAN`: the roles of a person, the present one first; nothing when there is only this one."""
    if len(stints) < 2:
        return
    yield ""
    yield Heading(_("CAREER"))
    for stint in stints:
        until = _("until {day}").format(day=short_date(stint.until, today, weekday=False)) if stint.until else _("now")
        elsewhere = "" if stint.contact == number else RecordKind.CONTACT.number(stint.contact)
        what = joined(stint.function or said(stint.audience, ""), stint.department, stint.place, elsewhere)
        yield Fact(what, until, "" if stint.until is None else "muted")


_FEW = 6


class ContactList(RecordList):
    """All contacts who are there, by name."""

    PLACE = 2
    LISTING = CONTACTS
    FORM = "contact_form"
    SAVED_AS = "contacts"
    START = View(sort="name", scope="open")
    SCOPES = (N_("who are there"), N_("who left"), N_("all"))
    EMPTY = N_("No contacts with this filter. / clears it.")
    FOOTER = ("open", "career", "log", "new", "edit", "follow_up", "sort", "filter", "views")
    BINDINGS: ClassVar[list[BindingType]] = [
        CAREER,
        key("merge", show=False, tooltip=N_("Makes the two that are selected one, after a preview; u brings them back.")),
    ]
    COLUMNS = (
        Column("name", N_("Name"), 18, flexible=2, keep=True, sortable=True),
        Column("institution", N_("Institution"), 18, flexible=2, keep=True, sortable=True),
        Column("function", N_("Function"), 16, flexible=1),
        Column("audience", N_("Audience"), 10, sortable=True),
        Column("phone", N_("Phone"), 14, keep=True),
        Column("email", N_("E-mail"), 22, flexible=1),
    )

    def row(self, record: ContactRow) -> Row:
        """The line of one contact."""
        gone = record.left_on is not None or record.erased_on is not None
        name = record.name or _("erased")
        return Row(
            record.id,
            (
                Cell(name, "muted" if gone else ""), record.whose or "–", record.function or "–", short(record.audience),
                day(record.left_on, self.app.today, none=record.phone or "–") if gone else record.phone or "–", record.email or "–",
            ),
            record=record,
        )  # fmt: skip

    def action_career(self) -> None:
        """Ask what changed about the contact under the cursor."""
        row = self.table.cursor_row
        if row is not None:
            ask_career(self.app, row.record.id)

    def action_merge(self) -> None:
        """Make the two that are selected one."""
        merge_selected(self, RecordKind.CONTACT, [(one.id, one.name or "?") for one in self.chosen()], self._acted)

    @staticmethod
    def detail(store: Store, record: ContactRow) -> Detail:
        """How to reach them, where they worked, and the last they were part of."""
        with store.read() as reader:
            people = same_person(reader, record.id)
            stints, told = career(reader, record.id), part_of(reader, people)
        told.sort(key=lambda one: (one.day is not None, one.day), reverse=True)
        left = _("left {day}").format(day=day(record.left_on, store.today)) if record.left_on else ""
        facts = joined(record.function, record.department, said(record.audience, ""))
        lines: list[PaneLine] = [
            Heading(record.name or _("erased")),
            *hidden(record.confidential),
            Fact(record.whose or "–"),
            Fact(facts or "–"),
            *([Fact(left, tone="attention")] if left else []),
            Fact(record.phone or "–", _("Phone")),
            Fact(record.email or "–", _("E-mail")),
            *career_lines(stints, record.id, store.today),
            "",
            Heading(_("WAS PART OF {count}").format(count=len(told))),
            *(Fact(joined(day(one.day, store.today), label(one.kind), one.text)) for one in told[:_FEW]),
        ]
        return lines, (joined(record.name, record.whose, left), joined(facts, record.phone, record.email))
