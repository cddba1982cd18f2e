"""Planning a follow-up on the WensenScan: where it came from stays known, and the answers become the agenda."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.conversations import (
    ConversationInput,
    LogConversation,
    change_conversation,
    follow_up_responses,
    log_conversation,
    plan_from_response,
)
from loket.casework.requests import RequestInput
from loket.casework.signals import SignalInput
from loket.casework.templates import TemplateInput, change_template
from loket.casework.undo import undo
from loket.insight.conversations import open_follow_up, proposal_from_response, response_to_discuss
from loket.insight.templates import template
from loket.language.templates import shared_part
from loket.models.errors import Refused
from loket.models.institutions import Contact
from loket.models.rounds import ResponseObstacle, ResponseTheme, WensenscanResponse, WensenscanRound
from loket.models.words import Audience, ConversationKind, ConversationState, SdmScope, YesNo
from loket.store.database import Store
from tests.casework.conftest import House


@pytest.fixture
def answered(house: House) -> tuple[int, int]:
    """Two audiences of Merenrand answered, and differ; the second one's response is confidential."""
    with house.store.write("set up") as tx:
        first, second = WensenscanRound(name="WensenScan 2024"), WensenscanRound(name="WensenScan 2022")
        tx.session.add_all([first, second])
        tx.session.flush()
        rows = [
            WensenscanResponse(round_id=first.id or 0, institution_id=house.merenrand, audience=Audience.PROFESSIONALS,
                               submitted_on=dt.date(2024, 12, 9), uses_outcome_info=YesNo.YES, sdm_scope=SdmScope.SOME),
            WensenscanResponse(round_id=first.id or 0, institution_id=house.merenrand, audience=Audience.POLICY_QUALITY,
                               submitted_on=dt.date(2024, 12, 2), uses_outcome_info=YesNo.NO, ambition="PROMs in de spreekkamer",
                               free_text="Wij {beginnen} in maart"),
            WensenscanResponse(round_id=second.id or 0, institution_id=house.merenrand, audience=Audience.POLICY_QUALITY,
                               submitted_on=dt.date(2022, 12, 2), ambition="eerst draagvlak"),
        ]  # fmt: skip
        tx.session.add_all([*rows, Contact(institution_id=house.merenrand, name="B. Bakker", audience=Audience.PROFESSIONALS)])
        tx.session.flush()
        professionals, policy = rows[0].id or 0, rows[1].id or 0
        tx.session.add_all([ResponseTheme(response_id=policy, theme_id=3), ResponseTheme(response_id=professionals, theme_id=3)])
        tx.session.add(ResponseObstacle(response_id=policy, obstacle_id=1))
    return policy, professionals


def test_the_answers_become_the_agenda_what_contradicts_first(house: House, answered: tuple[int, int]) -> None:
    _policy, professionals = answered
    proposal = proposal_from_response(house.store, professionals)
    assert proposal is not None
    assert proposal.contact_ids == (house.column("SELECT id FROM contact WHERE name = 'B. Bakker'")[0],)
    shared, own = proposal.agenda.split("\n\n")
    assert shared.startswith("1. Waar staat Zkh Merenrand nu met samen beslissen?")
    lines = own.splitlines()
    assert lines[0] == "——— voor onszelf: WensenScan 2024, B 2 dec · Z 9 dec"
    assert lines[1] == "≠ Uitkomstinformatie: B nee ≠ Z ja"
    assert "Ambitie B: PROMs in de spreekkamer" in lines
    assert any(line.startswith("Wil hulp bij 3 Competenties") and line.endswith("(B Z)") for line in lines)
    assert "Opmerking B: Wij {beginnen} in maart" in lines
    assert shared_part(proposal.agenda) == shared


def test_the_round_can_be_named_and_policy_speaks_for_the_institution(house: House, answered: tuple[int, int]) -> None:
    policy, _professionals = answered
    assert response_to_discuss(house.store, house.merenrand) == policy
    older = response_to_discuss(house.store, house.merenrand, "WensenScan 2022")
    assert older not in (None, *answered)
    assert response_to_discuss(house.store, house.merenrand, "WensenScan 1999") is None
    assert response_to_discuss(house.store, house.oosterveld) is None


