"""`del` by keys: what was entered by mistake goes after one question, from lists, timelines and the queue, and `u` brings it back."""

from __future__ import annotations

import pytest

from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.notes import NoteInput, write_note
from loket.casework.requests import RequestInput, register_request
from loket.models.institutions import Institution
from loket.models.words import RecordKind
from loket.store.database import Store
from tests.app.helpers import screen_text, walk
from tests.app.test_work_queue import TODAY, filled, on_screen, opened

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


def office(store: Store) -> None:
    filled(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand"))
    register_request(store, RequestInput(title="Per ongeluk", institution_id=1, themes=[4], received_on=TODAY))
    write_note(store, NoteInput(on_kind=RecordKind.REQUEST, on_id=1, text="dubbel"))
    add_follow_up(store, FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.REQUEST, on_id=1))


def count(store: Store, table: str) -> int:
    with store.read() as reader:
        return int(reader.value(f"SELECT count(*) FROM {table}"))


@SIZES
async def test_a_request_goes_from_its_list_and_from_its_own_screen(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "3", "delete")
        text = screen_text(pilot.app)
        assert "vraag V-1 verwijderen?" in text
        assert "Gaat mee: 1× actie, 1× notitie." in text
        await walk(pilot, "n", "delete", "j")
        assert "Verwijderd: V-1.   u maakt dit ongedaan" in on_screen(pilot, -2)
        assert count(sqlite_store, "support_request") == 0
        await walk(pilot, "u")
        assert "V-1" in screen_text(pilot.app)
        await walk(pilot, "enter", "delete", "j")
        assert "Verwijderd: V-1." in on_screen(pilot, -2), "its screen is left"
        await walk(pilot, "u")
        assert (count(sqlite_store, "support_request"), count(sqlite_store, "note")) == (1, 1)


@SIZES
async def test_a_note_goes_from_the_timeline_and_a_follow_up_from_the_queue(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "delete")
        assert "actie A-1 verwijderen?" in screen_text(pilot.app)
        await walk(pilot, "j")
        assert count(sqlite_store, "follow_up") == 0
        await walk(pilot, "u", "3", "enter", "f6")
        for _line in range(6):
            if "▸" in next((line for line in screen_text(pilot.app).splitlines() if "dubbel" in line), ""):
                break
            await walk(pilot, "down")
        await walk(pilot, "delete")
        assert "notitie N-1 verwijderen?" in screen_text(pilot.app)
        await walk(pilot, "j")
        assert (count(sqlite_store, "note"), count(sqlite_store, "support_request")) == (0, 1)


async def test_who_did_not_enter_it_is_told_who_did(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("set up") as tx:
        tx.connection.exec_driver_sql("UPDATE change_log SET actor = 'mehmet' WHERE tbl = 'support_request'")
        tx.connection.exec_driver_sql("UPDATE advisor SET role = 'advisor'")
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "3", "delete")
        assert "V-1 is ingevoerd door mehmet" in screen_text(pilot.app)
        with sqlite_store.write("set up") as tx:
            tx.connection.exec_driver_sql("UPDATE advisor SET role = 'admin'")
        await walk(pilot, "delete")
        assert "Waarom?" in screen_text(pilot.app)
        await walk(pilot, "dubbel", "enter")
        assert "Verwijderd: V-1." in on_screen(pilot, -2)
