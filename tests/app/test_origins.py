"""Where a request or signal came from: shown in its form, found at its institution, corrected, taken away."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from loket.store.database import Store
from loket.widgets.fields import FieldPart
from loket.widgets.picker import Picker
from tests.app.helpers import screen_text, settle, walk
from tests.app.records_world import office, opened, values

COLUMNS = "SELECT coalesce(conversation_id, 0) || ' ' || coalesce(response_id, 0) || ' ' || coalesce(source, '-')"


async def at_origin(pilot: Pilot[Any]) -> Picker:
    """Open the request's form with the cursor in its origin."""
    app: Any = pilot.app
    app.open_screen("request_form", 1)
    await settle(pilot)
    part = pilot.app.screen.query_one("#field-origin", FieldPart)
    part.focus_part()
    assert isinstance(part.part, Picker)
    return part.part


async def test_the_origin_of_a_request_is_found_at_its_institution_corrected_and_taken_away(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("unknown origin") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET conversation_id = NULL, response_id = NULL, source = NULL WHERE id = 1")
    async with opened(sqlite_store) as pilot:
        await at_origin(pilot)
        await walk(pilot, "down")
        shown = screen_text(pilot.app)
        assert "G-1 gesprek: wensenscan" in shown
        assert "L-1 leersessie: orthopedie" in shown
        assert "FP-1 fit-gappunt: API-koppeling: chronische nierschade" in shown
        # As the advisor types, the words narrow it: W-2 and W-1, the latest first.
        await walk(pilot, "inzending", "enter", "ctrl+s")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["0 2 wensenscan"]
        picker = await at_origin(pilot)
        assert picker.pick is not None
        assert picker.pick.value == "response 2"
        await walk(pilot, "ctrl+u", "gesprek", "enter", "ctrl+s")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["1 0 wensenscan"]
        await at_origin(pilot)
        await walk(pilot, "ctrl+u", "ctrl+s", "u")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["1 0 wensenscan"]
        await walk(pilot, "U")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["0 0 wensenscan"]
