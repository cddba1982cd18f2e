"""Every field that a person meets, in a refusal, the history or a file that the app writes, has a word in both languages."""

from __future__ import annotations

import dataclasses
import re
from importlib import import_module
from pathlib import Path

import pytest

import loket
from loket.language import current_language, set_language
from loket.language.labels import field_label, verb_label
from loket.models.tables import METADATA
from loket.screens.records.record_lines import field_name

HERE = Path(loket.__file__).parent
SAME = {"sleutel", "contact", "effect", "team", "trend", "trends", "agenda", "status", "website"}
"""What is called the same in Dutch."""
UNSEEN = {
    "as_of_at", "as_of_seq", "content", "definitions", "exported_at", "figures", "form", "kept_at", "place", "query", "record_id",
    "row_hash", "texts",
}  # fmt: skip
"""Columns of what nobody reads as a field: drafts, views, kept reports, the memory of imports."""


@pytest.fixture(autouse=True)
def _dutch() -> None:
    assert current_language() == "nl"


def _english(names: set[str], told: dict[str, str]) -> list[str]:
    return sorted(name for name in names if told[name] == name.replace("_", " ") and name not in SAME)


def test_every_column_has_a_dutch_word() -> None:
    names = {column.name for table in METADATA.tables.values() for column in table.columns} - UNSEEN
    assert _english(names, {name: field_label(name) for name in names}) == []


def test_every_field_of_a_list_has_a_dutch_word() -> None:
    rows = [
        kind
        for path in sorted((HERE / "insight" / "lists").glob("[a-z]*.py"))
        for kind in vars(import_module(f"loket.insight.lists.{path.stem}")).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__name__.endswith("Row")
    ]
    names = {one.name for row in rows for one in dataclasses.fields(row)}
    assert {"obstacle", "late", "version", "id"} <= names
    assert _english(names, {name: field_name(name) for name in names}) == []
    assert (field_name("id"), field_name("version"), field_name("late"), field_name("obstacle")) == (
        "nummer",
        "versie",
        "te laat",
        "knelpunt",
    )


def test_every_verb_of_the_log_has_a_dutch_word() -> None:
    verbs = {verb for path in (HERE / "casework").rglob("*.py") for verb in re.findall(r'\.write\(\s*"(\w+)"', path.read_text("utf-8"))}
    assert len(verbs) > 50
    assert sorted(verb for verb in verbs if verb_label(verb) == verb.replace("_", " ")) == ["preview"]


def test_no_dutch_word_is_left_when_english_is_spoken() -> None:
    set_language("en")
    try:
        names = {column.name for table in METADATA.tables.values() for column in table.columns}
        told = {field_label(name) for name in names}
        assert told.isdisjoint({"knelpunt", "instelling", "adviseur", "nummer", "te laat", "doelgroep", "streefdatum"})
    finally:
        set_language("nl")
