"""One day of an advisor on PostgreSQL, through the app: the same keys, the same screens, another database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.screens.dossier.dossier import DossierScreen
from loket.screens.log_conversation.log_screen import LogConversationScreen
from loket.store.database import Store, open_store
from tests.app.helpers import screen_text, settle, walk
from tests.app.merenrand import MERENRAND, fill

PROMISED = "terugbellen na overleg"
NOTES = (
    "v: PROM's automatisch uitsturen #4 +u", "v: training gesprekken #3", "s: leverancier rekent apart *api +l", f"a: {PROMISED} >vr",
)  # fmt: skip


@pytest.fixture
def office(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The people of the drawings, on PostgreSQL; the app opens the same database for itself."""
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    store = open_store(postgres_database, actor="ilse")
    fill(store)
    yield store
    store.close()


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: open_store(store.address, actor="ilse"), strict=True)
    async with app.run_test(size=(120, 40), tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def values(store: Store, sql: str) -> list[Any]:
    with store.read() as reader:
        return [row[0] for row in reader.rows(sql)]


async def to_line_with(pilot: Pilot[Any], text: str) -> None:
    """Move the cursor down to the line with this text."""
    for _line in range(40):
        if any("▸" in line and text in line for line in screen_text(pilot.app).splitlines()):
            return
        await walk(pilot, "down")
    raise AssertionError(f"no line with {text!r}:\n{screen_text(pilot.app)}")


async def test_a_talk_is_found_logged_done_and_undone(office: Store) -> None:
    async with opened(office) as pilot:
        assert "ilse · " in screen_text(pilot.app)
        await walk(pilot, "ctrl+k", *"mer", "enter")
        assert isinstance(pilot.app.screen, DossierScreen)
        await walk(pilot, "g", "1")  # the one that was planned
        assert isinstance(pilot.app.screen, LogConversationScreen)
        pilot.app.post_message(events.Paste("\n".join(NOTES)))
        await settle(pilot)
        assert "2 vragen · 1 signaal · 1 actie" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        assert "Gesprek G-2 bewaard" in screen_text(pilot.app)
        await walk(pilot, "1")
        await to_line_with(pilot, PROMISED)
        await walk(pilot, "s", "enter")
        assert values(office, f"SELECT state FROM follow_up WHERE what = '{PROMISED}'") == ["done"]
        await walk(pilot, "u")
        assert "ngedaan gemaakt" in screen_text(pilot.app)
        assert values(office, f"SELECT state FROM follow_up WHERE what = '{PROMISED}'") == ["open"]
        await to_line_with(pilot, PROMISED)
    with office.read() as reader:
        [talk] = reader.rows("SELECT state, summary FROM conversation WHERE id = 2")
        assert talk[0] == "held"
        made = reader.rows("SELECT title, outcome_info FROM support_request WHERE conversation_id = 2 ORDER BY id")
        assert made == [("PROM's automatisch uitsturen", "with"), ("training gesprekken", None)]
        assert reader.rows("SELECT description, reach, theme_id FROM signal") == [("leverancier rekent apart", "national", 4)]


async def test_lists_page_filter_sort_and_open(office: Store) -> None:
    with office.write("more requests") as tx:
        import datetime as dt

        from loket.models.requests import SupportRequest

        tx.session.add_all(
            SupportRequest(title=f"vraag nummer {number:03}", institution_id=1, advisor_id=tx.advisor.id, received_on=dt.date(2026, 11, 1))
            for number in range(250)
        )
    async with opened(office) as pilot:
        await walk(pilot, "3")
        assert " 252 " in screen_text(pilot.app).splitlines()[1]
        await walk(pilot, "end")
        assert "vraag nummer" in screen_text(pilot.app)
        await walk(pilot, "pageup", "pageup", "home", "slash", *"nummer 000", "enter")
        assert "1 van 252" in screen_text(pilot.app)
        await walk(pilot, "e", "end", *" beter", "f2")
        assert values(office, "SELECT title FROM support_request WHERE title LIKE '%000%'") == ["vraag nummer 000 beter"]
        await walk(pilot, "enter", "h")
        assert "nummer 000 beter" in screen_text(pilot.app)
        await walk(pilot, "escape", "escape", "s", "1")
        assert "u maakt dit ongedaan" in screen_text(pilot.app)


async def test_every_place_and_sheet_opens(office: Store) -> None:
    telling = {
        2: "Merenrand", 3: "draagvlak MDL", 4: "10:00", 5: "losse signalen", 6: "", 7: "WENSENSCAN", 8: "Merenrand", 9: "",
    }  # fmt: skip
    async with opened(office) as pilot:
        for place, text in telling.items():
            await walk(pilot, str(place))
            shown = screen_text(pilot.app)
            assert text in shown, (place, shown)
            await walk(pilot, str(place))
            assert pilot.app.is_running
        await walk(pilot, "a", *"vraag merenr: papier weg #4", "enter")
        assert "u maakt dit ongedaan" in screen_text(pilot.app)
    assert values(office, "SELECT title FROM support_request ORDER BY id DESC LIMIT 1") == ["papier weg"]


async def test_a_dossier_shows_all_and_the_next_one_follows(office: Store) -> None:
    async with opened(office) as pilot:
        await walk(pilot, "ctrl+k", *"mer", "enter")
        shown = screen_text(pilot.app)
        for text in (MERENRAND, "VOLGENDE STAP", "A. de Wit", "draagvlak MDL", "WENSENSCAN 2024", "Teams"):
            assert text in shown, (text, shown)
        await walk(pilot, "[")
        assert MERENRAND not in screen_text(pilot.app).splitlines()[1]
