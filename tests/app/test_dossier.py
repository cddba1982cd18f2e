"""Dossier by keys: next step first, tab through the panes, on to the next institution without going back."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.models.institutions import Contact, Institution
from loket.models.notes import FollowUp, Note
from loket.models.requests import SupportRequest
from loket.models.words import RecordKind
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
        await walk(pilot, "s")
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
