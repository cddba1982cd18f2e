"""`M` on two institutions that are one: which name stays, what moves, and then one act to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.language import _
from loket.screens.forms.asking import ask
from loket.widgets.choice import Choice, Option
from loket.widgets.confirm import Confirm
from loket.widgets.loading import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loket.casework.done import Done
    from loket.casework.merging import MergePlan
    from loket.insight.lists.institutions import InstitutionRow
    from loket.screens.institutions.list import InstitutionList
    from loket.store.opening import Store


class Merging:
    """Asks which of two institutions stays, and says before it happens how much goes to it."""

    def __init__(self, screen: InstitutionList, records: Sequence[InstitutionRow]) -> None:
        self.screen, self.records = screen, records

    def ask(self) -> None:
        """Which of the two names stays."""
        if len(self.records) != 2:
            self.screen.desk.say(_("Select two institutions with space; M makes them one."), "muted")
            return
        options = [Option(record.id, record.name) for record in self.records]
        ask(self.screen.desk, Choice(_("Merge: which one stays?"), options), self._chosen)

    def _chosen(self, survivor: int) -> None:
        merged = next(record.id for record in self.records if record.id != survivor)
        load(self.screen, "merge", lambda plan: self._sure(plan, survivor, merged), _preview, survivor, merged)

    def _sure(self, plan: MergePlan, survivor: int, merged: int) -> None:
        question = _("Make {merged} part of {survivor}?").format(merged=plan.merged, survivor=plan.survivor)
        consequence = _("{count} records go to {survivor}; the name {merged} stays findable.").format(
            count=sum(plan.moves.values()), survivor=plan.survivor, merged=plan.merged
        )
        sheet = Confirm(_("Merge"), question, consequence)
        self.screen.desk.push_screen(sheet, lambda yes: self.screen.act(_merge, survivor, merged) if yes else None)


def _preview(store: Store, survivor: int, merged: int) -> MergePlan:
    from loket.casework.merging import preview_merge

    return preview_merge(store, survivor, merged)


def _merge(store: Store, survivor: int, merged: int) -> Done:
    from loket.casework.merging import merge_institutions

    return merge_institutions(store, survivor, merged)
