"""Place 4 by keys: what is next stands first, a week a day at a time, and from a row into the talk itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.config import Config
from loket.models.institutions import Institution
from loket.screens.conversations import ConversationsScreen, WeekScreen
from loket.screens.forms.conversation_form import ConversationForm
from loket.screens.log_conversation.log_screen import LogConversationScreen
from loket.store.database import Store, open_store
from tests.app.helpers import HOSTILE, assert_harmless, screen_text, settle, walk
from tests.app.merenrand import LINGE, MERENRAND, OOSTEVELD, fill

Opening = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    found = fill(sqlite_store)
    region = [found[MERENRAND], found[LINGE], found[OOSTEVELD]]
    plan_conversation(sqlite_store, ConversationInput(institution_ids=region, subject="Regio Noord", planned_at=date(2026, 12, 1)))
    plan_conversation(sqlite_store, ConversationInput(institution_ids=[found[LINGE]]))
    return found


@pytest.fixture
def opening(sqlite_store: Store) -> Opening:
    """The app on place 4."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
        app = LoketApp(lambda: open_store(sqlite_store.address, actor="ilse"), Config(), first=4, strict=True)
        async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
            await settle(pilot)
            yield pilot

    return opened


def lines(pilot: Pilot[Any]) -> list[str]:
    return screen_text(pilot.app).split("\n")


async def test_what_is_planned_stands_first_then_what_is_to_plan_then_the_past(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        assert isinstance(pilot.app.screen, ConversationsScreen)
        shown = lines(pilot)[4:8]
    assert shown[0].startswith(" ▸ ma 23 nov 10:00   Zkh Merenrand")
    assert "di 1 dec" in shown[1]
    assert "Regio Noord, 3 inst." in shown[1]
    assert shown[2].startswith("   te plannen")
    assert "do 12 nov" in shown[3]
    assert "gehouden" in shown[3]


async def test_g_logs_the_talk_under_the_cursor(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await walk(pilot, "g")
        screen = pilot.app.screen
        assert isinstance(screen, LogConversationScreen)
        assert "vervolggesprek WensenScan · Teams" in screen_text(pilot.app)
        screen.editor.notes.insert("gesproken")
        await walk(pilot, "ctrl+s")
        assert "gehouden" in lines(pilot)[6]


async def test_the_same_digit_turns_to_the_week_and_back(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await walk(pilot, "4")
        assert isinstance(pilot.app.screen, WeekScreen)
        text = screen_text(pilot.app)
        assert "vandaag, ma 23 nov 2026" in text
        assert "Regio Noord" not in text
        await walk(pilot, "]")
        assert "Regio Noord" in screen_text(pilot.app)
        assert "di 1 dec 2026" in screen_text(pilot.app)
        await walk(pilot, "4")
        assert not isinstance(pilot.app.screen, WeekScreen)


async def test_s_moves_a_talk_on_and_u_takes_it_back(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening() as pilot:
        await walk(pilot, "s", "1")
        with sqlite_store.read() as reader:
            assert reader.value("SELECT state FROM conversation WHERE id = :id", id=numbers["planned"]) == "held"
        await walk(pilot, "u")
        with sqlite_store.read() as reader:
            assert reader.value("SELECT state FROM conversation WHERE id = :id", id=numbers["planned"]) == "planned"


async def test_enter_shows_the_whole_talk_and_what_came_out_of_it(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await walk(pilot, "end", "enter")
        text = screen_text(pilot.app)
        for part in ("G-1", "Zkh Merenrand", "MDL wil starten.", "terugkoppeling leverancier", "actie"):
            assert part in text
        await walk(pilot, "escape")
        assert isinstance(pilot.app.screen, ConversationsScreen)


async def test_n_plans_a_talk(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await walk(pilot, "n")
        assert isinstance(pilot.app.screen, ConversationForm)


async def test_the_filter_narrows_as_it_is_typed(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening() as pilot:
        await walk(pilot, "/")
        await pilot.press(*"regio")
        while "ma 23 nov 10:00" in screen_text(pilot.app):
            await settle(pilot)
        assert "Regio Noord" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (200, 50)])
async def test_hostile_text_is_shown_as_typed(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store, size: tuple[int, int]
) -> None:
    with sqlite_store.write("spoil") as tx:
        row = tx.session.get(Institution, numbers[LINGE])
        assert row is not None
        row.name = row.short_name = HOSTILE[11]
    for text in HOSTILE:
        with sqlite_store.write("spoil") as tx:
            row = tx.session.get(Institution, numbers[MERENRAND])
            assert row is not None
            row.short_name = text
            tx.connection.exec_driver_sql("UPDATE conversation SET subject = ?, summary = ?, agreements = ?", (text, text, text))
    async with opening(size) as pilot:
        assert_harmless(pilot.app)
        await walk(pilot, "down", "down", "4")
        assert_harmless(pilot.app)
