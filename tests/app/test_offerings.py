"""Aanbod: unmet needs in groups, an offering started for one, verdicts beside what loket finds, waiting until it is there."""

from __future__ import annotations

import csv
from pathlib import Path

from loket.casework.offerings import OfferingInput, add_offering
from loket.casework.requests import judge
from loket.casework.states import Advance, advance
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind, Verdict
from loket.store.database import Store
from tests.app.helpers import assert_harmless, screen_text, walk
from tests.app.records_world import office, opened, values

WAITING = "SELECT request_id FROM waiting_request ORDER BY request_id"


async def test_an_offering_started_for_a_group_of_needs_has_its_requests_wait_for_it(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=6) as pilot:
        await walk(pilot, "6")
        text = screen_text(pilot.app)
        assert "2/3 van de open vragen" in text
        assert "5 Cultuur en draagvlak" in text
        assert "1 vraag · 1 instelling · niets in de maak" in text
        assert "Draagvlak vakgroep" not in text
        await walk(pilot, "v", "1", "f6")
        assert "Draagvlak vakgroep" in screen_text(pilot.app)
        await walk(pilot, "x", "enter")
        text = (Path.home() / "loket-unmet-needs-2026-11-21.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(text.splitlines(), delimiter=";"))
        assert [row[1] for row in rows[1:]] == ["V-3", "V-2"]
        await walk(pilot, "home", "n")
        assert "1 vraag wacht" in screen_text(pilot.app)
        await walk(pilot, "tab", *"Trainingsfilm", "tab", "1", "ctrl+s")
        assert "Opgeslagen: O-5. 1 vraag wacht hierop." in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT state FROM offering WHERE id = 5") == ["in_development"]
        assert values(sqlite_store, "SELECT theme_id FROM offering_theme WHERE offering_id = 5") == [3]
        assert values(sqlite_store, WAITING) == [3]
        assert "in ontwikkeling: Trainingsfilm" in screen_text(pilot.app)


async def test_what_is_in_development_is_waited_for_and_comes_to_the_work_queue(sqlite_store: Store) -> None:
    office(sqlite_store, " [red]x[/] \x1b[31mz")
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "3")
        assert "V-1 wacht op: Blauwdrukken." in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT count(*) FROM referral WHERE request_id = 1") == [0]
        await walk(pilot, "enter")
        assert "wacht op: Blauwdrukken" in screen_text(pilot.app)
        await walk(pilot, "1")
        assert "hier werd op gewacht" not in screen_text(pilot.app)
        advance(sqlite_store, Advance(kind=RecordKind.OFFERING, numbers=[3], to=OfferingStatus.AVAILABLE))
        await walk(pilot, "2", "1", *"/gewacht".replace("gewacht", "Blauwdr"), "enter")
        assert "Nu beschikbaar: hier werd op gewacht 1" in screen_text(pilot.app)
        assert "Blauwdrukken – verwijs door" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await walk(pilot, "s")
        assert values(sqlite_store, "SELECT offering_id FROM referral WHERE request_id = 1") == [3]
        assert values(sqlite_store, WAITING) == []
        await walk(pilot, "u")
        assert values(sqlite_store, WAITING) == [1]


async def test_verdict_and_finding_stand_beside_each_other_and_what_differs_comes_first(sqlite_store: Store) -> None:
    office(sqlite_store)
    judge(sqlite_store, [1], Verdict.NOTHING, "te technisch")
    async with opened(sqlite_store, first=6, size=(80, 24)) as pilot:
        await walk(pilot, "6", "6")
        text = screen_text(pilot.app)
        assert "1 verschilt van 3 open" in text
        assert "≠ 1" in text
        assert "“te technisch” · past: Invoering van PROMIS" in text
        await walk(pilot, "down", "O", "1", "enter")
        assert "Oordeel over V-1: past." in screen_text(pilot.app)
        assert "0 verschillen van 3 open" in screen_text(pilot.app)
        await walk(pilot, "6", "s", "tab", *"goed ontvangen", "enter", "2")
        assert values(sqlite_store, "SELECT state || helped || remark FROM referral") == ["usedpartlygoed ontvangen"]


async def test_the_mail_names_all_that_the_request_was_referred_to(sqlite_store: Store) -> None:
    office(sqlite_store)
    second = OfferingInput(title="Keuzehulp {url}", kind=OfferingKind.TOOL, themes=[4], url="https://example.nl/?a=1&b=2",
                           audiences=[Audience.IT], outcome_info=OutcomeInfo.WITH)  # fmt: skip
    add_offering(sqlite_store, second)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "d", "space", "down", "space", "enter")
        assert "Y toont de mail" in screen_text(pilot.app)
        await walk(pilot, "Y")
        text = screen_text(pilot.app)
        assert "bos@example.nl" in text
        assert "Beste A. Bos," in text
        assert "- Invoering van PROMIS" in text
        assert "- Keuzehulp {url}" in text
        assert "https://example.nl/?a=1&b=2" in text
        assert "Rond 4 januari 2027 vraag ik u" in text
