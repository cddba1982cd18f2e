"""One learning session in full, with the mail that confirms it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.insight.session_mail import SessionMail, session_mail
from loket.language import N_, _
from loket.screens.programme.session_acts import SessionActs, session_lines
from loket.screens.records.detail import RecordDetail, Shown
from loket.screens.records.lines import joined
from loket.widgets.loading import load

if TYPE_CHECKING:
    from loket.store.opening import Store


class SessionDetail(SessionActs, RecordDetail):
    """One learning session."""

    LISTING, FORM, PLACE = SESSIONS, "session_form", 9
    FOOTER: ClassVar[tuple[str, ...]] = ("state", "edit", "mail", "follow_up", "note", "log", "move_date", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "mail", N_("mail"), id="mail", tooltip=N_("The mail that confirms the day to the institution.")),
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row: SessionRow = shown.record
        return replace(shown, heading=joined(row.institution, row.team), lines=tuple(session_lines(store, row)))

    def action_mail(self) -> None:
        """Show the mail, to copy or to send."""
        load(self, "mail", self._show_mail, session_mail, self.number)

    def _show_mail(self, mail: SessionMail | None) -> None:
        from loket.screens.mail import Mail, offer_mail

        if mail is None:
            self.desk.say(_("Plan a day first: s."), "attention")
        else:
            offer_mail(self.desk, Mail(to=mail.to, subject=mail.subject, body=mail.body))
