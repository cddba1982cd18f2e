"""Signals: recording what was heard, and changing it. Bundling them into trends is in `trends`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import alter, checked, done, make, ref
from loket.language import _
from loket.models.cases import Signal
from loket.models.reference import Obstacle
from loket.models.words import Reach, RecordKind, SignalState
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalInput:
    """The fields of a signal; an obstacle brings its theme when none is given.

    A new one without `advisor_id` is the actor's, without `recorded_on` of today. It may be of no institution or party.
    """

    description: str | Keep = KEEP
    institution_id: int | Keep | None = KEEP
    party_id: int | Keep | None = KEEP
    department: str | Keep | None = KEEP
    theme_id: int | Keep | None = KEEP
    obstacle_id: int | Keep | None = KEEP
    reach: Reach | Keep | None = KEEP
    conversation_id: int | Keep | None = KEEP
    response_id: int | Keep | None = KEEP
    session_id: int | Keep | None = KEEP
    event_id: int | Keep | None = KEEP
    fitgap_item_id: int | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    recorded_on: date | Keep = KEEP
    trend_id: int | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def record_signal(store: Store, data: SignalInput) -> Done:
    """A new signal. The description must be filled in."""
    with store.write("record_signal") as tx:
        check = Check()
        values = check_signal(tx, check, data)
        check.finish()
        row = make_signal(tx, values)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.SIGNAL, row))


def change_signal(store: Store, number: int, data: SignalInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_signal") as tx:
        check = Check()
        values = checked(tx, check, RecordKind.SIGNAL, given(data), required=("description",))
        check.finish()
        row = alter(tx, check, RecordKind.SIGNAL, number, values, version=version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.SIGNAL, row))


def check_signal(tx: Transaction, check: Check, data: SignalInput, required: Sequence[str] = ("description",)) -> dict[str, Any]:
    """The values of a new signal, checked and with the defaults filled in."""
    values = {"description": None, "advisor_id": tx.advisor.id, "recorded_on": tx.today, **given(data)}
    kept = checked(tx, check, RecordKind.SIGNAL, values, required=required)
    if kept.get("obstacle_id") and not kept.get("theme_id"):
        obstacle = tx.session.get(Obstacle, kept["obstacle_id"])
        kept["theme_id"] = obstacle.theme_id if obstacle else None
    return kept


def make_signal(tx: Transaction, values: dict[str, Any]) -> Signal:
    """A new signal of checked values."""
    row: Signal = make(tx, RecordKind.SIGNAL, {"state": SignalState.NEW, "state_since": tx.today, **values})
    return row
