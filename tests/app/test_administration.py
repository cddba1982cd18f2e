"""Beheer on an empty database: each sheet says what to do, and names a filter only where there is one."""

from __future__ import annotations

from loket.store.database import Store
from tests.app.helpers import screen_text, walk
from tests.app.records_world import opened


async def test_an_empty_sheet_says_how_the_first_one_comes(sqlite_store: Store) -> None:
    async with opened(sqlite_store, first=1) as pilot:
        await walk(pilot, "0")
        assert "Hier is nog niets. n maakt het eerste." in screen_text(pilot.app)
        await walk(pilot, "0", "slash", "bestaat niet", "enter")
        assert "Niets met dit filter. / wist het." in screen_text(pilot.app)
