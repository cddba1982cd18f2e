"""`w`: why a figure differs, in lines that open to their records, and the sheet that asks a moment."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from loket.app import LoketApp
from loket.config import Config
from loket.insight.explanation.moments import AsOf, parse_moment
from loket.screens.dashboard.question_sheets import AskMoment
from loket.store.database import Moment, Store
from tests.app.helpers import screen_text, settle, walk

BEFORE = dt.date(2026, 10, 23)


@pytest.fixture
def since(sqlite_store: Store) -> AsOf:
    """A moment, after which two requests came in and one was resolved."""
    from loket.casework.institutions import InstitutionInput, add_institution
    from loket.casework.requests import RequestInput, register_request
    from loket.casework.states import Advance, advance
    from loket.models.words import RecordKind, RequestState

    def request(title: str, day: dt.date) -> None:
        register_request(sqlite_store, RequestInput(title=title, institution_id=1, themes=(4,), received_on=day))

    add_institution(sqlite_store, InstitutionInput(name="Ziekenhuis Merenrand"))
    request("Artsen zien het nut niet", dt.date(2026, 10, 1))
    with sqlite_store.read() as reader:
        known = AsOf(Moment(BEFORE.isoformat(), reader.value("SELECT max(seq) FROM change_log"), BEFORE))
    request("PROM's in [red]het[/] EPD", dt.date(2026, 11, 3))
    request("Vragenlijsten op papier", dt.date(2026, 11, 4))
    advance(sqlite_store, Advance(kind=RecordKind.REQUEST, numbers=[1], to=RequestState.RESOLVED, resolution="uitgelegd"))
    return known


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_lines_open_to_their_records(sqlite_store: Store, since: AsOf, size: tuple[int, int], tmp_path: Path) -> None:
    app = LoketApp(lambda: sqlite_store, Config(), database="loket-uz", first=7, strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        app.open_screen("why", "requests_open", None, None, since)
        await settle(pilot)
        text = screen_text(app)
        assert "1 op 23 okt → 2 nu" in text
        assert "+1 = 2 erbij − 1 eraf" in text
        for part in ("nieuw binnen", "2× thema 4", "afgerond"):
            assert part in text
        await walk(pilot, "enter", "down")
        assert "V-2" in screen_text(app)
        assert "PROM's in [red]het[/] EPD" in screen_text(app)
        await walk(pilot, "x")
        app.screen.query_one("LineInput").value = str(tmp_path / "waarom.csv")  # type: ignore[attr-defined]
        await walk(pilot, "enter")
        assert "3 regels" in screen_text(app)
        await walk(pilot, "enter", "escape", "<")
        assert "23 sep" in screen_text(app)
    with (tmp_path / "waarom.csv").open(encoding="utf-8-sig", newline="") as file:
        _headers, *rows = csv.reader(file, delimiter=";")
    assert [(row[0], *row[4:7]) for row in rows] == [
        ("V-2", "nieuw binnen", "telt niet mee", "telt mee"),
        ("V-3", "nieuw binnen", "telt niet mee", "telt mee"),
        ("V-1", "afgerond", "telt mee", "telt niet mee"),
    ]


async def test_the_sheet_says_what_it_understood(sqlite_store: Store) -> None:
    app = LoketApp(lambda: sqlite_store, Config(), database="loket-uz", first=7, strict=True)
    answers: list[AsOf | None] = []
    async with app.run_test(size=(80, 24), tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(AskMoment(), answers.append)
        await walk(pilot, "1", "9", "9", "9", "9", "space", "x")
        assert "is geen moment" in screen_text(app)
        await walk(pilot, "enter")
        assert not answers
        await walk(pilot, *["backspace"] * 7, "#", "1", "0")
        assert "regel #10 van het wijzigingslogboek" in screen_text(app)
        await walk(pilot, "enter")
        app.push_screen(AskMoment(), answers.append)
        await walk(pilot, "n", "u", "enter")
    assert answers == [parse_moment(sqlite_store, "#10"), AsOf()]
