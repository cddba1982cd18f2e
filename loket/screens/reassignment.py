"""Giving all that waits for one advisor to another: what moves is shown before it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.casework import reassignment
from loket.language import _
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.finders import find_advisors
from loket.widgets.choice import Confirm
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.reassignment import Portfolio
    from loket.screens.loket_screen import LoketScreen


class PortfolioHandOver:
    """Asks to whom all open work of an advisor goes, says how much that is, and gives it; who `leaves` works here no more."""

    def __init__(self, screen: LoketScreen, advisor: int, name: str, then: Callable[[Done], None], *, leaves: bool = False) -> None:
        self.screen, self.advisor, self.name, self.then, self.leaves = screen, advisor, name, then, leaves

    def ask(self) -> None:
        """Read what there is, and ask."""
        load(self.screen, "portfolio", self._to_whom, reassignment.portfolio, self.advisor)

    def _to_whom(self, found: Portfolio) -> None:
        title = _("Give all open work of {name} to").format(name=self.name)
        ask(self.screen.app, PickSheet(title, find_advisors), lambda pick: self._sure(found, pick))

    def _sure(self, found: Portfolio, pick: Pick) -> None:
        counts: list[tuple[int, str]] = [
            (len(found.institutions), _("institutions")), (len(found.requests), _("requests")),
            (len(found.conversations), _("conversations")), (len(found.follow_ups), _("follow-ups")),
            (len(found.referrals), _("referrals")),
        ]  # fmt: skip
        what = ", ".join(f"{count} {name}" for count, name in counts if count) or _("nothing is open")
        promises = [f"{item.institution}: {item.title}" for item in found.promises[:6]]
        left = [_("{name} works here no more; what was done stays.").format(name=self.name)] if self.leaves else []
        consequence = "\n".join([what, *([_("Open promises:"), *promises] if promises else []), *left])
        question = _("Give all this from {giver} to {receiver}?").format(giver=found.advisor, receiver=pick.label)
        sheet = Confirm(_("Hand over"), question, consequence)
        self.screen.app.push_screen(sheet, lambda yes: self._hand_over(pick.value) if yes else None)

    def _hand_over(self, to: int) -> None:
        advisor, leaves = self.advisor, self.leaves
        act(self.screen, self.then, None, lambda store: reassignment.hand_over(store, advisor, to, leaves=leaves).done)
