"""Hostile text in every record, on every screen, sheet, form and message: shown as typed, never acting."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from loket.app import LoketApp
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.screens.registry import RECORDS, SCREENS, SHEETS, find
from loket.store.database import Store, open_store
from tests.app.helpers import assert_harmless, screen_text, settle, walk
from tests.app.hostile_world import LONGEST, MARK

SIZES = ((120, 40), (80, 24))
EVERY_KEY = os.environ.get("LOKET_LONG") == "1"
"""Whether each key is pressed on each sheet and record (`make hostile`), or only on those of requests."""
ELSEWHERE = {"quit", "back", "theme", "undo", "search", "quick_entry", "palette", "help", "help_too", "lessons", "administration"}
ELSEWHERE |= {"language"}
ELSEWHERE |= {f"place_{number}" for number in range(1, 10)}
"""Keys that lead away, or to what is looked at by itself below."""

WITHOUT_TEXTS = {"loket.screens.administration.admin_lists:SettingList", "loket.screens.administration.admin_lists:ImportList"}
"""Sheets on which nothing stands that people wrote: numbers, days, names of files."""

OPENED_WITH: dict[str, tuple[tuple[Any, ...], ...]] = {
    "search": ((),),
    "hits": (("a",), ("", "V")),
    "log": (((1,),), ((), 1)),
    "quick_entry": ((),),
    "follow_up": (("support_request", 1),),
    "follow_up_form": ((None,), (1,)),
    "fitgap_item_form": ((None, {"analysis_id": 1}), (1,)),
    "answers": ((1, 1),),
    "import_preview": (("[red]geen[/] \x1b[31mbestand.csv",),),
    "load_survey": (("[red]geen[/] \x1b[31mbestand.csv",),),
    "noteworthy": ((Period.of(None, None, date(2026, 11, 16)), Filters()),),
    "history": (("support_request", 1), ("institution", 2)),
    "refer": ((1,),),
    "link": (("support_request", 1),),
    "link_form": ((None, {"on_kind": "request", "on_id": 1}), (1,)),
    "note": (("support_request", 1),),
    "lesson": (("support_request", 1, 3),),
    "note_form": ((None, {"on_kind": "request", "on_id": 1}), (1,)),
    "example": ((None, None, "new request 1"), (1,)),
    "example_of": (("support_request", 1),),
    "examples": ((),),
    "report": ((),),
    "kept_reports": ((),),
    "template": ((None, None, "mail.referral"),),
    "templates": ((),),
    "session_outcome": ((1,),),
    "session_calendar": (("2026-10",),),
    "capacity": ((),),
    "duplicates": ((),),
    "why": (("requests_received",), ("institutions_signalling",)),
    **dict.fromkeys(("close_form", "split_form", "contact_leave_form", "contact_move_form", "contact_role_form"), ((1,),)),
}
"""With what each screen of the registry is opened; forms, unless named here, empty and with record 1."""


@pytest.fixture
def store(hostile_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The hostile demo on its own day, as ilse and admin of it."""
    monkeypatch.delenv("LOKET_TODAY")
    opened_store = open_store(str(shutil.copy(hostile_file, tmp_path / "demo.db")), actor="ilse")
    with opened_store.write("set up") as tx:
        tx.connection.exec_driver_sql("UPDATE advisor SET role = 'admin' WHERE name = 'ilse'")
    yield opened_store
    opened_store.close()


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = SIZES[0]) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def look(pilot: Pilot[Any], what: object, *, marked: bool = False) -> None:
    """Nothing on the screen acts on the terminal or on loket, and the mark that every text begins with stands there."""
    app = pilot.app
    assert app.is_running, what
    assert_harmless(app)
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            assert style is None or (style.link is None and "@click" not in style.meta), (what, segment)
    for widget in app.screen.query("*"):
        assert widget.tooltip is None or not isinstance(widget.tooltip, str), (what, widget)
    assert not marked or MARK in screen_text(app), (what, screen_text(app))


async def back_to(pilot: Pilot[Any], base: Screen[Any], what: object) -> None:
    """Leave whatever was opened by the keys that leave it."""
    for _step in range(6):
        if pilot.app.screen is base:
            return
        await walk(pilot, "escape")
    raise AssertionError(f"escape does not lead back from {what}: {pilot.app.screen}")


def batched(names: Iterable[str], size: int) -> list[tuple[str, ...]]:
    """Names in groups: each group is walked in one run of the app, whose start is the dearest part."""
    listed = list(names)
    return [tuple(listed[start : start + size]) for start in range(0, len(listed), size)]


def walked(kind: str) -> bool:
    """Whether the walk presses every key on a record of this kind, and opens one with texts of 100 kB."""
    return EVERY_KEY or kind == "support_request"


