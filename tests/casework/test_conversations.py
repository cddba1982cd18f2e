from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.conversations import (
    ConversationInput,
    LinkedRequest,
    LogConversation,
    change_conversation,
    log_conversation,
    plan_conversation,
)
from loket.casework.done import Done
from loket.casework.follow_ups import FollowUpInput, add_follow_up, postpone
from loket.casework.requests import RequestInput, register_request
from loket.casework.signals import SignalInput
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.insight.choices import record_values
from loket.models.errors import Refused
from loket.models.words import (
    Channel,
    ConversationKind,
    ConversationState,
    FollowUpState,
    Reach,
    RecordKind,
    RequestSource,
)
from tests.casework.conftest import TODAY, House

TOMORROW = TODAY + dt.timedelta(days=1)


def planned(house: House, **more: object) -> Done:
    return plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand], **more))  # type: ignore[arg-type]


def test_a_conversation_with_a_day_is_planned_and_without_one_still_to_plan(house: House) -> None:
    assert house.row(planned(house, planned_at=TOMORROW, planned_time="10:00").record).state is ConversationState.PLANNED
    done = planned(house)
    assert house.row(done.record).state is ConversationState.TO_PLAN
    change_conversation(house.store, done.record.id, ConversationInput(planned_at=TOMORROW))
    assert house.row(done.record).state is ConversationState.PLANNED


def test_names_that_a_programme_lead_was_not_shown_stay(house: House) -> None:
    done = planned(house, attendees=["J. Bakker", "K. Smit"])
    lead = house.as_lead()
    with lead.read() as reader:
        shown = (record_values(reader, RecordKind.CONVERSATION, done.record.id) or {})["attendees"]
    change_conversation(lead, done.record.id, ConversationInput(location="Utrecht", attendees=shown))
    talk = ConversationInput(attendees=(*shown, "L. Post"), held_at=TODAY)
    log_conversation(lead, LogConversation(number=done.record.id, conversation=talk))
    lead.close()
    assert "J. Bakker" not in shown
    assert sorted(house.column("SELECT name FROM conversation_attendee")) == ["J. Bakker", "K. Smit", "L. Post"]
    assert house.row(done.record).location == "Utrecht"


def test_a_conversation_is_with_someone(house: House) -> None:
    with pytest.raises(Refused) as refused:
        plan_conversation(house.store, ConversationInput(planned_time="25:00", duration_min=-1))
    assert sorted(error.field for error in refused.value.errors) == ["duration_min", "institution_ids", "planned_time"]
    done = planned(house)
    with pytest.raises(Refused):
        change_conversation(house.store, done.record.id, ConversationInput(institution_ids=[]))


def whole_talk(house: House, number: int | None = None) -> LogConversation:
    return LogConversation(
        number=number,
        conversation=ConversationInput(
            institution_ids=[house.merenrand],
            kind=ConversationKind.WENSENSCAN,
            channel=Channel.TEAMS,
            contact_ids=[house.wit],
            attendees=["R. Postma", "R. Postma"],
            held_time="10:02",
            duration_min=35,
            summary="MDL doet mee.",
        ),
        requests=[RequestInput(title="PROM's uitsturen", themes=[4]), RequestInput(title="training", themes=[3])],
        signals=[SignalInput(description="rekent apart", obstacle_id=8, reach=Reach.NATIONAL)],
        follow_ups=[FollowUpInput(what="terugbellen", due_on=TOMORROW)],
    )


def test_a_talk_with_all_that_came_out_of_it_is_one_transaction(house: House) -> None:
    done = log_conversation(house.store, whole_talk(house))
    talk, first, second, signal, follow_up = (house.row(record) for record in done.records)
    assert (talk.state, talk.held_at) == (ConversationState.HELD, TODAY)
    assert (first.institution_id, first.conversation_id, first.source) == (house.merenrand, talk.id, RequestSource.WENSENSCAN)
    assert (second.received_on, second.advisor_id) == (TODAY, house.ilse)
    assert (signal.institution_id, signal.reach, signal.conversation_id) == (house.merenrand, Reach.NATIONAL, talk.id)
    assert signal.theme_id == house.column("SELECT theme_id FROM obstacle WHERE id = 8")[0]
    assert (follow_up.on_kind, follow_up.on_id, follow_up.institution_id) == (RecordKind.CONVERSATION, talk.id, house.merenrand)
    assert house.count("conversation_attendee") == 2
    assert house.column(f"SELECT DISTINCT tx FROM change_log WHERE tbl = 'support_request' AND tx = {done.tx}") == [done.tx]


def test_one_undo_takes_the_whole_talk_back(house: House) -> None:
    plan = planned(house, planned_at=TODAY)
    log_conversation(house.store, whole_talk(house, plan.record.id))
    undo(house.store)
    row = house.row(plan.record)
    assert (row.state, row.held_at, row.summary) == (ConversationState.PLANNED, None, None)
    left = [house.count(table) for table in ("support_request", "signal", "follow_up", "conversation_attendee", "request_theme")]
    assert left == [0, 0, 0, 0, 0]


