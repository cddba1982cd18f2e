"""Trends: signals of several institutions taken together; moving, deciding on and merging them. Their decisions are notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Input, Line, Text
from loket.casework.notes import NoteInput, write_note
from loket.casework.parties import PartyInput, own_name
from loket.casework.records import add_within, change_within, done, exist, fetch, ref, table_of
from loket.casework.states import Advance, advance_within
from loket.language import _, label, ngettext
from loket.models.errors import FieldError, Refused
from loket.models.institutions import Party
from loket.models.notes import FollowUp, Link, Note
from loket.models.signals import Signal, SignalApart, Trend
from loket.models.states import STATES
from loket.models.words import NoteKind, RecordKind, SignalState, TrendState
from loket.store.database import Store
from loket.store.transaction import Transaction


class TrendInput(Input):
    """The fields of a trend; `owner_party_id` is the party that it is raised with, `new_owner` the name of one that is added with it."""

    KIND = RecordKind.TREND
    REQUIRED = ("title",)

    title: Line = None
    theme_id: int | None = None
    description: Text = None
    owner_party_id: int | None = None
    new_owner: Line = None
    confidential: bool = False


def start_trend(store: Store, data: TrendInput, signals: Sequence[int] = ()) -> Done:
    """A new trend, of these signals if any are given."""
    with store.write("start_trend") as tx:
        check = Check()
        row = add_within(tx, check, _with_owner(tx, check, data), _own_title)
        bundled = _bundle(tx, check, row.id, signals)
        return done(tx, check, _("Saved: {number}."), ref(row), *bundled)


def change_trend(store: Store, number: int, data: TrendInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_trend") as tx:
        check = Check()
        row = change_within(tx, check, number, _with_owner(tx, check, data), version, _own_title)
        return done(tx, check, _("Saved: {number}."), ref(row))


def bundle_signals(store: Store, trend: int, signals: Sequence[int]) -> Done:
    """Take signals into a trend; a new one becomes interpreted by that."""
    with store.write("bundle_signals") as tx:
        check = Check()
        fetch(tx, Trend, trend)
        bundled = _bundle(tx, check, trend, signals)
        return done(tx, check, _("Saved: {number}."), Ref(RecordKind.TREND, trend), *bundled)


def unbundle_signals(store: Store, signals: Sequence[int]) -> Done:
    """Take signals out of their trend, which is not proposed for them any more."""
    with store.write("unbundle_signals") as tx:
        check = Check()
        for number in signals:
            row = fetch(tx, Signal, number)
            if row.trend_id is not None:
                _say_apart(tx, number, row.trend_id)
            row.trend_id = None
        text = ngettext("{number} is in no trend now.", "{count} signals are in no trend now.", len(signals))
        return done(tx, check, text.replace("{count}", str(len(signals))), *(Ref(RecordKind.SIGNAL, number) for number in signals))


def set_apart(store: Store, signals: Sequence[int], trend: int) -> Done:
    """Say that signals do not belong to a trend that they look like: it is not proposed for them any more."""
    with store.write("set_apart") as tx:
        row = fetch(tx, Trend, trend)
        for number in signals:
            fetch(tx, Signal, number)
            _say_apart(tx, number, trend)
        message = _("“{trend}” is not proposed for it any more.").format(trend=row.title)
        return done(tx, Check(), message.replace("{", "{{").replace("}", "}}"), *(Ref(RecordKind.SIGNAL, number) for number in signals))


def decide(store: Store, trend: int, text: str, on: date | None = None) -> Done:
    """Note a decision on a trend, of today unless it was taken earlier."""
    if on is not None and on > store.today:
        raise Refused(errors=[FieldError("written_on", _("{date} has not come yet.").format(date=on.isoformat()))])
    return write_note(store, _decision(trend, text, on or store.today))


def _say_apart(tx: Transaction, signal: int, trend: int) -> None:
    if tx.session.get(SignalApart, (signal, trend)) is None:
        tx.session.add(SignalApart(signal_id=signal, trend_id=trend))
        tx.session.flush()


def _bundle(tx: Transaction, check: Check, trend: int, signals: Sequence[int]) -> list[Ref]:
    new = []
    for number in signals:
        row = fetch(tx, Signal, number)
        row.trend_id = trend
        apart = tx.session.get(SignalApart, (number, trend))
        if apart is not None:
            tx.session.delete(apart)
        if row.state is SignalState.NEW:
            new.append(number)
    tx.session.flush()
    if new:
        advance_within(tx, check, Advance(kind=RecordKind.SIGNAL, numbers=new, to=SignalState.INTERPRETED))
    return [Ref(RecordKind.SIGNAL, number) for number in signals]


def _with_owner(tx: Transaction, check: Check, data: TrendInput) -> TrendInput:
    """What an input says, with a new owner added as a party."""
    return data if data.new_owner is None else data.having(owner_party_id=owner_named(tx, check, data.new_owner))


def owner_named(tx: Transaction, check: Check, name: str) -> int | None:
    """The party of this name, added when there is none yet."""
    there = tx.session.exec(select(Party).where(Party.name == name)).first()
    if there is None:
        there = add_within(tx, check, PartyInput(name=name), own_name)
    return there.id


def _own_title(tx: Transaction, check: Check, data: TrendInput, row: Trend | None) -> TrendInput:
    """A title is one trend's."""
    other = tx.session.exec(select(Trend).where(Trend.title == data.title)).first()
    if other is not None and other is not row:
        check.fail("title", _("{number} has this title already.").format(number=ref(other).number))
    return data


