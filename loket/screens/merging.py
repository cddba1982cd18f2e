"""Making two records one: which stays, whose value of each field that differs, and what moves, before it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from loket.casework import institution_merge, record_merge
from loket.language import _, label
from loket.language.labels import field_label
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import ask
from loket.screens.loket_screen import LoketScreen
from loket.widgets.choice import Choice, Confirm, Option
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.merging import Difference, MergePlan
    from loket.store.database import Store

_KINDS = {kind.table: kind for kind in RecordKind}
Pair = Sequence[tuple[int, str]]
"""The number and name of each of the two."""


class Merge:
    """Asks which of two records of a kind stays and what differs, and says before it happens how much goes to it."""

    def __init__(self, screen: LoketScreen, kind: RecordKind, pair: Pair, then: Callable[[Done], None]) -> None:
        self.screen, self.kind, self.pair, self.then = screen, kind, pair, then

    def ask(self) -> None:
        """Which of the two names stays."""
        options = [Option(number, name, self.kind.number(number)) for number, name in self.pair]
        ask(self.screen.app, Choice(_("Merge: which one stays?"), options), self._chosen)

    def _chosen(self, survivor: int) -> None:
        merged = next(number for number, _name in self.pair if number != survivor)
        load(self.screen, "merge", partial(self._differing, survivor, merged, ()), _preview, self.kind, survivor, merged)

    def _differing(self, survivor: int, merged: int, take: Sequence[str], plan: MergePlan, asked: int = 0) -> None:
        """Ask of each field that differs whose value stays, one by one; nothing is chosen beforehand."""
        if asked == len(plan.differences):
            self._sure(plan, survivor, merged, take)
            return
        one: Difference = plan.differences[asked]
        options = [Option(False, one.ours, plan.survivor), Option(True, one.theirs, plan.merged)]
        title = _("{field}: which one holds?").format(field=field_label(one.field).capitalize())

        def go_on(theirs: bool) -> None:
            self._differing(survivor, merged, (*take, *([one.field] if theirs else [])), plan, asked + 1)

        ask(self.screen.app, Choice(title, options), go_on)

    def _sure(self, plan: MergePlan, survivor: int, merged: int, take: Sequence[str]) -> None:
        def merge(yes: bool | None) -> None:
            if yes:
                act(self.screen, self.then, None, _merge, self.kind, survivor, merged, take)

        question = _("Make {merged} part of {survivor}?").format(merged=plan.merged, survivor=plan.survivor)
        self.screen.app.push_screen(Confirm(_("Merge"), question, "\n".join(plan_lines(self.kind, plan))), merge)


def _preview(store: Store, kind: RecordKind, survivor: int, merged: int) -> MergePlan:
    if kind is RecordKind.INSTITUTION:
        return institution_merge.preview_merge(store, survivor, merged)
    return record_merge.preview_records(store, kind, survivor, merged)


def _merge(store: Store, kind: RecordKind, survivor: int, merged: int, take: Sequence[str]) -> Done:
    if kind is RecordKind.INSTITUTION:
        return institution_merge.merge_institutions(store, survivor, merged, take=take)
    return record_merge.merge_records(store, kind, survivor, merged, take)


def plan_lines(kind: RecordKind, plan: MergePlan) -> Iterator[str]:
    """What a merge does, in sentences: what moves, what is filled in, who becomes one, and what to know first."""
    known = {table: count for table, count in plan.moves.items() if table in _KINDS}
    parts = [f"{count} × {label(_KINDS[table])}" for table, count in sorted(known.items(), key=lambda pair: -pair[1])]
    other = sum(plan.moves.values()) - sum(known.values())
    parts += [_("{count} × other").format(count=other)] if other else []
    names = {"merged": plan.merged, "survivor": plan.survivor}
    if parts:
        yield _("To {survivor}: {what}.").format(what=", ".join(parts), **names)
    if kind is RecordKind.INSTITUTION:
        yield _("The name {merged} stays findable; past rounds keep their population.").format(**names)
    elif kind is RecordKind.PARTY:
        yield _("The name {merged} stays findable.").format(**names)
    if plan.fills:
        yield _("Filled in from {merged}: {fields}.").format(fields=", ".join(map(field_label, plan.fills)), **names)
    one = [double.name for double in plan.duplicates if not double.differs]
    if one:
        yield _("Contact at both, becomes one: {names}.").format(names=", ".join(one))
    yield from (f"! {warning}" for warning in plan.warnings)


def merge_selected(screen: LoketScreen, kind: RecordKind, pair: Pair, then: Callable[[Done], None]) -> None:
    """Merge the two that are selected; say what to select when they are not two."""
    if len(pair) == 2:
        Merge(screen, kind, pair, then).ask()
    else:
        screen.app.say(_("Select two with space; M makes them one."), "muted")
