"""Nothing promised goes out of sight, nothing is lost by a stray letter: the work of a day by keys, at both sizes."""

from __future__ import annotations

from loket.casework.drafts import drafts
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal
from tests.app.terminal import RealTerminal


def to_the_last(terminal: RealTerminal, text: str) -> None:
    """Go to the last line, which is this one."""
    terminal.press("end")
    while not any("▸" in line and text in line.split("│")[0] for line in terminal.text.split("\n")):
        terminal.changed()


def test_a_series_is_promised_seen_next_month_done_with_its_result_and_removed(opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "Te laat")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.words("actie merenr: bellen over EPD >elke maand tot 1 jul")
    terminal.until("streef wo 23 dec 2026 ↻ elke maand tot 1 jul '27")
    terminal.press("ctrl+s")
    terminal.until("[1 Werk", "Opgeslagen: A-2.", gone="Snel invoeren")
    terminal.press("1")
    terminal.until("[Opvolgingen]", "wo 23 dec", "bellen over EPD")
    terminal.press("1")
    terminal.until("[Maand]")
    terminal.press("]")
    terminal.until("dec 2026")
    terminal.press("tab")
    terminal.until("wo 23 dec 2026", "bellen over EPD · Zkh Merenrand · ilse")
    terminal.press("]")
    terminal.until("jan 2027", "↻")
    terminal.press("1")
    terminal.until("Later 1")
    to_the_last(terminal, "ellen over EPD")
    terminal.press("s")
    terminal.until("Mag leeg blijven")
    terminal.words("akkoord")
    terminal.press("enter")
    terminal.until("De volgende: A-3, za 23 jan 2027")
    terminal.press("u")
    terminal.until("Ongedaan gemaakt", "Later 1")
    terminal.press("U")
    terminal.until("Opnieuw gedaan")
    to_the_last(terminal, "ellen over EPD")
    terminal.press("delete")
    terminal.until("actie A-3 verwijderen?", "Het gaat uit lijsten, zoeken en cijfers")
    terminal.press("j")
    terminal.until("Verwijderd: A-3.", "u maakt dit ongedaan", gone="Later 1")
    terminal.press("3")
    terminal.until("[3 Vragen", gone="Verwijderd: A-3.")
    terminal.press("u")
    terminal.until("Ongedaan maken?", "actie A-3", "komt terug")
    terminal.press("n")
    terminal.until(gone="Ongedaan maken?")
    terminal.press("1", "m")
    terminal.until("ilse")
    terminal.press("/")
    terminal.words("@il")
    terminal.until("/ @il")
    terminal.press("escape", "ctrl+q")
    assert terminal.ended() == 0


def test_after_a_crash_the_draft_stands_on_top_and_enter_goes_on(opened: OpenTerminal, office: str) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "Te laat")
    terminal.press("3")
    terminal.until("[3 Vragen", "▸!V-1")
    terminal.press("enter")
    terminal.until("V-1  draagvlak MDL", "vraag vastgelegd")
    terminal.press("n")
    terminal.until("Nieuw", "ekst")
    terminal.words("De vakgroep wil eerst cijfers zien")
    terminal.until("cijfers zien")
    store = open_store(office, actor="ilse")
    while not drafts(store):  # kept at a pause in typing
        terminal.until("cijfers zien")
    store.close()
    terminal.process.kill()
    again = opened()
    again.until("Concepten 1", "Concept van ", "enter gaat verder", "De vakgroep")
    again.press("enter")
    again.until("De vakgroep wil eerst cijfers zien", "Wat u eerder typte")
    again.press("ctrl+s")
    again.until("Opgeslagen: N-1.")
    again.press("ctrl+q")
    assert again.ended() == 0
