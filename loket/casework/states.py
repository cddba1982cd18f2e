"""Moving records through their states: along the tables of `models.states`, one or many at once, one undo for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.casework.done import Done, Ref
from loket.casework.follow_ups import make_next
from loket.casework.inputs import Check
from loket.casework.offerings import count_waiting
from loket.casework.records import Columns, alter, done, fetch
from loket.casework.session_places import PlaceWatch
from loket.language import _, label, ngettext
from loket.models.notes import FollowUp
from loket.models.states import STATES
from loket.models.words import (
    ConversationState,
    FitGapState,
    FollowUpState,
    Helped,
    OfferingStatus,
    RecordKind,
    ReferralState,
    RequestState,
    SessionState,
    Word,
)
from loket.store.database import Store
from loket.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """A move of one or more records to the state `to`.

    A step back, and a reopening, needs a `reason`. `on` is the day it happened (closed, held, reported, planned …; today when
    left out). `resolution` goes with a request that is resolved or dropped, `result` with a follow-up, `helped` with a used
    referral.
    """

    kind: RecordKind
    numbers: Sequence[int]
    to: Word
    reason: str | None = None
    on: date | None = None
    resolution: str | None = None
    result: str | None = None
    helped: Helped | None = None


@dataclass(slots=True)
class _Move:
    asked: Advance
    check: Check
    today: date
    row: Any

    @property
    def on(self) -> date:
        return self.asked.on or self.today

    def not_in_future(self) -> None:
        if self.on > self.today:
            self.check.fail("on", _("{date} has not come yet.").format(date=self.on.isoformat()))


def next_states(kind: RecordKind, state: Word) -> tuple[Word, ...]:
    """Where a record may go without a reason, in the order of the table: what `s` offers."""
    return STATES[kind].next_states(state)


def back_states(kind: RecordKind, state: Word) -> tuple[Word, ...]:
    """Where a record may go with a reason: what `S` offers."""
    return STATES[kind].back_states(state)


def advance(store: Store, data: Advance, version: int | None = None) -> Done:
    """Move every record that `data` names, or none; `version` is the one the person saw, for a single record."""
    check = Check()
    with store.write("advance", reason=check.line("reason", data.reason)) as tx:
        message = advance_within(tx, check, data, version)
        return done(tx, check, message, *(Ref(data.kind, number) for number in dict.fromkeys(data.numbers)))


def advance_within(tx: Transaction, check: Check, data: Advance, version: int | None = None) -> str:
    """Move the records in a transaction that does more; gives what to tell."""
    numbers = list(dict.fromkeys(data.numbers))
    reason = check.line("reason", data.reason)
    moves: list[tuple[int, Columns]] = []
    for number in numbers:
        row = fetch(tx, data.kind, number)
        part = Check()
        _allowed(part, data, row.state, reason)
        moves.append((number, _effects(_Move(data, part, tx.today, row))))
        for error in part.errors:
            check.fail(error.field, error.message if len(numbers) == 1 else f"{data.kind.number(number)}: {error.message}")
    text = _text(check, data)
    check.finish()
    watch = PlaceWatch(tx, numbers if data.kind is RecordKind.SESSION else ())
    for number, values in moves:
        alter(tx, check, Ref(data.kind, number), {**values, **text}, version if len(numbers) == 1 else None)
    watch.tell(check)
    if data.kind is RecordKind.FOLLOW_UP and data.to is FollowUpState.DONE:
        for number, _values in moves:
            make_next(tx, check, fetch(tx, FollowUp, number))
    if data.kind is RecordKind.OFFERING:
        check.warnings.extend(_who_waited(tx, numbers, data.to))
    message = ngettext("{number} is now: {state}.", "{count} records are now: {state}.", len(numbers))
    return message.replace("{state}", label(data.to)).replace("{count}", str(len(numbers)))


def _who_waited(tx: Transaction, offerings: Sequence[int], to: Word) -> list[str]:
    """What the requests that wait for these offerings come to."""
    if to is OfferingStatus.IN_DEVELOPMENT:
        return []
    starts = {number: fetch(tx, RecordKind.OFFERING, number).available_from or tx.today for number in offerings}
    waiting = sum(count_waiting(tx, number) for number, start in starts.items() if start <= tx.today or to is OfferingStatus.LAPSED)
    if not waiting:
        return []
    message = ngettext(
        "{count} request waited for it: it is in the work queue of its advisor now.",
        "{count} requests waited for it: they are in the work queues of their advisors now.",
        waiting,
    )
    return [message.format(count=waiting)]


def _allowed(check: Check, data: Advance, state: Word, reason: str | None) -> None:
    table = STATES[data.kind]
    if data.to == state:
        check.fail("to", _("It is already: {state}.").format(state=label(state)))
    elif data.to in table.next_states(state):
        return
    elif data.to in table.back_states(state):
        if not reason:
            check.fail("reason", _("A step back from “{state}” to “{to}” needs a reason.").format(state=label(state), to=label(data.to)))
    else:
        possible = ", ".join(label(word) for word in (*table.next_states(state), *table.back_states(state)))
        message = _("From “{state}” it cannot go to “{to}”, only to: {possible}.")
        check.fail("to", message.format(state=label(state), to=label(data.to), possible=possible))


def _text(check: Check, data: Advance) -> dict[str, str]:
    """What the person says about it, for the kinds that keep that."""
    name = {RecordKind.REQUEST: "resolution", RecordKind.FOLLOW_UP: "result"}.get(data.kind)
    text = check.text(name, getattr(data, name)) if name else None
    return {name: text} if name and text else {}


def _effects(move: _Move) -> Columns:
    """The columns that go along with a state: dates of what happened, and the dates of what was taken back cleared."""
    values: Columns = {"state": move.asked.to, "state_since": move.today}
    if move.asked.helped is not None and move.asked.to is not ReferralState.USED:
        move.check.fail("helped", _("Only what was used can have helped."))
    effect = _EFFECTS.get(move.asked.kind)
    return {**values, **effect(move)} if effect else values


def _request(move: _Move) -> Columns:
    if move.asked.to not in (RequestState.RESOLVED, RequestState.DROPPED):
        return {"closed_on": None}
    move.not_in_future()
    if move.on < move.row.received_on:
        move.check.fail("on", _("Closed before it was received."))
    return {"closed_on": move.on}


def _conversation(move: _Move) -> Columns:
    planned: date | None = move.row.planned_at
    match move.asked.to:
        case ConversationState.HELD:
            move.not_in_future()
            on_plan = planned is not None and planned <= move.today
            return {"held_at": move.asked.on or (planned if on_plan else move.today)}
        case ConversationState.PLANNED:
            if move.asked.on is None and planned is None:
                move.check.fail("on", _("Fill in the day it is planned on."))
            return {"planned_at": move.asked.on or planned, "held_at": None, "held_time": None}
        case ConversationState.TO_PLAN:
            return {"planned_at": None, "planned_time": None, "held_at": None, "held_time": None}
    return {}


def _referral(move: _Move) -> Columns:
    return {"helped": move.asked.helped if move.asked.to is ReferralState.USED else None}


def _session(move: _Move) -> Columns:
    match move.asked.to:
        case SessionState.ENROLLED:
            return {"enrolled_on": move.row.enrolled_on or move.on}
        case SessionState.SCHEDULED:
            if move.asked.on is None and move.row.session_on is None:
                move.check.fail("on", _("Fill in the day it is planned on."))
            return {"session_on": move.asked.on or move.row.session_on}
        case SessionState.HELD:
            day: date = move.asked.on or move.row.session_on or move.today
            if day > move.today:
                move.check.fail("on", _("{date} has not come yet.").format(date=day.isoformat()))
            return {"session_on": day}
    return {}


def _fitgap(move: _Move) -> Columns:
    dates = {
        FitGapState.RUNNING: "started_on",
        FitGapState.REPORTED: "reported_on",
        FitGapState.DISCUSSED: "discussed_on",
    }
    order = STATES[RecordKind.FITGAP].forward
    values: dict[str, date | None] = {}
    for state, column in dates.items():
        if state == move.asked.to:
            move.not_in_future()
            values[column] = move.asked.on or getattr(move.row, column) or move.today
        elif order.index(state) > order.index(move.asked.to):
            values[column] = None
    return values


def _follow_up(move: _Move) -> Columns:
    return {"done_on": move.on if move.asked.to is FollowUpState.DONE else None}


def _offering(move: _Move) -> Columns:
    match move.asked.to:
        case OfferingStatus.AVAILABLE:
            return {"available_from": move.asked.on or move.row.available_from or move.today, "available_until": None}
        case OfferingStatus.LAPSED:
            return {"available_until": move.on}
    return {}


_EFFECTS: Mapping[RecordKind, Callable[[_Move], Columns]] = {
    RecordKind.REQUEST: _request,
    RecordKind.CONVERSATION: _conversation,
    RecordKind.REFERRAL: _referral,
    RecordKind.SESSION: _session,
    RecordKind.FITGAP: _fitgap,
    RecordKind.FOLLOW_UP: _follow_up,
    RecordKind.OFFERING: _offering,
}
