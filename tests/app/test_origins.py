"""Where a request or signal came from: shown in its form, found at its institution, corrected, taken away."""

from __future__ import annotations

from loket.store.database import Store
from tests.app.helpers import screen_text, settle, walk
from tests.app.records_world import office, opened, values

COLUMNS = "SELECT coalesce(conversation_id, 0) || ' ' || coalesce(response_id, 0) || ' ' || coalesce(session_id, 0) || ' ' || coalesce(source, '-')"


async def test_the_origin_of_a_request_is_found_at_its_institution_corrected_and_taken_away(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("unknown origin") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET conversation_id = NULL, response_id = NULL, source = NULL WHERE id = 1")
    async with opened(sqlite_store) as pilot:
        pilot.app.open_screen("request_form", 1)
        await settle(pilot)
        part = pilot.app.screen.form.part("origin")
        part.focus_part()
        await walk(pilot, "down")
        shown = screen_text(pilot.app)
        assert "G-1 gesprek: wensenscan" in shown
        assert "L-1 leersessie: orthopedie" in shown
        assert "FP-1 fit-gappunt: chronische nierschade, API-koppeling" in shown
        # As the advisor types, the words narrow it: W-2 and W-1, the latest first.
        await walk(pilot, "inzending", "enter", "ctrl+s")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["0 2 0 wensenscan"]
        pilot.app.open_screen("request_form", 1)
        await settle(pilot)
        assert pilot.app.screen.form.part("origin").value == "response 2"
        pilot.app.screen.form.part("origin").focus_part()
        await walk(pilot, "ctrl+u", "gesprek", "enter", "ctrl+s")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["1 0 0 wensenscan"]
        pilot.app.open_screen("request_form", 1)
        await settle(pilot)
        pilot.app.screen.form.part("origin").focus_part()
        await walk(pilot, "ctrl+u", "ctrl+s", "u")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["1 0 0 wensenscan"]
        await walk(pilot, "U")
        assert values(sqlite_store, f"{COLUMNS} FROM support_request WHERE id = 1") == ["0 0 0 wensenscan"]
