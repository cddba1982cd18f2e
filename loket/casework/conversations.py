"""Conversations: planning one, changing it, and logging one with everything that comes out of it in a single transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlmodel import select

from loket.casework.contacts import ContactInput
from loket.casework.done import Done, Ref
from loket.casework.follow_ups import FollowUpInput
from loket.casework.inputs import Check, Clock, Count, Ids, Input, Line, Lines, Text
from loket.casework.list_fields import CONVERSATION_ATTENDEES, items_of
from loket.casework.records import alter, checked, done, exist, fetch, make, ref, standing, table_of
from loket.casework.requests import RequestInput
from loket.casework.signals import SignalInput
from loket.language import _
from loket.models.conversations import Conversation
from loket.models.notes import Note
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse
from loket.models.states import STATES
from loket.models.words import Audience, Channel, ConversationKind, ConversationState, NoteKind, RecordKind, RequestSource
from loket.store.database import Store
from loket.store.transaction import Transaction


class ConversationInput(Input):
    """The fields of a conversation. A new one without `advisor_ids` is the actor's.

    Who was there: `contact_ids` for known contacts, `attendees` for names only. Times are `HH:MM`.
    """

    KIND = RecordKind.CONVERSATION

    institution_ids: Ids = ()
    party_ids: Ids = ()
    kind: ConversationKind | None = None
    channel: Channel | None = None
    advisor_ids: Ids = ()
    contact_ids: Ids = ()
    attendees: Lines = ()
    planned_at: date | None = None
    planned_time: Clock = None
    held_at: date | None = None
    held_time: Clock = None
    duration_min: Count = None
    subject: Line = None
    summary: Text = None
    agreements: Text = None
    response_id: int | None = None
    agenda: Text = None
    location: Line = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """The actor's."""
        return self.usual(advisor_ids=(tx.advisor.id,))

    def rules(self) -> Iterator[tuple[str, str]]:
        """It is with somebody."""
        if not self.institution_ids and not self.party_ids:
            yield "institution_ids", _("Fill in an institution or a party.")


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """An open request that came up again: what was said is noted on it, instead of making a new one."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogConversation:
    """A conversation that was held, and what came out of it.

    `number` is the planned conversation it was, if any; `yields` are its fields that nobody typed, such as when the clock began: they give
    way to what somebody else said of it meanwhile. `contacts` are people who were there and are new. Requests, signals, follow-ups and
    contacts that name no institution or party are of the conversation's, when it has one only; of a confidential one they are
    confidential (a contact is not), unless they say otherwise.
    """

    conversation: ConversationInput
    number: int | None = None
    requests: Sequence[RequestInput] = ()
    signals: Sequence[SignalInput] = ()
    follow_ups: Sequence[FollowUpInput] = ()
    linked: Sequence[LinkedRequest] = ()
    contacts: Sequence[ContactInput] = ()
    yields: Sequence[str] = ()


def plan_conversation(store: Store, data: ConversationInput) -> Done:
    """A conversation to come: planned when it has a day, else still to plan. It needs an institution or party."""
    with store.write("plan_conversation") as tx:
        check = Check()
        return _plan(tx, check, checked(tx, check, data))


def plan_from_response(store: Store, response_id: int, data: ConversationInput | None = None) -> Done:
    """A follow-up on a WensenScan response, which stays known as its origin. It is with the response's institution, and maybe others."""
    with store.write("plan_conversation") as tx:
        check = Check()
        response = fetch(tx, WensenscanResponse, response_id)
        own = response.institution_id
        said = data or ConversationInput(confidential=response.confidential)
        said = said.usual(kind=ConversationKind.WENSENSCAN, institution_ids=(own,))
        said = checked(tx, check, said.having(response_id=response_id))
        if own not in said.institution_ids:
            check.fail("institution_ids", _("The response is of another institution; that one must take part."))
        return _plan(tx, check, said)


def _plan(tx: Transaction, check: Check, data: ConversationInput) -> Done:
    check.finish()
    row = make(tx, data, state=ConversationState.PLANNED if data.planned_at else ConversationState.TO_PLAN)
    return done(tx, check, _("Saved: {number}."), ref(row))


def follow_up_responses(store: Store, institutions: Sequence[int], *, wanted: bool) -> Done:
    """Of institutions that answered the WensenScan: a conversation about it is to be planned, or they do not want one."""
    state = ConversationState.TO_PLAN if wanted else ConversationState.DECLINED
    with store.write("plan_conversation") as tx:
        check = Check()
        usual = ConversationInput(kind=ConversationKind.WENSENSCAN)
        talks = [checked(tx, check, usual.having(institution_ids=(one,), response_id=response_lookup(tx, one))) for one in institutions]
        check.finish()
        return done(tx, check, _("Saved: {number}."), *[ref(make(tx, talk, state=state)) for talk in talks])


