"""Views of a list on a day: kept as tabs in an order of one's own, columns chosen and widened, and room for titles."""

from __future__ import annotations

import re

from loket.casework.requests import RequestInput, register_request
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal
from tests.app.terminal import RealTerminal

TITLE = "Vragenlijsten voor knieartrose automatisch uitsturen vanuit het EPD"


def digits(text: str) -> list[str]:
    """What the digits of a question answer."""
    return re.findall(r"\b([1-9] (?:open|afgesloten|alle|thema|knelpunt|UZ-set|staat|adviseur|prioriteit))\b", text)


def keep(terminal: RealTerminal, name: str, up: int) -> None:
    """Keep the present view under a name: so many lines up from the first, around the end."""
    terminal.press("v")
    terminal.until("cijfer of enter")
    terminal.press(*["up"] * up)
    terminal.press("enter")
    terminal.until("Onder welke naam?")
    terminal.words(name)
    terminal.press("enter")
    terminal.until(f"Weergave bewaard: {name}.", f"[{name}]")


def test_views_are_tabs_and_columns_are_ones_own(office: str, opened: OpenTerminal, size: tuple[int, int]) -> None:
    store = open_store(office, actor="ilse")
    register_request(store, RequestInput(title=TITLE, institution_id=1, themes=[4]))
    store.close()
    terminal = opened()
    terminal.until("[1 Werk", "ilse", "10:00")
    terminal.press("3")
    text = terminal.until("[3 Vragen", "V-3", "V-1")
    if size[0] == 120:
        assert TITLE[:38] in text  # forty cells, with its ellipsis
        assert "Zkh Merenrand" in text or "Merenrand" in text
    terminal.press("f1")
    terminal.until("Toetsen hier")
    terminal.words("kolom")
    terminal.until("doorverw. doorverwezen", "thema's, met hun nummer")
    terminal.press("escape")
    terminal.until("V-3", gone="Toetsen hier")

    # two views, each a tab; the digits of the question stay
    terminal.press("v")
    before = digits(terminal.until("1 open", "7 staat", "9 prioriteit", "cijfer of enter"))
    terminal.press("2")
    terminal.until("afgesloten")
    keep(terminal, "Klaar", 2)
    terminal.press("v")
    terminal.until("cijfer of enter")
    terminal.press("3")
    terminal.until("V-3")
    keep(terminal, "Alles", 4)  # below it now: for everybody, forget, the view
    terminal.press("v")
    assert digits(terminal.until("1 open", "7 staat", "9 prioriteit", "cijfer of enter")) == before
    terminal.press("escape")
    terminal.until("[Alles]", gone="cijfer of enter")
    terminal.press(",")
    terminal.until("[gewoon]", "V-1")
    terminal.press(".")
    terminal.until("[Alles]")  # by name at first
    terminal.words("\x1b[1;2C")  # shift+right
    terminal.until("Klaar [Alles]")

    # a column is widened and another hidden, and both stay
    terminal.press("|")
    terminal.until("space toont of verbergt", "■ Streef")
    terminal.press("down", "right", "right", "down", "down", "space")
    terminal.until("■ Vraag", "+4", "· Th")
    terminal.press("enter")
    terminal.until("[Alles]", gone="space toont")
    assert " Th " not in terminal.text.split("\n")[4]
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    again = opened()
    again.until("[1 Werk", "ilse", "10:00")
    again.press("3")
    again.until("[3 Vragen", "V-3", "Klaar  Alles")
    assert " Th " not in again.text.split("\n")[4]
    again.press("ctrl+q")
    assert again.ended() == 0
