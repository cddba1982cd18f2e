"""Whether referrals were used and helped: one digit answers, and what they said about it may go along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from loket.language import N_, _
from loket.models.words import Helped
from loket.widgets.choice import OptionLines
from loket.widgets.inputs import LineInput
from loket.widgets.loading import act
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class Outcome(NamedTuple):
    """What came of a referral."""

    used: bool
    helped: Helped | None
    remark: str = ""


ANSWERS = (
    (Outcome(True, Helped.YES), N_("used, and it helped")),
    (Outcome(True, Helped.PARTLY), N_("used, it helped partly")),
    (Outcome(True, Helped.NO), N_("used, it did not help")),
    (Outcome(True, None), N_("used, not known yet whether it helped")),
    (Outcome(False, None), N_("not used")),
)


class AskOutcome(Sheet[Outcome | None]):
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

    def answered(answer: Outcome | None) -> None:
        if answer is not None:
            act(screen, then, None, _check_back, referrals, answer)

    screen.app.push_screen(AskOutcome(title, text, was_used=was_used), answered)


def _check_back(store: Store, referrals: Sequence[int], answer: Outcome) -> Done:
    from loket.casework.referrals import check_back

    return check_back(store, referrals, answer.used, answer.helped, answer.remark or None)
