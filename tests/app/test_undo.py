"""Undo by keys: at once what was done just now on this screen, anything else is shown and asked first; `U` does it again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from textual.pilot import Pilot

from loket.casework.requests import RequestInput, change_request, register_request
from loket.models.institutions import Institution
from loket.models.notes import FollowUp
from loket.store.database import Store
from tests.app.helpers import ours, screen_text, walk
from tests.app.test_work_queue import TODAY, filled, opened


def office(store: Store) -> None:
    filled(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand"))
    filled(store, *(FollowUp(what=what, due_on=TODAY, institution_id=1) for what in ("nalezen", "bellen")))
    register_request(store, RequestInput(title="PROM's in het EPD", institution_id=1, themes=[4], due_on=dt.date(2026, 11, 23)))


def message(pilot: Pilot[Any]) -> str:
    return screen_text(pilot.app).splitlines()[-2].strip()


def dates(store: Store) -> list[object]:
    with store.read() as reader:
        return [row[0] for row in reader.rows("SELECT due_on FROM follow_up ORDER BY id")]


async def test_what_was_done_elsewhere_is_shown_and_asked_before_it_is_taken_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    change_request(sqlite_store, 1, RequestInput(title="PROM's in het dossier", due_on=dt.date(2026, 11, 27)))
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "u")
        text = screen_text(pilot.app)
        for told in (
            "Ongedaan maken?", "vraag gewijzigd, ", "(0 minuten geleden)", "vraag V-1 PROM's in het dossier",
            "titel: PROM's in het dossier → PROM's in het EPD", "streefdatum: vr 27 nov 2026 → ma 23 nov 2026",
        ):  # fmt: skip
            assert told in text
        await walk(pilot, "n")
        with sqlite_store.read() as reader:
            assert reader.value("SELECT title FROM support_request") == "PROM's in het dossier"
        await walk(pilot, "u", "j")
        assert message(pilot) == "Ongedaan gemaakt: vraag gewijzigd."
        with sqlite_store.read() as reader:
            assert reader.value("SELECT title FROM support_request") == "PROM's in het EPD"
        await walk(pilot, "U")  # the undo was done here, just now
        assert message(pilot) == "Opnieuw gedaan: vraag gewijzigd."


async def test_at_once_within_two_minutes_and_asked_after_that(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        now = [1000.0]
        ours(pilot).clock = lambda: now[0]
        await walk(pilot, "greater_than_sign", "ma", "enter")
        now[0] += 119
        await walk(pilot, "u")
        assert set(dates(sqlite_store)) == {TODAY.isoformat()}
        await walk(pilot, "greater_than_sign", "ma", "enter")
        now[0] += 121
        await walk(pilot, "u")
        assert "Ongedaan maken?" in screen_text(pilot.app)


async def test_what_is_said_goes_with_its_screen_and_so_does_undoing_without_asking(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "greater_than_sign", "ma", "enter")
        assert "u maakt dit ongedaan" in message(pilot)
        await walk(pilot, "question_mark", "escape")
        assert "u maakt dit ongedaan" in message(pilot), "help stands over the screen"
        await walk(pilot, "3")
        assert message(pilot) == ""
        await walk(pilot, "1")
        assert message(pilot) == ""
        await walk(pilot, "u")
        assert "Ongedaan maken?" in screen_text(pilot.app)
        await walk(pilot, "escape", "3", "e", "X", "ctrl+s")
        assert "Opgeslagen: V-1.   u maakt dit ongedaan" in message(pilot), "a form hands its message to the screen that it goes back to"
        await walk(pilot, "u")
        assert message(pilot).startswith("Ongedaan gemaakt: vraag gewijzigd.")
