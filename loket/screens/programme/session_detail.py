"""One learning session in full, with the mail that confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.insight.session_mail import SessionMail, session_mail
from loket.language import N_, _, label
from loket.models.words import RecordKind, RequestSource
from loket.screens.forms.asking import ask
from loket.screens.forms.base import open_form
from loket.screens.programme.session_acts import SessionActs, session_lines
from loket.screens.records.detail import RecordDetail, Shown
from loket.screens.records.lines import joined
from loket.widgets.choice import Choice, Option
from loket.widgets.loading import act, load

if TYPE_CHECKING:
    from loket.store.opening import Store


class SessionDetail(SessionActs, RecordDetail):
    """One learning session."""

    LISTING, FORM, PLACE = SESSIONS, "session_form", 9
    FOOTER: ClassVar[tuple[str, ...]] = ("state", "edit", "from_session", "calendar_file", "mail", "follow_up", "note", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "calendar", N_("calendar (.ics)"), id="calendar_file",
                tooltip=N_("Writes this session to a file that Outlook reads.")),
        Binding("v", "wish", N_("request or signal"), id="from_session",
                tooltip=N_("What the teams asked or told at this session, as a request or a signal that keeps its origin.")),
        Binding("Y", "mail", N_("mail"), id="mail", tooltip=N_("The mail that confirms the day to the institution.")),
    ]  # fmt: skip

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row: SessionRow = shown.record
        return replace(shown, heading=joined(row.institution, row.team), lines=tuple(session_lines(store, row)))

    def action_wish(self) -> None:
        """A request or a signal that came out of it."""
        if self.shown is None:
            return
        row: SessionRow = self.shown.record
        given = {"institution_id": row.institution_id, "session_id": row.id, "department": row.team}
        theme = row.themes[0] if len(row.themes) == 1 else None
        more: dict[str, dict[str, Any]] = {
            "request_form": {"source": RequestSource.SESSION.value, "themes": row.themes},
            "signal_form": {"theme_id": theme},
        }
        options = [Option("request_form", label(RecordKind.REQUEST)), Option("signal_form", label(RecordKind.SIGNAL))]
        sheet = Choice(_("Came out of {number}").format(number=row.number), options, text=joined(row.institution, row.team))
        ask(self.app, sheet, lambda form: open_form(self.app, form, None, {**given, **more[form]}))

    def action_mail(self) -> None:
        """Show the mail, to copy or to send."""
        load(self, "mail", self._show_mail, session_mail, self.number)

    def _show_mail(self, mail: SessionMail | None) -> None:
        from loket.screens.mail import Mail, offer_mail

        if mail is None:
            self.app.say(_("Plan a day first: s."), "attention")
        else:
            offer_mail(self.app, Mail(to=mail.to, subject=mail.subject, body=mail.body))

    def action_calendar(self) -> None:
        """Ask into which file, and write it."""
        from loket.screens.conversations.calendar import ask_calendar_file

        file = f"loket-{self.kind.number(self.number)}.ics"
        ask_calendar_file(self, file, lambda path: act(self, self._written, None, _write_calendar, self.number, path))

    def _written(self, path: Path) -> None:
        self.app.say(_("Written: {file}.").format(file=path), "done")


def _write_calendar(store: Store, number: int, path: Path) -> Path:
    from loket.casework.reports import remember_export
    from loket.exchange.session_calendar import write_session_calendar

    written = write_session_calendar(store, number, path, datetime.now(UTC))
    remember_export(store, "calendar", 1)
    return written
