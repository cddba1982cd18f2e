"""One contact: what they do where, what they did before, and every talk, request and event that they were part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from loket.insight.careers import Stint, career, part_of, same_person
from loket.insight.lists.contacts import CONTACTS
from loket.insight.lists.listing import Looker
from loket.language import _
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.screens.people.asking import CAREER, ask_career
from loket.screens.records.detail import RecordDetail, Shown, hanging_event
from loket.screens.records.lines import joined, said
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.opening import Store


class ContactDetail(RecordDetail):
    """One contact."""

    LISTING, FORM, PLACE = CONTACTS, "contact_form", 2
    FOOTER = ("edit", "career", "follow_up", "note", "log", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [CAREER]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        with store.read() as reader:
            looker = Looker.of(reader, store.actor)
            stints = career(reader, looker, self.number)
            told = part_of(reader, looker, same_person(reader, looker, self.number))
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
