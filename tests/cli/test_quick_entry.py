from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.models.institutions import Institution
from loket.store.database import open_store
from tests.conftest import Ran

Loket = Callable[..., Ran]


@pytest.fixture
def office(sqlite_database: str) -> str:
    store = open_store(sqlite_database, actor="ilse")
    with store.write("set up") as tx:
        tx.session.add_all([Institution(name="Ziekenhuis Merenrand"), Institution(name="Kliniek Merenzicht")])
    store.close()
    return sqlite_database


def add(loket: Loket, office: str, *arguments: str) -> Ran:
    return loket("--database", office, "--as", "ilse", "add", *arguments)


def test_it_shows_what_was_understood_and_prints_the_number(loket: Loket, office: str) -> None:
    ran = add(loket, office, "vraag merenrand: PROM's automatisch uitsturen #4 +u !hoog >over 2 weken")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert "Ziekenhuis Merenrand · 4 Gebruik" in lines[0]
    assert "za 5 dec 2026" in lines[0]
    assert lines[-1] == "V-1"
    history = json.loads(loket("--database", office, "history", "requests", "V-1", "--json").out)
    assert history["record"] == "request"


def test_an_ambiguous_institution_is_refused_with_the_candidates(loket: Loket, office: str) -> None:
    ran = add(loket, office, "vraag meren: hulp")
    assert ran.status == 1
    assert "Ziekenhuis Merenrand" in ran.err
    assert "Kliniek Merenzicht" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("text", ["", "iets", "vraag merenrand:", "vraag hulp", "vraag qqqqqq: hulp"])
def test_what_cannot_be_saved_is_refused_with_what_to_do(loket: Loket, office: str, text: str) -> None:
    ran = add(loket, office, text)
    assert ran.status == 1
    assert ran.err.startswith("loket: ")


def test_a_mail_on_standard_input(loket: Loket, office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = "vraag merenrand: Hulp bij patiënten\r\n\r\nBeste loket, één vraag".encode("cp1252")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail)))
    ran = add(loket, office, "-")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "V-1")
    shown = loket("--database", office, "history", "vraag", "1").out
    assert "titel: Hulp bij patiënten" in shown
    assert "één vraag" in shown


def test_dropped_characters_and_hints_are_told_on_standard_error(loket: Loket, office: str) -> None:
    ran = add(loket, office, "actie merenrand: bellen \x1b[31mnu >31-02")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "A-1")
    assert "\x1b" not in ran.out
    assert "bestaat niet" in ran.err


def test_english_words_with_lang_en(loket: Loket, office: str) -> None:
    ran = loket("--lang", "en", "--database", office, "--as", "ilse", "add", "request merenrand: help #4 !high >tomorrow")
    assert ran.status == 0
    assert "high" in ran.out
    assert "Sun 22 Nov 2026" in ran.out


MAIL = b"""From: "Wit, Anna de" <a.dewit@merenrand.example>
Subject: =?utf-8?q?Hulp_bij_pati=C3=ABnten?=
Date: Mon, 16 Nov 2026 09:12:33 +0100
Content-Type: text/plain; charset=utf-8

Beste loket,

Kunnen jullie helpen?

Met vriendelijke groet,
Anna de Wit
"""


def test_a_mail_in_a_file(loket: Loket, office: str, tmp_path: Path) -> None:
    file = tmp_path / "vraag van Anna.eml"
    file.write_bytes(MAIL)
    ran = add(loket, office, "v merenrand: #4", str(file))
    assert (ran.status, ran.out.splitlines()[-2:]) == (0, ["Hulp bij patiënten", "V-1"])
    assert "ondertekening 2" in ran.err
    ran = add(loket, office, str(file))
    assert ran.status == 1
    assert "Zeg van welke instelling" in ran.err


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("leeg.eml", b"", "is geen mail"),
        ("tekst.eml", b"zomaar wat\ntekst", "is geen mail"),
        ("plaatje.eml", b"\x89PNG\x00\x00", "is geen mail"),
        ("outlook.eml", b"\xd0\xcf\x11\xe0\xa1\xb1", ".msg"),
        ("weg.eml", None, "niet te lezen"),
    ],
)
def test_a_bad_mail_is_refused_with_what_to_do(
    loket: Loket, office: str, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ran = add(loket, office, str(file))
    assert ran.status == 1
    assert why in ran.err
    assert "Traceback" not in ran.err


def test_help_tells_the_grammar_of_lines(loket: Loket, office: str) -> None:
    out = loket("add", "--help").out
    assert "v: V-344 tekst" in out
    assert "+contact Naam, functie" in out
