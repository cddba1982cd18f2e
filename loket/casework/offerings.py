"""Offerings: what institutions can be referred to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import ListField, done, ref
from loket.casework.saving import Shape, add_within, change
from loket.casework.waiting import wait_within
from loket.language import _, ngettext
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingInput:
    """The fields of an offering; a new one without `state` is available. No audience means everyone."""

    title: str | Keep = KEEP
    kind: OfferingKind | Keep | None = KEEP
    provider: str | Keep | None = KEEP
    url: str | Keep | None = KEEP
    description: str | Keep | None = KEEP
    outcome_info: OutcomeInfo | Keep | None = KEEP
    themes: Sequence[int] | Keep = KEEP
    obstacles: Sequence[int] | Keep = KEEP
    audiences: Sequence[Audience] | Keep = KEEP
    state: OfferingStatus | Keep = KEEP
    available_from: date | Keep | None = KEEP
    available_until: date | Keep | None = KEEP
    owner: str | Keep | None = KEEP
    expected_on: date | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def add_offering(store: Store, data: OfferingInput, waiting: Sequence[int] = ()) -> Done:
    """A new offering. Title, kind and at least one theme must be filled in; the requests in `waiting` wait for it."""
    with store.write("add_offering") as tx:
        check = Check()
        usual = {**dict.fromkeys(_SHAPE.required), "state": OfferingStatus.AVAILABLE, "state_since": tx.today}
        made = ref(RecordKind.OFFERING, add_within(tx, check, _SHAPE, {**usual, **given(data)}))
        message = _("Saved: {number}.")
        if waiting:
            wait_within(tx, check, waiting, made.id)
            text = ngettext("{count} request waits for it.", "{count} requests wait for it.", len(waiting))
            message += " " + text.format(count=len(waiting))
        return done(tx, check, message, made)


def change_offering(store: Store, number: int, data: OfferingInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; its status changes through `states.advance`."""
    return change(store, "change_offering", _SHAPE, number, data, version)


def _rules(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    def now(name: str) -> Any:
        return values[name] if name in values else getattr(row, name, None)

    if now("outcome_info") is OutcomeInfo.NOT_APPLICABLE:
        check.fail("outcome_info", _("An offering is with, without or for both."))
    if now("available_from") and now("available_until") and now("available_until") < now("available_from"):
        check.fail("available_until", _("The end comes after the beginning."))
    if row is not None and "state" in values and values["state"] != row.state:
        check.fail("state", _("Change the state by itself (key s)."))


_SHAPE = Shape(
    RecordKind.OFFERING,
    required=("title", "kind", "themes"),
    lists=(
        ListField("themes", "offering_theme", "theme_id", "theme"),
        ListField("obstacles", "offering_obstacle", "obstacle_id", "obstacle"),
        ListField("audiences", "offering_audience", "audience", None),
    ),
    rules=_rules,
)
