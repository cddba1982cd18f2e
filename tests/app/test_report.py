"""`r` in the dashboard: the progress report as it will be written, its numbers, own texts and examples, and the ones that were kept."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from loket.app import LoketApp
from loket.config import Config
from loket.exchange.documents.document_files import Format
from loket.screens.report.report_making import files_of
from loket.store.database import open_store
from tests.app.helpers import screen_text, settle, walk


@asynccontextmanager
async def opened(path: Path, actor: str = "ilse", size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
    store = open_store(str(path), actor=actor)
    app = LoketApp(lambda: store, Config(), database="loket-uz", strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot
    store.close()


async def write(pilot: Pilot[Any], text: str) -> None:
    """As a paste."""
    pilot.app.screen.query_one(TextArea).insert(text)
    await settle(pilot)


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOKET_TODAY")
    return Path(shutil.copyfile(demo_file, tmp_path / "demo.db"))


async def test_a_report_is_read_kept_and_written_again_with_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "eerst.md", tmp_path / "weer.md"
    async with opened(demo, "marieke") as pilot:
        pilot.app.open_screen("report")  # type: ignore[attr-defined]
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "1 jan – 30 jun 2026" in text
        assert "#1, 1 jul – 31 dec 2025" in text
        await walk(pilot, "]", "]", "e")
        await write(pilot, "De koppelingen zijn duur.")
        await walk(pilot, "f2")
        assert "De koppelingen zijn duur." in screen_text(pilot.app)
        await walk(pilot, "o", "3", "f2")
        pilot.app.screen.query_one(Input).value = str(first)
        await walk(pilot, "enter")
        assert "voortgangsrapportage 2" in screen_text(pilot.app)
        await walk(pilot, "k", "enter", "o", "3", "x")
        pilot.app.screen.query_one(Input).value = str(again)
        await walk(pilot, "enter")
    assert "De koppelingen zijn duur." in first.read_text(encoding="utf-8")
    assert first.read_bytes() == again.read_bytes()


async def test_enter_on_a_number_opens_exactly_its_records(demo: Path) -> None:
    async with opened(demo, size=(80, 24)) as pilot:
        pilot.app.open_screen("report")  # type: ignore[attr-defined]
        await settle(pilot)
        await walk(pilot, "]", "]", "down", "down", "down", "enter", "1")
        assert "2026-01: ontvangen · 20 records" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "jan 2026         20" in screen_text(pilot.app)


async def test_an_example_is_told_released_and_found_in_the_list(demo: Path) -> None:
    async with opened(demo) as pilot:
        pilot.app.open_screen("example", None, None, "new request 1")  # type: ignore[attr-defined]
        await settle(pilot)
        await write(pilot, "Medisch Centrum Heideveld had geen tijd.")
        await walk(pilot, "f9", "j")
        assert "Er staat “Medisch Centrum Heideveld” in" in screen_text(pilot.app)
        await walk(pilot, "f4")
        pilot.app.open_screen("example", None, None, "new request 1")  # type: ignore[attr-defined]
        await settle(pilot)
        await write(pilot, "Een huis had geen tijd.")
        await walk(pilot, "f9", "j", "f12", "slash", *"huis had", "enter")
        text = screen_text(pilot.app)
        assert "Vrijgegeven 1" in text
        await walk(pilot, "S")
        assert "Niet vrijgegeven 1" in screen_text(pilot.app)


def test_one_name_gives_a_file_a_form() -> None:
    every = (Format.WORD, Format.HTML, Format.MARKDOWN)
    assert [one.name for one in files_of(Path("a.b.docx"), every)] == ["a.b.docx", "a.b.html", "a.b.md"]
    assert files_of(Path("rapport"), (Format.WORD,)) == [Path("rapport.docx")]
    assert files_of(Path("rapport.html"), (Format.WORD,)) == [Path("rapport.html")]
