from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from pathlib import Path
from typing import Any

import psycopg
import pytest

from loket.models.institutions import Contact, Institution, InstitutionAlias
from loket.models.requests import SupportRequest
from loket.store import doctor
from loket.store.database import Store, open_store
from tests.store.clients import outsider


@pytest.fixture
def sound(store: Store) -> Store:
    """A store with something of everything in it."""
    with store.write("fill") as tx:
        institution = Institution(name="Ziekenhuis Merenrand", city="Zwolle")
        tx.session.add(institution)
        tx.session.flush()
        assert institution.id is not None
        tx.session.add(InstitutionAlias(institution_id=institution.id, alias="Merenrand"))
        tx.session.add(Contact(institution_id=institution.id, name="A. de Wit", email="a@voorbeeld.nl"))
        tx.session.add(SupportRequest(institution_id=institution.id, title="PROM's in het EPD", received_on=tx.today))
    return store


def failing(store: Store) -> dict[str, tuple[str, ...]]:
    return {finding.check: finding.problems for finding in doctor.examine(store) if not finding.ok}


def execute(store: Store, *statements: str) -> None:
    with outsider(store) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_database_in_use_is_sound(sound: Store) -> None:
    with sound.write("change") as tx:
        contact = tx.session.get(Contact, 1)
        assert contact is not None
        contact.email = "b@voorbeeld.nl"
    assert failing(sound) == {}


def test_every_failing_check_says_what_to_do(sound: Store) -> None:
    execute(sound, "DELETE FROM search_index")
    findings = [finding for finding in doctor.examine(sound) if not finding.ok]
    assert findings
    assert all(finding.advice for finding in findings)


def test_a_dropped_trigger_is_missed_and_so_is_what_it_would_have_logged(sound: Store) -> None:
    sqlite = sound.address.path is not None
    execute(
        sound,
        "DROP TRIGGER log_support_request_update" if sqlite else "DROP TRIGGER log_update ON support_request",
        "UPDATE support_request SET title = 'stilletjes' WHERE id = 1",
    )
    found = failing(sound)
    assert "support_request" in found["schema"][0]
    assert found["change_log"] == ("support_request 1",)


def test_a_switched_off_trigger_is_seen(postgres_database: str) -> None:
    store = open_store(postgres_database)
    execute(store, "ALTER TABLE support_request DISABLE TRIGGER log_insert")
    assert failing(store)["schema"] == ("trigger support_request.log_insert wijkt af",)
    store.close()


def test_changed_personal_data_is_seen(sound: Store) -> None:
    sqlite = sound.address.path is not None
    execute(
        sound,
        "DROP TRIGGER log_contact_update" if sqlite else "DROP TRIGGER log_update ON contact",
        "UPDATE contact SET email = 'ander@voorbeeld.nl'",
    )
    assert failing(sound)["change_log"] == ("contact 1",)


def test_an_erased_person_is_no_difference(sound: Store) -> None:
    execute(sound, "UPDATE contact SET name = NULL, email = NULL, erased_on = '2026-11-21'", "DELETE FROM log_personal")
    assert failing(sound) == {}


def test_a_row_that_left_no_trace_is_seen(sound: Store) -> None:
    execute(sound, "DELETE FROM change_log WHERE tbl = 'institution_alias'")
    assert failing(sound)["change_log"] == ("institution_alias 1",)


def test_a_row_that_only_the_log_knows_is_seen(sound: Store) -> None:
    sqlite = sound.address.path is not None
    execute(
        sound,
        "DROP TRIGGER log_institution_alias_delete" if sqlite else "DROP TRIGGER log_delete ON institution_alias",
        "DELETE FROM institution_alias",
    )
    assert failing(sound)["change_log"] == ("institution_alias 1",)


def test_what_hangs_on_nothing_is_named(sound: Store) -> None:
    execute(sound, "INSERT INTO note (on_kind, on_id, text, written_on) VALUES ('request', 99, 'x', '2026-11-21')")
    assert failing(sound) == {"orphans": ("N-1 → V-99",)}


def test_a_search_index_that_lags_is_seen(sound: Store) -> None:
    execute(sound, "DELETE FROM search_index WHERE kind = 'request'")
    assert failing(sound) == {"search_index": ("V-1",)}


def test_moving_an_alias_keeps_the_search_index_right(sound: Store) -> None:
    execute(
        sound,
        "INSERT INTO institution (name) VALUES ('Kliniek Zandoever')",
        "UPDATE institution_alias SET institution_id = 2",
        "UPDATE institution_alias SET alias = 'Zandoevers'",
    )
    assert failing(sound) == {}


def test_a_row_without_its_parent_is_seen(sqlite_store: Store) -> None:
    with outsider(sqlite_store) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO institution_alias (institution_id, alias) VALUES (7, 'weg')")
    assert failing(sqlite_store) == {"references": ("institution_alias 1 → institution",)}


def test_flipped_bytes_are_seen(sqlite_store: Store) -> None:
    path = sqlite_store.address.path
    assert path is not None
    sqlite_store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_obstacle_theme_id'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 200)
    assert "integrity" in failing(sqlite_store)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_that_others_may_read_is_seen(sqlite_store: Store) -> None:
    path = sqlite_store.address.path
    assert path is not None
    path.chmod(0o644)
    found = failing(sqlite_store)
    assert found["file_rights"][0] == f"{path} (644)"
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    path.parent.chmod(0o777)
    assert any(str(path.parent) in problem for problem in failing(sqlite_store)["file_rights"])


def test_a_full_disk_is_announced(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def nearly_full(_folder: Path) -> Any:
        return shutil._ntuple_diskusage(10**9, 10**9 - 5_000_000, 5_000_000)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    assert failing(sqlite_store)["free_space"] == ("5 MB vrij, 100 MB gewenst",)


def test_other_journals_and_marks_are_seen(sqlite_store: Store) -> None:
    sqlite_store.close()
    execute(sqlite_store, "PRAGMA journal_mode = DELETE", "PRAGMA application_id = 7")
    found = failing(sqlite_store)
    assert found["journal"] == ("delete",)
    assert found["file_mark"][0].startswith("7 ")


def test_constraints_that_nobody_checked_are_seen(postgres_database: str) -> None:
    store = open_store(postgres_database)
    with psycopg.connect(postgres_database) as connection:
        connection.execute("ALTER TABLE party ADD CONSTRAINT later CHECK (name <> 'x') NOT VALID")
    assert failing(store)["integrity"] == ("later",)
    store.close()
