"""`O`: the advisor's verdict on what exists for a request, with the reason, beside what loket computes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widget import Widget

from loket.language import N_, _, label
from loket.models.words import RecordKind, Verdict
from loket.screens.forms.asking import AskText
from loket.widgets.choice import Choice, Option
from loket.widgets.loading import act

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store

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
            act(screen, then, None, _judge, requests, verdict, None)
        elif verdict is not None:
            ask_reason(screen, requests, verdict, then)

    screen.app.push_screen(Choice(_("Verdict: what exists for it?"), [Option(one, label(one)) for one in Verdict], text=text), judged)


def ask_reason(screen: Widget, requests: Sequence[int], verdict: Verdict, then: Callable[[Done], None]) -> None:
    """Ask why, and keep the verdict; escape keeps nothing."""
    needed = verdict is Verdict.NOTHING
    question = _("Why does what exists not fit?") if needed else _("Why? May stay empty.")

    def reasoned(reason: str | None) -> None:
        if reason is not None:
            act(screen, then, None, _judge, requests, verdict, reason or None)

    screen.app.push_screen(AskText(_("Nothing really fits") if needed else label(verdict).capitalize(), question, needed=needed), reasoned)


def _judge(store: Store, requests: Sequence[int], verdict: Verdict, reason: str | None) -> Done:
    from loket.casework.requests import judge

    return judge(store, requests, verdict, reason)
