"""Everything that was ever written is found, opened and edited; a search with fields becomes a list, a file and a kept view."""

from __future__ import annotations

from pathlib import Path

from loket.casework.notes import NoteInput, write_note
from loket.models.institutions import Institution
from loket.models.words import NoteKind, RecordKind
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal


def written(office: str) -> None:
    """A note on the hospital, and one on a request of it."""
    store = open_store(office, actor="ilse")
    with store.read() as reader:
        meren = reader.value(f"SELECT id FROM {Institution.__tablename__} WHERE name LIKE '%Merenrand'")
        paper = reader.value("SELECT id FROM support_request WHERE title LIKE 'vragenlijsten%'")
    for kind, number, text in (
        (RecordKind.INSTITUTION, meren, "Secretariaat belt liever na de lunch."),
        (RecordKind.REQUEST, paper, "De lunchlezing ging over papier."),
    ):
        write_note(store, NoteInput(on_kind=kind, on_id=number, text=text, kind=NoteKind.NOTE))
    store.close()


def test_a_note_is_found_opened_and_edited(office: str, opened: OpenTerminal) -> None:
    written(office)
    terminal = opened()
    terminal.until("[1 Werk]")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.words("secretariaat")
    terminal.until("1 treffer", "Secretariaat belt")
    terminal.press("enter")
    terminal.until("N-1", "Secretariaat belt liever na de lunch.", "Merenrand")
    terminal.press("e")
    terminal.until("Wijzig notitie N-1")
    terminal.press("end")
    terminal.words(" En nooit op vrijdag.")
    terminal.press("ctrl+s")
    terminal.until("na de lunch. En nooit op vrijdag.", "Opgeslagen: N-1")
    # In the timeline of the dossier: the kind of a line is hit too, and `e` edits the line, not the institution.
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.words("merenr")
    terminal.until("treffers")
    terminal.press("enter")
    terminal.until("VOLGENDE STAP")
    terminal.press("/")
    terminal.words("notitie secret")
    terminal.until("TIJDLIJN 1 van 8", "Secretariaat")
    terminal.press("enter")
    terminal.until("g gesprek", "TIJDLIJN 1 van 8")
    terminal.press("e")
    terminal.until("Wijzig notitie N-1", "Secretariaat belt liever")


def test_a_search_with_fields_becomes_a_list_a_file_and_a_view(office: str, opened: OpenTerminal, tmp_path: Path) -> None:
    written(office)
    terminal = opened(HOME=str(tmp_path))
    terminal.until("[1 Werk]")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.words("sta")
    terminal.until("staat:", "vult aan")
    terminal.press("right")
    terminal.until("wacht op instelling" if terminal.screen.columns > 100 else "nieuw · in behandeling")
    terminal.words("open thema:4 sinds:2026-10")
    terminal.until("2 treffers")
    terminal.press("tab")
    terminal.until("Zoek · /staat:open", "draagvlak MDL", "vragenlijsten op papier", gone="2 treffers")
    terminal.press("x")
    terminal.until("Naar welk bestand?")
    terminal.press("enter")
    terminal.until("2 regels geschreven")
    (file,) = tmp_path.glob("loket-zoek*.csv")
    assert "V-1;vraag;draagvlak MDL" in file.read_text(encoding="utf-8-sig")
    terminal.press("v")
    terminal.until("Weergave")
    terminal.press("1")
    terminal.until("Onder welke naam?")
    terminal.words("papier en MDL")
    terminal.press("enter")
    terminal.until("Weergave bewaard: papier en MDL")
    # Another search: a slip is said with the nearest, and the kept view brings the first one back.
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.words("soort:ucm")
    terminal.until("bedoelt u umc?")
    terminal.press("escape")
    terminal.until("Weergave bewaard", gone="ucm")
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.words("lunch")
    terminal.until("2 treffers")
    terminal.press("tab")
    terminal.until("Zoek · /lunch", "lunchlezing")
    terminal.press("v")
    terminal.until("papier en MDL", "bewaarde weergave")
    terminal.press("1")
    terminal.until("draagvlak MDL", "/staat:open", gone="lunchlezing")
