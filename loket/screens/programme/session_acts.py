"""What one learning session says and lets one do, in its list and on its own screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.listing import Looker
from loket.insight.lists.sessions import SessionRow
from loket.insight.session_months import session_months
from loket.language import _, label, ngettext
from loket.language.formats import number as figure
from loket.language.months import month_of, shown_month
from loket.models.words import SessionState, Word
from loket.screens.records.acts import ActsOnRecords
from loket.screens.records.lines import day, hidden, joined, said, text_block, themes
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.opening import Store


class SessionActs(ActsOnRecords):
    """Mixed into a session's list and detail: holding one asks how it went."""

    def action_state(self) -> None:
        """The next state; of one that was held, what they thought of it."""
        records = self.chosen()
        if len(records) == 1 and records[0].state is SessionState.HELD:
            self.app.open_screen("session_outcome", records[0].id)
        else:
            super().action_state()

    def _step(self, records: Sequence[Any], state: Word) -> None:
        if state is SessionState.HELD and len(records) == 1:
            self.app.open_screen("session_outcome", records[0].id)
        else:
            super()._step(records, state)


def wanted_month(record: SessionRow) -> str:
    """The month that one who waits asks for."""
    return shown_month(record.preferred_month) if record.waits and record.preferred_month else ""


def session_lines(store: Store, record: SessionRow) -> list[PaneLine]:
    """For whom, about what, when, and how it went."""
    today = store.today
    many = "" if record.participants is None else ngettext("{count} participant", "{count} participants", record.participants)
    when = day(record.session_on, today, weekday=True, none="")
    mark = _("mark {mark}").format(mark=figure(record.mark, 1)) if record.mark is not None else ""
    return [
        Heading(joined(record.number, record.institution, by="  ")),
        *hidden(record.confidential),
        Fact(joined(label(record.state), when, many.format(count=record.participants), mark)),
        *([Fact(_turn(store, record), tone="attention")] if record.waits and record.preferred_month and record.provider else []),
        Fact(joined(record.team or "?", said(record.audience)), _("Team")),
        Fact(record.provider or "?", _("Provider")),
        Fact(themes(record.themes), _("Themes")),
        Fact(day(record.enrolled_on, today), _("Enrolled")),
        *([Fact(shown_month(record.preferred_month), _("Wants"))] if record.preferred_month else []),
        *text_block(_("Goal"), record.goal),
        *text_block(_("Evaluation"), record.evaluation or (_("! not there yet") if record.late else None)),
    ]


def _turn(store: Store, record: SessionRow) -> str:
    """Whether there is a place in the wanted month, or the place on its waiting list."""
    with store.read() as reader:
        room = session_months(reader, Looker.of(reader, store.actor)).room_of(record.provider, record.preferred_month)
    if room is None or room.left is None:
        return _("Nobody noted the places of this month: c does.")
    if record.id in room.invited and room.month < month_of(store.today):
        return _("The month that it asked for is past: e names another.")
    if record.id in room.invited:
        return _("There is a place: s plans it.")
    place = room.waiting.index(record.id) + 1 if record.id in room.waiting else len(room.waiting) + 1
    return _("No place left: number {place} on the waiting list.").format(place=place)
