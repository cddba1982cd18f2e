"""Contacts over time: leaving, moving and other roles, with what was said kept where it was said."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.contacts import ContactInput, Leaving, Moving, NewRole, add_contact, contact_changes_role, contact_leaves, contact_moves
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.requests import RequestInput, register_request
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.exchange.json_export import document_lines, everything, load_everything
from loket.insight.contacts import career, part_of, same_person
from loket.insight.institution.dossier import dossier
from loket.models.errors import Refused
from loket.models.words import Audience, ConversationState, RecordKind
from loket.store.database import Store, open_store
from tests.casework.conftest import TODAY, House

EARLIER = TODAY - dt.timedelta(days=40)


def busy(house: House) -> None:
    """A. de Wit has an open request, a follow-up, a talk that is planned and one that was held."""
    register_request(house.store, RequestInput(title="PROM's", institution_id=house.merenrand, contact_id=house.wit, themes=[1]))
    follow_up = FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.CONTACT, on_id=house.wit)
    add_follow_up(house.store, follow_up)
    for _turn in range(2):
        plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand], contact_ids=[house.wit], planned_at=TODAY))
    advance(house.store, Advance(kind=RecordKind.CONVERSATION, numbers=[1], to=ConversationState.HELD))


def exported(store: Store) -> list[str]:
    with store.engine.begin() as connection:
        return list(document_lines(everything(connection)))


def test_who_leaves_hands_what_is_open_to_a_successor_and_stays_in_what_was_held(house: House) -> None:
    busy(house)
    postma = add_contact(house.store, ContactInput(name="R. Postma", institution_id=house.merenrand)).record.id
    before = exported(house.store)
    done = contact_leaves(house.store, house.wit, Leaving(left_on=EARLIER, successor_id=postma))
    assert [ref.number for ref in done.records] == ["C-1", "V-1", "A-1", "G-2"]
    assert house.column("SELECT contact_id FROM support_request") == [postma]
    assert house.column("SELECT on_id FROM follow_up") == [postma]
    assert house.column("SELECT contact_id FROM conversation_attendee ORDER BY conversation_id") == [house.wit, postma]
    undo(house.store)
    assert exported(house.store) == before


def test_without_a_successor_what_is_open_is_named(house: House) -> None:
    busy(house)
    done = contact_leaves(house.store, house.wit, Leaving())
    assert done.warnings == ("Nog bij A. de Wit: V-1, A-1, G-2.",)
    with pytest.raises(Refused, match="al vertrokken"):
        contact_leaves(house.store, house.wit, Leaving())


def test_who_moves_is_a_contact_at_both_places_and_one_person(house: House) -> None:
    busy(house)
    contact_changes_role(house.store, house.wit, NewRole(function="kwaliteitsadviseur"))
    contact_changes_role(house.store, house.wit, NewRole(function="hoofd kwaliteit", until_on=EARLIER))
    move = Moving(institution_id=house.oosterveld, function="bestuurder", audience=Audience.BOARD, email="wit@oosterveld.example")
    new = contact_moves(house.store, house.wit, move).record.id
    add_contact(house.store, ContactInput(name="R. Postma", institution_id=house.merenrand))
    with house.store.read() as reader:
        stints = career(reader, house.wit)
        assert stints == career(reader, new)
        told = part_of(reader, same_person(reader, new))
    assert [(stint.place, stint.function, stint.until) for stint in stints] == [
        ("UMC Oosterveld", "bestuurder", None),
        ("Ziekenhuis Merenrand", "hoofd kwaliteit", TODAY),
        ("Ziekenhuis Merenrand", "kwaliteitsadviseur", EARLIER),
    ]
    assert {(one.kind, one.text.partition(" · ")[0]) for one in told} == {
        (RecordKind.CONVERSATION, "Zkh Merenrand"),
        (RecordKind.REQUEST, "Zkh Merenrand"),
    }
    old_place, new_place = (dossier(house.store, number) for number in (house.merenrand, house.oosterveld))
    assert old_place is not None
    assert new_place is not None
    assert [(one.name, one.now_at, one.came_from) for one in old_place.people] == [
        ("R. Postma", "", ""),
        ("A. de Wit", "UMC Oosterveld", ""),
    ]
    assert [(one.name, one.now_at, one.came_from) for one in new_place.people] == [("A. de Wit", "", "Zkh Merenrand")]


def test_who_is_known_at_the_new_place_is_not_made_anew(house: House) -> None:
    there = add_contact(house.store, ContactInput(name="a. de wit", institution_id=house.oosterveld)).record.id
    done = contact_moves(house.store, house.wit, Moving(institution_id=house.oosterveld, phone="06"))
    assert done.record.id == there
    assert house.column(f"SELECT phone FROM contact WHERE id = {there}") == ["06"]


@pytest.mark.parametrize(
    ("move", "field"),
    [
        (Moving(), "institution_id"),
        (Moving(institution_id=1), "institution_id"),
        (Moving(institution_id=2, left_on=TODAY + dt.timedelta(days=1)), "left_on"),
        (Moving(institution_id=2, successor_id=1), "successor_id"),
        (Moving(institution_id=2, email="geen adres"), "email"),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_its_field(house: House, move: Moving, field: str) -> None:
    with pytest.raises(Refused) as refused:
        contact_moves(house.store, house.wit, move)
    assert [error.field for error in refused.value.errors] == [field]


def test_moves_and_former_roles_come_through_the_json_export(house: House, empty_database: str) -> None:
    import json

    contact_changes_role(house.store, house.wit, NewRole(function="hoofd"))
    contact_changes_role(house.store, house.wit, NewRole(function="bestuurder"))
    contact_moves(house.store, house.wit, Moving(institution_id=house.oosterveld))
    text = "".join(exported(house.store))
    other = open_store(empty_database, actor="ilse")
    try:
        with other.write("import") as tx:
            load_everything(tx.connection, json.loads(text), "x.json")
        assert "".join(exported(other)) == text
    finally:
        other.close()