def change_conversation(store: Store, number: int, data: ConversationInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a day given to one that is still to plan makes it planned."""
    with store.write("change_conversation") as tx:
        check = Check()
        row = fetch(tx, Conversation, number)
        data = _with_unseen(tx, data, row)
        data = checked(tx, check, data, row, also=("held_at",) if row.state is ConversationState.HELD else ())
        check.finish()
        planned = row.state is ConversationState.TO_PLAN and data.planned_at is not None
        moved = {"state": ConversationState.PLANNED, "state_since": tx.today} if planned else {}
        alter(tx, check, ref(row), data.said(), version, own=moved)
        return done(tx, check, _("Saved: {number}."), ref(row))


def log_conversation(store: Store, data: LogConversation, version: int | None = None) -> Done:
    """Save a conversation as held, with its requests, signals, follow-ups and notes on existing requests: all or nothing."""
    with store.write("log_conversation") as tx:
        check = Check()
        row = fetch(tx, Conversation, data.number) if data.number is not None else None
        if row is not None and ConversationState.HELD not in (*STATES[RecordKind.CONVERSATION].next_states(row.state), row.state):
            check.fail("number", _("This conversation was cancelled or declined; plan it again first."))
        talk = _held(tx, check.within("conversation"), data.conversation, row)
        parts = list(_parts(tx, check, data, standing(tx, talk, row)))
        check.finish()
        people = [ref(make(tx, part)) for part in parts if isinstance(part, ContactInput)]
        if people:
            talk = talk.having(contact_ids=(*standing(tx, talk, row).contact_ids, *(person.id for person in people)))
        if row is None:
            row = make(tx, talk, state=ConversationState.HELD)
        else:
            held = {"state": ConversationState.HELD, "state_since": tx.today}
            alter(tx, check, ref(row), talk.said(), version, own=held, yields=data.yields)
        came_from = {"conversation_id": row.id, "on_kind": RecordKind.CONVERSATION, "on_id": row.id}
        made = [ref(make(tx, part.usual(**came_from))) for part in parts if not isinstance(part, ContactInput)]
        made += [_note_on(tx, row, linked) for linked in data.linked]
        return done(tx, check, _("Saved: {number}."), ref(row), *made, *people)


def _held(tx: Transaction, check: Check, data: ConversationInput, row: Conversation | None) -> ConversationInput:
    """The conversation as it was held, with the response that it was about."""
    data = data if row is None else _with_unseen(tx, data, row)
    data = checked(tx, check, data.usual(held_at=row.held_at if row is not None and row.held_at else tx.today), row, also=("held_at",))
    talk = standing(tx, data, row)
    check.not_to_come("held_at", data.held_at, tx.today)
    if talk.kind is ConversationKind.WENSENSCAN and len(talk.institution_ids) == 1 and talk.response_id is None:
        return data.having(response_id=response_lookup(tx, talk.institution_ids[0]))
    return data


def _with_unseen(tx: Transaction, data: ConversationInput, row: Conversation) -> ConversationInput:
    """Names that a programme lead was shown a word for stay, beside those they add."""
    if tx.viewer.sees_contacts or not data.says("attendees"):
        return data
    there = items_of(tx, CONVERSATION_ATTENDEES, row.id or 0)
    return data.having(attendees=(*there, *(name for name in data.attendees if name not in (*there, _("confidential")))))


def _parts(tx: Transaction, check: Check, data: LogConversation, talk: ConversationInput) -> Iterator[Input]:
    """What came out of a talk, checked: each is of its institution or party, when it has one only and the part names none."""
    alone = talk.institution_ids[0] if len(talk.institution_ids) == 1 else None
    party = talk.party_ids[0] if len(talk.party_ids) == 1 and not talk.institution_ids else None
    source = RequestSource.WENSENSCAN if talk.kind is ConversationKind.WENSENSCAN else RequestSource.CONVERSATION
    day = talk.held_at or tx.today
    for name in ("requests", "signals", "follow_ups", "contacts"):
        parts: Sequence[Input] = getattr(data, name)
        for place, said in enumerate(parts):
            of_talk = said.usual(response_id=talk.response_id, source=source, received_on=day, recorded_on=day)
            of_talk = of_talk if name == "contacts" else of_talk.usual(confidential=talk.confidential)
            if not said.says("institution_id") and not said.says("party_id"):
                of_talk = of_talk.usual(institution_id=alone, party_id=party)
            inside = check.within(f"{name}.{place}")
            part = checked(tx, inside, of_talk, also=("themes",) if name == "requests" else ())
            if isinstance(part, RequestInput) and not part.institution_id and not part.party_id:
                inside.fail("institution_id", _("Say of which institution this is."))
            yield part
    for place, linked in enumerate(data.linked):
        exist(tx, check, table_of(RecordKind.REQUEST), f"linked.{place}.number", [linked.number])


def _note_on(tx: Transaction, row: Conversation, linked: LinkedRequest) -> Ref:
    request = fetch(tx, SupportRequest, linked.number)
    note = Note(
        on_kind=RecordKind.REQUEST,
        on_id=linked.number,
        institution_id=request.institution_id,
        kind=NoteKind.NOTE,
        text=f"{ref(row).number}: {linked.text.strip()}",
        written_on=tx.today,
        advisor_id=tx.advisor.id,
        confidential=request.confidential,
    )
    tx.session.add(note)
    tx.session.flush()
    return ref(note)


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
