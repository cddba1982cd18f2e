"""Every sheet, record, screen, form, menu and message of the app: a lead sees no canary there, an advisor does.

What there is comes from the registry; with what a screen is opened is shared with the walk over hostile text.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from loket.app import LoketApp
from loket.screens.registry import RECORDS, SCREENS, SHEETS
from loket.store.database import open_store
from tests.app.helpers import screen_text, settle, walk
from tests.app.test_hostile import ELSEWHERE, OPENED_WITH, batched
from tests.canaries.world import ADVISOR, HIDDEN, LEAD, LIFTED, World

LONG = os.environ.get("LOKET_LONG") == "1"
"""Whether forms are opened too, and each key is pressed on each sheet and record (`make hostile`)."""
SIZE = (180, 60)


class Walker:
    """Looks at what stands on the screen, at every step."""

    def __init__(self, world: World, pilot: Pilot[Any]) -> None:
        self.world, self.pilot = world, pilot
        self.told: dict[object, set[str]] = {}
        self.many = 0

    def look(self, what: object) -> None:
        self.many += 1
        if found := {self.world.words.get(word, word) for word in self.world.told(screen_text(self.pilot.app))}:
            self.told[what] = found

    async def open(self, what: object, how: Any) -> None:
        """Open something, look, and come back."""
        app: Any = self.pilot.app
        base = app.screen
        how(app)
        await settle(self.pilot)
        self.look(what)
        if app.screen is not base:
            if LONG:
                await self.every_key(what)
            await self.back_to(base)

    async def every_key(self, what: object) -> None:
        """Press each key of loket's own that means something here."""
        base = self.pilot.app.screen
        named: dict[str, str] = {}
        for key, active in base.active_bindings.items():
            if active.enabled and active.binding.id and active.binding.id not in ELSEWHERE:
                named.setdefault(active.binding.action, key)
        for action, key in named.items():
            await self.pilot.press(key)
            await settle(self.pilot)
            self.look((what, action))
            await walk(self.pilot, "down")
            self.look((what, action, "down"))
            await self.back_to(base)

    async def back_to(self, base: Screen[Any]) -> None:
        for _step in range(6):
            if self.pilot.app.screen is base:
                return
            await walk(self.pilot, "escape")


@asynccontextmanager
async def walker(world: World, who: str, tmp_path: Path) -> AsyncIterator[Walker]:
    store = open_store(str(shutil.copy(world.path, tmp_path / "loket.db")), actor=who)
    app = LoketApp(lambda: store, strict=True)
    async with app.run_test(size=SIZE, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield Walker(world, pilot)
    store.close()


async def sheets(walker: Walker) -> None:
    for place, paths in SHEETS.items():
        for sheet, path in enumerate(paths):
            await walker.open(path, lambda app, place=place, sheet=sheet: app.show_sheet(place, sheet))
            await walk(walker.pilot, "down", "v", "end")
            walker.look((path, "menu"))
            await walk(walker.pilot, "escape")
            if LONG:
                await walker.every_key(path)


async def records(walker: Walker, kinds: Iterable[str]) -> None:
    for kind in kinds:
        for number in (1, HIDDEN, LIFTED) if LONG else (1, HIDDEN):
            await walker.open((kind, number), lambda app, kind=kind, number=number: app.open_record(kind, number))
        for number in (1, HIDDEN, LIFTED) if LONG else (HIDDEN,):
            await walker.open((kind, number, "history"), lambda app, kind=kind, number=number: app.open_screen("history", kind, number))


async def screens(walker: Walker, names: Iterable[str]) -> None:
    for name in names:
        ways = OPENED_WITH.get(name) or (((None,), (1,), (HIDDEN,)) if name.endswith("_form") else ())
        assert ways, f"say in OPENED_WITH what {name} is opened with"
        for way in ways:
            await walker.open((name, way), lambda app, name=name, way=way: app.open_screen(name, *way))


async def typed(walker: Walker) -> None:
    """Searching and picking by what a lead may not know."""
    words = [word for word, what in walker.world.words.items() if what.startswith(("institution.name", "contact.name", "trend.title"))]
    for word in words[:6] if LONG else words[:1]:
        for keys in (("ctrl+k",), ("3", "slash")):
            await walk(walker.pilot, *keys, *word)
            shown = screen_text(walker.pilot.app)
            walker.many += 1
            if others := walker.world.told(shown) - {word}:
                walker.told[(keys, word)] = {walker.world.words.get(one, one) for one in others}
            await walk(walker.pilot, "escape", "escape")


PARTS: dict[str, Any] = {
    "sheets": sheets,
    "typed": typed,
    **{f"records {kinds[0]}": (lambda walker, kinds=kinds: records(walker, kinds)) for kinds in batched(RECORDS, 5)},
    **{f"screens {names[0]}": (lambda walker, names=names: screens(walker, names)) for names in batched(SCREENS, 16)},
}


@pytest.mark.parametrize("part", PARTS if LONG else [part for part in PARTS if not part.startswith("screens")])
async def test_a_lead_sees_no_canary(canaries: World, on_its_day: None, tmp_path: Path, part: str) -> None:
    async with walker(canaries, LEAD, tmp_path) as walking:
        await PARTS[part](walking)
    print(f"{part}: {walking.many} looks")
    assert walking.told == {}


@pytest.mark.parametrize("part", PARTS if LONG else ["records institution"])
async def test_an_advisor_sees_them(canaries: World, on_its_day: None, tmp_path: Path, part: str) -> None:
    async with walker(canaries, ADVISOR, tmp_path) as walking:
        await PARTS[part](walking)
    assert walking.told
