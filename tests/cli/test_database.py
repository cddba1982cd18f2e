from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.store.database import head_revision, open_store
from tests.conftest import Ran
from tests.store.clients import outsider


def test_status_says_which_schema_there_is(loket: Callable[..., Ran], database: str) -> None:
    ran = loket("--database", database, "db", "status")
    assert ran.status == 0
    assert head_revision() in ran.out


def test_status_of_an_older_schema_says_what_to_do(loket: Callable[..., Ran], database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loket.store.database.head_revision", lambda: "0998")
    ran = loket("--database", database, "db", "status")
    assert ran.status == 1
    assert "loket db upgrade" in ran.out


def test_upgrading_what_is_new_changes_nothing(loket: Callable[..., Ran], database: str) -> None:
    ran = loket("--database", database, "db", "upgrade")
    assert ran.status == 0
    assert head_revision() in ran.out


@pytest.mark.parametrize("action", ["status", "upgrade"])
def test_neither_makes_or_touches_what_is_not_ours(loket: Callable[..., Ran], tmp_path: Path, action: str) -> None:
    ran = loket("--database", str(tmp_path / "weg.db"), "db", action)
    assert ran.status == 3
    assert list(tmp_path.iterdir()) == []
    text = tmp_path / "brief.txt"
    text.write_text("Beste")
    assert loket("--database", str(text), "db", action).status == 3
    assert text.read_text() == "Beste"


@pytest.mark.parametrize("action", ["status", "upgrade"])
def test_neither_fills_an_empty_shared_database(loket: Callable[..., Ran], empty_postgres_database: str, action: str) -> None:
    ran = loket("--database", empty_postgres_database, "db", action)
    assert ran.status == 3
    assert "loket init" in ran.err


def test_a_newer_schema_is_refused(loket: Callable[..., Ran], database: str) -> None:
    store = open_store(database)
    with outsider(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    store.close()
    ran = loket("--database", database, "db", "upgrade")
    assert ran.status == 3
    assert "0999" in ran.err


def counts(database: str) -> tuple[int, int, int]:
    store = open_store(database)
    with store.read() as reader:
        found = tuple(reader.value(f"SELECT count(*) FROM {table}") for table in ("theme", "institution", "offering"))
    store.close()
    return found[0], found[1], found[2]


def test_a_new_database_has_the_lists_and_nothing_else(loket: Callable[..., Ran], empty_database: str) -> None:
    ran = loket("--database", empty_database, "init")
    assert ran.status == 0
    assert counts(empty_database) == (6, 0, 0)


def test_register_and_offerings_come_on_request_and_once(loket: Callable[..., Ran], empty_database: str) -> None:
    assert loket("--database", empty_database, "init", "--register", "--offerings").status == 0
    assert counts(empty_database) == (6, 132, 20)
    again = loket("--database", empty_database, "init", "--register", "--offerings")
    assert again.status == 0
    assert "instellingen: 0 nieuw, 0 gewijzigd, 132 gelijk" in again.out
    assert counts(empty_database) == (6, 132, 20)


def test_a_place_that_cannot_be_is_one_line(loket: Callable[..., Ran], tmp_path: Path) -> None:
    blocker = tmp_path / "bestand"
    blocker.write_text("x")
    ran = loket("--database", str(blocker / "loket.db"), "init")
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 1


def break_search_index(database: str) -> None:
    store = open_store(database)
    with store.write("add") as tx:
        from loket.models.institutions import Institution

        tx.session.add(Institution(name="Ziekenhuis Merenrand"))
    with outsider(store) as connection:
        connection.execute("DELETE FROM search_index")
    store.close()


def test_a_sound_database_is_a_line_a_check_and_status_0(loket: Callable[..., Ran], database: str) -> None:
    ran = loket("--database", database, "doctor")
    *checks, last = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert all(line.startswith("✓ ") for line in checks)
    assert "in orde" in last


def test_what_fails_is_named_with_what_to_do_and_status_1(loket: Callable[..., Ran], database: str) -> None:
    break_search_index(database)
    ran = loket("--database", database, "doctor")
    (line,) = [line for line in ran.out.splitlines() if line.startswith("×")]
    assert ran.status == 1
    assert line.startswith("× Zoekindex: I-1. ")
    assert "bewaar een kopie" in line


def test_json_names_every_check(loket: Callable[..., Ran], database: str) -> None:
    break_search_index(database)
    ran = loket("--database", database, "doctor", "--json")
    found = json.loads(ran.out)
    assert (ran.status, found["ok"], found["database"]) == (1, False, database)
    checks = {check["check"]: check for check in found["checks"]}
    assert {"integrity", "schema", "schema_version", "orphans", "search_index", "change_log"} <= set(checks)
    assert [name for name, check in checks.items() if not check["ok"]] == ["search_index"]
    assert checks["search_index"]["problems"] == ["I-1"]
    assert checks["search_index"]["advice"]
    assert checks["integrity"] == {"check": "integrity", "ok": True, "problems": [], "advice": ""}


def test_what_is_not_there_is_not_made(loket: Callable[..., Ran], tmp_path: Path) -> None:
    ran = loket("--database", str(tmp_path / "weg.db"), "doctor")
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("loket: ")
    assert list(tmp_path.iterdir()) == []
