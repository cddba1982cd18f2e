"""What is asked about offerings and referrals: the verdict on what exists, what came of a referral, its mail, and material handed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from loket.casework import referrals as referral_verbs
from loket.casework import requests as request_verbs
from loket.insight.mails import MailDraft, referral_mail
from loket.language import N_, _, label
from loket.models.words import Helped, RecordKind, Verdict
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.forms.finders import find_offerings
from loket.screens.loket_screen import LoketScreen
from loket.screens.mail_sheet import Mail, offer_mail
from loket.widgets.choice import Choice, Option, OptionLines
from loket.widgets.picker import PickSheet
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


VERDICT_KEY = Binding(
    "O", "verdict", N_("verdict"), show=False, id="verdict",
    tooltip=N_("Says what exists for this request, and why: it stands beside what loket finds."),
)  # fmt: skip


def ask_verdict(screen: Widget, requests: Sequence[int], then: Callable[[Done], None]) -> None:
    """Ask the verdict on these requests and its reason, and keep it. Only that nothing fits must have a reason."""
    if not requests:
        return
    number = RecordKind.REQUEST.number(requests[0])
    text = number if len(requests) == 1 else _("{number} and {count} more").format(number=number, count=len(requests) - 1)

    def judged(verdict: Verdict | None) -> None:
        if verdict is Verdict.NOT_JUDGED:
            act(screen, then, None, request_verbs.judge, requests, verdict, None)
        elif verdict is not None:
            ask_reason(screen, requests, verdict, then)

    screen.app.push_screen(Choice(_("Verdict: what exists for it?"), [Option(one, label(one)) for one in Verdict], text=text), judged)


def ask_reason(screen: Widget, requests: Sequence[int], verdict: Verdict, then: Callable[[Done], None]) -> None:
    """Ask why, and keep the verdict; escape keeps nothing."""
    needed = verdict is Verdict.NOTHING
    question = _("Why does what exists not fit?") if needed else _("Why? May stay empty.")

    def reasoned(reason: str | None) -> None:
        if reason is not None:
            act(screen, then, None, request_verbs.judge, requests, verdict, reason or None)

    screen.app.push_screen(AskText(_("Nothing really fits") if needed else label(verdict).capitalize(), question, needed=needed), reasoned)


class ReferralOutcome(NamedTuple):
    """What came of a referral."""

    used: bool
    helped: Helped | None
    remark: str = ""


ANSWERS = (
    (ReferralOutcome(True, Helped.YES), N_("used, and it helped")),
    (ReferralOutcome(True, Helped.PARTLY), N_("used, it helped partly")),
    (ReferralOutcome(True, Helped.NO), N_("used, it did not help")),
    (ReferralOutcome(True, None), N_("used, not known yet whether it helped")),
    (ReferralOutcome(False, None), N_("not used")),
)


class AskOutcome(Sheet[ReferralOutcome | None]):
    """Asks whether it was used and helped. A remark may be typed first; of what was used, only whether it helped is asked."""

    DEFAULT_CSS = """
    AskOutcome #remark { height: 1; }
    AskOutcome #remark > Static { width: auto; color: $muted; padding: 0 1 0 3; }
    AskOutcome #remark > LineInput { width: 1fr; }
    """

    def __init__(self, title: str, text: str = "", *, was_used: bool = False) -> None:
        super().__init__(title)
        self._text = text
        self._answers = [(answer, words) for answer, words in ANSWERS if answer.used or not was_used]

    def compose_sheet(self) -> ComposeResult:
        """What it is about, the answers, and room for a remark."""
        if self._text:
            yield Static(Content(one_line(self._text)), markup=False)
        yield OptionLines([(_(words), "") for _answer, words in self._answers])
        with Horizontal(id="remark"):
            yield Static(Content(_("Remark")), markup=False)
            yield LineInput()
        yield self.hint(N_("digit or enter chooses   tab remark   esc back"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The remark is there: back to the answers."""
        event.stop()
        self.query_one(OptionLines).focus()

    def on_option_lines_picked(self, event: OptionLines.Picked) -> None:
        """Answer, with the remark."""
        answer, _words = self._answers[event.place]
        self.dismiss(answer._replace(remark=self.query_one(LineInput).value.strip()))


def ask_outcome(
    screen: Widget, title: str, text: str, referrals: Sequence[int], then: Callable[[Done], None], *, was_used: bool = False
) -> None:
    """Ask of these referrals whether they were used and helped, and note it in one step."""

    def answered(answer: ReferralOutcome | None) -> None:
        if answer is not None:
            act(screen, then, None, referral_verbs.check_back, referrals, answer.used, answer.helped, answer.remark or None)

    screen.app.push_screen(AskOutcome(title, text, was_used=was_used), answered)


MAIL_KEY = Binding(
    "Y", "mail", N_("mail"), show=False, id="mail", tooltip=N_("Shows the mail to the institution about what this request was referred to.")
)


def show_mail(screen: LoketScreen, request: int, offerings: Sequence[int] = (), check_back: date | None = None) -> None:
    """Show the mail about these offerings, or about all that the request has an open referral to."""

    def shown(found: MailDraft | None) -> None:
        if found is None:
            screen.app.say(screen.app.keyed(_("This request is not referred to anything yet: {refer} refers.")), "attention")
            return
        if found.confidential:
            screen.app.say(_("This mail names a confidential record: read it before it leaves the house."), "attention")
        offer_mail(screen.app, Mail(to=found.to, subject=found.subject, body=found.body))

    load(screen, "mail", shown, _read, request, tuple(offerings), check_back)


def _read(store: Store, request: int, offerings: tuple[int, ...], check_back: date | None) -> MailDraft | None:
    with store.read() as reader:
        return referral_mail(reader, request, offerings, store.actor, store.today, check_back)


def ask_hand_out(screen: LoketScreen, whom: str, *, institution: int | None = None, conversation: int | None = None) -> None:
    """Ask what was handed out, and note it: to an institution, or to all who took part in a conversation."""
    sheet = PickSheet(_("Handed out to {whom}").format(whom=whom), find_offerings, placeholder=_("a few letters of the offering"))
    ask(screen.app, sheet, lambda pick: act(screen, screen.show_done, None, _hand_out, pick.value, institution, conversation))


def _hand_out(store: Store, offering: int, institution: int | None, conversation: int | None) -> Done:
    return referral_verbs.hand_out(
        store, referral_verbs.HandOut(offering_ids=(offering,), institution_id=institution, conversation_id=conversation)
    )
