from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from loket.store.opening import open_store
from tests.conftest import Ran
from tests.store.clients import outsider


def break_search_index(database: str) -> None:
    store = open_store(database)
    with store.write("add") as tx:
        from loket.models.people import Institution

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
