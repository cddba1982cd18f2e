"""A morning of calls by keys: a talk planned, a typo mended, which planned talk it is; as few keys as an advisor has patience for."""

from __future__ import annotations

from datetime import date

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation
from loket.casework.requests import RequestInput
from loket.models.words import Channel
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal
from tests.app.merenrand import MERENRAND


def rows(office: str, sql: str) -> list[tuple[object, ...]]:
    """What the office knows."""
    store = open_store(office, actor="loket")
    with store.read() as reader:
        found = reader.rows(sql)
    store.close()
    return found


def test_a_talk_is_planned_in_14_keys_and_a_typo_in_last_weeks_talk_is_mended_in_8(opened: OpenTerminal, office: str) -> None:
    store = open_store(office, actor="ilse")
    talk = ConversationInput(institution_ids=[1], held_at=date(2026, 11, 18), channel=Channel.PHONE, summary="MDL wil beginnen.")
    log_conversation(store, LogConversation(conversation=talk))
    store.close()
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"mer")
    terminal.until("treffers", MERENRAND)
    terminal.press("enter")
    terminal.until("VOLGENDE STAP")
    terminal.press("P")
    terminal.until("Gesprek plannen", "1 A. de Wit")
    terminal.press("1", "1", *"vr 10")
    terminal.until("= vr 27 nov 2026 10:00")
    terminal.press("enter")
    terminal.until("Gepland: G-4")
    assert terminal.strokes == 14
    planned = """SELECT c.planned_at, c.planned_time, c.channel, c.kind, p.name FROM conversation c
        JOIN conversation_attendee l ON l.conversation_id = c.id JOIN contact p ON p.id = l.contact_id WHERE c.id = 4"""
    assert rows(office, planned) == [("2026-11-27", "10:00", "teams", "wensenscan", "A. de Wit")]
    terminal.press("1")
    terminal.until("[1 Werk")

    terminal.strokes = 0
    terminal.press("4", "4")  # the week
    terminal.until("[Week]", "10:00")
    terminal.press("[")  # the week before
    terminal.until("18 nov")
    terminal.press("e")
    terminal.until("Wijzig gesprek G-3", "MDL wil beginnen.")
    terminal.press("end", "backspace")
    terminal.until("MDL wil beginnen", gone="beginnen.")
    terminal.words(" in maart.")
    terminal.until("beginnen in maart.")
    terminal.press("ctrl+s")
    terminal.until("Opgeslagen: G-3")
    assert terminal.strokes <= 8
    assert rows(office, "SELECT summary FROM conversation WHERE id = 3") == [("MDL wil beginnen in maart.",)]


def test_what_is_confidential_is_folded_until_it_is_opened_and_f5_hides_all_of_it(opened: OpenTerminal, office: str) -> None:
    store = open_store(office, actor="ilse")
    talk = ConversationInput(institution_ids=[1], held_at=date(2026, 11, 18), summary="GEHEIM gesprek", confidential=True)
    log_conversation(store, LogConversation(conversation=talk, requests=[RequestInput(title="GEHEIM vraag", themes=[4])]))
    store.close()
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("3")
    terminal.until("V-3", "◆ vertrouwelijk")
    while not any("▸" in line and "V-3" in line for line in terminal.text.split("\n")):
        terminal.press("down")
        terminal.changed()
    assert "GEHEIM" not in terminal.text
    terminal.press("enter")
    terminal.until("V-3  ◆ GEHEIM vraag")
    terminal.press("f5")
    terminal.until("◆ verborgen", "f5 toont het weer", gone="GEHEIM")
    terminal.until("V-2", gone="V-3")
    terminal.press("4")
    terminal.until("[4 Gesprekken]", "12 nov", "◆ verborgen", gone="18 nov")
    terminal.press("f5")
    terminal.until("18 nov", gone="verborgen")


def test_a_talk_is_told_of_in_the_head_and_its_mail_greets_by_name_and_is_signed_by_the_advisor(opened: OpenTerminal, office: str) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("f9")
    terminal.until("Teksten", "mijn ondertekening")
    terminal.press("m")
    terminal.until("ilse ondertekent mails")
    terminal.words("Ilse Visser, adviseur")
    terminal.until("Ilse Visser, adviseur")
    terminal.press("ctrl+s")
    terminal.until("Opgeslagen")
    terminal.press("4")
    terminal.until("[4 Gesprekken]", "12 nov")
    terminal.press("enter")
    terminal.until("G-2", "A. de Wit, R. Postma")
    terminal.press("y")
    terminal.until("Beste A. de Wit en R. Postma,")
    terminal.press("end")
    terminal.until("Ilse Visser, adviseur")
    terminal.press("escape")
    terminal.until("G-2", gone="── Mail")
    terminal.press("g")
    terminal.until("Gesprek loggen", "het geplande van 10:00 · ilse · nog niets afgesproken · niet vertrouwelijk")
    terminal.words("v:training #3")
    terminal.until("A. de W")  # who is there becomes the contact
    terminal.press("shift+tab", "7")
    terminal.until("◆ vertrouwelijk")
    terminal.press("shift+tab", "5")
    terminal.until("afspraken")
    terminal.words("volgende week verder")
    terminal.until("volgende week verder")
    terminal.press("ctrl+s")
    terminal.until("afgesproken: volgende", "◆ vertrouwelijk")
    terminal.press("ctrl+s")
    terminal.until("Gesprek G-2 bewaard")
    talk = "SELECT state, agreements, confidential FROM conversation WHERE id = 2"
    assert rows(office, talk) == [("held", "volgende week verder", 1)]
    contact = "SELECT p.name FROM support_request r JOIN contact p ON p.id = r.contact_id WHERE r.title = 'training'"
    assert rows(office, contact) == [("A. de Wit",)]
