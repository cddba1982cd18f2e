"""Trends: signals of several institutions taken together, for the programme to act on. Its decisions are notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import select

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.notes import NoteInput, write_note
from loket.casework.people import PartyInput, add_party_within
from loket.casework.records import alter, done, fetch, ref
from loket.casework.saving import Shape, add_within, change_within
from loket.casework.states import Advance, advance_within
from loket.language import _, ngettext
from loket.models.cases import SignalApart, Trend
from loket.models.errors import FieldError, Refused
from loket.models.people import Party
from loket.models.tables import METADATA
from loket.models.words import NoteKind, RecordKind, SignalState, TrendState
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendInput:
    """The fields of a trend; `owner_party_id` is the party that it is raised with, `new_owner` the name of one that is added with it."""

    title: str | Keep = KEEP
    theme_id: int | Keep | None = KEEP
    description: str | Keep | None = KEEP
    owner_party_id: int | Keep | None = KEEP
    new_owner: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def start_trend(store: Store, data: TrendInput, signals: Sequence[int] = ()) -> Done:
    """A new trend, of these signals if any are given."""
    with store.write("start_trend") as tx:
        check = Check()
        usual = {"title": None, "state": TrendState.OBSERVED, "state_since": tx.today}
        row = add_within(tx, check, _SHAPE, {**usual, **_with_owner(tx, check, data)})
        bundled = _bundle(tx, check, row.id, signals)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.TREND, row), *bundled)


def change_trend(store: Store, number: int, data: TrendInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_trend") as tx:
        check = Check()
        row = change_within(tx, check, _SHAPE, number, _with_owner(tx, check, data), version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.TREND, row))


def bundle_signals(store: Store, trend: int, signals: Sequence[int]) -> Done:
    """Take signals into a trend; a new one becomes interpreted by that."""
    with store.write("bundle_signals") as tx:
        check = Check()
        fetch(tx, RecordKind.TREND, trend)
        bundled = _bundle(tx, check, trend, signals)
        return done(tx, check, _("Saved: {number}."), Ref(RecordKind.TREND, trend), *bundled)


def unbundle_signals(store: Store, signals: Sequence[int]) -> Done:
    """Take signals out of their trend, which is not proposed for them any more."""
    with store.write("unbundle_signals") as tx:
        check = Check()
        for number in signals:
            row = fetch(tx, RecordKind.SIGNAL, number)
            if row.trend_id is not None:
                _say_apart(tx, number, row.trend_id)
            alter(tx, check, RecordKind.SIGNAL, number, {"trend_id": None})
        text = ngettext("{number} is in no trend now.", "{count} signals are in no trend now.", len(signals))
        return done(tx, check, text.replace("{count}", str(len(signals))), *(Ref(RecordKind.SIGNAL, number) for number in signals))


def set_apart(store: Store, signals: Sequence[int], trend: int) -> Done:
    """Say that signals do not belong to a trend that they look like: it is not proposed for them any more."""
    with store.write("set_apart") as tx:
        row = fetch(tx, RecordKind.TREND, trend)
        for number in signals:
            fetch(tx, RecordKind.SIGNAL, number)
            _say_apart(tx, number, trend)
        message = _("“{trend}” is not proposed for it any more.").format(trend=row.title)
        return done(tx, Check(), message.replace("{", "{{").replace("}", "}}"), *(Ref(RecordKind.SIGNAL, number) for number in signals))


def decide(store: Store, trend: int, text: str, on: date | None = None) -> Done:
    """Note a decision on a trend, of today unless it was taken earlier."""
    if on is not None and on > store.today:
        raise Refused(errors=[FieldError("written_on", _("{date} has not come yet.").format(date=on.isoformat()))])
    decision = NoteInput(on_kind=RecordKind.TREND, on_id=trend, kind=NoteKind.DECISION, text=text, written_on=on or store.today)
    return write_note(store, decision)


def _say_apart(tx: Transaction, signal: int, trend: int) -> None:
    if tx.session.get(SignalApart, (signal, trend)) is None:
        tx.session.add(SignalApart(signal_id=signal, trend_id=trend))
        tx.session.flush()


def _bundle(tx: Transaction, check: Check, trend: int, signals: Sequence[int]) -> list[Ref]:
    new = []
    for number in signals:
        row = alter(tx, check, RecordKind.SIGNAL, number, {"trend_id": trend})
        tx.connection.execute(delete(_APART).where(_APART.c.signal_id == number, _APART.c.trend_id == trend))
        if row.state is SignalState.NEW:
            new.append(number)
    if new:
        advance_within(tx, check, Advance(kind=RecordKind.SIGNAL, numbers=new, to=SignalState.INTERPRETED))
    return [Ref(RecordKind.SIGNAL, number) for number in signals]


def _with_owner(tx: Transaction, check: Check, data: TrendInput) -> dict[str, Any]:
    """What an input says, with a new owner added as a party."""
    values = given(data)
    new_owner = values.pop("new_owner", None)
    if new_owner is not None:
        values["owner_party_id"] = owner_named(tx, check, new_owner)
    return values


def owner_named(tx: Transaction, check: Check, name: str) -> int | None:
    """The party of this name, added when there is none yet."""
    line = check.line("owner_party_id", name)
    there = tx.session.exec(select(Party).where(Party.name == line)).first()
    if there is not None or line is None:
        return there.id if there else None
    return add_party_within(tx, check, PartyInput(name=line)).id


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    other = tx.session.exec(select(Trend).where(Trend.title == values.get("title"))).first()
    if other is not None and other is not row:
        check.fail("title", _("{number} has this title already.").format(number=RecordKind.TREND.number(other.id or 0)))


_SHAPE = Shape(RecordKind.TREND, required=("title",), rules=_rules)
_APART = METADATA.tables["signal_apart"]
