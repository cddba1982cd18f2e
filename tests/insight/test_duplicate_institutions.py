"""Institutions that are there twice are proposed, and those that only sound alike are not."""

from __future__ import annotations

import time

import pytest

from loket.casework.institution_merge import mark_distinct
from loket.casework.institution_split import SplitInput, split_institution
from loket.casework.institutions import InstitutionInput, add_institution
from loket.casework.undo import undo
from loket.exchange.import_run import import_paths
from loket.insight.duplicate_institutions import DuplicateReason, duplicates
from loket.store.database import Store
from loket.store.db_files import db_folder


def add(store: Store, name: str, city: str | None = None, **more: str) -> int:
    return add_institution(store, InstitutionInput(name=name, city=city, **more)).record.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ziekenhuis Merenrand", "Zwolle"), ("Zkh. Merenrand", None)),
        (("Ziekenhuis Merenrand", "Zwolle"), ("Merenrand Ziekenhuis - locatie Noord", "Zwolle")),
        (("Sint Antonius Ziekenhuis", "Utrecht"), ("St. Antonius", "Utrecht")),
        (("HagaZiekenhuis", "Den Haag"), ("Haga Ziekenhuis", "'s-Gravenhage")),
        (("Radboudumc", "Nijmegen"), ("Radboud UMC", "Nijmegen")),
        (("Universitair Medisch Centrum Groningen", "Groningen"), ("UMC Groningen", None)),
        (("Catharina Ziekenhuis", "Eindhoven"), ("Catharinaziekenhuis", "Eindhoven")),
        (("Oogkliniek De Linge", "Tiel"), ("Oogklinieken de Linge (Tiel)", None)),
        (("Gelre Ziekenhuizen", "Apeldoorn"), ("Gelre ziekenhuizen", "Zutphen")),
    ],
)
def test_two_spellings_of_one_are_proposed(sqlite_store: Store, one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    numbers = {add(sqlite_store, *one), add(sqlite_store, *other)}
    assert [{pair.first.id, pair.second.id} for pair in duplicates(sqlite_store)] == [numbers]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Kliniek Duinzicht", "Zwolle"), ("Kliniek Duinrand", "Zwolle")),
        (("Bergkliniek", "Utrecht"), ("Bergkliniek Amsterdam", "Amsterdam")),
        (("Oogkliniek Elzenhof", "Tiel"), ("Huidkliniek Elzenhof", "Tiel")),
        (("Ziekenhuis Zwolle", "Zwolle"), ("Kliniek Deventer", "Deventer")),
    ],
)
def test_two_that_only_sound_alike_are_not(sqlite_store: Store, one: tuple[str, str], other: tuple[str, str]) -> None:
    add(sqlite_store, *one)
    add(sqlite_store, *other)
    assert duplicates(sqlite_store) == ()


def test_the_reasons_stand_beside_and_what_was_said_is_remembered(store: Store) -> None:
    first = add(store, "Ziekenhuis Merenrand", "Zwolle", website="https://www.merenrand.nl/contact", short_name="Merenrand")
    second = add(store, "Merenrand", "Zwolle", website="merenrand.nl")
    (pair,) = duplicates(store)
    assert pair.reasons == (DuplicateReason.LIKE_NAME, DuplicateReason.OTHER_NAME, DuplicateReason.WEBSITE, DuplicateReason.PLACE)
    mark_distinct(store, second, first)
    assert duplicates(store) == ()
    undo(store)
    assert len(duplicates(store)) == 1


def test_what_was_split_off_is_not_proposed(sqlite_store: Store) -> None:
    split_institution(sqlite_store, add(sqlite_store, "Ziekenhuis Merenrand"), SplitInput(name="Kliniek Merenrand"))
    assert duplicates(sqlite_store) == ()


def test_the_register_has_hardly_any_and_they_are_found_at_once(sqlite_store: Store) -> None:
    import_paths(sqlite_store, [db_folder() / "reference" / "register.csv"])
    begun = time.perf_counter()
    assert len(duplicates(sqlite_store)) <= 2
    assert time.perf_counter() - begun < 1
