"""Quick entry by keys: understood before it is saved, asked when it can be several, never lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.config import Config
from loket.screens.loket_screen import LoketScreen
from loket.screens.quick_entry_sheet import QuickEntryScreen
from loket.screens.registry import SHEETS
from loket.store.database import Store, open_store
from tests.app.helpers import HOSTILE, assert_harmless, replaced, screen_text, settle, walk
from tests.app.merenrand import MERENRAND, fill

Opening = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


class Nowhere(LoketScreen):
    """A screen about nothing."""

    PLACE = 1


class AtMerenrand(LoketScreen):
    """A screen about one institution."""

    PLACE = 2

    def institution_here(self) -> int | None:
        return 1


@pytest.fixture
def numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    return fill(sqlite_store)


@pytest.fixture
def opening(sqlite_store: Store) -> Opening:
    """The app, with quick entry opened by its key."""

    @asynccontextmanager
    async def opened(first: int = 1, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
        places = {1: ("tests.app.test_quick_entry:Nowhere",), 2: ("tests.app.test_quick_entry:AtMerenrand",)}
        with replaced(SHEETS, places):
            app = LoketApp(lambda: open_store(sqlite_store.address, actor="ilse"), Config(), first=first, strict=True)
            async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
                await settle(pilot)
                await walk(pilot, "a")
                yield pilot

    return opened


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste, which is typing quickly."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return reader.rows(sql)


async def test_a_line_is_understood_as_it_is_typed_and_saved_with_enter(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening() as pilot:
        await paste(pilot, "vraag merenr: PROM's automatisch uitsturen #4 +u !hoog @ilse >over 2 weken")
        text = screen_text(pilot.app)
        assert "Vraag bij Ziekenhuis Merenrand · 4 Gebruik van uitkomstinformatie · met · hoog · ilse" in text
        assert "streef ma 7 dec 2026 · bron telefoon" in text
        await walk(pilot, "enter")
        assert not isinstance(pilot.app.screen, QuickEntryScreen)
        assert "V-3" in screen_text(pilot.app)
        await walk(pilot, "u")
    assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(2,)]


async def test_an_open_request_that_is_alike_is_named(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await paste(pilot, "vraag merenr: vragenlijsten nog op papier #4")
        assert "lijkt op V-2 (open)" in screen_text(pilot.app)


async def test_a_name_that_can_be_several_is_asked_by_digit(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening() as pilot:
        await paste(pilot, "signaal ziekenhuis: leverancier rekent apart *api +l")
        await walk(pilot, "enter", "2")
        assert not isinstance(pilot.app.screen, QuickEntryScreen)
    assert rows(sqlite_store, "SELECT institution_id, reach FROM signal") == [(numbers[MERENRAND], "national")]


async def test_a_pasted_mail_gives_title_and_description(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening() as pilot:
        await paste(pilot, "vraag merenr: hulp bij dashboard #4\nBeste Ilse,\n\nKunnen jullie helpen?\nGroet")
        assert "omschrijving van 4 regels" in screen_text(pilot.app)
        await walk(pilot, "enter")
    assert rows(sqlite_store, "SELECT title, description, source FROM support_request WHERE id = 3") == [
        ("hulp bij dashboard", "Beste Ilse,\n\nKunnen jullie helpen?\nGroet", "mail")
    ]


async def test_escape_keeps_the_line_and_up_brings_back_a_saved_one(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await paste(pilot, "actie merenr: bellen >vr")
        await walk(pilot, "escape", "a")
        assert "actie merenr: bellen >vr" in screen_text(pilot.app)
        await walk(pilot, "enter", "a")
        assert "actie merenr: bellen >vr" not in screen_text(pilot.app)
        await walk(pilot, "up")
        assert "actie merenr: bellen >vr" in screen_text(pilot.app)


async def test_the_institution_of_the_screen_below_is_meant_when_none_is_typed(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening(2) as pilot:
        await paste(pilot, "vraag terugbellen over dashboard #4")
        assert "Vraag bij Ziekenhuis Merenrand" in screen_text(pilot.app)
        await walk(pilot, "enter")
    assert rows(sqlite_store, "SELECT institution_id FROM support_request WHERE id = 3") == [(numbers[MERENRAND],)]


async def test_what_is_missing_is_said_and_the_line_stays(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening() as pilot:
        await paste(pilot, "vraag zonder instelling")
        await walk(pilot, "enter")
        assert isinstance(pilot.app.screen, QuickEntryScreen)
        assert "! " in screen_text(pilot.app)
        assert pilot.app.screen.line.text == "vraag zonder instelling"
    assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(2,)]


async def test_tab_opens_the_form_with_what_was_understood(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await paste(pilot, "vraag merenr: hulp bij dashboard #4 +u")
        await walk(pilot, "tab")
        text = screen_text(pilot.app)
        assert "Nieuw vraag" in text or "hulp bij dashboard" in text
        assert MERENRAND in text


@pytest.mark.parametrize("size", [(80, 24)])
async def test_hostile_text_is_shown_as_typed(opening: Opening, numbers: dict[str, int], size: tuple[int, int]) -> None:
    async with opening(size=size) as pilot:
        for text in HOSTILE:
            pilot.app.screen.query_one("EntryLine").load_text(f"vraag {text}: {text} #4")  # type: ignore[attr-defined]
            await settle(pilot)
            assert_harmless(pilot.app)
            await walk(pilot, "enter")
            assert_harmless(pilot.app)
            if not isinstance(pilot.app.screen, QuickEntryScreen):
                await walk(pilot, "escape" if pilot.app.screen.is_modal else "a")
            if not isinstance(pilot.app.screen, QuickEntryScreen):
                await walk(pilot, "a")