def test_a_planned_talk_becomes_held_and_keeps_what_it_had(house: House) -> None:
    plan = planned(house, planned_at=TODAY, subject="voortgang")
    data = LogConversation(number=plan.record.id, conversation=ConversationInput(summary="ok"))
    done = log_conversation(house.store, data)
    row = house.row(done.record)
    assert (done.record.id, row.state, row.subject, row.held_at) == (plan.record.id, ConversationState.HELD, "voortgang", TODAY)
    assert house.count("conversation_institution") == 1


def test_a_held_talk_that_is_logged_again_keeps_its_day(house: House) -> None:
    earlier = ConversationInput(institution_ids=[house.merenrand], held_at=dt.date(2026, 11, 12))
    first = log_conversation(house.store, LogConversation(conversation=earlier))
    again = LogConversation(number=first.record.id, conversation=ConversationInput(agreements="terugbellen"))
    log_conversation(house.store, again)
    assert house.row(first.record).held_at == dt.date(2026, 11, 12)


def test_every_error_of_every_part_comes_at_once_and_nothing_is_saved(house: House) -> None:
    data = LogConversation(
        conversation=ConversationInput(institution_ids=[house.merenrand, house.oosterveld], held_at=TOMORROW),
        requests=[RequestInput(title="zonder thema", institution_id=house.merenrand), RequestInput(title="van wie", themes=[1])],
        signals=[SignalInput(description=" ")],
        linked=[LinkedRequest(77, "x")],
    )
    with pytest.raises(Refused) as refused:
        log_conversation(house.store, data)
    assert sorted(error.field for error in refused.value.errors) == [
        "conversation.held_at",
        "linked.0.number",
        "requests.0.themes",
        "requests.1.institution_id",
        "signals.0.description",
    ]
    assert house.count("conversation") == 0
    assert house.count("support_request") == 0


def test_several_institutions_are_one_conversation(house: House) -> None:
    data = LogConversation(
        conversation=ConversationInput(institution_ids=[house.merenrand, house.oosterveld], party_ids=[house.vws]),
        requests=[RequestInput(title="a", themes=[1], institution_id=house.oosterveld)],
        signals=[SignalInput(description="overal gehoord")],
    )
    done = log_conversation(house.store, data)
    assert house.count("conversation") == 1
    assert house.count("conversation_institution") == 2
    assert house.row(done.records[1]).institution_id == house.oosterveld
    assert house.row(done.records[2]).institution_id is None


def test_an_existing_request_that_came_up_again_gets_a_note(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    data = LogConversation(
        conversation=ConversationInput(institution_ids=[house.merenrand]), linked=[LinkedRequest(made.record.id, "nog steeds")]
    )
    done = log_conversation(house.store, data)
    note = house.row(done.records[1])
    assert (note.on_kind, note.on_id, note.text) == (RecordKind.REQUEST, made.record.id, f"{done.record.number}: nog steeds")


def test_a_cancelled_talk_is_planned_again_before_it_is_logged(house: House) -> None:
    plan = planned(house, planned_at=TODAY)
    advance(house.store, Advance(kind=RecordKind.CONVERSATION, numbers=[plan.record.id], to=ConversationState.CANCELLED))
    with pytest.raises(Refused):
        log_conversation(house.store, LogConversation(number=plan.record.id, conversation=ConversationInput()))


def test_held_through_its_state_takes_the_planned_day_when_that_has_come(house: House) -> None:
    past, future = planned(house, planned_at=dt.date(2026, 11, 12)), planned(house, planned_at=TOMORROW)
    numbers = [past.record.id, future.record.id]
    advance(house.store, Advance(kind=RecordKind.CONVERSATION, numbers=numbers, to=ConversationState.HELD))
    assert house.row(past.record).held_at == dt.date(2026, 11, 12)
    assert house.row(future.record).held_at == TODAY


def test_a_follow_up_on_any_record_belongs_to_its_dossier(house: House) -> None:
    request = register_request(house.store, RequestInput(title="a", institution_id=house.oosterveld, themes=[1]))
    data = FollowUpInput(what="bellen", due_on=TOMORROW, on_kind=RecordKind.REQUEST, on_id=request.record.id)
    done = add_follow_up(house.store, data)
    assert house.row(done.record).institution_id == house.oosterveld
    with pytest.raises(Refused) as refused:
        add_follow_up(house.store, FollowUpInput())
    assert sorted(error.field for error in refused.value.errors) == ["due_on", "what"]


def test_follow_ups_are_done_and_moved(house: House) -> None:
    first, second = (add_follow_up(house.store, FollowUpInput(what=what, due_on=TODAY)).record for what in ("a", "b"))
    postpone(house.store, RecordKind.FOLLOW_UP, [first.id, second.id], TOMORROW)
    assert house.row(second).due_on == TOMORROW
    advance(house.store, Advance(kind=RecordKind.FOLLOW_UP, numbers=[first.id], to=FollowUpState.DONE, result="gesproken"))
    row = house.row(first)
    assert (row.state, row.done_on, row.result) == (FollowUpState.DONE, TODAY, "gesproken")
    advance(house.store, Advance(kind=RecordKind.FOLLOW_UP, numbers=[first.id], to=FollowUpState.OPEN, reason="toch niet"))
    assert house.row(first).done_on is None
