from __future__ import annotations

import pytest

from loket.casework.advisors import AdvisorInput, add_advisor, change_advisor
from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.drafts import NEW, keep_draft
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.institutions import InstitutionInput, change_institution
from loket.casework.reassignment import hand_over, portfolio, reassign
from loket.casework.requests import RequestInput, register_request
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.words import AdvisorRole, RecordKind, RequestState
from tests.casework.conftest import TODAY, House


def test_one_or_many_records_get_another_advisor_in_one_step(house: House) -> None:
    numbers = [register_request(house.store, RequestInput(title=t, institution_id=house.merenrand, themes=[1])).record.id for t in "ab"]
    reassign(house.store, RecordKind.REQUEST, numbers, house.ruud)
    assert house.column("SELECT advisor_id FROM support_request") == [house.ruud, house.ruud]
    undo(house.store)
    assert house.column("SELECT advisor_id FROM support_request") == [house.ilse, house.ilse]
    with pytest.raises(Refused):
        reassign(house.store, RecordKind.OFFERING, [1], house.ruud)


def test_a_conversation_gets_another_advisor(house: House) -> None:
    talk = plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand]))
    reassign(house.store, RecordKind.CONVERSATION, [talk.record.id], house.ruud)
    assert house.column("SELECT advisor_id FROM conversation_advisor") == [house.ruud]


def full_desk(house: House) -> None:
    open_request = register_request(house.store, RequestInput(title="open", institution_id=house.merenrand, themes=[1]))
    closed = register_request(house.store, RequestInput(title="dicht", institution_id=house.merenrand, themes=[1]))
    advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=[closed.record.id], to=RequestState.RESOLVED))
    add_follow_up(house.store, FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.REQUEST, on_id=open_request.record.id))
    with_both = ConversationInput(institution_ids=[house.merenrand], planned_at=TODAY, advisor_ids=[house.ilse, house.ruud])
    plan_conversation(house.store, with_both)
    plan_conversation(house.store, ConversationInput(institution_ids=[house.oosterveld]))
    held = ConversationInput(institution_ids=[house.merenrand], agreements="terugkoppeling leverancier")
    log_conversation(house.store, LogConversation(conversation=held))
    keep_draft(house.store, "request", NEW, "half af", {})


def make_admin(house: House, *advisors: int) -> None:
    with house.store.write("change_advisor") as tx:
        for advisor in advisors:
            found = tx.session.get(Advisor, advisor)
            assert found is not None
            found.role = AdvisorRole.ADMIN


def test_a_whole_portfolio_is_handed_over_with_what_was_promised(house: House) -> None:
    full_desk(house)
    make_admin(house, house.ilse, house.ruud)
    handed = hand_over(house.store, house.ilse, house.ruud, leaves=True, reason="nieuwe baan")
    moved = handed.portfolio
    assert [item.title for item in moved.institutions] == ["Ziekenhuis Merenrand"]
    assert [item.title for item in moved.requests] == ["open"]
    assert [(item.title, item.institution, item.due) for item in moved.follow_ups] == [("bellen", "Ziekenhuis Merenrand", TODAY)]
    assert len(moved.conversations) == 2
    assert [item.title for item in moved.promises] == ["terugkoppeling leverancier"]
    assert moved.drafts == ("half af",)
    assert portfolio(house.store, house.ilse).moving == ()
    assert len(portfolio(house.store, house.ruud).moving) == 5
    assert house.column(f"SELECT active FROM advisor WHERE id = {house.ilse}") in ([0], [False])
    assert house.column("SELECT advisor_id FROM support_request WHERE title = 'dicht'") == [house.ilse]
    undo(house.store, handed.done.tx)
    assert len(portfolio(house.store, house.ilse).moving) == 5


def test_nobody_hands_over_to_themselves_or_to_who_left(house: House) -> None:
    with pytest.raises(Refused):
        hand_over(house.store, house.ilse, house.ilse)
    make_admin(house, house.ilse)
    change_advisor(house.store, house.ruud, AdvisorInput(active=False))
    with pytest.raises(Refused, match="ruud"):
        hand_over(house.store, house.ilse, house.ruud)


def test_stand_ins_move_along_but_nobody_stands_in_for_themselves(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(stand_in_id=house.ruud))
    change_institution(house.store, house.oosterveld, InstitutionInput(advisor_id=house.ruud, stand_in_id=house.ilse))
    hand_over(house.store, house.ilse, house.ruud)
    assert house.column("SELECT stand_in_id FROM institution WHERE stand_in_id IS NOT NULL") == []


def test_only_an_admin_lets_somebody_go_and_the_last_admin_stays(house: House) -> None:
    with pytest.raises(Refused, match="beheerder"):
        change_advisor(house.store, house.ruud, AdvisorInput(active=False))
    with pytest.raises(Refused, match="beheerder"):
        hand_over(house.store, house.ruud, house.ilse, leaves=True)
    make_admin(house, house.ilse)
    for taken in (AdvisorInput(active=False), AdvisorInput(role=AdvisorRole.LEAD)):
        with pytest.raises(Refused, match="ilse is de enige beheerder"):
            change_advisor(house.store, house.ilse, taken)
    with pytest.raises(Refused, match="enige beheerder"):
        hand_over(house.store, house.ilse, house.ruud, leaves=True)
    change_advisor(house.store, house.ruud, AdvisorInput(role=AdvisorRole.ADMIN))
    change_advisor(house.store, house.ilse, AdvisorInput(role=AdvisorRole.LEAD))
    assert house.column("SELECT role FROM advisor WHERE name = 'ilse'") == ["lead"]


def test_only_an_admin_gives_roles(house: House) -> None:
    with pytest.raises(Refused):
        change_advisor(house.store, house.ilse, AdvisorInput(role=AdvisorRole.ADMIN))
    with pytest.raises(Refused) as refused:
        add_advisor(house.store, AdvisorInput(name="ruud"))
    assert refused.value.errors[0].field == "name"
    done = add_advisor(house.store, AdvisorInput(name="mehmet", strong_in_technical=True))
    assert house.row(done.record).role is AdvisorRole.ADVISOR
