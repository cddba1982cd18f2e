from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.exchange.canonical import SPECS, TableSpec
from loket.exchange.cell_kinds import Agb, Aliases, Day, Flag, Line, OneOf, Text, Whole, Words
from loket.exchange.import_files import recognise
from loket.exchange.name_index import DependsOnRejected, KeyIndex, NameIndex, NameIndexes, NotUnderstood, OpenNameIndex
from loket.exchange.source_tables import Cell, SourceTable
from loket.language.safe_text import clean_line
from loket.models.errors import Refused
from loket.models.words import Audience, OutcomeInfo, Province, SdmScope

BOOKS = NameIndexes()


@pytest.mark.parametrize(
    "cell",
    ["2026-01-05", "05-01-2026", "5-1-2026", "5/1/2026", " 2026-1-5 ", "2026-01-05T10:00:00Z", "2026-01-05 10:00", "05-01-2026 10:00",
     dt.date(2026, 1, 5), dt.datetime(2026, 1, 5, 10, 30)],
)  # fmt: skip
def test_a_date_in_every_notation(cell: Cell) -> None:
    assert Day().read(cell, BOOKS) == dt.date(2026, 1, 5)


@pytest.mark.parametrize("cell", ["31-02-2026", "2026-02-30", "2026-13-01", "gisteren", "5-1-26", "1-1-0001", "2026", 46000, "20260105"])
def test_what_is_no_date(cell: Cell) -> None:
    with pytest.raises(NotUnderstood):
        Day().read(cell, BOOKS)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_any_date_is_read_back(day: dt.date) -> None:
    assert Day().read(day.isoformat(), BOOKS) == Day().read(f"{day:%d-%m}-{day.year}", BOOKS) == day


@given(st.text(min_size=1, max_size=200))
def test_a_line_is_what_hygiene_makes_of_it(text: str) -> None:
    assert Line().read(text, BOOKS) == (clean_line(text).text or None)


@given(st.text(min_size=1).map(lambda text: Text().read(text, BOOKS)))
def test_a_text_that_was_read_is_read_the_same_again(text: str | None) -> None:
    assert text is None or Text().read(text, BOOKS) == text


def test_words_in_any_case_and_those_that_stand_for_nothing() -> None:
    assert OneOf(Province).read(" fryslân ", BOOKS) == OneOf(Province).read("FRIESLAND", BOOKS) == "Friesland"
    assert OneOf(OutcomeInfo).read("N.v.t.", BOOKS) == "not_applicable"
    assert OneOf(SdmScope, ("onbekend",)).read("Onbekend", BOOKS) is None
    assert Words(OneOf(Audience)).read("ict | Bestuur|ict", BOOKS) == ("board", "it")


def test_a_wrong_word_is_told_with_the_allowed_ones_and_the_nearest() -> None:
    with pytest.raises(NotUnderstood) as wrong:
        OneOf(Audience).read("zorgverlener", BOOKS)
    assert "beleid en kwaliteit" in wrong.value.why
    assert wrong.value.nearest[0] == "zorgverleners"
    with pytest.raises(NotUnderstood):
        OneOf(Audience).read("board", BOOKS)
    with pytest.raises(NotUnderstood):
        Flag(default=True).read("misschien", BOOKS)


def test_a_code_that_a_spreadsheet_took_for_a_number_is_whole_again() -> None:
    assert Agb().read(6010001, BOOKS) == Agb().read("06010001", BOOKS) == "06010001"
    for cell in ("6010001", "0601000A", "060100011", 123456789):
        with pytest.raises(NotUnderstood):
            Agb().read(cell, BOOKS)


def test_whole_numbers_within_their_bounds() -> None:
    assert [Whole(4).read(cell, BOOKS) for cell in (0, "4", " 2 ")] == [0, 4, 2]
    for cell in (5, "-1", "2,5", 2.5, "vier"):
        with pytest.raises(NotUnderstood):
            Whole(4).read(cell, BOOKS)


def test_aliases_once_each() -> None:
    assert Aliases().read("B | A||B", BOOKS) == ("A", "B")


def test_every_kind_shows_what_it_reads() -> None:
    for kind, cell in ((OneOf(Province), "Friesland"), (Flag(default=False), "ja"), (Whole(), 3), (Words(OneOf(Audience)), "bestuur|ict")):
        assert kind.show(kind.read(cell, BOOKS), BOOKS) == cell


def test_an_own_name_comes_before_what_others_are_also_called() -> None:
    book = NameIndex("unknown", tiers=2)
    book.add(1, "Isala")
    book.add(2, "Isala Diaconessenhuis")
    book.add(2, "Isala", tier=1)
    assert book.find(" isala ") == 1
    book.reject(1, "los.csv 2")
    with pytest.raises(DependsOnRejected):
        book.find("Isala")


def test_keys_are_exact() -> None:
    book = KeyIndex("unknown")
    book.add(1, "V1")
    assert book.find(" V1 ") == 1
    with pytest.raises(NotUnderstood):
        book.find("v1")


@pytest.mark.parametrize(("known", "name", "slip"), [("sanne", "sanna", True), ("sanne", "sannie", True), ("jan", "jans", False),
                                                     ("karin", "marina", False), ("Sanne", "sanne", False)])  # fmt: skip
def test_one_letter_off_a_known_name_of_five_is_a_slip(known: str, name: str, slip: bool) -> None:
    book = OpenNameIndex(iter(range(-1, -9, -1)), slips=True)
    book.know(1, known)
    if not slip:
        assert book.find(name) == (1 if known.casefold() == name else -1)
        return
    with pytest.raises(NotUnderstood) as error:
        book.find(name)
    assert error.value.nearest == (known,)


def source(*headers: str, name: str = "los.csv") -> SourceTable:
    return SourceTable(Path(name), "", headers, [], [], "UTF-8", ";")


@pytest.mark.parametrize("table", SPECS, ids=lambda table: table.name)
def test_every_table_is_known_by_its_headers_in_any_order(table: TableSpec) -> None:
    headers = [column.header for column in table.columns]
    usual = [column.header for column in table.columns if not column.extra]
    for some in (headers, usual, list(reversed(usual)), [*usual, "memo", "nog iets"]):
        assert recognise(source(*some)) is table


@pytest.mark.parametrize(
    ("headers", "table"),
    [
        (("ronde", "instelling"), "uitnodigingen"),
        (("instelling", "naam"), "contactpersonen"),
        (("agb", "epd"), "instellingen"),
        (("naam", "actief"), "instellingen"),
        (("sleutel", "resultaat"), "ondersteuningsvragen"),
        (("analyse", "dimensie", "kloof"), "fitgap_punten"),
        (("titel", "eigenaar", "status"), "trends"),
    ],
)
def test_a_few_columns_are_enough(headers: tuple[str, ...], table: str) -> None:
    assert recognise(source(*headers)).name == table


def test_headers_of_several_tables_are_settled_by_the_name_or_not_at_all() -> None:
    assert recognise(source("sleutel", "status", name="signalen.csv")).name == "signalen"
    with pytest.raises(Refused, match="gesprekken"):
        recognise(source("sleutel", "status"))


@pytest.mark.parametrize(
    "headers", [("naam",), ("naam", "kleur", "smaak"), ("titel", "status", "ontvangen_op"), (), ("instelling", "email")]
)
def test_other_lists_are_not_taken_for_a_table(headers: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        recognise(source(*headers))
