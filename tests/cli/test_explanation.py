"""`loket dashboard --explain`: why a figure differs, for people and for scripts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loket.store.database import Store, open_store
from tests.worlds.load import load_sample

Loket = Callable[..., Any]
WHICH = ("closed_on < '2026-01-01'", "closed_on IS NULL AND received_on < '2026-11-01' AND state <> 'in_progress'")


@pytest.fixture(scope="module")
def changed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A database with the published sample in which a day's work followed, and the line of the log between."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("sample") / "loket.db")
    store = open_store(str(path), actor="ilse")
    load_sample(store)
    line = _last(store)
    reopened, closed = (f"id IN (SELECT id FROM support_request WHERE {which} ORDER BY id LIMIT 3)" for which in WHICH)
    with store.write("advance", reason="opgelost in het gesprek") as tx:
        tx.connection.exec_driver_sql(f"UPDATE support_request SET state = 'in_progress', closed_on = NULL WHERE {reopened}")
        tx.connection.exec_driver_sql(f"UPDATE support_request SET state = 'resolved', closed_on = '2026-11-20' WHERE {closed}")
    store.close()
    return str(path), f"#{line}"


def _last(store: Store) -> int:
    with store.read() as reader:
        return int(reader.value("SELECT max(seq) FROM change_log"))


def test_the_lines_add_up_and_name_their_records(loket: Loket, changed: tuple[str, str]) -> None:
    path, line = changed
    ran = loket("--database", path, "dashboard", "--explain", "requests_open", "--between", line, "nu", "--json", "--to", "2026-11-21")
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["now"]["figure"]["numerator"] - found["then"]["figure"]["numerator"] == found["difference"]["numerator"]
    assert sum(one["numerator"] for one in found["lines"]) == found["difference"]["numerator"] == found["came"] - found["went"]
    assert found["then"]["as_of"]["seq"] == int(line[1:])
    resolved = next(one for one in found["lines"] if one["cause"] == "resolved")
    assert {record["deed"]["reason"] for record in resolved["records"]} == {"opgelost in het gesprek"}
    assert {field["field"] for record in resolved["records"] for field in record["fields"]} <= {"state", "closed_on"}


def test_the_same_two_moments_give_the_same_bytes_for_ever(loket: Loket, changed: tuple[str, str], tmp_path: Path) -> None:
    path, line = changed
    copy = str(shutil.copyfile(path, tmp_path / "loket.db"))
    store = open_store(copy, actor="ilse")
    asked = ("--database", copy, "dashboard", "--explain", "unmet_needs", "--between", line, f"#{_last(store)}", "--json")
    before = loket(*asked).out
    with store.write("correct") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET title = 'Anders', institution_id = NULL")
        tx.connection.exec_driver_sql("DELETE FROM request_theme")
    store.close()
    assert json.loads(before)["lines"]
    assert loket(*asked).out == before


def test_people_read_the_sum_then_each_cause_then_each_record(loket: Loket, changed: tuple[str, str], tmp_path: Path) -> None:
    path, line = changed
    target = tmp_path / "waarom.txt"
    asked = ("--explain", "doorlooptijd", "--between", line, "now", "-o", str(target), "--to", "2026-11-21")
    assert loket("--database", path, "dashboard", *asked).status == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Doorlooptijd van vragen · alle"
    assert [one for one in lines if "erbij" in one and "eraf" in one]
    assert any(one.startswith("+") and "afgerond" in one for one in lines)
    assert any("V-" in one for one in lines)


def test_a_spreadsheet_gets_every_record(loket: Loket, changed: tuple[str, str]) -> None:
    path, line = changed
    ran = loket("--database", path, "dashboard", "--explain", "open", "--between", line, "now", "--csv", "--to", "2026-11-21")
    headers, *rows = ran.out.splitlines()
    assert headers.startswith("Nr;record;instelling;verschil;oorzaak;ervoor;erna")
    assert sorted(row.split(";")[3] for row in rows) == ["-1"] * 3 + ["1"] * 3


def test_no_difference_is_a_sentence(loket: Loket, changed: tuple[str, str]) -> None:
    path, line = changed
    ran = loket("--database", path, "dashboard", "--explain", "ontvangen", "--between", line, "now", "--to", "2026-11-21")
    assert "Geen verschil" in ran.out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--explain", "onvervuld"], 2, "--between"),
        (["--between", "#10", "nu"], 2, "--explain"),
        (["--explain", "onvervuld", "--between", "#10", "nu", "--as-of", "#10"], 2, "--as-of"),
        (["--explain", "onvervuld", "--between", "#10", "nu", "--csv", "--json"], 2, "--explain"),
        (["--explain", "onvervult", "--between", "#10", "nu"], 1, "unmet_needs"),
        (["--explain", "onvervuld", "--between", "nu", "#10"], 1, "andersom"),
        (["--explain", "onvervuld", "--between", "#10", "#5"], 1, "andersom"),
        (["--explain", "onvervuld", "--between", "#10", "2099-01-01"], 1, "2099-01-01"),
        (["--explain", "nagebeld", "--between", "#2000", "nu", "--theme", "4"], 1, "thema 4"),
        (["--explain", "ingevuld", "--between", "#10", "nu", "--round", "WensenScan 2024"], 1, "Op "),
    ],
)
def test_a_wrong_question_is_refused_in_one_line(
    loket: Loket, changed: tuple[str, str], arguments: list[str], status: int, told: str
) -> None:
    ran = loket("--database", changed[0], "dashboard", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("loket: ")
    assert told in ran.err
