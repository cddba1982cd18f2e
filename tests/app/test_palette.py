"""The palette finds a command by other words too, says when it finds nothing, and changes language and colours for good."""

from __future__ import annotations

import pytest

from loket.config import config_path, read_config
from loket.language import set_language
from loket.store.database import Store
from tests.app.helpers import screen_text, walk
from tests.app.records_world import office, opened


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("afwezig", "f10"), ("adviseur", "Adviseurs"), ("collega", "Adviseurs"), ("taal", "f11"), ("language", "f11"), ("thema", "f8"),
        ("kleur", "f8"), ("contactpersoon", "2 Instellingen"), ("herstel", "ongedaan"),
    ],
)  # fmt: skip
async def test_a_command_is_found_by_other_words(sqlite_store: Store, asked: str, found: str) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=1) as pilot:
        await walk(pilot, "ctrl+p", asked)
        assert found in screen_text(pilot.app), screen_text(pilot.app)
        assert "Niets wat hier kan" not in screen_text(pilot.app)


async def test_nothing_found_is_said_and_enter_searches_the_records(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "ctrl+p", "hoogland")
        assert "Niets wat hier kan heet hoogland. enter zoekt het in alle records." in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert "Kliniek Hoogland" in screen_text(pilot.app)


async def test_language_and_colours_change_at_once_and_are_kept(sqlite_store: Store) -> None:
    office(sqlite_store)
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text('# mine\nletters = true\n\n[keys]\nundo = "u"\n', encoding="utf-8")
    try:
        async with opened(sqlite_store) as pilot:
            await walk(pilot, "2", "3", "ctrl+p", "taal", "enter")
            assert "[3 Requests]" in screen_text(pilot.app)
            assert "enter open" in screen_text(pilot.app).splitlines()[-1]
            await walk(pilot, "2")
            assert "[2 Institutions]" in screen_text(pilot.app)
            await walk(pilot, "enter", "f11")
            assert "[2 Instellingen]" in screen_text(pilot.app)
            assert "VOLGENDE STAP" in screen_text(pilot.app)
            await walk(pilot, "f11", "f8")
        kept = read_config()
        assert (kept.lang, kept.theme, kept.keys, kept.problems) == ("en", "light", {"undo": "u"}, ())
        assert config_path().read_text(encoding="utf-8").startswith("# mine\n")
    finally:
        set_language("nl")
