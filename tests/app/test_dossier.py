"""Dossier by keys: next step first, tab through the panes, on to the next institution without going back."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.models.institutions import Contact, Institution, InstitutionAlias
from loket.models.notes import FollowUp, Link, Note
from loket.models.requests import SupportRequest
from loket.models.words import Audience, InstitutionRole, Province, RecordKind
from loket.screens.dossier.dossier import DossierScreen, NextStepLine
from loket.store.database import Store
from tests.app.helpers import HOSTILE, assert_harmless, screen_text, settle, walk

TODAY = dt.date(2026, 11, 21)


def filled(store: Store, *rows: Any) -> None:
    with store.write("set up") as tx:
        tx.session.add_all(rows)


def office(store: Store) -> None:
    filled(
        store,
        Institution(name="Ziekenhuis Merenrand"),
        Institution(name="Ziekenhuis Oud", merged_into_id=1, active=False),
        Institution(name="Zz"),
    )
    filled(
        store,
        Contact(institution_id=1, name="A. de Wit", phone="0555 12 34 56"),
        SupportRequest(title="Draagvlak", institution_id=1, received_on=TODAY - dt.timedelta(days=26)),
        FollowUp(what="bellen: overleg", institution_id=1, due_on=TODAY - dt.timedelta(days=1)),
    )


@asynccontextmanager
async def opened(store: Store, number: int = 1, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, database="loket-uz", strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        app.open_record(RecordKind.INSTITUTION, number)
        await settle(pilot)
        yield pilot


async def test_shows_all_of_one_institution_with_the_next_step_in_focus(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        text = screen_text(pilot.app)
        assert " Instellingen › Ziekenhuis Merenrand    ‹ 1 van 2 ›" in text
        assert "▸VOLGENDE STAP  !vr 20 nov  bellen: overleg" in text
        assert "CONTACTPERSONEN 1" in text
        assert "V-1 Draagvlak" in text
        assert "TIJDLIJN 1" in text
        assert isinstance(pilot.app.focused, NextStepLine)


async def test_s_does_the_next_step_and_u_takes_it_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "s", "enter")
        assert "niets afgesproken" in screen_text(pilot.app)
        await walk(pilot, "u")
        assert "VOLGENDE STAP  !vr 20 nov" in screen_text(pilot.app)
        await walk(pilot, ">", "over 2 weken", "enter")
        assert "VOLGENDE STAP  za 5 dec" in screen_text(pilot.app)


async def test_brackets_go_on_without_going_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "]")
        assert "Instellingen › Zz" in screen_text(pilot.app)
        await walk(pilot, "]", "[")
        assert "Instellingen › Ziekenhuis Merenrand" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert not isinstance(pilot.app.screen, DossierScreen)


async def test_one_that_was_merged_leads_to_its_survivor(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, 2) as pilot:
        assert "Instellingen › Ziekenhuis Merenrand" in screen_text(pilot.app)
        assert "is samengevoegd" in screen_text(pilot.app)


async def test_one_that_is_not_there_says_so(sqlite_store: Store) -> None:
    async with opened(sqlite_store, 77) as pilot:
        assert "I-77 is er niet meer." in screen_text(pilot.app)


async def test_n_asks_what_to_add(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n")
        assert "leersessie" in screen_text(pilot.app)
        await walk(pilot, "c")
        assert pilot.app.screen.__class__.__name__ == "ContactForm"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_text_stays_text(sqlite_store: Store, size: tuple[int, int]) -> None:
    for number, text in enumerate(HOSTILE, 1):
        filled(sqlite_store, Institution(name=text, short_name=text, city=text, epd_vendor=text))
        filled(
            sqlite_store,
            Contact(institution_id=number, name=text, phone=text),
            SupportRequest(title=text, institution_id=number, received_on=TODAY),
            FollowUp(what=text, institution_id=number, due_on=TODAY),
            Note(on_kind=RecordKind.INSTITUTION, on_id=number, institution_id=number, text=text, written_on=TODAY),
        )
    async with opened(sqlite_store, size=size) as pilot:
        for number in range(1, len(HOSTILE) + 1, 2):
            screen = pilot.app.screen
            assert isinstance(screen, DossierScreen)
            screen._go_to(number)
            await walk(pilot, "tab")
            assert_harmless(pilot.app)


async def test_c_notes_on_a_contact_that_they_moved_and_both_dossiers_say_so(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        app: Any = pilot.app
        await walk(pilot, "c")
        assert "Zet de cursor op een contactpersoon" in screen_text(pilot.app)
        await walk(pilot, "tab", "c", "2")
        assert "Werkt elders: A. de Wit" in screen_text(pilot.app)
        await walk(pilot, "zz", "enter", "ctrl+s")
        assert "A. de Wit  nu bij Zz" in screen_text(pilot.app)
        app.open_record(RecordKind.CONTACT, 2)
        await settle(pilot)
        assert "LOOPBAAN" in screen_text(pilot.app)
        assert "tot 21 nov" in screen_text(pilot.app)
        app.open_record(RecordKind.INSTITUTION, 3)
        await settle(pilot)
        assert "  kwam van Ziekenhuis Merenrand" in screen_text(pilot.app)


async def test_every_fact_and_document_stands_in_the_dossier_and_is_copied_opened_changed_and_taken_away(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    whole = Institution(
        name="Ziekenhuis Merenrand", short_name="Merenrand", city="Zwolle", province=Province.OVERIJSSEL, agb="06010101",
        website="https://www.merenrand.nl", role=InstitutionRole.FRONTRUNNER, role_since=dt.date(2025, 2, 3),
    )  # fmt: skip
    filled(sqlite_store, whole)
    filled(
        sqlite_store,
        InstitutionAlias(institution_id=1, alias="ZMR"),
        InstitutionAlias(institution_id=1, alias="Meren", former_until=dt.date(2020, 1, 1)),
        Contact(institution_id=1, name="A. de Wit", audience=Audience.BOARD, function="bestuurder", email="a.dewit@merenrand.nl"),
        SupportRequest(title="Draagvlak", institution_id=1, received_on=TODAY),
        Link(on_kind=RecordKind.INSTITUTION, on_id=1, title="Verslag", url="https://uz.nl/verslag.pdf"),
        Link(on_kind=RecordKind.REQUEST, on_id=1, url="geen adres"),
    )
    async with opened(sqlite_store) as pilot:
        app, visited = pilot.app, []
        monkeypatch.setattr(type(app), "open_url", lambda _app, url: visited.append(url))
        lines = [line.partition("│")[0].strip() for line in screen_text(app).split("\n")]
        shown = (
            "bestuurder  a.dewit@merenrand.nl", "DOCUMENTEN 2", "Verslag  uz.nl/verslag.pdf", "geen adres  V-1", "GEGEVENS",
            "naam          Ziekenhuis Merenrand", "korte naam    Merenrand", "andere namen  ZMR", "Meren (tot 1 jan 2020)",
            "plaats        Zwolle, Overijssel", "AGB-code      06010101", "website       merenrand.nl",
            "rol           voorloper sinds 3 feb 2025",
        )  # fmt: skip
        assert [line for line in lines if line in shown] == list(shown)
        await walk(pilot, "i", *["down"] * 6, "enter")
        assert visited == ["https://www.merenrand.nl"]
        await walk(pilot, "y")
        assert app.clipboard == "https://www.merenrand.nl"
        await walk(pilot, "i", "up", "up", "enter")
        assert visited[1:] == ["https://uz.nl/verslag.pdf"]
        await walk(pilot, "down", "enter")
        assert "het is gekopieerd: geen adres" in screen_text(app)
        await walk(pilot, "delete")
        assert "DOCUMENTEN 1" in screen_text(app)
        await walk(pilot, "u")
        assert "DOCUMENTEN 2" in screen_text(app)
        await walk(pilot, "n", "d", "https://uz.nl/nieuw", "ctrl+s")
        assert "DOCUMENTEN 3" in screen_text(app)


async def test_with_room_a_person_stands_on_one_line(sqlite_store: Store) -> None:
    filled(sqlite_store, Institution(name="Ziekenhuis Merenrand"))
    filled(sqlite_store, Contact(institution_id=1, name="A. de Wit", function="MDL-arts", email="w@mr.nl", phone="0555 12 34 56"))
    async with opened(sqlite_store, size=(80, 24)) as pilot:
        assert "A. de Wit  MDL-arts  w@mr.nl  0555 12 34 56" in screen_text(pilot.app)
