"""Conversations: planning one, changing it, and logging one with everything that comes out of it in a single transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from sqlmodel import select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.follow_ups import FollowUpInput, check_follow_up, make_follow_up
from loket.casework.records import CONVERSATION_INSTITUTIONS, ListField, alter, checked, done, fetch, items_of, make, ref, touch
from loket.casework.requests import RequestInput, check_request, make_request
from loket.casework.signals import SignalInput, check_signal, make_signal
from loket.language import _
from loket.models.attached import Note
from loket.models.cases import Conversation, ConversationAttendee
from loket.models.states import STATES
from loket.models.wensenscan import WensenscanResponse
from loket.models.words import Audience, Channel, ConversationKind, ConversationState, NoteKind, RecordKind, RequestSource
from loket.store.opening import Store
from loket.store.writing import Transaction

LISTS = (
    CONVERSATION_INSTITUTIONS,
    ListField("party_ids", "conversation_party", "party_id", "party"),
    ListField("advisor_ids", "conversation_advisor", "advisor_id", "advisor"),
)
_ATTENDEES = ("contact_ids", "attendees")
Part = TypeVar("Part", RequestInput, SignalInput, FollowUpInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationInput:
    """The fields of a conversation. A new one without `advisor_ids` is the actor's.

    Who was there: `contact_ids` for known contacts, `attendees` for names only. Times are `HH:MM`.
    """

    institution_ids: Sequence[int] | Keep = KEEP
    party_ids: Sequence[int] | Keep = KEEP
    kind: ConversationKind | Keep | None = KEEP
    channel: Channel | Keep | None = KEEP
    advisor_ids: Sequence[int] | Keep = KEEP
    contact_ids: Sequence[int] | Keep = KEEP
    attendees: Sequence[str] | Keep = KEEP
    planned_at: date | Keep | None = KEEP
    planned_time: str | Keep | None = KEEP
    held_at: date | Keep | None = KEEP
    held_time: str | Keep | None = KEEP
    duration_min: int | Keep | None = KEEP
    subject: str | Keep | None = KEEP
    summary: str | Keep | None = KEEP
    agreements: str | Keep | None = KEEP
    response_id: int | Keep | None = KEEP
    agenda: str | Keep | None = KEEP
    location: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """An open request that came up again: what was said is noted on it, instead of making a new one."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogConversation:
    """A conversation that was held, and what came out of it.

    `number` is the planned conversation it was, if any. Requests, signals and follow-ups that name no institution or party
    are of the conversation's, when it has one only.
    """

    conversation: ConversationInput
    number: int | None = None
    requests: Sequence[RequestInput] = ()
    signals: Sequence[SignalInput] = ()
    follow_ups: Sequence[FollowUpInput] = ()
    linked: Sequence[LinkedRequest] = ()


def plan_conversation(store: Store, data: ConversationInput) -> Done:
    """A conversation to come: planned when it has a day, else still to plan. It needs an institution or party."""
    with store.write("plan_conversation") as tx:
        check = Check()
        values = _check(tx, check, {"advisor_ids": (tx.advisor.id,), **given(data)})
        return _plan(tx, check, values)


def plan_from_response(store: Store, response_id: int, data: ConversationInput | None = None) -> Done:
    """A follow-up on a WensenScan response, which stays known as its origin. It is with the response's institution, and maybe others."""
    with store.write("plan_conversation") as tx:
        check = Check()
        response: WensenscanResponse = fetch(tx, RecordKind.RESPONSE, response_id)
        own = response.institution_id
        usual = {"advisor_ids": (tx.advisor.id,), "kind": ConversationKind.WENSENSCAN, "institution_ids": (own,)}
        said = given(data) if data is not None else {"confidential": response.confidential}
        values = _check(tx, check, {**usual, **said, "response_id": response_id})
        if own not in values["institution_ids"]:
            check.fail("institution_ids", _("The response is of another institution; that one must take part."))
        return _plan(tx, check, values)


def _plan(tx: Transaction, check: Check, values: Mapping[str, Any]) -> Done:
    _someone(check, values)
    check.finish()
    row = _make(tx, values, ConversationState.PLANNED if values.get("planned_at") else ConversationState.TO_PLAN)
    return done(tx, check, _("Saved: {number}."), ref(RecordKind.CONVERSATION, row))


def follow_up_responses(store: Store, institutions: Sequence[int], *, wanted: bool) -> Done:
    """Of institutions that answered the WensenScan: a conversation about it is to be planned, or they do not want one."""
    state = ConversationState.TO_PLAN if wanted else ConversationState.DECLINED
    with store.write("plan_conversation") as tx:
        check = Check()
        common = {"advisor_ids": (tx.advisor.id,), "kind": ConversationKind.WENSENSCAN}
        values = [_check(tx, check, {**common, "institution_ids": (one,), "response_id": response_lookup(tx, one)}) for one in institutions]
        check.finish()
        records = [ref(RecordKind.CONVERSATION, _make(tx, one, state)) for one in values]
        return done(tx, check, _("Saved: {number}."), *records)


