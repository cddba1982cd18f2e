"""Networks and labels on institutions: given and taken, one or many, undone, merged, ended; lists and figures are narrowed to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from loket.casework.institution_merge import merge_institutions
from loket.casework.institutions import InstitutionInput, change_institution
from loket.casework.requests import RequestInput, register_request
from loket.casework.tags import add_tag, end_tag, rename_tag, tag_institutions
from loket.casework.undo import undo
from loket.exchange.record_export import LISTED, Wanted, list_records
from loket.insight.figures.figure import Share, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.history import history
from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.listing import View, count, page
from loket.insight.lists.requests import REQUESTS
from loket.insight.tags import tags
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.db_files import db_folder
from tests.casework.conftest import TODAY, House
from tests.exchange.import_helpers import bring_in, write


def having(house: House, name: str) -> list[str]:
    return house.column(
        "SELECT i.name FROM institution_tag l JOIN institution i ON i.id = l.institution_id "
        f"JOIN tag g ON g.id = l.tag_id WHERE g.name = '{name}' ORDER BY 1"
    )


def test_many_get_a_new_label_at_once_and_one_undo_takes_it_back(house: House) -> None:
    done = tag_institutions(house.store, "Santeon", [house.merenrand, house.oosterveld])
    assert done.message == "Santeon gegeven aan 2 instellingen."
    assert having(house, "Santeon") == ["UMC Oosterveld", "Ziekenhuis Merenrand"]
    undo(house.store, done.tx)
    assert having(house, "Santeon") == []


def test_what_has_it_already_is_not_changed_and_it_is_taken_away_again(house: House) -> None:
    number = add_tag(house.store, "STZ")
    tag_institutions(house.store, number, [house.merenrand])
    done = tag_institutions(house.store, number, [house.merenrand, house.duinzicht])
    assert [record.id for record in done.records] == [house.duinzicht]
    tag_institutions(house.store, number, [house.merenrand], give=False)
    assert having(house, "STZ") == ["Kliniek Duinzicht"]


def test_the_form_sets_them_and_history_tells_which(house: House) -> None:
    number = add_tag(house.store, "mProve")
    change_institution(house.store, house.merenrand, InstitutionInput(tag_ids=(number,)))
    assert having(house, "mProve") == ["Ziekenhuis Merenrand"]
    told = history(house.store, RecordKind.INSTITUTION, house.merenrand)
    assert any(change.line == "netwerken en labels: mProve" for entry in told for change in entry.changes)


def test_merging_carries_them_and_undo_brings_them_back(house: House) -> None:
    number = add_tag(house.store, "Santeon")
    tag_institutions(house.store, number, [house.duinzicht, house.merenrand])
    own = add_tag(house.store, "eigen")
    tag_institutions(house.store, own, [house.duinzicht])
    done = merge_institutions(house.store, house.merenrand, house.duinzicht)
    assert having(house, "Santeon") == having(house, "eigen") == ["Ziekenhuis Merenrand"]
    undo(house.store, done.tx)
    assert having(house, "eigen") == ["Kliniek Duinzicht"]


def test_renamed_and_ended_it_keeps_its_institutions(house: House) -> None:
    number = add_tag(house.store, "Stz")
    tag_institutions(house.store, number, [house.merenrand])
    rename_tag(house.store, number, "STZ")
    end_tag(house.store, number)
    (tag,) = tags(house.store, [house.merenrand, house.oosterveld])
    assert (tag.name, tag.active, tag.institutions, tag.among) == ("STZ", False, 1, 1)
    assert add_tag(house.store, "stz") == number
    assert tags(house.store)[0].active


def test_two_are_not_called_the_same(house: House) -> None:
    add_tag(house.store, "STZ")
    other = add_tag(house.store, "Santeon")
    with pytest.raises(Refused, match="Er is al een label STZ"):
        rename_tag(house.store, other, "stz")


def test_lists_are_narrowed_by_their_name_and_by_the_filter(house: House) -> None:
    number = add_tag(house.store, "Santeon")
    tag_institutions(house.store, number, [house.merenrand])
    for institution in (house.merenrand, house.oosterveld):
        register_request(
            house.store, RequestInput(title=f"vraag {institution}", institution_id=institution, received_on=TODAY, themes=(1,))
        )
    with house.store.read() as reader:
        assert [row.tags for row in page(reader, INSTITUTIONS, View(text="sante"), TODAY).rows] == [("Santeon",)]
        for view in (View(text="santeon"), View().filtered("tag", str(number))):
            assert [row.title for row in page(reader, REQUESTS, view, TODAY).rows] == [f"vraag {house.merenrand}"]
        assert count(reader, INSTITUTIONS, View().filtered("tag", str(number))) == 1


def test_every_figure_is_narrowed_to_the_institutions_that_have_it(house: House) -> None:
    number = add_tag(house.store, "Santeon")
    tag_institutions(house.store, number, [house.merenrand])
    for institution in (house.merenrand, house.oosterveld):
        register_request(house.store, RequestInput(title="vraag", institution_id=institution, themes=(1,), received_on=TODAY))
    supported = next(one for one in INDICATORS if one.id == "institutions_supported")
    with house.store.read() as reader:
        question = Question.resolve(reader, Period(dt.date(2026, 1, 1), TODAY), Filters(tag="santeon"))
        value = compute_figure(reader, question, supported)
        assert isinstance(value, Share)
        assert (value.numerator, value.denominator) == (1, 1)
        with pytest.raises(Refused, match="Bekend zijn: Santeon"):
            Question.resolve(reader, Period(TODAY, TODAY), Filters(tag="mProve"))


def test_a_table_of_institutions_brings_them_in_names_the_new_ones_and_they_go_out_again(house: House, tmp_path: Path) -> None:
    add_tag(house.store, "STZ")
    lines = ["naam;labels", "Ziekenhuis Merenrand;stz|Santeon", "UMC Oosterveld;"]
    summary = bring_in(house.store, write(tmp_path / "in", {"instellingen": lines}), overwrite=True)
    assert summary.new_tags == ("Santeon",)
    assert having(house, "STZ") == having(house, "Santeon") == ["Ziekenhuis Merenrand"]
    again = bring_in(house.store, write(tmp_path / "absent", {"instellingen": ["naam;plaats", "Ziekenhuis Merenrand;Meer"]}))
    assert (again.new_tags, having(house, "STZ")) == ((), ["Ziekenhuis Merenrand"])
    listed = list_records(house.store, LISTED["institutions"], Wanted(tag="santeon"))
    assert [(row["name"], row["tags"]) for row in listed] == [("Ziekenhuis Merenrand", ["STZ", "Santeon"])]


def test_the_register_brings_the_public_networks(sqlite_store: Store) -> None:
    bring_in(sqlite_store, db_folder() / "reference" / "register.csv")
    assert {tag.name: tag.institutions for tag in tags(sqlite_store)} == {"Santeon": 7, "mProve": 7, "STZ": 26}
