from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loket.store.opening import open_store
from tests.conftest import Ran


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
