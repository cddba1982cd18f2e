"""Trends: signals of several institutions taken together; moving, deciding on and merging them. Their decisions are notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import select as select_rows

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.notes import NoteInput, write_note, write_note_within
from loket.casework.parties import PartyInput, add_party_within
from loket.casework.records import Shape, add_within, alter, change_within, done, fetch, ref
from loket.casework.states import Advance, advance_within
from loket.language import _, label, ngettext
from loket.models.cases import Signal, SignalApart, Trend
from loket.models.errors import FieldError, Refused
from loket.models.people import Party
from loket.models.states import STATES
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
    there = tx.session.exec(select_rows(Party).where(Party.name == line)).first()
    if there is not None or line is None:
        return there.id if there else None
    return add_party_within(tx, check, PartyInput(name=line)).id


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    other = tx.session.exec(select_rows(Trend).where(Trend.title == values.get("title"))).first()
    if other is not None and other is not row:
        check.fail("title", _("{number} has this title already.").format(number=RecordKind.TREND.number(other.id or 0)))


_SHAPE = Shape(RecordKind.TREND, required=("title",), rules=_rules)
_APART = METADATA.tables["signal_apart"]


GOING_ALONG = {
    TrendState.OBSERVED: SignalState.INTERPRETED,
    TrendState.RAISED: SignalState.RAISED,
    TrendState.PICKED_UP: SignalState.PICKED_UP,
    TrendState.DONE: SignalState.CLOSED,
}
"""The state that a trend's signals have when they went along with it."""
ASKS_OWNER = frozenset({TrendState.RAISED})
ASKS_DECISION = frozenset({TrendState.PICKED_UP, TrendState.DONE})
_ATTACHED = ("note", "follow_up", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMove:
    """A trend to the state `to`. Raising asks an owner (a party, or the name of a new one), picking up and finishing a decision.

    A step back asks a `reason`. `decided_on` is today unless it was earlier.
    """

    trend: int
    to: TrendState
    reason: str | None = None
    owner_party_id: int | None = None
    new_owner: str | None = None
    decision: str | None = None
    decided_on: date | None = None


def move_trend(store: Store, data: TrendMove, version: int | None = None) -> Done:
    """Move a trend; its signals that were as far as it was, or less far, go along."""
    check = Check()
    with store.write("move_trend", reason=check.line("reason", data.reason)) as tx:
        row: Trend = fetch(tx, RecordKind.TREND, data.trend)
        forward = data.to in STATES[RecordKind.TREND].next_states(row.state)
        owner = _owner(tx, check, data, row) if forward else None
        decision = check.text("decision", data.decision)
        if forward and data.to in ASKS_DECISION and not decision:
            check.fail("decision", _("What was decided?"))
        if data.decided_on is not None and data.decided_on > tx.today:
            check.fail("decided_on", _("{date} has not come yet.").format(date=data.decided_on.isoformat()))
        check.finish()
        signals = _signals_going_along(tx, row, data.to, forward=forward)
        moved = Advance(kind=RecordKind.TREND, numbers=[data.trend], to=data.to, reason=data.reason)
        advance_within(tx, check, moved, version)
        if owner is not None:
            alter(tx, check, RecordKind.TREND, data.trend, {"owner_party_id": owner})
        records = [Ref(RecordKind.TREND, data.trend)]
        if decision:
            records.append(_decision(tx, check, data.trend, decision, data.decided_on))
        if signals:
            advance_within(tx, check, Advance(kind=RecordKind.SIGNAL, numbers=signals, to=GOING_ALONG[data.to], reason=data.reason))
        return done(tx, check, _said(data.to, len(signals)), *records, *(Ref(RecordKind.SIGNAL, number) for number in signals))


def _owner(tx: Transaction, check: Check, data: TrendMove, row: Trend) -> int | None:
    owner = data.owner_party_id
    if owner is not None and not check.exist(tx.connection, "party", "owner_party_id", [owner]):
        return None
    if owner is None and data.new_owner:
        owner = owner_named(tx, check, data.new_owner)
    if data.to in ASKS_OWNER and owner is None and row.owner_party_id is None:
        check.fail("owner_party_id", _("With which party is it raised?"))
    return owner


def _signals_going_along(tx: Transaction, row: Trend, to: TrendState, *, forward: bool) -> list[int]:
    order = STATES[RecordKind.SIGNAL].forward
    wanted = order[: order.index(GOING_ALONG[to])] if forward else () if row.state is to else (GOING_ALONG[row.state],)
    signals = tx.session.exec(select_rows(Signal).where(Signal.trend_id == row.id)).all()
    return sorted(one.id or 0 for one in signals if one.state in wanted)


def _decision(tx: Transaction, check: Check, trend: int, text: str, on: date | None) -> Ref:
    note = NoteInput(on_kind=RecordKind.TREND, on_id=trend, kind=NoteKind.DECISION, text=text, written_on=on or tx.today)
    return write_note_within(tx, check, note)


def _said(to: TrendState, signals: int) -> str:
    message = ngettext("{number} is now: {state}.", "{count} records are now: {state}.", 1).replace("{state}", label(to))
    if not signals:
        return message
    along = ngettext("{count} signal goes along.", "{count} signals go along.", signals)
    return f"{message} {along}".replace("{count}", str(signals))


def merge_trends(store: Store, survivor: int, merged: int) -> Done:
    """Make two trends one: signals, decisions, notes and actions go to the survivor, the other one goes.

    The survivor keeps what it has and takes what it lacks; a note says what it swallowed, so that the old title is still found.
    """
    with store.write("merge_trends") as tx:
        check = Check()
        keep: Trend = fetch(tx, RecordKind.TREND, survivor)
        gone: Trend = fetch(tx, RecordKind.TREND, merged)
        if survivor == merged:
            raise Refused(_("A trend cannot be merged with itself."))
        signals = _move_signals(tx, check, survivor, merged)
        _move_attached(tx, survivor, merged)
        lacking = ("theme_id", "description", "owner_party_id")
        fills = {name: getattr(gone, name) for name in lacking if getattr(keep, name) is None and getattr(gone, name) is not None}
        alter(tx, check, RecordKind.TREND, survivor, {**fills, "confidential": keep.confidential or gone.confidential})
        title, description = gone.title, gone.description
        tx.session.delete(gone)
        tx.session.flush()
        text = _("Merged into this trend: {number} {title}").format(number=RecordKind.TREND.number(merged), title=title)
        parts = [text, *([description] if description and "description" not in fills else [])]
        note = write_note_within(tx, check, NoteInput(on_kind=RecordKind.TREND, on_id=survivor, text="\n".join(parts)))
        said = ngettext("{count} signal is in {number} now.", "{count} signals are in {number} now.", len(signals))
        moved = (Ref(RecordKind.SIGNAL, number) for number in signals)
        return done(tx, check, said.replace("{count}", str(len(signals))), Ref(RecordKind.TREND, survivor), note, *moved)


def _move_signals(tx: Transaction, check: Check, survivor: int, merged: int) -> list[int]:
    signals = sorted(tx.connection.execute(select(_SIGNAL.c.id).where(_SIGNAL.c.trend_id == merged)).scalars())
    for number in signals:
        alter(tx, check, RecordKind.SIGNAL, number, {"trend_id": survivor})
    apart: set[Any] = set(tx.connection.execute(select(_APART.c.signal_id).where(_APART.c.trend_id == merged)).scalars())
    there = set(tx.connection.execute(select(_APART.c.signal_id).where(_APART.c.trend_id == survivor)).scalars())
    within = set(tx.connection.execute(select(_SIGNAL.c.id).where(_SIGNAL.c.trend_id == survivor)).scalars())
    tx.connection.execute(delete(_APART).where(_APART.c.trend_id == merged))
    rows = [{"signal_id": number, "trend_id": survivor} for number in sorted(apart - there - within)]
    if rows:
        tx.connection.execute(_APART.insert(), rows)
    return signals


def _move_attached(tx: Transaction, survivor: int, merged: int) -> None:
    for name in _ATTACHED:
        table = METADATA.tables[name]
        where = (table.c.on_kind == RecordKind.TREND, table.c.on_id == merged)
        tx.connection.execute(update(table).where(*where).values(on_id=survivor, version=table.c.version + 1))


_SIGNAL = METADATA.tables["signal"]
