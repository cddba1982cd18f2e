"""An institution's report says its own gaps, of others only how many, and nothing that is confidential."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loket.casework.fitgap import FitGapInput, FitGapItemInput, add_fitgap, score_item
from loket.casework.requests import RequestInput, register_request
from loket.exchange.documents.document import Bars, Bullets, Table
from loket.exchange.fitgap.fitgap_report import among_others, fitgap_report
from loket.insight.fitgap import fitgap_comparison
from loket.models.errors import Refused
from loket.models.words import FitGapDimension, YesNo
from loket.store.database import Store
from tests.conftest import Ran
from tests.exchange.import_helpers import bring_in, write

API, SUPPORT, DASHBOARD = FitGapDimension.API, FitGapDimension.SUPPORT, FitGapDimension.DASHBOARD
NAMES = ["Ziekenhuis Merenrand", *(f"Kliniek {letter}" for letter in "ABCDEFG")]


def world(store: Store, folder: Path, gaps: dict[FitGapDimension, list[int | None]]) -> list[int]:
    """An analysis of one set at eight institutions; per dimension their gaps in order. Gives the analyses' numbers."""
    bring_in(store, write(folder / "in", {"instellingen": ["naam;soort", *(f"{name};kliniek" for name in NAMES)]}))
    numbers = [add_fitgap(store, FitGapInput(institution_id=place, outcome_set_id=3)).record.id for place in range(1, len(NAMES) + 1)]
    for dimension, row in gaps.items():
        for number, gap in zip(numbers, row, strict=False):
            score_item(
                store, number, dimension, FitGapItemInput(gap=gap, current=f"huidig {number}", national=YesNo.YES if gap == 4 else None)
            )
    return numbers


def test_the_report_shows_largest_gaps_first_and_others_only_as_numbers(store: Store, tmp_path: Path) -> None:
    own = world(store, tmp_path, {SUPPORT: [1, 1, 1], API: [4, 4, 3, 3, 3, 3, 3, None], DASHBOARD: [None]})[0]
    with store.read() as reader:
        item = reader.value("SELECT id FROM fit_gap_item WHERE analysis_id = :own AND dimension = 'api'", own=own)
    register_request(store, RequestInput(title="Koppeling kiezen", institution_id=1, themes=[4], fitgap_item_id=item))
    document = fitgap_report(store, own)
    assert document == fitgap_report(store, own)
    bars = next(block for block in document.blocks if isinstance(block, Bars))
    assert [(bar.label, bar.shown) for bar in bars.rows] == [("API-koppeling", "4"), ("draagvlak", "1"), ("dashboard", "?")]
    elsewhere = [block for block in document.blocks if isinstance(block, Table)][1]
    assert elsewhere.rows == (("API-koppeling", "4", "6/6"),)
    assert [block.items for block in document.blocks if isinstance(block, Bullets)] == [("API-koppeling",), ("Koppeling kiezen: nieuw",)]
    assert not any(name in str(document) for name in NAMES[1:])


def test_small_numbers_of_other_institutions_are_hidden() -> None:
    assert [among_others(*pair) for pair in ((0, 9), (1, 9), (4, 9), (5, 9), (6, 12), (12, 12), (9, 10))] == [
        "0/9",
        "<5",
        "<5",
        "-",
        "6/12",
        "12/12",
        "-",
    ]
    assert among_others(4, 4) == "minder dan 5 andere"


def test_what_is_confidential_stays_out_of_the_report(sqlite_store: Store, tmp_path: Path) -> None:
    own = world(sqlite_store, tmp_path, {API: [4], SUPPORT: [2]})[0]
    with sqlite_store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE fit_gap_item SET confidential = 1 WHERE dimension = 'api'")
    assert "API" not in str([block for block in fitgap_report(sqlite_store, own).blocks if isinstance(block, Bars | Table | Bullets)])
    with sqlite_store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE fit_gap_analysis SET confidential = 1")
    with pytest.raises(Refused, match="vertrouwelijk"):
        fitgap_report(sqlite_store, own)


def test_the_comparison_counts_an_institution_once_and_keeps_unknowns_apart(store: Store, tmp_path: Path) -> None:
    world(store, tmp_path, {SUPPORT: [1, 2, None], API: [3, 4, None, 0], DASHBOARD: [None, None]})
    second = add_fitgap(store, FitGapInput(institution_id=1, outcome_set_id=1)).record.id
    score_item(store, second, API, FitGapItemInput(gap=4, national=YesNo.YES))
    with store.read() as reader:
        found = fitgap_comparison(reader)
    first, second_row, *rest = found.rows
    assert (first.dimension, first.over_all.institutions.large, first.over_all.institutions.known) == (API, 2, 3)
    assert (first.over_all.institutions.unknown, first.over_all.gaps.tenths) == (1, 28)  # 3, 4, 0 and 4 are 11/4 = 2.75
    assert (first.over_all.national, first.over_all.asked) == (2, 4)
    assert first.by_set[1].gaps.tenths == 40
    assert (second_row.dimension, second_row.over_all.gaps.tenths) == (SUPPORT, 15)
    assert {row.over_all.gaps.tenths for row in rest} == {None}
    merenrand = next(one for one in found.front_runners if one.name == NAMES[0])
    assert merenrand.largest[API] == 4
    assert merenrand.largest[DASHBOARD] is None
    assert merenrand.national == {API}


def test_the_command_writes_each_form(sqlite_database: str, sqlite_store: Store, tmp_path: Path, loket: Callable[..., Ran]) -> None:
    own = world(sqlite_store, tmp_path, {API: [4]})[0]
    ran = loket("--database", sqlite_database, "fitgap", "report", f"F-{own}")
    assert ran.out.startswith("# Fit-gapanalyse knie-heupartrose")
    for name, start in (("r.html", b"<!DOCTYPE html>"), ("r.docx", b"PK"), ("r.md", b"# Fit")):
        assert loket("--database", sqlite_database, "fitgap", "report", str(own), "-o", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert loket("--database", sqlite_database, "fitgap", "report", "F-99").status == 1
    assert loket("--database", sqlite_database, "fitgap", "template", str(tmp_path / "t.xlsx"), "--set", "voetschimmel").status == 1
