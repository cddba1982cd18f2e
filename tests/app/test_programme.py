"""Place 9 by keys: places and months, the calendar, how a session was, an event and what was heard there, material handed out."""

from __future__ import annotations

import datetime as dt

from loket.casework.events import EventInput, record_event
from loket.casework.sessions import SessionInput, change_session
from loket.store.database import Store
from tests.app.helpers import screen_text, walk
from tests.app.records_world import office, opened, values

NARROW = (80, 24)


async def test_places_typed_in_make_the_months_and_the_waiting_list(sqlite_store: Store) -> None:
    office(sqlite_store)
    change_session(sqlite_store, 1, SessionInput(provider="Q-Academie"))
    change_session(sqlite_store, 2, SessionInput(provider="Q-Academie", preferred_month="nov 2026", enrolled_on=dt.date(2026, 11, 2)))
    async with opened(sqlite_store, NARROW, first=9) as pilot:
        assert "wil nov 2026" in screen_text(pilot.app)
        await walk(pilot, "c", "1")
        assert "Q-Academie: plaatsen van nov 2026 genoteerd." in screen_text(pilot.app)
        assert "1/1  +1" in screen_text(pilot.app)
        await walk(pilot, "escape")
        text = screen_text(pilot.app)
        assert "geen plek meer" in text
        month = next(line for line in text.splitlines() if "nov 2026" in line)
        assert month.split() == ["▸nov", "2026", "1", "–", "1", "██████", "1/1", "bezet"], "a month's line is whole at 80 columns"
        await walk(pilot, "u", "j")
        assert values(sqlite_store, "SELECT count(*) FROM session_capacity") == [0]


async def test_the_calendar_leads_to_the_session_and_that_to_how_it_was(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, NARROW, first=9) as pilot:
        await walk(pilot, "k", "home", "left_square_bracket", "tab")
        text = screen_text(pilot.app)
        assert "okt 2026    0 leersessies" in text
        await walk(pilot, "right_square_bracket", "home", "shift+tab")
        text = screen_text(pilot.app)
        assert "nov 2026    1 leersessie" in text
        assert "zo 1 nov 2026" in text
        assert "Zkh Merenrand · orthopedie" in text
        await walk(pilot, "enter", "s", "tab", "8", "ctrl+s")
        assert values(sqlite_store, "SELECT evaluation FROM learning_session WHERE id = 1") == ["8"]
        assert "cijfer 8,0" in screen_text(pilot.app)


async def test_an_event_shows_whom_it_reached_and_takes_the_signals_heard_there(sqlite_store: Store) -> None:
    office(sqlite_store)
    record_event(sqlite_store, EventInput(title="Webinar PROMIS", event_on=dt.date(2026, 11, 3), institution_ids=[1], participants=40))
    async with opened(sqlite_store, first=9) as pilot:
        pilot.app.show_list(9, 3, "")  # type: ignore[attr-defined]
        await walk(pilot, "slash", *"promis", "enter")
        text = screen_text(pilot.app)
        assert "1 bijeenkomst · 1/2 bereikt · 40 deelnemers" in text
        await walk(pilot, "enter", "n", *"te duur", "ctrl+s")
        heard = values(sqlite_store, "SELECT recorded_on FROM signal WHERE event_id = 1 AND institution_id IS NULL")
        assert heard == ["2026-11-03"]
        assert "te duur" in screen_text(pilot.app)


async def test_material_is_handed_out_from_the_dossier_with_one_key(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "enter", "d", *"promis", "enter")
        text = screen_text(pilot.app)
        assert "Uitgereikt: Invoering van PROMIS. Nagaan op 4 januari 2027." in text
        assert "materiaal Invoering van PROMIS" in text
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM referral WHERE institution_id IS NOT NULL") == [0]
