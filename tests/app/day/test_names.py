"""Names, in a real terminal: one slip finds it, a name that is not there is made on the way, what resembles says so, labels, merging."""

from __future__ import annotations

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.institutions import InstitutionInput, add_institution
from loket.store.database import open_store
from tests.app.day.conftest import OpenTerminal


def add_people(address: str) -> None:
    """A hospital of which nearly every name holds the letters, and two people of one name."""
    store = open_store(address, actor="ilse")
    for number in range(9):
        add_institution(store, InstitutionInput(name=f"Amstelkliniek {number}"))
    add_institution(store, InstitutionInput(name="Medisch Spectrum Twente", short_name="MST"))
    add_contact(store, ContactInput(name="A. van Leeuwen", institution_id=2))
    add_contact(store, ContactInput(name="Z. van Leeuwen", institution_id=1))
    store.close()


def test_names_are_found_made_compared_and_merged(office: str, opened: OpenTerminal) -> None:
    add_people(office)
    terminal = opened()
    terminal.until("Werk", "Merenrand")

    terminal.press("ctrl+k")
    terminal.until("── Zoek")
    terminal.words("mst")
    text = terminal.until("Medisch Spectrum Twente", "Amstelkliniek 8")
    assert text.index("Spectrum") < text.index("Amstelkliniek 0")  # A-mst-el has the letters too
    terminal.press("backspace", "backspace", "backspace")
    terminal.words("merenrnad")  # one slip
    terminal.until("treffers", "▸ I", "Ziekenhuis Merenrand")
    terminal.press("enter")
    terminal.until("VOLGENDE STAP", gone="── Zoek")

    # A request at an institution that is not there yet: made on the way, and back with it chosen.
    terminal.press("3")
    terminal.until("[3 Vragen]")
    terminal.press("n")
    terminal.until("Nieuw: vraag")
    terminal.words("Draagvlak vergroten")
    terminal.press("tab")
    terminal.words("OLVG")
    terminal.until("▸   OLVG bestaat nog niet: enter maakt hem")
    terminal.press("enter")
    terminal.until("Nieuw: instelling", "OLVG")
    terminal.press("f2")
    terminal.until("Nieuw: vraag", "Opgeslagen: I-", "OLVG")
    terminal.press("f4")
    terminal.until("[3 Vragen]", gone="Nieuw: vraag")

    # A new one that looks like one that is there says so; escape goes on, a digit opens the other.
    terminal.press("2")
    terminal.until("[2 Instellingen]")
    terminal.press("n")
    terminal.until("Nieuw: instelling")
    terminal.words("Ziekenhuis Merenrant")
    terminal.press("f2")
    terminal.until("Lijkt op Ziekenhuis Merenrand, 89%", "0 geen van deze: sla op")
    terminal.press("escape")
    terminal.until("Nieuw: instelling", gone="Lijkt op")
    terminal.press("f2")
    terminal.until("Lijkt op Ziekenhuis Merenrand, 89%")
    terminal.press("1")
    terminal.until("VOLGENDE STAP")
    terminal.press("escape")
    terminal.until("[2 Instellingen]", "Spectrum")

    # A label on what is under the cursor, found by its name; then two become one, field by field.
    terminal.press("/")
    terminal.words("mst")
    terminal.until("▸ Medisch Spectrum Twente")
    terminal.press("enter", "T")
    terminal.until("Netwerk of label van 1 instelling", "een nieuw")
    terminal.press("1")
    terminal.until("Hoe heet het?")
    terminal.words("Santeon")
    terminal.press("enter")
    terminal.until("Santeon gegeven aan 1 instelling.")
    terminal.press("escape")
    terminal.until("Amstelkliniek 1", gone="/mst")
    terminal.press("/")
    terminal.words("santeon")
    terminal.until("▸ Medisch Spectrum Twente", gone="Amstelkliniek")


def test_the_own_people_come_first_and_what_differs_is_chosen(office: str, opened: OpenTerminal) -> None:
    add_people(office)
    terminal = opened()
    terminal.until("Werk", "Merenrand")
    terminal.press("ctrl+k")
    terminal.until("── Zoek")
    terminal.words("v-1")
    terminal.until("V-1 draagvlak MDL")
    terminal.press("enter")
    terminal.until("draagvlak MDL", gone="── Zoek")
    terminal.press("e")
    terminal.until("Wijzig vraag V-1")
    terminal.press(*["tab"] * 11)
    terminal.words("leeuwen")
    text = terminal.until("▸   Z. van Leeuwen", "A. van Leeuwen   Zkh De Linge")
    assert text.index("Z. van Leeuwen") < text.index("A. van Leeuwen")  # of Merenrand, whose request it is
    terminal.press("f4")
    terminal.until("draagvlak MDL", gone="Wijzig vraag")

    terminal.press("2")
    terminal.until("[2 Instellingen]")
    terminal.press("/")
    terminal.words("ziekenhuis")
    terminal.until("▸ Ziekenhuis De Linge", gone="Amstelkliniek")
    terminal.press("enter", "space", "down", "space", "M")
    terminal.until("welke blijft")
    terminal.press("1")
    terminal.until("Korte naam: welke geldt?")
    terminal.press("2")
    terminal.until("Soort: welke geldt?")
    terminal.press("1")
    terminal.until("blijft vindbaar")  # what moves
    terminal.press("j")
    terminal.until("hoort nu bij", "ongedaan")
    terminal.press("u")
    terminal.until("Ziekenhuis De Linge", "Ziekenhuis Merenrand")