def test_what_is_confidential_in_another_response_stays_out(house: House, answered: tuple[int, int]) -> None:
    policy, professionals = answered
    with house.store.write("hide") as tx:
        row = tx.session.get(WensenscanResponse, policy)
        assert row is not None
        row.confidential = True
    about_the_open_one = proposal_from_response(house.store, professionals)
    assert about_the_open_one is not None
    assert "PROMs in de" not in about_the_open_one.agenda
    about_itself = proposal_from_response(house.store, policy)
    assert about_itself is not None
    assert about_itself.confidential
    assert "PROMs in de spreekkamer" in about_itself.agenda


def test_a_talk_planned_from_a_response_keeps_it_and_so_does_all_that_comes_out(house: House, answered: tuple[int, int]) -> None:
    policy, _professionals = answered
    assert house.row(plan_from_response(house.store, policy).record).state is ConversationState.TO_PLAN
    given = ConversationInput(planned_at=dt.date(2026, 12, 1), location="Kamer 4", agenda="1. Eerst\n2. Dan")
    done = plan_from_response(house.store, policy, given)
    row = house.row(done.record)
    assert (row.kind, row.state, row.response_id) == (ConversationKind.WENSENSCAN, ConversationState.PLANNED, policy)
    assert (row.location, row.agenda) == ("Kamer 4", "1. Eerst\n2. Dan")
    assert open_follow_up(house.store, house.merenrand) is not None
    log_conversation(
        house.store,
        LogConversation(
            conversation=ConversationInput(),
            number=done.record.id,
            requests=[RequestInput(title="Training", themes=[3])],
            signals=[SignalInput(description="Koppeling kost apart", theme_id=4)],
        ),
    )
    for table in ("support_request", "signal"):
        assert house.count(table, f"response_id = {policy} AND conversation_id = {done.record.id}") == 1
    with pytest.raises(Refused):
        plan_from_response(house.store, policy, ConversationInput(institution_ids=[house.oosterveld]))
    with pytest.raises(Refused):
        plan_from_response(house.store, 999)


def test_a_follow_up_that_names_no_response_takes_the_one_of_policy(house: House, answered: tuple[int, int]) -> None:
    policy, professionals = answered
    talk = ConversationInput(institution_ids=[house.merenrand], kind=ConversationKind.WENSENSCAN)
    held = log_conversation(house.store, LogConversation(conversation=talk, requests=[RequestInput(title="Hulp", themes=[3])]))
    assert house.column("SELECT response_id FROM support_request") == [policy]
    assert house.row(held.record).response_id == policy
    planned = follow_up_responses(house.store, [house.merenrand, house.duinzicht], wanted=True)
    assert [house.row(one).response_id for one in planned.records] == [policy, None]
    intake = ConversationInput(institution_ids=[house.merenrand], kind=ConversationKind.INTAKE)
    assert house.row(log_conversation(house.store, LogConversation(conversation=intake)).record).response_id is None
    change_conversation(house.store, held.record.id, ConversationInput(response_id=professionals))
    assert house.row(held.record).response_id == professionals


def test_an_admin_words_a_text_anew_and_one_undo_brings_it_back(house: House, admin_store: Store) -> None:
    with admin_store.read() as reader:
        before = template(reader, "mail.referral")
    assert before is not None
    seen = TemplateInput(before.subject, before.body)
    with pytest.raises(Refused, match="beheerder"):
        change_template(house.store, "mail.referral", TemplateInput("x", "y"))
    done = change_template(admin_store, "mail.referral", TemplateInput("Over {aanbod}", "Beste {aanhef} {foo}"), seen)
    assert "{foo}" in done.warnings[0]
    assert "{aanhef}" not in done.warnings[0]
    with pytest.raises(Refused, match="ondertussen"):
        change_template(admin_store, "mail.referral", TemplateInput("x", "y"), seen)
    with pytest.raises(Refused) as refused:
        change_template(admin_store, "mail.referral", TemplateInput("", ""))
    assert {error.field for error in refused.value.errors} == {"subject", "body"}
    undo(admin_store)
    with admin_store.read() as reader:
        assert template(reader, "mail.referral") == before
