"""What a key says that cannot do it here, what throws a draft away and brings it back, and what does nothing while one types."""

from __future__ import annotations

import pytest

from loket.store.database import Store
from tests.app.helpers import screen_text, walk
from tests.app.records_world import office, opened, values

DRAFTS = "SELECT count(*) FROM draft"


@pytest.mark.parametrize(
    ("way", "typed"),
    [(("n",), "Half getypt"), (("down", "e", "end"), " en nog iets"), (("g",), "half gesprek"), (("a",), "vraag merenr: half")],
)
async def test_f4_throws_away_what_was_typed_and_u_brings_it_back(sqlite_store: Store, way: tuple[str, ...], typed: str) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, *way)
        await pilot.press(*typed)  # f4 comes before anything was kept
        await walk(pilot, "f4")
        assert values(sqlite_store, DRAFTS) == [0]
        assert "Het concept is weg" in screen_text(pilot.app)
        assert "u maakt dit ongedaan" in screen_text(pilot.app)
        assert typed.strip() not in screen_text(pilot.app)
        await walk(pilot, "u")
        assert values(sqlite_store, DRAFTS) == [1]
        assert typed.strip() in screen_text(pilot.app)


async def test_a_draft_thrown_away_elsewhere_is_asked_before_it_comes_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Half getypt", "f4", "1", "u")
        assert "Het concept terughalen" in screen_text(pilot.app)
        await walk(pilot, "j")
        assert "Half getypt" in screen_text(pilot.app)


async def test_f4_on_what_was_never_touched_says_so(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "f4")
        assert "Hier was niets getypt." in screen_text(pilot.app)


async def test_a_refused_state_names_the_key_that_does_it(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        pilot.app.open_record("support_request", 4)  # type: ignore[attr-defined]
        await walk(pilot, "s")
        assert "Na afgerond komt niets: S heropent." in screen_text(pilot.app)
        await walk(pilot, "escape", "down", "S")
        assert "Voor nieuw komt niets: s gaat verder." in screen_text(pilot.app)


async def test_a_key_without_an_act_says_where_the_keys_are(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "q")
        assert "q doet hier niets: ? toont de toetsen die iets doen." in screen_text(pilot.app)


async def test_function_keys_and_letters_lead_nowhere_while_one_types(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Half")
        form = pilot.app.screen
        await walk(pilot, "f7", "f9", "f12", "ctrl+z")
        assert pilot.app.screen is form
        while "thema" not in str(pilot.app.focused.parent.parent.id):  # type: ignore[union-attr]
            await walk(pilot, "tab")
            if "Chooser" in type(pilot.app.focused).__name__:
                break
        await walk(pilot, "f7", "u", "g", "a", "9", "0")
        assert pilot.app.screen is form
        await walk(pilot, "escape", "slash", "prom", "f7")
        assert "[3 Vragen]" in screen_text(pilot.app)
