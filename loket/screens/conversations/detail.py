"""One conversation in full: with whom, what was said and agreed, and everything that came out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.talk_mail import TalkMail, talk_mail
from loket.language import N_, _
from loket.models.words import ConversationState
from loket.screens.conversations.calendar import CALENDAR_KEY, ask_calendar
from loket.screens.conversations.list import conversation_lines
from loket.screens.mail import Mail, offer_mail
from loket.screens.offerings.handing import ask_hand_out
from loket.screens.records.detail import RecordDetail, Shown
from loket.widgets.keys import key
from loket.widgets.loading import load
from loket.widgets.pane import Heading

if TYPE_CHECKING:
    from loket.store.opening import Store

_READABLE = 100_000


class ConversationDetail(RecordDetail):
    """One conversation."""

    LISTING, FORM, PLACE = CONVERSATIONS, "conversation_form", 4
    FOOTER = ("log", "edit", "state", "calendar", "copy", "follow_up", "note", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("log", "app.log", N_("log now")),
        key("copy", word=N_("mail"), tooltip=N_("Makes the mail that confirms a planned conversation; copies any other.")),
        key("refer", "hand_out", N_("hand out"), show=False, tooltip=N_("Notes material that was handed out at this conversation.")),
        CALENDAR_KEY,
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row = shown.record
        with store.read() as reader:
            said = reader.row("SELECT summary, agreements, agenda FROM conversation WHERE id = :id", id=self.number) or ("", "", "")
        summary, agreements, agenda = ((text or "")[:_READABLE] for text in said)
        lines = conversation_lines(replace(row, summary=None, agreements=None), store.today)
        for name, text in ((_("Agreed"), agreements), (_("Said"), summary), (_("Agenda"), agenda)):
            lines += ["", Heading(name), text] if text else []
        return replace(shown, heading=row.whose or row.subject or "–", lines=tuple(lines))

    def action_calendar(self) -> None:
        """A file for the calendar."""
        day = (self.shown.record.day if self.shown else None) or self.app.today
        ask_calendar(self, self.number, day - timedelta(days=day.weekday()))

    def action_copy(self) -> None:
        """The mail that confirms it while it is to come; else its facts as text."""
        if self.shown and self.shown.record.state is ConversationState.PLANNED:
            load(self, "mail", self._offer, talk_mail, self.number)
        else:
            super().action_copy()

    def _offer(self, mail: TalkMail | None) -> None:
        if mail is None:
            super().action_copy()
        else:
            offer_mail(self.app, Mail(mail.to, mail.subject, mail.body))

    def action_hand_out(self) -> None:
        """Note what was handed out to all who took part."""
        if self.shown:
            ask_hand_out(self, self.shown.heading, conversation=self.number)

    def institution_here(self) -> int | None:
        """The first institution in it."""
        return next(iter(self.shown.record.institution_ids), None) if self.shown else None
