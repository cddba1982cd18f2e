"""Follow-ups that recur: doing one makes the next, in one step that one undo takes back."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.follow_ups import FollowUpInput, add_follow_up, change_follow_up, postpone
from loket.casework.quick_entry import parse
from loket.casework.quick_inputs import quick_add
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.casework.vocabulary import known_words
from loket.models.errors import Refused
from loket.models.words import FollowUpState, RecordKind
from loket.store.database import Store

MONDAY = "2026-11-23"


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LOKET_TODAY", MONDAY)
    return store


def rows(store: Store) -> list[tuple[object, ...]]:
    with store.read() as reader:
        return [
            (what, str(due), state, result, recurs)
            for what, due, state, result, recurs in reader.rows("SELECT what, due_on, state, result, recurs FROM follow_up ORDER BY id")
        ]


def do(store: Store, number: int, result: str | None = None) -> str:
    done = advance(store, Advance(kind=RecordKind.FOLLOW_UP, numbers=[number], to=FollowUpState.DONE, result=result))
    return " ".join((done.message, *done.warnings))


def test_doing_one_makes_the_next_and_one_undo_takes_both_back(office: Store) -> None:
    add_follow_up(office, FollowUpInput(what="bellen", due_on=dt.date(2026, 11, 20), recurs="elke 2 weken tot 20 dec"))
    rule = "20261120/FREQ=WEEKLY;INTERVAL=2;UNTIL=20261220"
    assert do(office, 1, "gesproken") == "A-1 is nu: gedaan. De volgende: A-2, vr 4 dec 2026."
    assert rows(office) == [("bellen", "2026-11-20", "done", "gesproken", None), ("bellen", "2026-12-04", "open", None, rule)]
    undo(office)
    assert rows(office) == [("bellen", "2026-11-20", "open", None, rule)]


def test_a_series_ends_with_its_last_and_when_its_rule_is_taken_away(office: Store) -> None:
    add_follow_up(office, FollowUpInput(what="bellen", due_on=dt.date(2026, 12, 4), recurs="elke 2 weken tot 20 dec"))
    assert do(office, 1) == "A-1 is nu: gedaan. De volgende: A-2, vr 18 dec 2026."
    assert do(office, 2) == "A-2 is nu: gedaan. Dat was de laatste van de reeks."
    add_follow_up(office, FollowUpInput(what="mailen", recurs="elke maand"))
    assert rows(office)[2][:3] == ("mailen", "2026-12-23", "open")
    change_follow_up(office, 3, FollowUpInput(recurs=None))
    assert do(office, 3) == "A-3 is nu: gedaan."


def test_one_that_was_moved_leaves_the_rhythm_of_the_others(office: Store) -> None:
    add_follow_up(office, FollowUpInput(what="bellen", due_on=dt.date(2026, 11, 23), recurs="elke maandag"))
    postpone(office, RecordKind.FOLLOW_UP, [1], dt.date(2026, 11, 25))
    change_follow_up(office, 1, FollowUpInput(what="bellen met ict", recurs="elke maandag"))
    assert do(office, 1) == "A-1 is nu: gedaan. De volgende: A-2, ma 30 nov 2026."


def test_what_is_no_rule_is_refused_with_examples(office: Store) -> None:
    with pytest.raises(Refused) as refused:
        add_follow_up(office, FollowUpInput(what="bellen", due_on=dt.date(2026, 11, 23), recurs="af en toe"))
    assert "Typ elke 2 weken" in refused.value.errors[0].message


def test_quick_entry_understands_a_rule_as_a_day(office: Store) -> None:
    words = known_words(office).vocabulary
    entry = parse("actie bellen met ict >elke 2 weken tot 1 jul", words, dt.date(2026, 11, 23))
    assert (entry.title, entry.date, entry.recurs) == (
        "bellen met ict", dt.date(2026, 12, 7), "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270701",
    )  # fmt: skip
    quick_add(office, entry)
    assert rows(office) == [("bellen met ict", "2026-12-07", "open", None, "20261207/FREQ=WEEKLY;INTERVAL=2;UNTIL=20270701")]
