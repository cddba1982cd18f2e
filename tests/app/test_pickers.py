"""Choosing by name: what is not there is made and comes back chosen, the institution's own people come first, providers are known ones."""

from __future__ import annotations

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.institutions import InstitutionInput, add_institution
from loket.casework.offerings import OfferingInput, add_offering
from loket.models.words import OfferingKind
from loket.store.database import Store
from loket.widgets.picker import Picker
from tests.app.helpers import ours, screen_text, settle, walk
from tests.app.records_world import office, opened, values


async def test_an_institution_that_is_not_there_is_made_and_comes_back_chosen(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Vragenlijsten op papier", "tab", "Zeeduin")
        assert "Zeeduin bestaat nog niet: enter maakt hem   nieuwe instelling" in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert "Nieuw: instelling" in screen_text(pilot.app)
        await walk(pilot, "f2")
        assert "Vragenlijsten op papier" in screen_text(pilot.app)
        assert pilot.app.screen.query(Picker).first().field.value == "Zeeduin"
        await walk(pilot, "tab", "4", "f2")
    assert values(sqlite_store, "SELECT i.name FROM support_request r JOIN institution i ON i.id = r.institution_id WHERE r.id = 5") == [
        "Zeeduin"
    ]


async def test_a_name_that_is_there_whole_is_not_offered_again_and_a_part_of_one_is(sqlite_store: Store) -> None:
    office(sqlite_store)
    add_institution(sqlite_store, InstitutionInput(name="Onze Lieve Vrouwe Gasthuis", short_name="OLVG"))
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "tab", "olvg")
        assert "bestaat nog niet" not in screen_text(pilot.app)
        await walk(pilot, "backspace")
        assert "olv bestaat nog niet: enter maakt hem" in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert pilot.app.screen.query(Picker).first().field.value == "Onze Lieve Vrouwe Gasthuis"


async def test_a_label_is_made_at_once_where_its_name_is_all_it_needs(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        ours(pilot).open_screen("institution_form", 1)
        await settle(pilot)
        tags = pilot.app.screen.query_one("#field-tag_ids")
        tags.query_one(Picker).field.focus()
        await walk(pilot, "Netwerk Oost", "enter", "f2")
    assert values(sqlite_store, "SELECT g.name FROM institution_tag l JOIN tag g ON g.id = l.tag_id WHERE l.institution_id = 1") == [
        "Netwerk Oost"
    ]


async def test_the_institutions_own_people_come_first_and_others_with_where_they_are(sqlite_store: Store) -> None:
    office(sqlite_store)
    elsewhere = add_institution(sqlite_store, InstitutionInput(name="Andere Kliniek")).record.id
    add_contact(sqlite_store, ContactInput(name="A. van Leeuwen", institution_id=elsewhere))
    own = add_contact(sqlite_store, ContactInput(name="B. van Leeuwen", institution_id=1, function="verpleegkundige")).record.id
    async with opened(sqlite_store) as pilot:
        ours(pilot).open_screen("request_form", None, {"institution_id": 1})
        await settle(pilot)
        picker = pilot.app.screen.query_one("#field-contact_id").query_one(Picker)
        picker.field.focus()
        await walk(pilot, "leeuwen")
        text = screen_text(pilot.app)
        assert text.index("B. van Leeuwen") < text.index("A. van Leeuwen")
        assert "Andere Kliniek" in text
        await walk(pilot, "enter")
        assert picker.pick is not None
        assert picker.pick.value == own


async def test_a_new_contact_is_at_the_institution_of_the_form(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        ours(pilot).open_screen("request_form", None, {"institution_id": 1})
        await settle(pilot)
        pilot.app.screen.query_one("#field-contact_id").query_one(Picker).field.focus()
        await walk(pilot, "Q. Xander", "enter", "f2")
        assert "Opgeslagen: C-" in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT institution_id FROM contact WHERE name = 'Q. Xander'") == [1]


async def test_a_provider_is_picked_from_the_known_ones_or_is_new(sqlite_store: Store) -> None:
    office(sqlite_store)
    add_offering(sqlite_store, OfferingInput(title="Training", kind=OfferingKind.TRAINING, themes=(3,), provider="School SB"))
    async with opened(sqlite_store) as pilot:
        ours(pilot).open_screen("session_form", None, {"institution_id": 1})
        await settle(pilot)
        picker = pilot.app.screen.query_one("#field-provider").query_one(Picker)
        picker.field.focus()
        await walk(pilot, "schol", "enter")
        assert picker.pick is not None
        assert picker.pick.value == "School SB"
        await walk(pilot, "f2")
        assert "Opgeslagen: L-" in screen_text(pilot.app)
    assert "School SB" in values(sqlite_store, "SELECT provider FROM learning_session ORDER BY id")


async def test_a_new_record_that_looks_like_another_says_so_and_can_be_saved_or_left_for_it(sqlite_store: Store) -> None:
    office(sqlite_store)
    add_institution(sqlite_store, InstitutionInput(name="Ziekenhuis Waterkant"))
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "n", "Ziekenhuis Waterkand", "f2")
        assert "Lijkt op Ziekenhuis Waterkant, 89%" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert values(sqlite_store, "SELECT count(*) FROM institution WHERE name = 'Ziekenhuis Waterkand'") == [0]
        await walk(pilot, "f2", "1")
        assert "Ziekenhuis Waterkant" in screen_text(pilot.app)
        assert "VOLGENDE STAP" in screen_text(pilot.app)
        await walk(pilot, "escape", "n", "f2", "0")
        assert "Opgeslagen: I-" in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT count(*) FROM institution WHERE name = 'Ziekenhuis Waterkand'") == [1]


async def test_a_request_of_one_line_says_which_one_it_looks_like(sqlite_store: Store) -> None:
    office(sqlite_store)
    titles = values(sqlite_store, "SELECT title FROM support_request WHERE id = 1")
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "a", f"vraag merenr: {titles[0]}s #4", "enter")
        assert "Lijkt op V-1" in screen_text(pilot.app)
