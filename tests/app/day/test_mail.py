"""Mails on a day: pasted in quick entry and while a conversation is logged, or read from a file; and what a line can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.casework.signals import SignalInput, record_signal
from loket.models.institutions import Contact, Institution
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal
from tests.app.merenrand import LINGE, MERENRAND

MAILS = Path(__file__).parent.parent.parent / "data" / "mails"


@pytest.fixture
def addresses(office: str) -> str:
    """The office, where Anna's address is known and the website of De Linge."""
    store = open_store(office, actor="ilse")
    with store.write("set up") as tx:
        with_mail, with_site = (tx.session.get(model, number) for model, number in ((Contact, 1), (Institution, 2)))
        assert isinstance(with_mail, Contact)
        assert isinstance(with_site, Institution)
        assert with_site.name == LINGE
        with_mail.email, with_site.website = "A.deWit@merenrand.example", "https://www.delinge.example"
    store.close()
    return office


def mail(name: str) -> str:
    return (MAILS / name).read_text("utf-8")


def rows(office: str, sql: str) -> list[tuple[object, ...]]:
    store = open_store(office, actor="loket")
    with store.read() as reader:
        found = reader.rows(sql)
    store.close()
    return found


def test_a_mail_becomes_a_request_in_three_keys_beside_the_paste(addresses: str, opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.paste(mail("outlook-1-antwoord.txt"))
    text = terminal.until("vraag: PROM's automatisch uitsturen", "+4 regels", "weggelaten +23 regels", MERENRAND, "van A. de Wit")
    assert "ontvangen ma 16 nov" in text
    assert "thema ?" in text
    assert "De poli MDL" not in text  # folded
    terminal.press("enter")
    terminal.until("Welk thema?", "4 Gebruik van uitkomstinformatie")
    terminal.press("4")
    terminal.until("Opgeslagen: V-3", gone="Welk thema?")
    assert terminal.strokes == 3  # at most 6 are allowed
    sql = "SELECT title, institution_id, contact_id, received_on, source, description FROM support_request WHERE id = 3"
    ((title, institution, contact, received, source, description),) = rows(addresses, sql)
    assert (title, institution, contact, str(received), source) == ("PROM's automatisch uitsturen", 1, 1, "2026-11-16", "mail")
    assert str(description).endswith("De poli MDL wil in januari beginnen.")
    assert rows(addresses, "SELECT count(*) FROM request_theme WHERE request_id = 3 AND theme_id = 4") == [(1,)]

    # a colleague forwards a mail of somebody we do not know: the domain proposes where they work, and what is left out can be kept
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.paste(mail("outlookweb-3-doorgestuurd.txt"))
    terminal.until("Terugbellen over PROMIS", f"~ {LINGE}", "van Kim van Dam")
    terminal.press("f6")
    terminal.until("Kun je mij terugbellen over PROMIS?", "niet bewaard, weggelaten +15", "f3 neemt mee")
    terminal.press("f3")
    terminal.until("+23 regels", gone="niet bewaard")
    terminal.press("f6")
    terminal.until("f6 opent")
    terminal.press("escape")
    terminal.until("[1 Werk", gone="Snel invoeren")
    terminal.press("a")
    terminal.until("Terugbellen over PROMIS", LINGE, "f6 opent")  # it stands there again
    terminal.press("f1")
    terminal.until("Wat u kunt typen", "v: V-344 tekst", "+contact Naam, functie")
    terminal.press("escape")
    terminal.until("f6 opent", gone="Wat u kunt typen")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def test_a_mail_from_a_file_and_lines_of_a_dossier(addresses: str, opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("ctrl+o")
    terminal.until("Importeren")
    terminal.words(str(MAILS / "outlook-5-alleen-html.eml"))
    terminal.until("alleen-html.eml")
    terminal.press("enter")
    terminal.until("Patiëntparticipatie bij de start", "van Zoë van Dam", LINGE)
    terminal.press("enter")
    terminal.until("Welk thema?")
    terminal.press("6")
    terminal.until("Opgeslagen: V-3", gone="Welk thema?")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"mer")
    terminal.until("treffers", MERENRAND)
    terminal.press("enter")
    terminal.until("VOLGENDE STAP")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.words("v: helpdesk voor artsen #4")
    terminal.until(f"Vraag bij {MERENRAND}")  # the dossier's
    terminal.press("enter")
    terminal.until("Opgeslagen: V-4", gone="Snel invoeren")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.words("v: V-1 arts belt zelf")
    terminal.until("Notitie bij V-1 draagvlak MDL")
    terminal.press("enter")
    terminal.until("Opgeslagen: ", gone="Snel invoeren")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.words("+contact Jan de Boer, verpleegkundige")
    terminal.until(f"bij {MERENRAND}", "verpleegkundige")
    terminal.press("enter")
    terminal.until("Opgeslagen: ", gone="Snel invoeren")
    assert rows(addresses, "SELECT institution_id, received_on FROM support_request WHERE id = 3") == [(2, "2026-11-16")]
    assert rows(addresses, "SELECT institution_id, title FROM support_request WHERE id = 4") == [(1, "helpdesk voor artsen")]
    assert rows(addresses, "SELECT on_id, text FROM note WHERE on_kind = 'request'") == [(1, "arts belt zelf")]
    assert rows(addresses, "SELECT institution_id, function FROM contact WHERE name = 'Jan de Boer'") == [(1, "verpleegkundige")]
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def test_lines_and_a_mail_while_a_conversation_is_logged(addresses: str, opened: OpenTerminal) -> None:
    store = open_store(addresses, actor="ilse")
    record_signal(store, SignalInput(description="leverancier rekent apart voor de koppeling", institution_id=1, theme_id=4))
    store.close()
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"mer")
    terminal.until("treffers", MERENRAND)
    terminal.press("enter")
    terminal.until("VOLGENDE STAP")
    terminal.press("g")
    terminal.until("Gesprek loggen", "v: vraag", "afspraak:", "+contact")
    terminal.press("2")  # not the planned one
    terminal.words("afspraak: wij sturen een voorbeeld")
    terminal.press("enter")
    terminal.words("v: V-2 wordt in mei vervangen")
    terminal.press("enter")
    terminal.words("+contact Jan de Boer, verpleegkundige")
    terminal.press("enter")
    terminal.words("s: leverancier rekent apart voor een koppeling #4")
    terminal.press("enter")
    terminal.until("= V-2 vragenlijsten op papier", "verpleegkundige", "lijkt op S-1, daar gehoord", "1 contact · 1 afspraak")
    terminal.paste(mail("outlook-1-antwoord.txt"))
    terminal.until("v: PROM's automatisch uitsturen", "+4 regels", "mail van A. de Wit", gone="De poli MDL wil")
    terminal.press("f1")
    terminal.until("Wat u kunt typen", "afspraak: tekst")
    terminal.press("escape")
    terminal.until("HIERUIT KOMT", gone="Wat u kunt typen")
    terminal.press("ctrl+s")
    terminal.until("Thema van V2?")
    terminal.press("4")
    terminal.until("Gesprek G-3 bewaard", gone="Thema van V2?")
    talk = rows(addresses, "SELECT agreements, coalesce(summary, '') FROM conversation ORDER BY id DESC LIMIT 1")
    assert talk == [("wij sturen een voorbeeld", "")]
    ((title, contact, received, source, text),) = rows(
        addresses, "SELECT title, contact_id, received_on, source, description FROM support_request WHERE id = 3"
    )
    assert (title, contact, str(received), source) == ("PROM's automatisch uitsturen", 1, "2026-11-16", "mail")
    assert str(text).endswith("De poli MDL wil in januari beginnen.")
    assert "038 000 00 00" not in str(text)
    assert rows(addresses, "SELECT text FROM note WHERE on_id = 2") == [("G-3: wordt in mei vervangen",)]
    there = "SELECT c.name FROM conversation_attendee a JOIN contact c ON c.id = a.contact_id WHERE c.name = 'Jan de Boer'"
    assert rows(addresses, there) == [("Jan de Boer",)]
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
