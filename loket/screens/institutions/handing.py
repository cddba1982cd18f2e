"""`@` on institutions: give the selected ones to a colleague, or all that waits for one advisor; and who stands in while they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loket.language import _, ngettext
from loket.screens.forms.asking import ask
from loket.screens.forms.finding import find_advisors
from loket.widgets.choice import Choice, Option
from loket.widgets.confirm import Confirm
from loket.widgets.loading import load
from loket.widgets.picker import Pick, PickSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loket.casework.done import Done
    from loket.casework.reassignment import Portfolio
    from loket.insight.lists.institutions import InstitutionRow
    from loket.screens.records.list import RecordList
    from loket.store.opening import Store


class Handing:
    """Asks step by step what goes to whom, and says before it happens how much that is. `give_these` gives the selected ones."""

    def __init__(self, screen: RecordList, records: Sequence[InstitutionRow], give_these: Callable[[], None]) -> None:
        self.screen, self.records, self.give_these = screen, records, give_these
        self.advisor = records[0].advisor_id
        self.name = records[0].advisor or ""

    def ask(self) -> None:
        """Only these, all work of their advisor, or who stands in."""
        count = len(self.records)
        these = ngettext("{count} institution", "{count} institutions", count).format(count=count)
        options = [Option("these", _("give {what} to a colleague").format(what=these))]
        if self.advisor is not None:
            options.append(Option("all", _("give all open work of {name} to a colleague").format(name=self.name)))
            options.append(Option("away", _("note that {name} is away, and who stands in").format(name=self.name)))
        ask(self.screen.app, Choice(_("Hand over"), options), self._chosen)

    def _chosen(self, what: str) -> None:
        if what == "these":
            self.give_these()
        elif what == "away":
            self.screen.app.open_screen("advisor_form", self.advisor)
        else:
            load(self.screen, "portfolio", self._to_whom, _portfolio, self.advisor or 0)

    def _to_whom(self, found: Portfolio) -> None:
        title = _("Give all open work of {name} to").format(name=self.name)
        ask(self.screen.app, PickSheet(title, find_advisors), lambda pick: self._sure(found, pick))

    def _sure(self, found: Portfolio, pick: Pick) -> None:
        counts: list[tuple[int, str]] = [
            (len(found.institutions), _("institutions")), (len(found.requests), _("requests")),
            (len(found.conversations), _("conversations")), (len(found.follow_ups), _("follow-ups")),
            (len(found.referrals), _("referrals")),
        ]  # fmt: skip
        what = ", ".join(f"{count} {name}" for count, name in counts if count)
        promises = [f"{item.institution}: {item.title}" for item in found.promises[:6]]
        consequence = "\n".join([what, *([_("Open promises:"), *promises] if promises else [])])
        question = _("Give all this from {giver} to {receiver}?").format(giver=found.advisor, receiver=pick.label)
        sheet = Confirm(_("Hand over"), question, consequence)
        self.screen.app.push_screen(sheet, lambda yes: self._do(pick) if yes else None)

    def _do(self, pick: Pick) -> None:
        self.screen.act(_hand_over, self.advisor, pick.value)


def _portfolio(store: Store, advisor: int) -> Portfolio:
    from loket.casework.reassignment import portfolio

    return portfolio(store, advisor)


def _hand_over(store: Store, advisor: Any, to: Any) -> Done:
    from loket.casework.reassignment import hand_over

    return hand_over(store, advisor, to).done
