"""From a number to its records, to one of them and back; and from what rises and falls to the records of both periods."""

from __future__ import annotations

import csv
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID
from loket.insight.figures.period import Period
from loket.insight.figures.record_set import indicator_records
from loket.insight.lists.listing import Among
from loket.screens.figure_records import show_records
from loket.store.as_of import PastStore, moment
from loket.store.database import Store, open_store
from loket.widgets.text_inputs import LineInput
from tests.app.helpers import assert_harmless, screen_text, settle, walk
from tests.insight.test_record_sets import QUESTIONS, shown_numbers, without_a_terminal
from tests.insight.test_record_sets import walk as walk_all


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(shutil.copyfile(demo_file, tmp_path / "demo.db")), actor="ilse")
    yield store
    store.close()


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, database="loket-uz", first=3, strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def this_year(store: Store) -> Period:
    return Period.of(None, None, store.today)


def among(store: Store, indicator: str) -> Among:
    return Among(indicator_records(BY_ID[indicator]), this_year(store), Filters())


def count(store: Store, indicator: str) -> int:
    return next(many for name, many, _behind in shown_numbers(store, Filters()) if name in (f"{indicator}:counted", indicator))


def test_numbers_of_the_demo_list_exactly_what_it_counted(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_terminal(monkeypatch)
    walk_all(demo, QUESTIONS[1], 3)
    past = PastStore(demo, moment(demo, "2026-06-30"))
    walk_all(past, Filters(), 3)
    past.close()


async def test_a_number_opens_its_records_and_escape_goes_back(demo: Store) -> None:
    many = count(demo, "requests_open")
    async with opened(demo) as pilot:
        show_records(pilot.app, among(demo, "requests_open"), many)  # type: ignore[arg-type]
        await settle(pilot)
        text = screen_text(pilot.app)
        assert f"Open vragen · {many} records" in text
        assert "toen de cijfers" not in text
        await walk(pilot, "down", "enter")
        assert f"2 van {many}" in screen_text(pilot.app)
        await walk(pilot, "]")
        assert f"3 van {many}" in screen_text(pilot.app)
        await walk(pilot, "escape", "slash", "e", "p", "d", "enter")
        narrowed = screen_text(pilot.app)
        assert f"van {many}" in narrowed
        assert "/epd" in narrowed
        await walk(pilot, "escape", "x")
        # The file's name is at the end of a path that may be longer than its field.
        assert "open-vragen-2026-01-01-2026-11-" in pilot.app.screen.query_one(LineInput).value
        assert_harmless(pilot.app)


async def test_an_earlier_moment_is_only_looked_at(demo: Store, tmp_path: Path) -> None:
    past = PastStore(demo, moment(demo, "2026-06-30"))
    many = count(past, "requests_open")
    async with opened(demo, (80, 24)) as pilot:
        show_records(pilot.app, among(demo, "requests_open"), many + 1, past)  # type: ignore[arg-type]
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "peil 30 jun" in text
        assert f"{many} records · was {many + 1} toen" in text
        await walk(pilot, "s", "e", "enter")
        assert "Het dossier zoals het nu is." in screen_text(pilot.app)
        await walk(pilot, "escape", "x")
        file = tmp_path / "toen.csv"
        pilot.app.screen.query_one("Input").value = str(file)  # type: ignore[attr-defined]
        await walk(pilot, "enter")
        with file.open(encoding="utf-8-sig", newline="") as rows:
            assert len(list(csv.reader(rows, delimiter=";"))) == 1 + many
    past.close()


async def test_what_rises_and_falls_is_read_aloud_and_opens_both_periods(demo: Store) -> None:
    async with opened(demo) as pilot:
        pilot.app.open_screen("noteworthy", this_year(demo), Filters())  # type: ignore[attr-defined]
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "▲ stijgt: cijfers" in text
        assert "▼ daalt: knelpunten" in text
        await walk(pilot, "enter")
        assert "Doorverwezen vragen · 105 records" in screen_text(pilot.app)
        await walk(pilot, "escape", "b")
        assert "Doorverwezen vragen · 66 records" in screen_text(pilot.app)
        await walk(pilot, "escape", "y")
        assert "1 zin gekopieerd." in screen_text(pilot.app)
        assert "steeg van 66 naar 105 (+59%), bij 67 in plaats van 45 instellingen." in pilot.app.clipboard
        await walk(pilot, "c")
        assert "○ " not in screen_text(pilot.app).split("verschil ≥")[0]
