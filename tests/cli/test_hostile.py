"""Hostile text in the database and in files: no command prints anything that acts on the terminal."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.exchange.record_export import LISTED
from tests.app.helpers import ACTING
from tests.app.hostile_world import MARK, TEXTS
from tests.conftest import Ran

Loket = Callable[..., Ran]


@pytest.fixture
def harmless(loket: Loket, hostile_file: Path, tmp_path: Path) -> Loket:
    """Run a command on the hostile database; what it prints must be harmless."""
    path = shutil.copy(hostile_file, tmp_path / "hostile.db")

    def call(*arguments: str) -> Ran:
        ran = loket("--database", str(path), "--as", "ilse", *arguments)
        found = [repr(sign) for sign in ACTING if sign not in "\n\t" and sign in ran.out + ran.err]
        assert not found, (arguments, found)
        return ran

    return call


@pytest.mark.parametrize("record", LISTED)
def test_a_list_for_people(harmless: Loket, record: str) -> None:
    ran = harmless("list", record)
    assert ran.status == 0
    assert MARK in ran.out


@pytest.mark.parametrize("record", ["institution", "request", "conversation", "signal", "offering", "followups"])
def test_history(harmless: Loket, record: str) -> None:
    for number in range(1, len(TEXTS) + 2):
        assert harmless("history", record, str(number)).status == 0


@pytest.mark.parametrize("command", [["dashboard"], ["doctor"], ["db", "status"]])
def test_what_is_told_about_all_of_it(harmless: Loket, command: list[str]) -> None:
    assert harmless(*command).out


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_wrong_with_a_file_or_a_line(harmless: Loket, tmp_path: Path, text: str) -> None:
    folder = tmp_path / "aanlevering"
    folder.mkdir()
    with (folder / "contactpersonen.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["instelling", "naam", "functie", "doelgroep"], [text, text, text, text]])
    assert harmless("import", str(folder)).status == 1
    assert harmless("add", f"vraag {text}: {text} #{text}").status in (1, 2)
    assert harmless("list", text).status == 2
    assert harmless("history", "request", text).status == 2
