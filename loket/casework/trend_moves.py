"""Moving a trend through its states with what each step asks, and making two trends one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import select as select_rows

from loket.casework.checking import Check
from loket.casework.done import Done, Ref
from loket.casework.notes import NoteInput, write_note_within
from loket.casework.records import alter, done, fetch
from loket.casework.states import Advance, advance_within
from loket.casework.trends import owner_named
from loket.language import _, label, ngettext
from loket.models.cases import Signal, Trend
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.tables import METADATA
from loket.models.words import NoteKind, RecordKind, SignalState, TrendState
from loket.store.opening import Store
from loket.store.writing import Transaction

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


_SIGNAL, _APART = METADATA.tables["signal"], METADATA.tables["signal_apart"]
