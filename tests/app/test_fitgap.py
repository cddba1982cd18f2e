"""The fit-gap grid is filled in by digits, leads to requests, and the comparison says where gaps are shared; forty columns fit too."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.casework.fitgap import FitGapInput, FitGapItemInput, Scored, add_fitgap, change_fitgap, score_items
from loket.casework.states import Advance, advance
from loket.insight.fitgap import cell_results, fitgap_cases
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.screens.programme.fitgap_grid import short_names
from loket.store.database import Store
from tests.app.helpers import screen_text, settle, walk
from tests.app.records_world import office, opened, values

GAPS = "SELECT dimension, gap, national FROM fit_gap_item WHERE analysis_id = :id ORDER BY id"


def gaps(store: Store, analysis: int) -> list[tuple[str, int | None, str | None]]:
    with store.read() as reader:
        return [tuple(row) for row in reader.rows(GAPS, id=analysis)]


async def test_a_column_is_filled_in_by_digits_as_one_act(sqlite_store: Store) -> None:
    store = sqlite_store
    office(store)
    number = add_fitgap(store, FitGapInput(institution_id=2, outcome_set_id=2)).record.id
    async with opened(store, first=9) as pilot:
        await walk(pilot, "9", "v")
        assert "Hoogl" in screen_text(pilot.app)
        await walk(pilot, "enter", "4", "3", "o", "l", "2")
        assert gaps(store, number) == []
        assert "▓3" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert gaps(store, number) == [
            ("support", 4, None),
            ("capacity", 3, None),
            ("care_process", None, None),
            ("questionnaires", 2, "yes"),
        ]
        assert "4 cellen ingevuld." in screen_text(pilot.app)
        await walk(pilot, "u")
        assert gaps(store, number) == []
        await walk(pilot, "enter", "1", "3")  # another screen opens in the middle: what was filled in is kept
        await walk(pilot, "ctrl+k")
        assert gaps(store, number)[0][:2] == ("prom_collection", 1)


async def test_a_cell_leads_to_a_request_that_keeps_where_it_came_from(sqlite_store: Store) -> None:
    store = sqlite_store
    office(store)
    number = add_fitgap(store, FitGapInput(institution_id=2, outcome_set_id=2)).record.id
    item = FitGapItemInput(gap=4, action="aansluiten bij vraagarticulatie", national=YesNo.YES)
    score_items(store, [Scored(number, FitGapDimension.SUPPORT, item)])
    async with opened(store, (80, 24), first=9) as pilot:
        await walk(pilot, "9", "v", "n", "1", "f2")
        await settle(pilot)
        with store.read() as reader:
            [found] = reader.rows(
                "SELECT title, institution_id, source, outcome_set_id FROM support_request WHERE fitgap_item_id IS NOT NULL"
            )
        assert found == ("draagvlak: aansluiten bij vraagarticulatie", 2, "fit_gap", 2)
        assert "hieruit" in screen_text(pilot.app)
        await walk(pilot, "s", "1")
        assert values(store, f"SELECT state FROM fit_gap_analysis WHERE id = {number}") == ["running"]
        await walk(pilot, "r", "end", *["backspace"] * 4, *"md", "enter")
        [report] = Path.home().glob("fit-gap-F-2-*.md")
        assert "aansluiten bij vraagarticulatie" in report.read_text(encoding="utf-8")


async def test_the_comparison_shows_what_is_shared_and_leads_to_the_grid(sqlite_store: Store) -> None:
    store = sqlite_store
    office(store)
    number = add_fitgap(store, FitGapInput(institution_id=2, outcome_set_id=2)).record.id
    score_items(store, [Scored(number, FitGapDimension.API, FitGapItemInput(gap=4, national=YesNo.YES))])
    async with opened(store, first=9) as pilot:
        await walk(pilot, "9", "9")
        text = screen_text(pilot.app)
        assert "[Vergelijking]" in text
        assert text.split("\n")[5].startswith("▸")
        await walk(pilot, "v")
        assert "Kliniek Hoogland" in screen_text(pilot.app)
        await walk(pilot, "x", "enter")
        [written] = Path.home().glob("loket-fit-gap-per-voorloper-*.csv")
        with written.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
        await walk(pilot, "v", "enter")
        assert "[Fit-gap]" in screen_text(pilot.app)


async def test_forty_institutions_scroll(sqlite_store: Store) -> None:
    with sqlite_store.write("set up") as tx:
        for number in range(40):
            tx.session.add(Institution(name=f"Ziekenhuis {chr(65 + number % 26)}{number}heuvel"))
        tx.session.flush()
    for number in range(1, 41):
        add_fitgap(sqlite_store, FitGapInput(institution_id=number, outcome_set_id=1))
    async with opened(sqlite_store, (80, 24), first=9) as pilot:
        await walk(pilot, "9", "end")
        text = screen_text(pilot.app)
        assert "◂" in text
        assert "Z25heuvel · F-" in text  # the last by name


def test_no_institution_at_all_says_what_to_do(store: Store) -> None:
    with store.read() as reader:
        assert fitgap_cases(reader.outside(), FitGapDimension.API, 1, 1) == ()
        assert cell_results(reader.outside(), 1) == ()


def test_a_date_belongs_to_a_state_that_was_reached(sqlite_store: Store) -> None:
    office(sqlite_store)
    number = add_fitgap(sqlite_store, FitGapInput(institution_id=2, outcome_set_id=2)).record.id
    day = sqlite_store.today.replace(day=1)
    with pytest.raises(Refused, match="nog niet gerapporteerd"):
        change_fitgap(sqlite_store, number, FitGapInput(reported_on=day))
    advance(sqlite_store, Advance(kind=RecordKind.FITGAP, numbers=(number,), to=FitGapState.REPORTED))
    change_fitgap(sqlite_store, number, FitGapInput(reported_on=day))
    assert values(sqlite_store, f"SELECT reported_on FROM fit_gap_analysis WHERE id = {number}") == [day.isoformat()]


@given(st.lists(st.text(st.sampled_from("abZ .é"), max_size=12), max_size=12))
@settings(max_examples=50)
def test_short_names_fit(names: list[str]) -> None:
    assert all(len(name) <= 6 for name in short_names(names, 6))


def test_short_names_tell_institutions_apart() -> None:
    assert short_names(["Ziekenhuis Merenrand", "Kliniek Merenrand", "UMC Oosterveld"], 6) == ["Z.Mere", "K.Mere", "Ooster"]
    assert short_names(["Kliniek Noord Een", "Kliniek Noord Twee"], 6) == ["K.Noo1", "K.Noo2"]
