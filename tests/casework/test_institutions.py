from __future__ import annotations

import pytest

from loket.casework.contacts import ContactInput, add_contact, change_contact
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.done import Ref
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.institution_merge import merge_institutions, preview_merge
from loket.casework.institutions import InstitutionInput, add_institution, change_institution
from loket.casework.name_lookup import load_names, resolve
from loket.casework.parties import PartyInput, add_party, change_party
from loket.casework.requests import RequestInput, register_request
from loket.casework.undo import undo
from loket.models.errors import Refused
from loket.models.words import InstitutionKind, RecordKind
from tests.casework.conftest import TODAY, House


def found(house: House, text: str) -> int:
    with house.store.read() as reader:
        return resolve(load_names(reader), text).id


def test_a_renamed_institution_is_still_found_by_its_old_name(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(name="Merencentrum"))
    assert found(house, "Ziekenhuis Merenrand") == house.merenrand
    assert house.column("SELECT former_until FROM institution_alias WHERE former_until IS NOT NULL") in ([TODAY], [TODAY.isoformat()])


def test_aliases_are_replaced_but_old_names_stay(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(name="Merencentrum"))
    change_institution(house.store, house.merenrand, InstitutionInput(aliases=["MC", "MC", " "]))
    assert sorted(house.column("SELECT alias FROM institution_alias")) == ["MC", "Ziekenhuis Merenrand"]


def test_an_agb_code_is_eight_digits_and_no_others(house: House) -> None:
    add_institution(house.store, InstitutionInput(name="A", agb="06010101", kind=InstitutionKind.CLINIC))
    with pytest.raises(Refused, match="A heeft"):
        add_institution(house.store, InstitutionInput(name="B", agb="06010101"))
    with pytest.raises(Refused) as refused:
        add_institution(house.store, InstitutionInput(agb="0601"))
    assert sorted(error.field for error in refused.value.errors) == ["agb", "name"]


def test_two_that_are_one_are_merged_with_all_they_have(house: House) -> None:
    twin = add_institution(house.store, InstitutionInput(name="Zkh. Merenrand Noord", agb="06010101", city="Zwolle")).record.id
    register_request(house.store, RequestInput(title="a", institution_id=twin, themes=[1]))
    plan_conversation(house.store, ConversationInput(institution_ids=[twin, house.merenrand]))
    plan_conversation(house.store, ConversationInput(institution_ids=[twin]))
    follow_up = FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.INSTITUTION, on_id=twin)
    add_follow_up(house.store, follow_up)
    plan = preview_merge(house.store, house.merenrand, twin)
    assert (plan.moves["support_request"], plan.moves["conversation_institution"]) == (1, 2)
    done = merge_institutions(house.store, house.merenrand, twin, reason="één organisatie")
    assert house.column("SELECT institution_id FROM support_request") == [house.merenrand]
    assert house.column("SELECT institution_id FROM conversation_institution") == [house.merenrand] * 2
    assert house.column("SELECT on_id FROM follow_up") == [house.merenrand]
    survivor, gone = (house.row(record) for record in done.records)
    assert (survivor.agb, survivor.city) == ("06010101", "Zwolle")
    assert (gone.active, gone.merged_into_id) == (False, house.merenrand)
    assert found(house, "Zkh. Merenrand Noord") == house.merenrand
    with pytest.raises(Refused):
        merge_institutions(house.store, house.oosterveld, twin)
    undo(house.store)
    assert house.column("SELECT institution_id FROM support_request") == [twin]
    assert house.row(Ref(RecordKind.INSTITUTION, twin)).agb == "06010101"


def test_a_contact_is_somewhere_and_its_address_an_address(house: House) -> None:
    with pytest.raises(Refused) as refused:
        add_contact(house.store, ContactInput(email="geen adres"))
    assert sorted(error.field for error in refused.value.errors) == ["email", "institution_id", "name"]
    done = add_contact(house.store, ContactInput(name="R. Postma", institution_id=house.merenrand, email="r@p.nl"))
    change_contact(house.store, done.record.id, ContactInput(left_on=TODAY))
    assert house.row(done.record).left_on == TODAY


def test_a_party_keeps_its_former_name_and_aliases(house: House) -> None:
    done = add_party(house.store, PartyInput(name="Q-Academie", aliases=["QA"]))
    change_party(house.store, done.record.id, PartyInput(name="Q Consult"))
    assert {found(house, name) for name in ("Q-Academie", "QA", "Q Consult")} == {done.record.id}
    with pytest.raises(Refused) as refused:
        add_party(house.store, PartyInput(name="VWS"))
    assert refused.value.errors[0].field == "name"
