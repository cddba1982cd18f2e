from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.done import Conflict
from loket.casework.requests import RequestInput, change_request, judge, register_request
from loket.models.errors import Refused
from loket.models.words import Priority, RecordKind, RequestState, Verdict
from tests.casework.conftest import TODAY, House


def test_a_new_request_is_mine_received_today_and_new(house: House) -> None:
    done = register_request(house.store, RequestInput(title=" PROM's in het EPD ", institution_id=house.merenrand, themes=[4, 4, 2]))
    row = house.row(done.record)
    assert done.record.kind is RecordKind.REQUEST
    assert done.record.number in done.message
    assert (row.title, row.advisor_id, row.received_on, row.state) == ("PROM's in het EPD", house.ilse, TODAY, RequestState.NEW)
    assert row.priority is Priority.NORMAL
    assert house.column("SELECT theme_id FROM request_theme ORDER BY 1") == [2, 4]


def test_every_error_comes_at_once_with_its_field(house: House) -> None:
    data = RequestInput(title="x" * 301, themes=[9], contact_id=99, obstacles=[1])
    with pytest.raises(Refused) as refused:
        register_request(house.store, data)
    assert sorted(error.field for error in refused.value.errors) == ["contact_id", "institution_id", "themes", "title"]
    assert house.count("support_request") == 0


def test_what_is_missing_is_asked_for(house: House) -> None:
    with pytest.raises(Refused) as refused:
        register_request(house.store, RequestInput(title="  "))
    assert sorted(error.field for error in refused.value.errors) == ["institution_id", "themes", "title"]
    assert "titel" in str(refused.value)


def test_a_party_may_stand_instead_of_an_institution(house: House) -> None:
    done = register_request(house.store, RequestInput(title="kader", party_id=house.vws, themes=[2]))
    assert house.row(done.record).institution_id is None


def test_control_characters_are_dropped_with_a_warning(house: House) -> None:
    done = register_request(house.store, RequestInput(title="\x1b[31mrood\x00", institution_id=house.merenrand, themes=[1]))
    assert house.row(done.record).title == "rood"
    assert "titel" in done.warnings[0]


def test_only_the_named_fields_change(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", description="b", institution_id=house.merenrand, themes=[1]))
    change_request(house.store, made.record.id, RequestInput(due_on=dt.date(2026, 12, 1), themes=[1, 3]))
    row = house.row(made.record)
    assert (row.title, row.description, row.due_on) == ("a", "b", dt.date(2026, 12, 1))
    assert house.column("SELECT theme_id FROM request_theme ORDER BY 1") == [1, 3]


def test_changing_only_the_themes_is_a_change_that_others_see(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    before = house.row(made.record).version
    change_request(house.store, made.record.id, RequestInput(themes=[2]))
    assert house.row(made.record).version == before + 1


def test_an_unknown_number_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="V-99"):
        change_request(house.store, 99, RequestInput(title="x"))


def test_two_people_in_different_fields_merge(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    seen = house.row(made.record).version
    change_request(house.as_ruud(), made.record.id, RequestInput(priority=Priority.HIGH, themes=[1, 2]))
    mine = RequestInput(title="a", priority=Priority.NORMAL, themes=[1], due_on=dt.date(2026, 12, 1))
    done = change_request(house.store, made.record.id, mine, version=seen)
    row = house.row(made.record)
    assert (row.priority, row.due_on) == (Priority.HIGH, dt.date(2026, 12, 1))
    assert house.column("SELECT theme_id FROM request_theme ORDER BY 1") == [1, 2]
    assert "ruud" in done.warnings[0]


def test_two_people_in_one_field_conflict_and_nothing_is_saved(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    seen = house.row(made.record).version
    change_request(house.as_ruud(), made.record.id, RequestInput(title="van ruud", due_on=dt.date(2026, 11, 30)))
    mine = RequestInput(title="van mij", due_on=dt.date(2026, 11, 30), description="ook van mij")
    with pytest.raises(Conflict) as conflict:
        change_request(house.store, made.record.id, mine, version=seen)
    (field,) = conflict.value.fields
    assert (conflict.value.who, field.field, field.was, field.theirs, field.mine) == ("ruud", "title", "a", "van ruud", "van mij")
    assert "titel" in str(conflict.value)
    assert house.row(made.record).description is None
    change_request(house.store, made.record.id, mine, version=conflict.value.version)
    assert house.row(made.record).title == "van mij"


def test_nothing_fits_keeps_the_request_open_with_the_reason(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    judge(house.store, [made.record.id], Verdict.NOTHING, "alles is voor zorgverleners")
    row = house.row(made.record)
    assert (row.verdict, row.verdict_reason, row.state) == (Verdict.NOTHING, "alles is voor zorgverleners", RequestState.NEW)
