"""Trends: signals of several institutions taken together, for the programme to act on. Its decisions are notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.notes import NoteInput, write_note
from loket.casework.records import alter, done, fetch, ref
from loket.casework.saving import Shape, add_within, change
from loket.casework.states import Advance, advance_within
from loket.language import _
from loket.models.cases import Trend
from loket.models.states import STATES
from loket.models.words import NoteKind, RecordKind, SignalState, TrendState
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendInput:
    """The fields of a trend; `owner_party_id` is the party that it is raised with."""

    title: str | Keep = KEEP
    theme_id: int | Keep | None = KEEP
    description: str | Keep | None = KEEP
    owner_party_id: int | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def start_trend(store: Store, data: TrendInput, signals: Sequence[int] = ()) -> Done:
    """A new trend, of these signals if any are given."""
    with store.write("start_trend") as tx:
        check = Check()
        usual = {"title": None, "state": TrendState.OBSERVED, "state_since": tx.today}
        row = add_within(tx, check, _SHAPE, {**usual, **given(data)})
        bundled = _bundle(tx, check, row.id, signals)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.TREND, row), *bundled)


def change_trend(store: Store, number: int, data: TrendInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_trend", _SHAPE, number, data, version)


def bundle_signals(store: Store, trend: int, signals: Sequence[int]) -> Done:
    """Take signals into a trend; a new one becomes interpreted by that."""
    with store.write("bundle_signals") as tx:
        check = Check()
        fetch(tx, RecordKind.TREND, trend)
        bundled = _bundle(tx, check, trend, signals)
        return done(tx, check, _("Saved: {number}."), Ref(RecordKind.TREND, trend), *bundled)


def unbundle_signals(store: Store, signals: Sequence[int]) -> Done:
    """Take signals out of their trend."""
    with store.write("unbundle_signals") as tx:
        check = Check()
        for number in signals:
            alter(tx, check, RecordKind.SIGNAL, number, {"trend_id": None})
        return done(tx, check, _("Saved: {number}."), *(Ref(RecordKind.SIGNAL, number) for number in signals))


def decide(store: Store, trend: int, text: str) -> Done:
    """Note a decision on a trend."""
    return write_note(store, NoteInput(on_kind=RecordKind.TREND, on_id=trend, kind=NoteKind.DECISION, text=text))


def _bundle(tx: Transaction, check: Check, trend: int, signals: Sequence[int]) -> list[Ref]:
    new = []
    for number in signals:
        row = alter(tx, check, RecordKind.SIGNAL, number, {"trend_id": trend})
        if SignalState.INTERPRETED in STATES[RecordKind.SIGNAL].next_states(row.state) and row.state is SignalState.NEW:
            new.append(number)
    if new:
        advance_within(tx, check, Advance(kind=RecordKind.SIGNAL, numbers=new, to=SignalState.INTERPRETED))
    return [Ref(RecordKind.SIGNAL, number) for number in signals]


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    other = tx.session.exec(select(Trend).where(Trend.title == values.get("title"))).first()
    if other is not None and other is not row:
        check.fail("title", _("{number} has this title already.").format(number=RecordKind.TREND.number(other.id or 0)))


_SHAPE = Shape(RecordKind.TREND, required=("title",), rules=_rules)
