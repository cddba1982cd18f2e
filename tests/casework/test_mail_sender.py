"""Whose a mail is: by address, else by the domain of a website or of colleagues, and never by a domain where anybody has a mailbox."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.mail_sender import find_origin
from loket.casework.quick_entry import parse
from loket.casework.quick_inputs import entry_of_mail, quick_add
from loket.casework.received_mail import MailSender, ReceivedMail
from loket.casework.vocabulary import known_words
from loket.models.advisors import Advisor
from loket.models.institutions import Contact, Institution
from loket.models.words import RecordKind
from loket.store.database import Store

DAY = dt.datetime(2026, 11, 16, 9, 12)


def mail(*addresses: str, title: str = "PROM's", text: str = "Kunnen jullie helpen?") -> ReceivedMail:
    return ReceivedMail(title, tuple(MailSender("Iemand", address, DAY) for address in addresses), text, ())


@pytest.fixture
def numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    with sqlite_store.write("fill") as tx:
        places = [
            Institution(name="Ziekenhuis Merenrand", website="https://www.merenrand.example/zorg"),
            Institution(name="Ziekenhuis De Linge"),
            Institution(name="Kliniek Linge", website="delinge.example"),
        ]
        tx.session.add_all([*places, Advisor(name="mehmet", email="Mehmet@loket.example")])
        tx.session.flush()
        people = [
            Contact(institution_id=places[0].id, name="Anna de Wit", email="A.deWit@merenrand.example"),
            Contact(institution_id=places[1].id, name="Kim van Dam", email="k.vandam@delinge.example"),
            Contact(institution_id=places[1].id, name="Vertrokken", email="weg@merenrand.example", left_on=dt.date(2026, 1, 1)),
        ]
        tx.session.add_all(people)
        tx.session.flush()
        return {row.name: row.id or 0 for row in places} | {row.name or "": row.id or 0 for row in people}


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.read() as reader:
        return reader.rows(sql)


def test_a_known_address_is_the_contact_and_their_institution(sqlite_store: Store, numbers: dict[str, int]) -> None:
    origin = find_origin(sqlite_store, mail("a.dewit@merenrand.example"))
    assert (origin.contact_id, origin.whose and origin.whose.name) == (numbers["Anna de Wit"], "Ziekenhuis Merenrand")
    assert not origin.is_proposed


def test_a_domain_proposes_the_institution_of_a_website_or_of_colleagues(sqlite_store: Store, numbers: dict[str, int]) -> None:
    origin = find_origin(sqlite_store, mail("nieuw@merenrand.example"))
    assert (origin.contact_id, origin.whose and origin.whose.name, origin.is_proposed) == (None, "Ziekenhuis Merenrand", True)
    several = find_origin(sqlite_store, mail("nieuw@delinge.example"))
    assert several.whose is None
    assert {one.name for one in several.could_be} == {"Ziekenhuis De Linge", "Kliniek Linge"}
    assert find_origin(sqlite_store, mail("weg@merenrand.example")).contact_id is None


@pytest.mark.parametrize("address", ["iemand@gmail.com", "iemand@elders.example", "", "merenrand.example"])
def test_an_unknown_address_proposes_nothing(sqlite_store: Store, numbers: dict[str, int], address: str) -> None:
    origin = find_origin(sqlite_store, mail(address))
    assert (origin.whose, tuple(origin.could_be)) == (None, ())


def test_what_a_colleague_forwards_is_of_its_first_writer(sqlite_store: Store, numbers: dict[str, int]) -> None:
    origin = find_origin(sqlite_store, mail("mehmet@loket.example", "a.dewit@merenrand.example"))
    assert origin.contact == "Anna de Wit"
    known_forwards = find_origin(sqlite_store, mail("k.vandam@delinge.example", "a.dewit@merenrand.example"))
    assert known_forwards.contact == "Kim van Dam"


def test_a_mail_becomes_a_request_with_contact_day_and_source(sqlite_store: Store, numbers: dict[str, int]) -> None:
    known = known_words(sqlite_store).vocabulary
    received = mail("a.dewit@merenrand.example", title="Offerte #4: vraag over +u")
    entry = entry_of_mail("", received, known, sqlite_store.today)
    assert (entry.kind, entry.title, entry.themes, entry.institution_text) == (RecordKind.REQUEST, "Offerte #4: vraag over +u", (), "")
    quick_add(sqlite_store, entry, None, find_origin(sqlite_store, received))
    found = rows(sqlite_store, "SELECT title, description, institution_id, contact_id, received_on, source FROM support_request")
    assert [(*map(str, found[0]),)] == [
        (
            "Offerte #4: vraag over +u", "Kunnen jullie helpen?", str(numbers["Ziekenhuis Merenrand"]), str(numbers["Anna de Wit"]),
            "2026-11-16", "mail",
        )
    ]  # fmt: skip


def test_who_is_typed_goes_before_the_sender(sqlite_store: Store, numbers: dict[str, int]) -> None:
    known = known_words(sqlite_store).vocabulary
    received = mail("a.dewit@merenrand.example")
    entry = entry_of_mail("s kliniek linge: *api", received, known, sqlite_store.today)
    assert (entry.kind, entry.institution_text, entry.title) == (RecordKind.SIGNAL, "kliniek linge", "PROM's")
    quick_add(sqlite_store, entry, None, find_origin(sqlite_store, received))
    assert rows(sqlite_store, "SELECT institution_id FROM signal") == [(numbers["Kliniek Linge"],)]


def test_a_line_about_a_request_becomes_a_note_on_it(sqlite_store: Store, numbers: dict[str, int]) -> None:
    known = known_words(sqlite_store).vocabulary
    first = parse("vraag merenrand: PROM's #4", known, sqlite_store.today)
    quick_add(sqlite_store, first)
    received = mail("a.dewit@merenrand.example")
    entry = entry_of_mail("v: V-1", received, known, sqlite_store.today)
    assert (entry.linked, entry.title) == (1, "PROM's")
    done = quick_add(sqlite_store, entry, None, find_origin(sqlite_store, received))
    assert done.record.kind is RecordKind.NOTE
    ((text,),) = rows(sqlite_store, "SELECT text FROM note WHERE on_kind = 'request' AND on_id = 1")
    assert text == "mail van ma 16 nov: PROM's\n\nKunnen jullie helpen?"
    assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(1,)]


def test_a_person_is_added_and_more_lines_stand_in_a_note(sqlite_store: Store, numbers: dict[str, int]) -> None:
    known = known_words(sqlite_store).vocabulary
    entry = parse(
        "+contact merenrand: Jan de Boer, verpleegkundige, j@merenrand.example, 06-12345678\nbelt liever", known, sqlite_store.today
    )
    quick_add(sqlite_store, entry)
    found = rows(sqlite_store, "SELECT name, function, email, phone, institution_id FROM contact WHERE name LIKE 'Jan%'")
    assert found == [("Jan de Boer", "verpleegkundige", "j@merenrand.example", "06-12345678", numbers["Ziekenhuis Merenrand"])]
    quick_add(sqlite_store, parse("actie merenrand: bellen >vr\nover de koppeling", known, sqlite_store.today))
    assert rows(sqlite_store, "SELECT text FROM note ORDER BY id") == [("belt liever",), ("over de koppeling",)]
