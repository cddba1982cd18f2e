"""What is asked of the store from a screen: acts are done in the order of the keys."""

from __future__ import annotations

import threading

from loket.app import LoketApp
from loket.screens.registry import SHEETS
from loket.widgets.workers import act
from tests.app.demo import FakeStore
from tests.app.helpers import replaced, settle


async def test_an_act_waits_for_the_one_before_it() -> None:
    done: list[str] = []
    asked = threading.Event()

    def slow(_store: object) -> None:
        asked.wait(30)
        done.append("changed")

    def quick(_store: object) -> None:
        done.append("undone")

    with replaced(SHEETS, {3: ("tests.app.demo:DemoList",)}):
        app = LoketApp(FakeStore, database="loket-uz", first=3, strict=True)  # type: ignore[arg-type]
        async with app.run_test() as pilot:
            await settle(pilot)
            act(app.screen, lambda _nothing: None, None, slow)
            act(app.screen, lambda _nothing: None, None, quick)
            await pilot.pause()
            asked.set()
            await settle(pilot)
    assert done == ["changed", "undone"]
