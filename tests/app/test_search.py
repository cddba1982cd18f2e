"""Search by keys, from anywhere: also from within a form, and found things open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.models.institutions import Institution
from loket.models.requests import SupportRequest
from loket.screens.dossier.dossier import DossierScreen
from loket.screens.search import Search, SearchQuestion
from loket.store.database import Store
from tests.app.helpers import HOSTILE, assert_harmless, ours, screen_text, settle, walk


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, database="loket-uz", strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def filled(store: Store, *rows: Any) -> None:
    with store.write("set up") as tx:
        tx.session.add_all(rows)


@pytest.fixture
def office(sqlite_store: Store) -> Store:
    filled(sqlite_store, Institution(name="Ziekenhuis Merenrand"), Institution(name="Kliniek Zeezicht"))
    import datetime as dt

    filled(sqlite_store, SupportRequest(title="PROM's in het EPD", institution_id=1, received_on=dt.date(2026, 11, 1)))
    return sqlite_store


async def test_three_letters_and_enter_open_the_dossier(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "mer")
        assert "2 treffers, nieuwste eerst" in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert isinstance(pilot.app.screen, DossierScreen)
        assert pilot.app.screen.number == 1


async def test_arrows_choose_while_typing_goes_on(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "mer", "down")
        assert " ▸ V" in screen_text(pilot.app)
        await walk(pilot, "up", "xq")
        assert "Niets gevonden." in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert not isinstance(pilot.app.screen, Search)


async def test_a_letter_and_a_colon_search_one_kind(office: Store) -> None:
    assert SearchQuestion.typed("v: koppeling") == SearchQuestion("koppeling", "V")
    assert SearchQuestion.typed("zo: dit") == SearchQuestion("zo: dit", "")
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "v: mer")
        assert "1 treffer, nieuwste eerst" in screen_text(pilot.app)


async def test_commands_are_found_and_done(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "licht of", "enter")
        assert not pilot.app.current_theme.dark


async def test_nothing_found_becomes_a_request(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "nieuwe wens", "tab")
        assert pilot.app.screen.__class__.__name__ == "RequestForm"
        assert "nieuwe wens" in screen_text(pilot.app)


async def test_tab_shows_all_as_a_list(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", "mer", "tab")
        shown = screen_text(pilot.app)
        assert "Zoek · /mer · op wanneer" in shown
        assert "I-1" in shown
        assert "V-1" in shown
        await walk(pilot, "slash", " wat:vr", "tab", "enter")
        assert "I-1" not in screen_text(pilot.app)
        await walk(pilot, "e")
        assert pilot.app.screen.__class__.__name__ == "RequestForm"


async def test_search_opens_over_a_form_and_comes_back_to_it(office: Store) -> None:
    async with opened(office) as pilot:
        ours(pilot).open_screen("request_form")
        await settle(pilot)
        await walk(pilot, "half", "ctrl+k", "mer", "enter")
        assert isinstance(pilot.app.screen, DossierScreen)
        await walk(pilot, "escape")
        assert "half" in screen_text(pilot.app)


async def test_hostile_text_stays_text(sqlite_store: Store) -> None:
    filled(sqlite_store, *[Institution(name="zoek " + text, city=text, epd_vendor=text) for text in HOSTILE])
    async with opened(sqlite_store, (80, 24)) as pilot:
        await walk(pilot, "ctrl+k", "zoek")
        assert_harmless(pilot.app)
        for text in HOSTILE:
            pilot.app.screen.query_one("LineInput").value = text  # type: ignore[attr-defined]
            await settle(pilot)
            assert_harmless(pilot.app)
