from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loket.store import opening
from loket.store.opening import open_store
from tests.conftest import Ran
from tests.store.clients import outsider


def test_status_says_which_schema_there_is(loket: Callable[..., Ran], database: str) -> None:
    ran = loket("--database", database, "db", "status")
    assert ran.status == 0
    assert opening.head_revision() in ran.out


def test_status_of_an_older_schema_says_what_to_do(loket: Callable[..., Ran], database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "head_revision", lambda: "0998")
    ran = loket("--database", database, "db", "status")
    assert ran.status == 1
    assert "loket db upgrade" in ran.out


def test_upgrading_what_is_new_changes_nothing(loket: Callable[..., Ran], database: str) -> None:
    ran = loket("--database", database, "db", "upgrade")
    assert ran.status == 0
    assert opening.head_revision() in ran.out


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
