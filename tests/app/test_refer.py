"""Doorverwijzen: what fits and why not, refer by enter or digit, nothing fits with a reason, one undo."""

from __future__ import annotations

import pytest

from loket.store.database import Store
from tests.app.helpers import assert_harmless, screen_text, walk
from tests.app.records_world import SIZES, office, opened, values


@pytest.mark.parametrize("size", SIZES)
async def test_the_fitting_offering_stands_first_and_the_others_say_why_not(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "d")
        text = screen_text(pilot.app)
        assert "1 passen · 2 bijna" in text
        lines = [line for line in text.splitlines() if "Invoering van PROMIS" in line]
        assert lines[0].startswith(" ▸✓1 ")
        assert "Kan altijd" in text
        assert text.index("Eigen begeleiding") > text.index("Niets past echt")
        assert "ma 4 jan 2027" in text


async def test_enter_refers_with_a_check_back_and_the_request_moves_on(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "enter")
        assert "Opgeslagen: D-2." in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT check_back_on FROM referral WHERE request_id = 1") == ["2027-01-04"]
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["referred"]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM referral WHERE request_id = 1") == [0]
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["in_progress"]


async def test_several_at_once_with_another_day_are_one_undo(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", ">", *"1 feb", "enter", "space", "down", "space", "enter")
        assert values(sqlite_store, "SELECT check_back_on FROM referral WHERE request_id = 1") == ["2027-02-01"] * 2
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM referral WHERE request_id = 1") == [0]


async def test_selected_requests_are_referred_together_in_one_undo(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "space", "down", "space", "d")
        assert "en nog 1" in screen_text(pilot.app)
        assert "past bij 1 van 2" in screen_text(pilot.app)
        await walk(pilot, "1")
        assert "Opgeslagen: D-2 en nog 1." in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT request_id FROM referral WHERE offering_id = 1 ORDER BY 1") == [1, 2, 4]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT request_id FROM referral WHERE offering_id = 1 ORDER BY 1") == [4]


async def test_a_digit_refers_to_that_offering(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "2")
    assert len(values(sqlite_store, "SELECT offering_id FROM referral WHERE request_id = 1")) == 1


async def test_nothing_fits_keeps_the_need_open_with_the_reason(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "0", "enter")
        assert values(sqlite_store, "SELECT verdict FROM support_request WHERE id = 1") == [None]
        await walk(pilot, *"te technisch", "enter")
        assert values(sqlite_store, "SELECT verdict || verdict_reason FROM support_request WHERE id = 1") == ["nothingte technisch"]
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["in_progress"]


async def test_hostile_titles_are_shown_as_typed(sqlite_store: Store) -> None:
    office(sqlite_store, " [red]x[/] \x1b[31mz")
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "f6")
        assert "[red]x[/]" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await walk(pilot, "y")
        assert_harmless(pilot.app)
        await walk(pilot, "y")
        assert "gekopieerd" in screen_text(pilot.app)
