"""Obstacles, UZ-sets and rules: an admin keeps them, what ended keeps its records."""

from __future__ import annotations

import pytest

from loket.casework.reference_lists import ObstacleInput, OutcomeSetInput, save_obstacle, save_outcome_set
from loket.casework.requests import RequestInput, register_request
from loket.casework.settings import change_setting
from loket.casework.undo import undo
from loket.casework.vocabulary import known_words
from loket.insight import administration
from loket.insight.choices import Choices
from loket.models.errors import Refused
from tests.casework.conftest import House
from tests.casework.test_advisors import make_admin


def _number(house: House, label: str) -> int:
    found = house.column(f"SELECT id FROM obstacle WHERE label = '{label}'")
    assert len(found) == 1
    return int(found[0])


def test_an_obstacle_that_ended_is_offered_no_more_and_keeps_its_requests(house: House) -> None:
    make_admin(house, house.ilse)
    save_obstacle(house.store, None, ObstacleInput(label="  tolken ontbreken ", theme_id=6))
    number = _number(house, "tolken ontbreken")
    register_request(house.store, RequestInput(title="Tolk", institution_id=house.merenrand, themes=[6], obstacles=[number]))
    assert "Vervallen" in save_obstacle(house.store, number, ObstacleInput(active=False)).message
    with house.store.read() as reader:
        row = next(one for one in administration.obstacles(reader) if one.id == number)
        assert (row.active, row.requests, row.theme_id) == (False, 1, 6)
        assert number not in dict(Choices.read(reader, "ilse").obstacles)
        assert dict(Choices.read(reader, "ilse", {"obstacles": (number,)}).obstacles)[number] == "tolken ontbreken (vervallen)"
    assert "tolken ontbreken" not in [word.label for word in known_words(house.store).vocabulary.obstacles]
    undo(house.store)
    assert "tolken ontbreken" in [word.label for word in known_words(house.store).vocabulary.obstacles]


def test_an_outcome_set_that_ended_is_offered_no_more(house: House) -> None:
    make_admin(house, house.ilse)
    save_outcome_set(house.store, None, OutcomeSetInput(name="astma", status="proef"))
    number = int(house.column("SELECT id FROM outcome_set WHERE name = 'astma'")[0])
    save_outcome_set(house.store, number, OutcomeSetInput(active=False))
    with house.store.read() as reader:
        assert number not in dict(Choices.read(reader, "ilse").outcome_sets)
        assert [one.active for one in administration.outcome_sets(reader) if one.id == number] == [False]


def test_only_an_admin_keeps_the_lists_and_every_error_is_named(house: House) -> None:
    with pytest.raises(Refused, match="beheerder"):
        save_obstacle(house.store, None, ObstacleInput(label="iets", theme_id=1))
    with pytest.raises(Refused, match="beheerder"):
        change_setting(house.store, "check_back_weeks", "4")
    make_admin(house, house.ilse)
    with pytest.raises(Refused) as refused:
        save_obstacle(house.store, None, ObstacleInput())
    assert [error.field for error in refused.value.errors] == ["label", "theme_id"]
    save_obstacle(house.store, None, ObstacleInput(label="Iets nieuws", theme_id=1))
    with pytest.raises(Refused, match="staat al in de lijst"):
        save_obstacle(house.store, None, ObstacleInput(label="iets NIEUWS", theme_id=2))
    number = _number(house, "Iets nieuws")
    seen = ObstacleInput(label="Iets anders", theme_id=1, active=True)
    with pytest.raises(Refused, match="intussen"):
        save_obstacle(house.store, number, ObstacleInput(label="Nog iets"), seen)


def test_a_rule_is_a_date_or_a_number_within_bounds(house: House) -> None:
    make_admin(house, house.ilse)
    change_setting(house.store, "check_back_weeks", " 8 ")
    change_setting(house.store, "sessions_until", "31-12-2026")
    with house.store.read() as reader:
        held = administration.settings(reader)
    assert (held["check_back_weeks"], held["sessions_until"]) == ("8", "2026-12-31")
    for name, value in (
        ("check_back_weeks", "nul"),
        ("check_back_weeks", "0"),
        ("sessions_from", "31-2-2026"),
        ("sessions_from", "1-1-2027"),
        ("x", "1"),
    ):
        with pytest.raises(Refused):
            change_setting(house.store, name, value)
    change_setting(house.store, "sessions_until", "")
    with house.store.read() as reader:
        assert "sessions_until" not in administration.settings(reader)