async def every_key(pilot: Pilot[Any], what: object) -> None:
    """Press every key of loket's own that means something here, look at what it opens, and come back."""
    base = pilot.app.screen
    await settle(pilot)
    named: dict[str, str] = {}
    for key, active in base.active_bindings.items():
        if active.enabled and active.binding.id and active.binding.id not in ELSEWHERE:
            named.setdefault(active.binding.action, key)
    for action, key in named.items():
        await pilot.press(key)
        await settle(pilot)
        look(pilot, (what, action))
        if pilot.app.screen is not base:
            await walk(pilot, "down")
            look(pilot, (what, action, "down"))
        await back_to(pilot, base, (what, action))


@pytest.mark.parametrize("place", SHEETS)
async def test_every_sheet_and_whatever_its_keys_open(store: Store, place: int) -> None:
    async with opened(store) as pilot:
        for sheet, path in enumerate(SHEETS[place]):
            pilot.app.show_sheet(place, sheet)  # type: ignore[attr-defined]
            await settle(pilot)
            assert isinstance(pilot.app.screen, find(path))  # type: ignore[arg-type]
            look(pilot, path, marked=path not in WITHOUT_TEXTS)
            if EVERY_KEY or place == 3:
                await every_key(pilot, path)


@pytest.mark.parametrize("kinds", batched(RECORDS, 5), ids=lambda kinds: kinds[0])
async def test_every_record_and_whatever_its_keys_open(store: Store, kinds: tuple[str, ...]) -> None:
    async with opened(store) as pilot:
        base = pilot.app.screen
        for kind, number in [(each, number) for each in kinds for number in ((LONGEST, 1) if walked(each) else (1,))]:
            pilot.app.open_record(kind, number)  # type: ignore[attr-defined]
            await settle(pilot)
            assert pilot.app.screen is not base, (kind, number)
            look(pilot, kind, marked=True)
            if number == 1 and walked(kind):
                await every_key(pilot, kind)
            await back_to(pilot, base, kind)


@pytest.mark.parametrize("names", batched(SCREENS, 8), ids=lambda names: names[0])
async def test_every_other_screen_and_form(store: Store, names: tuple[str, ...]) -> None:
    async with opened(store) as pilot:
        base = pilot.app.screen
        for name in names:
            ways = OPENED_WITH.get(name) or (((None,), (1,)) if name.endswith("_form") else ())
            assert ways, f"say in OPENED_WITH what {name} is opened with"
            for way in ways:
                await open_and_leave(pilot, base, name, way)


async def open_and_leave(pilot: Pilot[Any], base: Screen[Any], name: str, way: tuple[Any, ...]) -> None:
    """Look at a screen as it opens, and after its save was asked; on the long walk at its help too."""
    pilot.app.open_screen(name, *way)  # type: ignore[attr-defined]
    await settle(pilot)
    assert pilot.app.screen is not base, (name, way)
    look(pilot, (name, way))
    if EVERY_KEY:
        await walk(pilot, "tab", "tab", "f1")
        look(pilot, (name, way, "help"))
        await walk(pilot, "escape")
    await walk(pilot, "f2")
    look(pilot, (name, way, "saved"))
    await back_to(pilot, base, name)


@pytest.mark.parametrize("size", SIZES[1:])
async def test_every_sheet_and_record_on_a_small_terminal(store: Store, size: tuple[int, int]) -> None:
    async with opened(store, size) as pilot:
        for place, sheets in SHEETS.items():
            for sheet, path in enumerate(sheets):
                pilot.app.show_sheet(place, sheet)  # type: ignore[attr-defined]
                await settle(pilot)
                look(pilot, path, marked=path not in WITHOUT_TEXTS)
        for kind in RECORDS:
            pilot.app.open_record(kind, 1)  # type: ignore[attr-defined]
            await settle(pilot)
            look(pilot, kind, marked=True)


async def test_what_is_typed_is_looked_for_and_told_as_typed(store: Store) -> None:
    async with opened(store) as pilot:
        await walk(pilot, "3", "slash", *"[b]1", "enter")
        look(pilot, "filter", marked=True)
        assert "/[b]1" in screen_text(pilot.app)
        await walk(pilot, "escape", "ctrl+k", *"[@click=app.quit]")
        look(pilot, "search", marked=True)
        await walk(pilot, "escape", "ctrl+p", *"[/]")
        look(pilot, "palette")
        await walk(pilot, "escape", "a", *"vraag [b]1: [red]x[/] #[", "enter")
        look(pilot, "quick entry")
        await walk(pilot, "escape")
        pilot.app.notify("[b][@click=app.quit]x[/]", title="[/]", severity="error")
        await settle(pilot)
        assert "[b][@click=app.quit]x[/]" in screen_text(pilot.app).splitlines()[-2]
        look(pilot, "message")
