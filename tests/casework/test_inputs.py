from __future__ import annotations

import datetime as dt
from importlib import import_module
from pkgutil import iter_modules

import pytest

import loket.casework
from loket.casework.inputs import Check, Input
from loket.casework.list_fields import LISTS
from loket.casework.notes import NoteInput
from loket.casework.offerings import OfferingInput
from loket.casework.records import table_of
from loket.casework.requests import RequestInput
from loket.models.errors import FieldError, Refused
from loket.models.words import Audience, Nature


@pytest.mark.parametrize("word", ["technisch", "TECHNICAL ", "technical", Nature.TECHNICAL])
def test_words_are_understood_in_both_languages_and_as_they_are_kept(word: str) -> None:
    assert RequestInput.model_validate({"nature": word}).nature is Nature.TECHNICAL


def test_lists_of_words_and_numbers_hold_each_once() -> None:
    data = OfferingInput.model_validate({"audiences": ["bestuur", "ict"], "themes": [2, 2, 1]})
    assert (data.audiences, data.themes) == ((Audience.BOARD, Audience.IT), (2, 1))


def test_what_is_left_out_is_not_said_and_what_is_emptied_is() -> None:
    data = RequestInput(title="x", due_on=None)
    assert dict(data.said()) == {"title": "x", "due_on": None}
    assert data.usual(due_on=dt.date(2026, 12, 1), department="ICT", unknown=1).said() == {
        "title": "x",
        "due_on": None,
        "department": "ICT",
    }


def test_what_is_wrong_is_kept_by_field_and_the_rest_is_understood() -> None:
    data = RequestInput.model_validate(
        {"title": "x" * 301, "nature": "vreemd", "received_on": "gisteren", "themes": [1], "department": " ICT "}
    )
    assert [error.field for error in data.errors] == ["title", "nature", "received_on"]
    assert "technisch" in data.errors[1].message
    assert dict(data.said()) == {"themes": (1,), "department": "ICT"}
    check = Check("requests.0.")
    check.take(data)
    with pytest.raises(Refused) as refused:
        check.finish()
    assert refused.value.errors[0] == FieldError("requests.0.title", data.errors[0].message)


def test_dropped_characters_are_told_with_the_field() -> None:
    (warning,) = NoteInput(text="\x1b[31mrood\x00").warnings
    assert warning.startswith("tekst:")


def test_a_field_that_an_input_has_not_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="titel"):
        RequestInput.model_validate({"titel": "x"})


MORE = {
    "SplitInput": {"departments", "contact_ids", "request_ids"},
    "Moving": {"successor_id"},
    "NewRole": {"until_on"},
    "TrendInput": {"new_owner"},
}
"""What an input asks beside its record's columns and lists: the verb's to use."""


def test_every_field_of_every_input_is_kept_somewhere() -> None:
    for module in iter_modules(loket.casework.__path__):
        import_module(f"loket.casework.{module.name}")
    inputs = [found for found in _below(Input) if hasattr(found, "KIND")]
    assert len(inputs) > 15
    for found in inputs:
        kept = set(table_of(found.KIND).columns.keys()) | {field.name for field in LISTS.get(found.KIND, ())}
        assert set(found.model_fields) - kept == MORE.get(found.__name__, set()), found


def _below(base: type[Input]) -> list[type[Input]]:
    return [found for one in base.__subclasses__() for found in (one, *_below(one))]
