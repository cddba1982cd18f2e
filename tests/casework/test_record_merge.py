"""Two contacts or parties that are one: what moves, which field was chosen, the other name stays findable, one undo."""

from __future__ import annotations

import pytest

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.merging import Difference
from loket.casework.parties import PartyInput, add_party
from loket.casework.record_merge import merge_records, preview_records
from loket.casework.requests import RequestInput, register_request
from loket.casework.undo import undo
from loket.models.errors import Refused
from loket.models.words import RecordKind
from tests.casework.conftest import TODAY, House


def test_everything_of_a_contact_becomes_the_others_with_the_fields_that_were_chosen(house: House) -> None:
    store, at = house.store, house.merenrand
    one = add_contact(store, ContactInput(name="A. de Wit", institution_id=at, phone="0555 1", function="adviseur")).record.id
    other = add_contact(store, ContactInput(name="Anna de Wit", institution_id=at, email="w@mr.nl", function="senior adviseur")).record.id
    register_request(store, RequestInput(title="vraag", institution_id=at, themes=[4], contact_id=other))
    plan_conversation(store, ConversationInput(institution_ids=[at], planned_at=TODAY, contact_ids=[one, other]))
    plan = preview_records(store, RecordKind.CONTACT, one, other)
    assert plan.moves == {"support_request": 1, "conversation_attendee": 1}
    assert plan.fills == ("email",)
    assert plan.differences == (Difference("name", "A. de Wit", "Anna de Wit"), Difference("function", "adviseur", "senior adviseur"))
    done = merge_records(store, RecordKind.CONTACT, one, other, take=["name"])
    assert done.message == "Anna de Wit hoort nu bij A. de Wit."
    found = house.column(f"SELECT name || '|' || function || '|' || email || '|' || phone FROM contact WHERE id IN ({one}, {other})")
    assert found == ["Anna de Wit|adviseur|w@mr.nl|0555 1"]
    assert house.column("SELECT contact_id FROM support_request") == [one]
    assert house.column("SELECT contact_id FROM conversation_attendee") == [one]
    undo(store, done.tx)
    assert house.column("SELECT contact_id FROM support_request") == [other]
    assert house.column(f"SELECT name FROM contact WHERE id IN ({one}, {other}) ORDER BY id") == ["A. de Wit", "Anna de Wit"]


def test_a_party_is_found_by_the_name_of_the_one_that_went_up_in_it(house: House) -> None:
    store = house.store
    kept = add_party(store, PartyInput(name="Q Consult", aliases=["QC"])).record.id
    gone = add_party(store, PartyInput(name="Q-Academie", aliases=["QC", "Q academie"])).record.id
    add_contact(store, ContactInput(name="P. Postma", party_id=gone))
    done = merge_records(store, RecordKind.PARTY, kept, gone)
    assert house.column(f"SELECT alias FROM party_alias WHERE party_id = {kept} ORDER BY alias") == ["Q academie", "Q-Academie", "QC"]
    assert house.column("SELECT party_id FROM contact WHERE name = 'P. Postma'") == [kept]
    assert house.count("party", f"id = {gone}") == 0
    undo(store, done.tx)
    assert house.column(f"SELECT alias FROM party_alias WHERE party_id = {gone} ORDER BY alias") == ["Q academie", "QC"]


def test_what_is_not_one_is_not_merged(house: House) -> None:
    store = house.store
    here = add_contact(store, ContactInput(name="A. Bos", institution_id=house.merenrand)).record.id
    there = add_contact(store, ContactInput(name="A. Bos", institution_id=house.oosterveld)).record.id
    with pytest.raises(Refused, match="verschillende plekken"):
        merge_records(store, RecordKind.CONTACT, here, there)
    with pytest.raises(Refused, match="Kies er twee"):
        preview_records(store, RecordKind.CONTACT, here, here)
    lead = house.as_lead()
    with pytest.raises(Refused, match="wie hun namen mag zien"):
        preview_records(lead, RecordKind.CONTACT, here, house.wit)
