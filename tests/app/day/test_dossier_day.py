"""The dossier of a day: facts and documents, a response by hand, where a request came from, what fits it, and two that are one."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.models.advisors import Advisor
from loket.models.institutions import Contact, Institution, InstitutionAlias, Party
from loket.models.offerings import Offering, OfferingTheme, Referral
from loket.models.words import AdvisorRole, Helped, InstitutionRole, OfferingKind, OutcomeInfo, ReferralState
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal
from tests.app.terminal import RealTerminal

DAY = dt.date(2026, 9, 4)


@pytest.fixture
def filled(office: str) -> str:
    """The office with what a dossier tells: facts, addresses, an offering and who used it nearby, a party that is there twice."""
    store = open_store(office, actor="ilse")
    with store.write("set up") as tx:
        session = tx.session
        meren = session.get_one(Institution, 1)
        meren.agb, meren.website = "06010101", "https://www.merenrand.nl"
        meren.role, meren.role_since = InstitutionRole.FRONTRUNNER, dt.date(2025, 2, 3)
        session.get_one(Contact, 1).email = "a.dewit@merenrand.nl"
        session.add_all([
            InstitutionAlias(institution_id=1, alias="Streekziekenhuis Meer"),
            Institution(name="Ziekenhuis Bergzoom", short_name="Zkh Bergzoom", kind=meren.kind),
            Offering(title="Invoering van PROMIS in het zorgpad", kind=OfferingKind.TOOL, provider="PROMIS Nederland",
                     url="https://promis.example/invoering", description="Stappenplan en vragenlijsten.", outcome_info=OutcomeInfo.WITH),
            Advisor(name="lena", role=AdvisorRole.LEAD), Party(name="Q Consult"), Party(name="Q-Academie"),
        ])  # fmt: skip
        session.flush()
        session.add_all([
            OfferingTheme(offering_id=1, theme_id=4),
            Referral(institution_id=4, offering_id=1, referred_on=DAY, state=ReferralState.USED, helped=Helped.YES),
        ])  # fmt: skip
    store.close()
    return office


def to_dossier(terminal: RealTerminal) -> None:
    terminal.until("[1 Werk")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"merenr")
    terminal.until("treffers", "Ziekenhuis Merenrand")
    terminal.press("enter")
    terminal.until("VOLGENDE STAP", "A. de Wit")


def test_every_fact_stands_in_the_dossier_and_a_document_is_added_and_taken_away(filled: str, opened: OpenTerminal) -> None:
    terminal = opened()
    to_dossier(terminal)
    terminal.until("a.dewit@merenrand.nl")
    terminal.press("i")
    terminal.until("GEGEVENS", "Streekziekenhuis Meer", "Zwolle")
    terminal.press("end")
    terminal.until("06010101", "merenrand.nl", "voorloper sinds 3 feb 2025")
    terminal.press("n")
    terminal.until("document: het adres ervan")
    terminal.press("d")
    terminal.until("Adres")
    terminal.words("https://uz.example/verslag.pdf")
    terminal.press("ctrl+s")
    terminal.until("Opgeslagen", "VOLGENDE STAP")
    terminal.press("i", "up")
    terminal.until("DOCUMENTEN 1", "▸ uz.example/verslag.pdf")
    terminal.press("y")
    terminal.until("Gekopieerd: https://uz.example/verslag.pdf")
    terminal.press("delete")
    terminal.until(": K-1.", gone="DOCUMENTEN 1")
    terminal.press("u")
    terminal.until("ngedaan")
    terminal.press("i", "up")
    terminal.until("DOCUMENTEN 1")


def test_a_programme_lead_reads_the_facts_and_no_address_of_a_person(filled: str, opened: OpenTerminal) -> None:
    terminal = opened("lena")
    terminal.until("[1 Werk")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"merenr")
    terminal.until("treffers", "Ziekenhuis Merenrand")
    terminal.press("enter")
    terminal.until("VOLGENDE STAP", "beleid en kwaliteit", gone="a.dewit@merenrand.nl")
    assert "A. de Wit" not in terminal.text
    terminal.press("i", "end")
    terminal.until("06010101", "voorloper sinds 3 feb 2025")


def test_a_response_by_phone_and_where_a_request_came_from(filled: str, opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk")
    terminal.press("8")
    terminal.until("[8 WensenScan]", "Ziekenhuis Merenrand", "2 dec")
    terminal.press("i")
    terminal.until("Nieuw: inzending", "Doelgroep")
    terminal.press("tab", "tab", "4", "ctrl+s")
    terminal.until("Opgeslagen: W-3", "[8 WensenScan]", "✓")
    terminal.press("enter")
    terminal.until("bestuur", "≠ gebruikt")
    terminal.press("e")
    terminal.until("Welke inzending?")
    terminal.press("3")
    terminal.until("Wijzig inzending W-3", "Reden")
    terminal.press("ctrl+s")
    terminal.until("! Vul in: reden.")
    terminal.words("gebeld met de bestuurder")
    terminal.press("ctrl+s")
    terminal.until("Gecorrigeerd: W-3")
    terminal.press("3")
    terminal.until("[3 Vragen]", "draagvlak MDL")
    terminal.press("e")
    terminal.until("Wijzig vraag V-1", "Titel")
    terminal.press(*["shift+tab"] * 8, "down")
    terminal.until("G-1 gesprek: voortgang, Teams", "W-3 inzending: WensenScan 2024, bestuur")
    terminal.words("bestuur")
    terminal.until("W-3 inzending", gone="G-1 gesprek")
    terminal.press("enter", "ctrl+s")
    terminal.until("Opgeslagen: V-1", "[3 Vragen]")
    terminal.press("enter")
    terminal.until("KETEN", "inzending")
    terminal.press("d")
    terminal.until("Doorverwijzen", "PROMIS Nederland", "https://promis.example/invoering", "Stappenplan en vragenlijsten.")
    terminal.until("Zkh Bergzoom", "geholpen: ja")


def test_a_session_outside_the_programme_warns_and_two_parties_become_one(filled: str, opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk")
    terminal.press("9")
    terminal.until("[9 Programma]", "Cijfer (sessies)")
    terminal.press("n")
    terminal.until("Nieuw: leersessie", "Team")
    terminal.words("mere")
    terminal.until("Ziekenhuis Merenrand")
    terminal.press("enter", *["shift+tab"] * 3)
    terminal.words("1-3-2030")
    terminal.until("valt buiten het programma", "Opslaan")
    terminal.press("ctrl+s")
    terminal.until("Opgeslagen: L-1", "[9 Programma]")
    terminal.press("2")
    terminal.until("[2 Instellingen]", "Ziekenhuis Bergzoom")
    terminal.press("2", "2")
    terminal.until("Q Consult", "Q-Academie", "Nictiz")
    terminal.press("down", "space", "down", "space", "M")
    terminal.until("welke blijft?", "Q-Academie")
    terminal.press("1")
    terminal.until("blijft vindbaar")
    terminal.press("j")
    terminal.until("hoort nu bij", gone="Maak van")
