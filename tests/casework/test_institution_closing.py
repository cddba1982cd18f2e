"""An institution that closes, opens again or is split: what is open is settled in the same act, and one undo takes it back."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.institution_split import SplitInput, split_institution, split_offer
from loket.casework.institutions import Closing, InstitutionInput, change_institution, close_institution, open_at, reopen_institution
from loket.casework.requests import RequestInput, register_request
from loket.casework.signals import SignalInput, record_signal
from loket.casework.undo import undo
from loket.exchange.json_export import document_lines, everything
from loket.insight.institution.dossier import dossier
from loket.models.errors import Refused
from loket.models.rounds import RoundPopulation, WensenscanRound
from loket.models.words import RecordKind
from loket.store.database import Store
from tests.casework.conftest import TODAY, House


def exported(store: Store) -> str:
    with store.engine.begin() as connection:
        return "".join(document_lines(everything(connection)))


@pytest.fixture
def busy(house: House) -> House:
    """Merenrand has a request, a follow-up, a talk of its own and one shared with Oosterveld."""
    with house.store.write("set up") as tx:
        tx.session.add(WensenscanRound(name="Eerste"))
        tx.session.flush()
        tx.session.add(RoundPopulation(round_id=1, institution_id=house.merenrand))
    register_request(
        house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1], department="MDL", contact_id=house.wit)
    )
    register_request(house.store, RequestInput(title="b", institution_id=house.merenrand, themes=[1]))
    add_follow_up(house.store, FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.REQUEST, on_id=1))
    add_follow_up(house.store, FollowUpInput(what="mailen", due_on=TODAY, on_kind=RecordKind.CONTACT, on_id=house.wit))
    plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand], planned_at=TODAY))
    plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand, house.oosterveld], planned_at=TODAY))
    return house


def test_closing_says_what_is_open_and_ends_what_is_asked(busy: House) -> None:
    before = exported(busy.store)
    items = open_at(busy.store, busy.merenrand)
    assert {(item.record.number, item.shared) for item in items} == {
        ("A-1", False), ("A-2", False), ("G-1", False), ("G-2", True), ("V-1", False), ("V-2", False)
    }  # fmt: skip
    done = close_institution(busy.store, busy.merenrand, Closing(ended=[RecordKind.CONVERSATION, RecordKind.REQUEST], to=busy.ruud))
    assert busy.column("SELECT state FROM conversation ORDER BY id") == ["cancelled", "planned"]
    assert busy.column("SELECT state FROM support_request") == ["dropped", "dropped"]
    assert busy.column("SELECT advisor_id FROM follow_up") == [busy.ruud, busy.ruud]
    assert done.warnings == ("Nog open: G-2.",)
    assert busy.column("SELECT institution_id FROM round_population") == [busy.merenrand]
    found = dossier(busy.store, busy.merenrand)
    assert found is not None
    assert found.facts.closed_on == TODAY
    undo(busy.store)
    assert exported(busy.store) == before


def test_a_closed_institution_opens_again_with_its_day_gone(busy: House) -> None:
    close_institution(busy.store, busy.merenrand, Closing(closed_on=TODAY - dt.timedelta(days=3)))
    with pytest.raises(Refused, match="al gesloten"):
        close_institution(busy.store, busy.merenrand, Closing())
    reopen_institution(busy.store, busy.merenrand)
    assert busy.column("SELECT closed_on FROM institution WHERE active") == [None] * 3
    with pytest.raises(Refused):
        reopen_institution(busy.store, busy.merenrand)


def test_switching_it_off_in_the_form_notes_the_day_too(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(active=False))
    assert house.column("SELECT closed_on FROM institution WHERE closed_on IS NOT NULL") in ([TODAY], [TODAY.isoformat()])
    change_institution(house.store, house.merenrand, InstitutionInput(active=True))
    assert house.count("institution", "closed_on IS NOT NULL") == 0


def test_a_part_goes_on_by_itself_with_its_people_cases_and_names(busy: House) -> None:
    jansen = add_contact(busy.store, ContactInput(name="B. Jansen", department="MDL", institution_id=busy.merenrand)).record.id
    record_signal(busy.store, SignalInput(description="x", department="MDL", institution_id=busy.merenrand))
    before = exported(busy.store)
    offer = split_offer(busy.store, busy.merenrand)
    assert (offer.departments, offer.aliases, [number for number, _title in offer.requests]) == (("MDL",), ("Meren",), [1, 2])
    part = SplitInput(name="Kliniek Meren", city="Zwolle", aliases=["Meren"], departments=["MDL"], contact_ids=[busy.wit])
    new = split_institution(busy.store, busy.merenrand, part).record.id
    assert busy.column(f"SELECT name FROM contact WHERE institution_id = {new} ORDER BY name") == ["A. de Wit", "B. Jansen"]
    assert busy.column("SELECT moved_from_id FROM contact WHERE moved_from_id IS NOT NULL ORDER BY 1") == sorted([busy.wit, jansen])
    assert busy.column("SELECT institution_id FROM support_request ORDER BY id") == [new, busy.merenrand]
    assert busy.column(f"SELECT c.name FROM support_request r JOIN contact c ON c.id = r.contact_id WHERE c.institution_id = {new}")
    assert busy.column("SELECT institution_id FROM signal") == [new]
    assert busy.column("SELECT institution_id FROM follow_up ORDER BY id") == [new, new]
    assert busy.column("SELECT institution_id FROM institution_alias") == [new]
    old_side, new_side = dossier(busy.store, busy.merenrand), dossier(busy.store, new)
    assert old_side is not None
    assert new_side is not None
    assert old_side.facts.split_into == ((new, "Kliniek Meren"),)
    assert new_side.facts.split_from == (busy.merenrand, "Zkh Merenrand")
    undo(busy.store)
    assert exported(busy.store) == before


def test_a_split_needs_a_name_and_takes_only_what_is_there(busy: House) -> None:
    with pytest.raises(Refused) as refused:
        split_institution(busy.store, busy.merenrand, SplitInput(contact_ids=[99], request_ids=[99]))
    assert sorted(error.field for error in refused.value.errors) == ["contact_ids", "name", "request_ids"]
