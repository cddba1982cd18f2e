"""Werkvoorraad by keys: one key goes there, one key does it, `u` takes it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from loket.app import LoketApp
from loket.models.institutions import Contact, Institution
from loket.models.notes import FollowUp
from loket.models.offerings import Offering, Referral
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.store.database import Store
from loket.widgets.paged_table import PagedTable
from tests.app.helpers import HOSTILE, assert_harmless, screen_text, settle, walk

TODAY = dt.date(2026, 11, 21)


def filled(store: Store, *rows: Any) -> None:
    with store.write("set up") as tx:
        for row in rows:
            if hasattr(row, "advisor_id") and row.advisor_id is None:
                row.advisor_id = tx.advisor.id
            tx.session.add(row)


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, database="loket-uz", strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def on_screen(pilot: Pilot[Any], number: int) -> str:
    return screen_text(pilot.app).splitlines()[number]


def office(store: Store) -> None:
    filled(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand"))
    filled(store, Contact(institution_id=1, name="A. de Wit", phone="0555 12 34 56"), Offering(title="E-learning"))
    filled(
        store,
        FollowUp(what="bellen: terugkoppelen overleg", due_on=TODAY - dt.timedelta(days=1), institution_id=1),
        FollowUp(what="nalezen", due_on=TODAY, institution_id=1),
        Referral(institution_id=1, offering_id=1, referred_on=TODAY, check_back_on=TODAY),
        Referral(institution_id=1, offering_id=1, referred_on=TODAY, check_back_on=TODAY),
    )


async def test_shows_the_most_urgent_first_with_whom_to_call_beside_it(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        assert on_screen(pilot, 1).startswith(" [Werk]  mijn werk · alle soorten    4 regels · 1 te laat · 3 vandaag")
        assert on_screen(pilot, 3).startswith("   Te laat 1")
        assert on_screen(pilot, 4).startswith(" ▸!vr 20 nov  bellen   Terugkoppelen overleg")
        assert "0555 12 34 56   y kopieert" in screen_text(pilot.app)


async def test_s_does_it_and_the_cursor_goes_to_the_next_and_u_takes_it_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "s", "enter")
        assert "A-1 is nu: gedaan." in on_screen(pilot, -2)
        assert "u maakt dit ongedaan" in on_screen(pilot, -2)
        assert on_screen(pilot, 4).startswith(" ▸ za 21 nov  actie    nalezen")
        await walk(pilot, "u")
        assert "Te laat 1" in screen_text(pilot.app)


async def test_a_shifted_date_takes_words(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "greater_than_sign", "vr", "enter")
        assert "Te laat" not in screen_text(pilot.app).split("│")[0]
        assert "vr 27 nov" in screen_text(pilot.app)


async def test_enter_on_a_check_back_asks_for_all_of_the_institution(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "down", "down", "enter")
        assert "D-1" in screen_text(pilot.app)
        assert "D-2" in screen_text(pilot.app)
        await walk(pilot, "1")
        with sqlite_store.read() as reader:
            assert reader.rows("SELECT state, helped FROM referral") == [("used", "yes"), ("used", "yes")]


async def test_a_selection_is_done_in_one_step(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "space", "down", "space", "s", "enter")
        with sqlite_store.read() as reader:
            assert reader.value("SELECT count(*) FROM follow_up WHERE state = 'done'") == 2
        await walk(pilot, "u")
        with sqlite_store.read() as reader:
            assert reader.value("SELECT count(*) FROM follow_up WHERE state = 'done'") == 0


async def test_everybodys_work_and_the_filter(sqlite_store: Store) -> None:
    office(sqlite_store)
    filled(sqlite_store, FollowUp(what="van niemand", due_on=TODAY, institution_id=1))
    with sqlite_store.write("set up") as tx:
        found = tx.session.get(FollowUp, 3)
        assert found is not None
        found.advisor_id = None
    async with opened(sqlite_store) as pilot:
        assert "van niemand" not in screen_text(pilot.app)
        await walk(pilot, "m")
        assert "van niemand" in screen_text(pilot.app)
        await walk(pilot, "slash", "nalezen")
        assert "1 regel" in on_screen(pilot, 1)
        await walk(pilot, "escape")
        assert "5 regels" in on_screen(pilot, 1)


async def test_an_empty_queue_says_what_to_do(sqlite_store: Store) -> None:
    async with opened(sqlite_store) as pilot:
        assert "Niets te doen. m toont alles." in screen_text(pilot.app)
        await walk(pilot, "s", "enter", "greater_than_sign", "y", "space", "m")


async def test_hostile_text_stays_text(sqlite_store: Store) -> None:
    for text in HOSTILE:
        filled(sqlite_store, Institution(name=text, short_name=text))
    filled(
        sqlite_store,
        *[FollowUp(what=text, due_on=TODAY, institution_id=n) for n, text in enumerate(HOSTILE, 1)],
        *[Contact(institution_id=n, name=text, phone=text) for n, text in enumerate(HOSTILE, 1)],
    )
    async with opened(sqlite_store, (80, 24)) as pilot:
        for _text in HOSTILE:
            await walk(pilot, "down")
            assert_harmless(pilot.app)
        await walk(pilot, "greater_than_sign")
        assert_harmless(pilot.app)
        assert pilot.app.screen_stack[1].query_one(PagedTable).is_loaded


async def test_who_was_called_is_planned_or_declined_in_one_step(sqlite_store: Store) -> None:
    filled(sqlite_store, Institution(name="Kliniek Hoogland"), WensenscanRound(name="WensenScan 2024"))
    filled(sqlite_store, WensenscanResponse(round_id=1, institution_id=1, submitted_on=dt.date(2024, 12, 2)))
    async with opened(sqlite_store) as pilot:
        assert "WensenScan: nog niemand belde 1" in screen_text(pilot.app)
        await walk(pilot, "s", "2")
        with sqlite_store.read() as reader:
            assert reader.rows("SELECT kind, state FROM conversation") == [("wensenscan", "declined")]
        assert "nog niemand belde" not in screen_text(pilot.app)
        await walk(pilot, "u")
        assert "WensenScan: nog niemand belde 1" in screen_text(pilot.app)
