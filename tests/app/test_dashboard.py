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
from loket.insight.figures.comparison import Against
from loket.screens.dashboard.question_sheets import remembered
from loket.screens.registry import SHEETS
from loket.store.database import open_store
from tests.app.helpers import HOSTILE, assert_harmless, paste, replaced, screen_text, settle, walk
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


def line_of(pilot: Pilot[Any], beginning: str) -> str:
    """The line of the screen that begins so."""
    return next((line for line in screen_text(pilot.app).splitlines() if line.lstrip(" ▸").startswith(beginning)), "")


async def test_every_figure_shows_what_it_is_a_part_of_what_is_unknown_and_how_it_changed(opened: Opened) -> None:
    async with opened() as pilot:
        text = screen_text(pilot.app)
        assert "WENSENSCAN, 233 uitgenodigd" in text
        for part in ("92/233", "73/92", "18/92", "42/92", "40,5 d", "58/70", "119/171", "38/60", "17/28", "18/96", "10/12"):
            assert part in text
        for part in ("onb. 26", "onb. 17", "onb. 10", "≠5", "▲+2", "▼−24"):
            assert part in text
        assert "1 jan – 21 nov 2026 · ronde 2024 · t.o.v. 21 okt (stand), 2025 (stroom)" in text
        assert "Samen 214 bij 171 vragen" in text
        assert line_of(pilot, "open       ▆").split()[2:23:2] == ["70", "75", "71", "76", "79", "83", "88", "91", "91", "94", "96"]
        assert "MELDENSWAARD" in text


async def test_from_a_figure_to_exactly_its_records_and_back(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "right", "right", "down", "down", "down")
        assert "▸onvervuld" in screen_text(pilot.app)
        assert "Onvervulde behoeften: 18 van 96 · ▲+2 sinds 21 okt" in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert "Onvervulde behoeften · 18 records" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "▸onvervuld" in screen_text(pilot.app)
        await walk(pilot, "o", "2")
        assert "van · 96 records" in screen_text(pilot.app)
        await walk(pilot, "escape", "i")
        text = screen_text(pilot.app)
        assert "bron" in text
        assert "geen aanbod past" in text
        await walk(pilot, "escape", "tab", "down")
        assert "▸████████░░░░░░░░░░░░  92  39%" in screen_text(pilot.app)
        await walk(pilot, "enter")
        assert "Trechter: ingevuld · 92 records" in screen_text(pilot.app)


async def test_charts_turn_into_tables_and_every_breakdown_is_found(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "7")
        assert "[Grafieken]" in screen_text(pilot.app)
        await walk(pilot, "c")
        table = line_of(pilot, "ingevuld")
        assert "92/233  39%" in table
        assert "█" not in table
        await walk(pilot, "7", "slash", "bron", "enter", "enter")
        assert "Ontvangen vragen" in screen_text(pilot.app).splitlines()[3]
        await walk(pilot, "escape", "c", "7")
        assert "██" in screen_text(pilot.app)


async def test_on_80_columns_every_figure_has_its_own_line_and_the_charts_stand_below(opened: Opened) -> None:
    async with opened((80, 24)) as pilot:
        assert "92/233   39%" in line_of(pilot, "ingevuld")
        assert "21 okt" in line_of(pilot, "nagebeld")
        await walk(pilot, "slash", "vragen per", "enter")
        assert "VRAGEN PER MAAND" in screen_text(pilot.app)
        await walk(pilot, "home")
        assert screen_text(pilot.app).splitlines()[5].startswith("▸ingevuld")


async def test_period_filters_and_comparison_are_chosen_and_kept_as_a_view(opened: Opened) -> None:
    async with opened((150, 40)) as pilot:
        await walk(pilot, "p", "4", "tab", "tab", "tab", "3", "tab", "tab", "tab", "tab", "4", "ctrl+s")
        text = screen_text(pilot.app)
        assert "1 jan – 31 dec 2025 · algemeen, thema 4" in text
        assert "n.v.t.: is niet te versmallen tot thema" in text
        await walk(pilot, "v", "2")
        assert "t.o.v. 1 jan – 31 dec 2024" in screen_text(pilot.app)
        await walk(pilot, "V", "2", "vorig jaar", "enter", "V", "2")
        assert "1 jan – 21 nov 2026 · ronde 2024" in screen_text(pilot.app)
        await walk(pilot, "V", "1")
        assert "vorig jaar · 1 jan – 31 dec 2025 · algemeen, thema 4" in screen_text(pilot.app)
        store = pilot.app.store  # type: ignore[attr-defined]
        assert remembered(store).view == "vorig jaar"
        assert remembered(store).comparison.against is Against.BEFORE


async def test_what_is_not_there_or_no_period_is_said(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "slash", "qqq", "enter")
        assert "Geen cijfer heet qqq." in screen_text(pilot.app)
        await walk(pilot, "p", "tab", "end", "ctrl+u", "2026-12-01", "ctrl+s")
        assert "! De periode eindigt" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "1 jan – 21 nov 2026" in screen_text(pilot.app)


async def test_the_sheet_is_written_as_a_table_and_an_earlier_moment_is_looked_at(opened: Opened, tmp_path: Path) -> None:
    async with opened() as pilot:
        await walk(pilot, "x", "end", "ctrl+u")
        await paste(pilot, str(tmp_path / "cijfers.csv"))
        await walk(pilot, "enter")
        rows = (tmp_path / "cijfers.csv").read_text(encoding="utf-8-sig").splitlines()
        assert "Onvervulde behoeften;;;18;96;0" in rows
        assert "Trechter;ingevuld;instellingen;92;233;" in rows
        await walk(pilot, "t", "#1", "enter")
        text = screen_text(pilot.app)
        assert "peil" in text.splitlines()[1]
        assert "#1" in text.splitlines()[1]
        assert "–/0" in text


async def test_an_empty_database_shows_nothing_as_a_dash(sqlite_database: str) -> None:
    with replaced(SHEETS, PLACES):
        app = LoketApp(lambda: open_store(sqlite_database, "ilse"), Config(), first=7, strict=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            text = screen_text(app)
            assert "–/0" in text
            assert "geen ronde" in text
            assert "Niets te tellen in deze periode." in text


async def test_hostile_names_are_shown_and_never_act(opened: Opened) -> None:
    quoted = [text.replace("'", "''").replace("\x00", "") for text in HOSTILE if text.strip()]
    names = [f"UPDATE obstacle SET label = '{text[:300]}' WHERE id = {n}" for n, text in enumerate(quoted, 1)]
    more = [f"UPDATE wensenscan_round SET name = '{quoted[8]}'", f"UPDATE theme SET label = '{quoted[9]}' WHERE id = 3"]
    async with opened((120, 40), *[line.replace("%", "%%") for line in (*names[:21], *more)]) as pilot:
        for keys in (("p",), ("escape", "7"), ("pagedown",), ("pagedown",), ("c",), ("7", "pagedown"), ("pagedown",)):
            await walk(pilot, *keys)
            assert_harmless(pilot.app)
