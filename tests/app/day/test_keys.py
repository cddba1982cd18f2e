"""The keyboard: keys in one burst keep their order, a choice is kept by enter, refusals name the key that does it."""

from __future__ import annotations

import os

from tests.app.day.conftest import OpenTerminal
from tests.app.terminal import KEYS, RealTerminal


def burst(terminal: RealTerminal, *keys: str) -> None:
    """Press all of these in one write, as a macro, a paste without brackets or fast fingers over a slow line do."""
    os.write(terminal.master, b"".join(KEYS.get(key) or key.encode() for key in keys))


def test_keys_in_one_burst_keep_their_order(opened: OpenTerminal) -> None:
    terminal = opened()
    burst(terminal, "ctrl+k", "merenr", "enter", "g", "eerste woorden")  # before anything is drawn at all
    terminal.until("Gesprek loggen", "loopt", "eerste woorden")
    terminal.press("escape")
    terminal.until("VOLGENDE STAP")
    for word in ("tweede", "derde"):
        burst(terminal, "1", "ctrl+k", "merenr", "enter", "g", word)
        terminal.until("Gesprek loggen", word)
        terminal.press("escape")
        terminal.until("VOLGENDE STAP")
    burst(terminal, "3", "enter", "e", "end", " en verder", "ctrl+s")
    terminal.until("Opgeslagen: V-", "en verder")
    terminal.press("escape")
    terminal.until("[3 Vragen", "op streef")
    burst(terminal, "n", "Wil uitleg over PROM's", "enter", "merenr", "enter", "3", "ctrl+s")
    terminal.until("Opgeslagen: V-", "Wil uitleg over PROM")
    burst(terminal, "a", "v merenr: formulier kwijt #4", "enter", "/", "kwijt", "enter", "enter")
    terminal.until("V-4  formulier kwijt", "instelling")
    burst(terminal, "ctrl+q")
    assert terminal.ended() == 0


def test_a_choice_stays_a_refusal_names_the_key_and_a_draft_comes_back(opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "ilse")
    terminal.press("3")
    terminal.until("[3 Vragen", "draagvlak MDL")
    terminal.press("n")
    terminal.until("Titel", "ctrl+s")
    burst(terminal, "Hoe begin je", "enter", "merenr", "enter", "3")
    terminal.until("3 Compet", "✓")
    terminal.press("enter")  # takes the theme, and goes on
    terminal.press("f7", "f9", "f12")  # lead nowhere
    terminal.press("f4")
    terminal.until("Het concept is weg", "u maakt dit ongedaan")
    terminal.press("u")
    terminal.until("Hoe begin je", "staat er weer", "✓")
    terminal.press("ctrl+s")
    terminal.until("Opgeslagen: V-3")
    terminal.press("S")
    terminal.until("Voor nieuw komt niets: s gaat verder.")
    terminal.press("g")
    terminal.until("loopt")
    terminal.words("toch niet")
    terminal.press("f4")
    terminal.until("Het concept is weg")
    terminal.press("a")
    terminal.until("Snel invoeren")
    terminal.words("vraag merenr: kwijt")
    terminal.press("f4")
    terminal.until("Het concept is weg", gone="Snel invoeren")
    terminal.press("u")
    terminal.until("vraag merenr: kwijt")


def test_help_palette_language_and_texts(opened: OpenTerminal) -> None:
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "enter open")
    terminal.press("?")
    terminal.until("Toetsen hier")
    terminal.words("tegen")
    terminal.until("≠", "spreekt tegen", gone="Verschuift de datum")
    terminal.press("escape")
    terminal.until("enter open", gone="Toetsen hier")
    terminal.press("ctrl+p")
    terminal.until("Opdrachten")
    terminal.words("bestaatniet")
    terminal.until("Niets wat hier kan heet bestaatniet")
    terminal.press("ctrl+a", "delete")  # all of it, at once
    terminal.words("taal")
    terminal.until("f11", gone="bestaatniet")
    terminal.press("enter")
    terminal.until("[1 Work", "enter open")
    terminal.press("f11")
    terminal.until("[1 Werk")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    again = opened()  # what was chosen last is kept
    again.until("[1 Werk")
    again.press("3")
    again.until("[3 Vragen", "draagvlak MDL")
    again.press("ctrl+a")
    again.until("■")
    again.press("ctrl+end", "ctrl+home", "n")
    again.until("Titel")
    again.words("achteraan")
    again.press("ctrl+home")
    again.words("Vooraan en ")
    again.press("ctrl+end")
    again.words("!")
    again.until("Vooraan en achteraan!")
