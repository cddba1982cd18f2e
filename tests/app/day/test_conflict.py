"""Two terminals, one record: nothing is overwritten that nobody chose, and what a colleague saves comes into sight by itself."""

from __future__ import annotations

from pathlib import Path

from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal


def kept(office: str, sql: str) -> list[object]:
    store = open_store(office, actor="loket")
    with store.read() as reader:
        found = [value for (value,) in reader.rows(sql)]
    store.close()
    return found


TITLE = "SELECT title FROM support_request WHERE id = 1"


def test_two_in_one_request(opened: OpenTerminal, office: str, tmp_path: Path) -> None:
    ilse, mehmet = opened("ilse"), opened("mehmet")
    for terminal, word in ((ilse, " nu"), (mehmet, " anders")):
        terminal.until("[1", "Te laat" if terminal is ilse else "Werk")
        terminal.press("3")
        terminal.until("draagvlak MDL", "vragenlijsten")
        terminal.press("e")
        terminal.until("Titel")
        terminal.press("end")
        terminal.words(word)
        terminal.until(f"draagvlak MDL{word}")
    mehmet.press("f2")
    mehmet.until("Opgeslagen: V-1")
    ilse.press("f2")
    ilse.until("mehmet was u voor", "draagvlak MDL nu", "draagvlak MDL anders", "1 te kiezen")
    ilse.press("ctrl+s")
    ilse.until("Kies eerst: titel")
    ilse.press("f2", "escape")
    ilse.until("Niets is opgeslagen", "draagvlak MDL nu")
    assert kept(office, TITLE) == ["draagvlak MDL anders"]
    ilse.press("f2")
    ilse.until("1 te kiezen")
    ilse.press("right")
    ilse.until("ctrl+s slaat op")
    ilse.press("f2")
    ilse.until("Opgeslagen: V-1", "draagvlak MDL nu")
    assert kept(office, TITLE) == ["draagvlak MDL nu"]
    mehmet.until("draagvlak MDL nu")  # by itself
    ilse.press("space", "down", "space")
    ilse.until("2 gekozen")
    for name, said in (("vragen.doc", ".csv, .xlsx en .json"), ("vragen.xlsx", "2 regels geschreven")):
        ilse.press("x")
        ilse.until("Naar welk bestand?")
        ilse.press("ctrl+u")
        ilse.words(str(tmp_path / name))
        ilse.until(name)
        ilse.press("enter")
        ilse.until(said)
    assert [path.name for path in tmp_path.glob("vragen.*")] == ["vragen.xlsx"]
    assert (tmp_path / "vragen.xlsx").read_bytes().startswith(b"PK")


def test_two_log_one_conversation(opened: OpenTerminal, office: str) -> None:
    ilse, mehmet = opened("ilse"), opened("mehmet")
    for terminal, name in ((ilse, "ilse"), (mehmet, "mehmet")):
        terminal.until("[1")
        terminal.press("4")
        terminal.until("[4")
        if terminal is mehmet:
            terminal.until("m toont")
            terminal.press("m")
        terminal.until("gepland", "Merenrand")
        terminal.press("g")
        terminal.until("loopt")
        terminal.words(f"gehoord door {name}")
        terminal.until(f"gehoord door {name}")
    mehmet.press("ctrl+s")
    mehmet.until("G-2 bewaard")
    ilse.press("ctrl+s")
    ilse.until("mehmet was u voor", "gehoord door ilse", "gehoord door mehmet", "1 te kiezen")
    ilse.press("ctrl+s")
    ilse.until("Kies eerst: samenvatting")
    ilse.press("b")
    ilse.until("ctrl+s slaat op", "beide")
    ilse.press("ctrl+s")
    ilse.until("G-2 bewaard")
    assert kept(office, "SELECT summary FROM conversation WHERE id = 2") == ["gehoord door mehmet\ngehoord door ilse"]
    assert kept(office, "SELECT count(*) FROM conversation WHERE summary LIKE 'gehoord%'") == [1]