def change_conversation(store: Store, number: int, data: ConversationInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a day given to one that is still to plan makes it planned."""
    with store.write("change_conversation") as tx:
        check = Check()
        row: Conversation = fetch(tx, RecordKind.CONVERSATION, number)
        values = _check(tx, check, given(data))
        _someone(check, {**{field.name: items_of(tx, field, number) for field in LISTS}, **values})
        if row.state is ConversationState.HELD and "held_at" in values:
            check.require("held_at", values["held_at"])
        check.finish()
        if row.state is ConversationState.TO_PLAN and values.get("planned_at"):
            values |= {"state": ConversationState.PLANNED, "state_since": tx.today}
        _alter(tx, check, number, values, version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.CONVERSATION, row))


def log_conversation(store: Store, data: LogConversation, version: int | None = None) -> Done:
    """Save a conversation as held, with its requests, signals, follow-ups and notes on existing requests: all or nothing."""
    with store.write("log_conversation") as tx:
        check = Check()
        values, whose = _check_log(tx, check, data)
        parts = _check_parts(tx, check, data, values, whose)
        check.finish()
        if data.number is None:
            row = _make(tx, values, ConversationState.HELD)
        else:
            row = _alter(tx, check, data.number, {**values, "state": ConversationState.HELD, "state_since": tx.today}, version)
        made = _make_parts(tx, row, parts)
        made += [_note_on(tx, row, linked) for linked in data.linked]
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.CONVERSATION, row), *made)


@dataclass(frozen=True, slots=True)
class _Whose:
    """The institution or party that what came out of a conversation is of, and how it came."""

    institution_id: int | None
    party_id: int | None
    source: RequestSource
    response_id: int | None


@dataclass(frozen=True, slots=True)
class _Parts:
    requests: list[dict[str, Any]]
    signals: list[dict[str, Any]]
    follow_ups: list[dict[str, Any]]


def _check_log(tx: Transaction, check: Check, data: LogConversation) -> tuple[dict[str, Any], _Whose]:
    part = check.within("conversation")
    usual: dict[str, Any] = {"held_at": tx.today, "advisor_ids": (tx.advisor.id,)}
    kept: dict[str, Any] = {}
    if data.number is not None:
        row = fetch(tx, RecordKind.CONVERSATION, data.number)
        if ConversationState.HELD not in (*STATES[RecordKind.CONVERSATION].next_states(row.state), row.state):
            check.fail("number", _("This conversation was cancelled or declined; plan it again first."))
        usual = {"held_at": row.held_at or tx.today}
        kept = {field.name: items_of(tx, field, data.number) for field in LISTS} | {"kind": row.kind, "response_id": row.response_id}
    values = _check(tx, part, {**usual, **given(data.conversation)})
    if values.get("held_at") and values["held_at"] > tx.today:
        part.fail("held_at", _("{date} has not come yet.").format(date=values["held_at"].isoformat()))
    part.require("held_at", values.get("held_at"))
    all_values = {**kept, **values}
    _someone(part, all_values)
    institutions: tuple[int, ...] = all_values.get("institution_ids") or ()
    parties: tuple[int, ...] = all_values.get("party_ids") or ()
    survey = all_values.get("kind") is ConversationKind.WENSENSCAN
    if survey and len(institutions) == 1 and all_values.get("response_id") is None:
        values["response_id"] = all_values["response_id"] = response_lookup(tx, institutions[0])
    whose = _Whose(
        institutions[0] if len(institutions) == 1 else None,
        parties[0] if len(parties) == 1 and not institutions else None,
        RequestSource.WENSENSCAN if survey else RequestSource.CONVERSATION,
        all_values.get("response_id"),
    )
    return values, whose


def _check_parts(tx: Transaction, check: Check, data: LogConversation, values: Mapping[str, Any], whose: _Whose) -> _Parts:
    parts = _Parts([], [], [])
    origin = {"institution_id": whose.institution_id, "party_id": whose.party_id}
    common = {**origin, "response_id": whose.response_id}
    for index, request in enumerate(data.requests):
        part = check.within(f"requests.{index}")
        filled = _fill(request, {**common, "source": whose.source, "received_on": values.get("held_at") or tx.today})
        found = check_request(tx, part, filled, required=("title", "themes"))
        if not found.get("institution_id") and not found.get("party_id"):
            part.fail("institution_id", _("Say of which institution this is."))
        parts.requests.append(found)
    for index, signal in enumerate(data.signals):
        filled_signal = _fill(signal, {**common, "recorded_on": values.get("held_at") or tx.today})
        parts.signals.append(check_signal(tx, check.within(f"signals.{index}"), filled_signal))
    for index, follow_up in enumerate(data.follow_ups):
        filled_follow_up = _fill(follow_up, {"institution_id": whose.institution_id})
        parts.follow_ups.append(check_follow_up(tx, check.within(f"follow_ups.{index}"), filled_follow_up))
    for index, linked in enumerate(data.linked):
        check.exist(tx.connection, "support_request", f"linked.{index}.number", [linked.number])
    return parts


def _make_parts(tx: Transaction, row: Conversation, parts: _Parts) -> list[Ref]:
    made = []
    for values in parts.requests:
        made.append(ref(RecordKind.REQUEST, make_request(tx, {**values, "conversation_id": row.id})))
    for values in parts.signals:
        made.append(ref(RecordKind.SIGNAL, make_signal(tx, {**values, "conversation_id": row.id})))
    for values in parts.follow_ups:
        on = {"on_kind": RecordKind.CONVERSATION, "on_id": row.id} if not values.get("on_kind") else {}
        made.append(ref(RecordKind.FOLLOW_UP, make_follow_up(tx, {**values, **on})))
    return made


def _note_on(tx: Transaction, row: Conversation, linked: LinkedRequest) -> Ref:
    request = fetch(tx, RecordKind.REQUEST, linked.number)
    number = RecordKind.CONVERSATION.number(row.id or 0)
    note = Note(
        on_kind=RecordKind.REQUEST,
        on_id=linked.number,
        institution_id=request.institution_id,
        kind=NoteKind.NOTE,
        text=f"{number}: {linked.text.strip()}",
        written_on=tx.today,
        advisor_id=tx.advisor.id,
        confidential=request.confidential,
    )
    tx.session.add(note)
    tx.session.flush()
    return ref(RecordKind.NOTE, note)


def _fill(data: Part, defaults: Mapping[str, Any]) -> Part:
    """The input with what it says nothing about taken from the conversation; who names a party is of no institution."""
    said = given(data)
    if "institution_id" in said or "party_id" in said:
        defaults = {name: value for name, value in defaults.items() if name not in ("institution_id", "party_id")}
    known = {field.name for field in fields(data)}
    return replace(data, **{name: value for name, value in defaults.items() if name in known and name not in said})


def _check(tx: Transaction, check: Check, values: Mapping[str, Any]) -> dict[str, Any]:
    """Checked values of the record and its lists; attendees by their own rules."""
    plain = {name: value for name, value in values.items() if name not in _ATTENDEES}
    kept = checked(tx, check, RecordKind.CONVERSATION, plain, LISTS)
    if "contact_ids" in values:
        kept["contact_ids"] = tuple(dict.fromkeys(values["contact_ids"] or ()))
        check.exist(tx.connection, "contact", "contact_ids", kept["contact_ids"])
    if "attendees" in values:
        names = [check.line("attendees", name) for name in values["attendees"] or ()]
        kept["attendees"] = tuple(dict.fromkeys(name for name in names if name))
    return kept


def _someone(check: Check, values: Mapping[str, Any]) -> None:
    if not values.get("institution_ids") and not values.get("party_ids"):
        check.fail("institution_ids", _("Fill in an institution or a party."))


def _make(tx: Transaction, values: Mapping[str, Any], state: ConversationState) -> Conversation:
    plain = {name: value for name, value in values.items() if name not in _ATTENDEES}
    row: Conversation = make(tx, RecordKind.CONVERSATION, {"state": state, "state_since": tx.today, **plain}, LISTS)
    _set_attendees(tx, row, values)
    return row


def _alter(tx: Transaction, check: Check, number: int, values: Mapping[str, Any], version: int | None) -> Conversation:
    plain = {name: value for name, value in values.items() if name not in _ATTENDEES}
    row: Conversation = alter(tx, check, RecordKind.CONVERSATION, number, plain, LISTS, version)
    if _set_attendees(tx, row, values):
        touch(row)
        tx.session.flush()
    return row


def _set_attendees(tx: Transaction, row: Conversation, values: Mapping[str, Any]) -> bool:
    """Make the attendees those that `values` names; returns whether any changed."""
    changed = False
    for name, column in (("contact_ids", "contact_id"), ("attendees", "name")):
        if name not in values:
            continue
        there = tx.session.exec(select(ConversationAttendee).where(ConversationAttendee.conversation_id == row.id)).all()
        there = [attendee for attendee in there if (attendee.contact_id is not None) == (column == "contact_id")]
        known = {getattr(attendee, column) for attendee in there}
        for attendee in there:
            if getattr(attendee, column) not in values[name]:
                tx.session.delete(attendee)
                changed = True
        for item in values[name]:
            if item not in known:
                tx.session.add(ConversationAttendee(conversation_id=row.id or 0, **{column: item}))
                changed = True
    tx.session.flush()
    return changed


_ORDER: list[Audience | None] = [*Audience, None]


def response_lookup(tx: Transaction, institution_id: int) -> int | None:
    """The response that a WensenScan conversation with an institution is about, when it names none.

    In the round that the institution answered last: the latest of policy and quality, else of the first audience.
    """
    rows = tx.session.exec(select(WensenscanResponse).where(WensenscanResponse.institution_id == institution_id)).all()
    latest = max(rows, key=_when, default=None)
    if latest is None:
        return None
    of_round = (row for row in rows if row.round_id == latest.round_id)
    return max(of_round, key=lambda row: (-_ORDER.index(row.audience), *_when(row))).id


def _when(row: WensenscanResponse) -> tuple[date, int]:
    return row.submitted_on or date.min, row.id or 0
