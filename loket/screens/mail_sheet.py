"""A mail to somebody outside, as a text to look at first: copied, or opened in the person's own mail program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from loket.language import N_, _
from loket.screens.addresses import has_windows
from loket.widgets.pane import Fact, Facts
from loket.widgets.sheet import Sheet

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp

_LONGEST_ADDRESS = 1900
"""Windows hands no longer address to a mail program."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is not sent yet; `to` are addresses, none when nobody's is known. Those in `hidden` do not see each other."""

    to: Sequence[str]
    subject: str
    body: str
    hidden: Sequence[str] = ()

    def address(self, *, with_body: bool = True) -> str:
        """The `mailto:` address that opens it."""
        parts = [f"subject={quote(self.subject)}"]
        if self.hidden:
            parts.insert(0, "bcc=" + ",".join(quote(one, safe="@") for one in self.hidden))
        if with_body:
            parts.append("body=" + quote(self.body.replace("\n", "\r\n")))
        return f"mailto:{','.join(quote(one, safe='@') for one in self.to)}?{'&'.join(parts)}"


class MailSheet(Sheet[str | None]):
    """Shows the mail; answers `copy`, `open` or nothing."""

    DEFAULT_CSS = "MailSheet VerticalScroll { height: auto; max-height: 70vh; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer('copy')", N_("copy"), id="copy_mail", tooltip=N_("Copies the text of the mail.")),
        Binding("m", "answer('open')", N_("open in mail program"), id="open_mail", tooltip=N_("Opens the mail in your mail program.")),
    ]

    def __init__(self, mail: Mail) -> None:
        super().__init__(_("Mail"))
        self._mail = mail

    def compose_sheet(self) -> ComposeResult:
        """To whom, about what, and the text."""
        mail = self._mail
        to = Fact(", ".join(mail.to or mail.hidden) or _("no address known"), _("Bcc") if mail.hidden else _("To"))
        with VerticalScroll():
            yield Facts([to, Fact(mail.subject, _("Subject")), "", Fact(mail.body)])
        yield self.hint(N_("y copies the text   m opens your mail program   esc back"))

    def action_answer(self, answer: str) -> None:
        """Answer."""
        self.dismiss(answer)


def offer_mail(app: BaseApp, mail: Mail) -> None:
    """Show a mail, and copy it or open it as the person says."""

    def take(answer: str | None) -> None:
        if answer == "copy":
            _copy(app, mail, _("The text of the mail is copied."))
        elif answer == "open":
            _open(app, mail)

    app.push_screen(MailSheet(mail), take)


def _copy(app: BaseApp, mail: Mail, said: str) -> None:
    app.copy_to_clipboard(mail.body)
    app.say(said, "done")


def _open(app: BaseApp, mail: Mail) -> None:
    if not app.is_web and not has_windows():
        _copy(app, mail, _("No mail program can be opened here; the text is copied."))
        return
    address = mail.address()
    if len(address) <= _LONGEST_ADDRESS:
        app.open_url(address)
        app.say(_("The mail is open in your mail program."), "done")
        return
    app.open_url(mail.address(with_body=False))
    _copy(app, mail, _("The mail is open; its text is too long to go along and is copied: paste it."))
