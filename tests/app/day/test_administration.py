"""Beheer by keys: somebody becomes a lead, an obstacle ends, an import is found; one's own absence."""

from __future__ import annotations

from datetime import date

from loket.casework.requests import RequestInput, register_request
from loket.models.advisors import Advisor
from loket.models.institutions import Tag
from loket.models.requests import SupportRequest
from loket.models.words import AdvisorRole
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal


def test_an_admin_makes_a_lead_and_ends_an_obstacle_and_notes_an_absence(opened: OpenTerminal, office: str) -> None:
    store = open_store(office, actor="ilse")
    with store.write("set up") as tx:
        tx.session.add_all([Advisor(name="beheer", role=AdvisorRole.ADMIN), Tag(name="Santeon")])
    store.close()
    terminal = opened("beheer")
    terminal.until("[1 Werk", "beheer")
    terminal.press("0")
    terminal.until("[Adviseurs]", "ilse", "beheerder")
    terminal.press("/")
    terminal.until("esc wis")
    terminal.press(*"ilse", "enter")
    terminal.until("1 van", "▸ ilse")
    terminal.press("enter")
    terminal.until("Naam", "programmaleider")
    terminal.until("esc weg")
    terminal.press(*["tab"] * 7)
    terminal.until("▸1 adviseur")
    terminal.press("2")
    terminal.until("programmaleider ●")
    terminal.press("ctrl+s")
    terminal.until("[Adviseurs]", "Opgeslagen")
    assert _values(office, "SELECT role FROM advisor WHERE name = 'ilse'") == ["lead"]

    terminal.press("0")
    terminal.until("[Knelpunten]", "API-koppeling EPD")
    terminal.press("/")
    terminal.until("esc wis")
    terminal.press(*"API", "enter")
    terminal.until("1 van", "▸ API-koppeling")
    terminal.press("s")
    terminal.until("Vervallen: “API-koppeling", "vervallen")
    assert _values(office, "SELECT active FROM obstacle WHERE label LIKE 'API%'") == [0]

    terminal.press("0")
    terminal.until("[UZ-sets]", "knie-heupartrose")
    terminal.press("0")
    terminal.until("[Labels]", "Santeon")
    terminal.press("0")
    terminal.until("[Regels]", "leersessies")
    terminal.press("0")
    terminal.until("[Uitgegaan]", "Er ging nog niets uit")
    terminal.press("0")
    terminal.until("[Binnengekomen]", "Er kwam nog niets binnen")
    terminal.press("f10")
    terminal.until("beheer is afwezig", "Afwezig tot")
    terminal.words("vr")
    terminal.until("27 nov")
    terminal.press("ctrl+s")
    terminal.until("[Binnengekomen]", "Opgeslagen")
    assert _values(office, "SELECT away_until FROM advisor WHERE name = 'beheer'") == ["2026-11-27"]


def _values(office: str, sql: str) -> list[object]:
    store = open_store(office, actor="loket")
    with store.read() as reader:
        found = [row[0] for row in reader.rows(sql)]
    store.close()
    return found


def test_a_colleague_gives_a_request_which_is_new_until_it_is_looked_at(opened: OpenTerminal, office: str) -> None:
    store = open_store(office, actor="mehmet")
    with store.read() as reader:
        ilse = reader.value("SELECT id FROM advisor WHERE name = 'ilse'")
    done = register_request(store, RequestInput(title="Wie kan dit", institution_id=1, themes=[4], advisor_id=ilse))
    with store.write("set up") as tx:
        tx.session.add(SupportRequest(title="Van niemand", received_on=date(2026, 11, 20)))
    store.close()
    terminal = opened()
    terminal.until("Nieuw: van een collega gekregen", "Wie kan dit, van mehmet")
    while not any("▸" in line and "Wie kan dit" in line for line in terminal.text.split("\n")):
        terminal.press("up")
        terminal.changed()
    terminal.press("enter")
    terminal.until(done.record.number, gone="Nieuw: van een collega")
    terminal.press("escape")
    terminal.until("[1 Werk", gone="Nieuw: van een collega")
    terminal.press("/")
    terminal.until("esc wis")
    terminal.words("niemand")
    terminal.until("Nog van niemand")
    terminal.press("enter")
    terminal.until("▸", "Van niemand")
    terminal.press("s")
    terminal.until("ik neem het")
    terminal.press("1")
    terminal.until("nu bij ilse")
    assert _values(office, "SELECT a.name FROM support_request r JOIN advisor a ON a.id = r.advisor_id WHERE r.title = 'Van niemand'") == [
        "ilse"
    ]
