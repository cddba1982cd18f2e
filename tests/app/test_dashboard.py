"""Place 7: the figures with what they are a part of and what is unknown, and the period that they are of."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.config import Config
from loket.screens.registry import SHEETS
from loket.store.opening import open_store
from tests.app.helpers import HOSTILE, assert_harmless, replaced, screen_text, settle, walk
from tests.worlds.load import load_sample

PLACES = {7: SHEETS[7]}
Opened = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture(scope="module")
def sample(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the published sample; tests copy it."""
    path = Path(shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("sample") / "loket.db"))
    store = open_store(str(path), actor="ilse")
    load_sample(store)
    store.close()
    return path


@pytest.fixture
def opened(sample: Path, tmp_path: Path) -> Opened:
    """The app on the dashboard: `async with opened((80, 24)) as pilot`."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (120, 40), *sql: str) -> AsyncIterator[Pilot[Any]]:
        path = Path(shutil.copyfile(sample, tmp_path / "loket.db"))
        store = open_store(str(path), actor="ilse")
        for statement in sql:
            with store.write("test") as tx:
                tx.connection.exec_driver_sql(statement)
        with replaced(SHEETS, PLACES):
            app = LoketApp(lambda: store, Config(), database="loket-uz", first=7, strict=True)
            async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
        store.close()

    return open_app


async def test_every_figure_shows_what_it_is_a_part_of_and_what_is_unknown(opened: Opened) -> None:
    async with opened() as pilot:
        text = screen_text(pilot.app)
        assert "WENSENSCAN, 233 uitgenodigd" in text
        for part in ("92/233", "73/92", "18/92", "42/92", "40,5 d", "58/70", "119/171", "38/60", "17/28", "18/96", "10/12"):
            assert part in text
        for part in ("onb. 26", "onb. 17", "onb. 10", "≠5"):
            assert part in text
        assert "1 jan – 21 nov 2026 · alle · WensenScan 2024 · t.o.v. 21 okt (stand), 2025 (stroom)" in text


async def test_a_low_terminal_scrolls_to_what_stands_below(opened: Opened) -> None:
    async with opened((120, 22)) as pilot:
        assert "onb. 17" in screen_text(pilot.app)
        assert "VRAGEN naar thema" in screen_text(pilot.app)
        await walk(pilot, "pagedown", "pagedown")
        assert "PER MAAND" in screen_text(pilot.app)


async def test_below_the_figures_stand_funnel_themes_and_months(opened: Opened) -> None:
    async with opened() as pilot:
        text = screen_text(pilot.app)
        assert "Samen 214 bij 171 vragen" in text
        assert any("uitgenodigd" in line and "233" in line for line in text.splitlines())
        months = [line for line in text.splitlines() if line.startswith(" open  ")]
        assert months[-1].split()[1:] == ["70", "75", "71", "76", "79", "83", "88", "91", "91", "94", "96"]


async def test_on_80_columns_every_figure_has_its_own_line(opened: Opened) -> None:
    async with opened((80, 24)) as pilot:
        text = screen_text(pilot.app)
        assert any(line.startswith("▸ingevuld") and "92/233" in line and "39%" in line for line in text.splitlines())
        assert "TRECHTER" not in text
        await walk(pilot, "end")
        assert any(line.startswith("▸fit-gaps") and "10/12" in line for line in screen_text(pilot.app).splitlines())


async def test_arrows_go_from_figure_to_figure_with_its_definition_below(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "right", "right", "down", "down", "down")
        lines = screen_text(pilot.app).splitlines()
        assert any("▸onvervuld" in line for line in lines)
        assert any("Onvervulde behoeften: 18 van 96" in line for line in lines)
        await walk(pilot, "left", "home")
        assert any(line.startswith("▸ingevuld") for line in screen_text(pilot.app).splitlines())


async def test_slash_finds_a_figure_by_a_few_letters(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "slash", "onv", "enter")
        assert "▸onvervuld" in screen_text(pilot.app)
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "bron" in text
        assert "geen aanbod past" in text
        await walk(pilot, "escape")
        assert "▸onvervuld" in screen_text(pilot.app)


async def test_a_name_that_no_figure_has_is_said(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "slash", "qqq", "enter")
        assert "Geen cijfer heet qqq." in screen_text(pilot.app)


async def test_p_chooses_another_period_and_filters(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "p", "4", "ctrl+s")
        assert "1 jan – 31 dec 2025 · alle" in screen_text(pilot.app)
        await walk(pilot, "p", "1", "tab", "tab", "tab", "3", "tab", "tab", "tab", "4", "ctrl+s")
        text = screen_text(pilot.app)
        assert "1 jan – 21 nov 2026 · algemeen, thema 4" in text
        assert "n.v.t." in text
        assert "niet van toepassing bij een thema" in text


async def test_a_period_that_ends_before_it_begins_is_refused_under_its_field(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "p", "tab", "end", "ctrl+u", "2026-12-01", "ctrl+s")
        assert "! De periode eindigt" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "1 jan – 21 nov 2026 · alle" in screen_text(pilot.app)


async def test_7_turns_to_the_tables_of_the_same_question(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "p", "4", "ctrl+s", "7")
        text = screen_text(pilot.app)
        assert "1 jan – 31 dec 2025 · alle" in text
        assert "ONTVANGEN VRAGEN · status" in text
        await walk(pilot, "p", "1", "ctrl+s")
        assert "1 jan – 21 nov 2026" in screen_text(pilot.app)
        await walk(pilot, "7")
        assert "1 jan – 21 nov 2026 · alle · WensenScan 2024 · t.o.v." in screen_text(pilot.app)
        assert "92/233" in screen_text(pilot.app)


async def test_the_tables_fit_80_columns(opened: Opened) -> None:
    async with opened((80, 24)) as pilot:
        await walk(pilot, "7")
        assert "TRECHTER" in screen_text(pilot.app)
        await walk(pilot, "pagedown", "pagedown", "pagedown", "down", "up", "pageup")
        assert "knelpunt" in screen_text(pilot.app)


async def test_an_empty_database_shows_nothing_as_a_dash(sqlite_database: str) -> None:
    with replaced(SHEETS, PLACES):
        app = LoketApp(lambda: open_store(sqlite_database, "ilse"), Config(), first=7, strict=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            text = screen_text(app)
            assert "–/0" in text
            assert "geen ronde" in text


async def test_hostile_names_are_shown_and_never_act(opened: Opened) -> None:
    quoted = [text.replace("'", "''").replace("\x00", "") for text in HOSTILE if text.strip()]
    names = [f"UPDATE obstacle SET label = '{text[:300]}' WHERE id = {n}" for n, text in enumerate(quoted, 1)]
    more = [f"UPDATE wensenscan_round SET name = '{quoted[8]}'", f"UPDATE theme SET label = '{quoted[9]}' WHERE id = 3"]
    async with opened((120, 40), *[line.replace("%", "%%") for line in (*names[:21], *more)]) as pilot:
        for keys in (("p",), ("escape", "7"), ("pagedown",), ("pagedown",), ("pagedown",), ("pagedown",)):
            await walk(pilot, *keys)
            assert_harmless(pilot.app)
