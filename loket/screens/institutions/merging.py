"""Two institutions that are one: which name stays, what moves and what the two do not agree on, and then one act to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from loket.language import _, label
from loket.language.fields import field_label
from loket.models.words import RecordKind
from loket.screens.forms.asking import ask
from loket.widgets.choice import Choice, Option
from loket.widgets.confirm import Confirm
from loket.widgets.loading import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.institution_merge import MergePlan
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

_KINDS = {kind.table: kind for kind in RecordKind}


class Merging:
    """Asks which of two institutions, given by number and name, stays, and says before it happens how much goes to it."""

    def __init__(self, screen: LoketScreen, pair: Sequence[tuple[int, str]], then: Callable[[Done], None]) -> None:
        self.screen, self.pair, self.then = screen, pair, then

    def ask(self) -> None:
        """Which of the two names stays."""
        options = [Option(number, name) for number, name in self.pair]
        ask(self.screen.app, Choice(_("Merge: which one stays?"), options), self._chosen)

    def _chosen(self, survivor: int) -> None:
        merged = next(number for number, _name in self.pair if number != survivor)
        load(self.screen, "merge", lambda plan: self._sure(plan, survivor, merged), _preview, survivor, merged)

    def _sure(self, plan: MergePlan, survivor: int, merged: int) -> None:
        question = _("Make {merged} part of {survivor}?").format(merged=plan.merged, survivor=plan.survivor)
        sheet = Confirm(_("Merge"), question, "\n".join(plan_lines(plan)))
        self.screen.app.push_screen(sheet, lambda yes: self._merge(survivor, merged) if yes else None)

    def _merge(self, survivor: int, merged: int) -> None:
        act(self.screen, self.then, None, _merge, survivor, merged)


def plan_lines(plan: MergePlan) -> Iterator[str]:
    """What a merge does, in sentences: what moves, what is filled in, who becomes one, and what to know first."""
    known = {table: count for table, count in plan.moves.items() if table in _KINDS}
    parts = [f"{count} × {label(_KINDS[table])}" for table, count in sorted(known.items(), key=lambda pair: -pair[1])]
    other = sum(plan.moves.values()) - sum(known.values())
    parts += [_("{count} × other").format(count=other)] if other else []
    names = {"merged": plan.merged, "survivor": plan.survivor}
    if parts:
        yield _("To {survivor}: {what}.").format(what=", ".join(parts), **names)
    yield _("The name {merged} stays findable; past rounds keep their population.").format(**names)
    if plan.fills:
        yield _("Filled in from {merged}: {fields}.").format(fields=", ".join(map(field_label, plan.fills)), **names)
    one = [double.name for double in plan.doubles if not double.differs]
    if one:
        yield _("Contact at both, becomes one: {names}.").format(names=", ".join(one))
    yield from (f"! {warning}" for warning in plan.warnings)


def _preview(store: Store, survivor: int, merged: int) -> MergePlan:
    from loket.casework.institution_merge import preview_merge

    return preview_merge(store, survivor, merged)


def _merge(store: Store, survivor: int, merged: int) -> Done:
    from loket.casework.institution_merge import merge_institutions

    return merge_institutions(store, survivor, merged)