GOING_ALONG = {
    TrendState.OBSERVED: SignalState.INTERPRETED,
    TrendState.RAISED: SignalState.RAISED,
    TrendState.PICKED_UP: SignalState.PICKED_UP,
    TrendState.DONE: SignalState.CLOSED,
}
"""The state that a trend's signals have when they went along with it."""
ASKS_OWNER = frozenset({TrendState.RAISED})
ASKS_DECISION = frozenset({TrendState.PICKED_UP, TrendState.DONE})


class TrendMove(Input):
    """A trend to the state `to`. Raising asks an owner (a party, or the name of a new one), picking up and finishing a decision.

    A step back asks a `reason`. `decided_on` is today unless it was earlier.
    """

    trend: int
    to: TrendState
    reason: Line = None
    owner_party_id: int | None = None
    new_owner: Line = None
    decision: Text = None
    decided_on: date | None = None


def move_trend(store: Store, data: TrendMove, version: int | None = None) -> Done:
    """Move a trend; its signals that were as far as it was, or less far, go along."""
    check = Check()
    check.take(data)
    with store.write("move_trend", reason=data.reason) as tx:
        row = fetch(tx, Trend, data.trend)
        forward = data.to in STATES[RecordKind.TREND].next_states(row.state)
        owner = _owner(tx, check, data, row) if forward else None
        if forward and data.to in ASKS_DECISION and not data.decision:
            check.fail("decision", _("What was decided?"))
        check.not_to_come("decided_on", data.decided_on, tx.today)
        check.finish()
        signals = _signals_going_along(tx, row, data.to, forward=forward)
        advance_within(tx, check, Advance(kind=RecordKind.TREND, numbers=[data.trend], to=data.to, reason=data.reason), version)
        row.owner_party_id = owner or row.owner_party_id
        records = [ref(row)]
        if data.decision:
            records.append(ref(add_within(tx, check, _decision(data.trend, data.decision, data.decided_on or tx.today))))
        if signals:
            advance_within(tx, check, Advance(kind=RecordKind.SIGNAL, numbers=signals, to=GOING_ALONG[data.to], reason=data.reason))
        return done(tx, check, _said(data.to, len(signals)), *records, *(Ref(RecordKind.SIGNAL, number) for number in signals))


def _owner(tx: Transaction, check: Check, data: TrendMove, row: Trend) -> int | None:
    owner = data.owner_party_id
    if owner is not None and not exist(tx, check, table_of(RecordKind.PARTY), "owner_party_id", [owner]):
        return None
    if owner is None and data.new_owner:
        owner = owner_named(tx, check, data.new_owner)
    if data.to in ASKS_OWNER and owner is None and row.owner_party_id is None:
        check.fail("owner_party_id", _("With which party is it raised?"))
    return owner


def _signals_going_along(tx: Transaction, row: Trend, to: TrendState, *, forward: bool) -> list[int]:
    order = STATES[RecordKind.SIGNAL].forward
    wanted = order[: order.index(GOING_ALONG[to])] if forward else () if row.state is to else (GOING_ALONG[row.state],)
    signals = tx.session.exec(select(Signal).where(Signal.trend_id == row.id)).all()
    return sorted(one.id or 0 for one in signals if one.state in wanted)


def _decision(trend: int, text: str, day: date) -> NoteInput:
    return NoteInput(on_kind=RecordKind.TREND, on_id=trend, kind=NoteKind.DECISION, text=text, written_on=day)


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
        keep, gone = fetch(tx, Trend, survivor), fetch(tx, Trend, merged)
        if survivor == merged:
            raise Refused(_("A trend cannot be merged with itself."))
        signals = _move_signals(tx, survivor, merged)
        for attached in (Note, FollowUp, Link):
            for row in tx.session.exec(select(attached).where(attached.on_kind == RecordKind.TREND, attached.on_id == merged)).all():
                row.on_id = survivor
        lacking = ("theme_id", "description", "owner_party_id")
        fills = {name: getattr(gone, name) for name in lacking if getattr(keep, name) is None and getattr(gone, name) is not None}
        for name, value in fills.items():
            setattr(keep, name, value)
        keep.confidential = keep.confidential or gone.confidential
        title, description = gone.title, gone.description
        tx.session.delete(gone)
        tx.session.flush()
        text = _("Merged into this trend: {number} {title}").format(number=ref(gone).number, title=title)
        parts = [text, *([description] if description and "description" not in fills else [])]
        note = ref(add_within(tx, check, NoteInput(on_kind=RecordKind.TREND, on_id=survivor, text="\n".join(parts))))
        said = ngettext("{count} signal is in {number} now.", "{count} signals are in {number} now.", len(signals))
        moved = (Ref(RecordKind.SIGNAL, number) for number in signals)
        return done(tx, check, said.replace("{count}", str(len(signals))), ref(keep), note, *moved)


def _move_signals(tx: Transaction, survivor: int, merged: int) -> list[int]:
    """Take the signals along, and what was said not to belong to the merged trend unless it belongs to the survivor."""
    within = tx.session.exec(select(Signal).where(col(Signal.trend_id).in_((survivor, merged)))).all()
    signals = sorted(one.id or 0 for one in within if one.trend_id == merged)
    for one in within:
        one.trend_id = survivor
    inside = {one.id for one in within}
    for apart in tx.session.exec(select(SignalApart).where(SignalApart.trend_id == merged)).all():
        tx.session.delete(apart)
        if apart.signal_id not in inside:
            _say_apart(tx, apart.signal_id, survivor)
    tx.session.flush()
    return signals
