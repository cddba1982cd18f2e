from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from loket.models.errors import DatabaseUnusable, Refused
from loket.models.institutions import Institution
from loket.models.requests import SupportRequest
from loket.models.words import AdvisorRole
from loket.store.database import Store, open_store
from tests.store.clients import outsider


@pytest.fixture
def request_store(store: Store) -> Store:
    with store.write("fill") as tx:
        tx.session.add(Institution(name="Ziekenhuis Merenrand"))
        tx.session.flush()
        tx.session.add(SupportRequest(institution_id=1, title="PROM's", received_on=tx.today))
    return store


def test_a_stale_edit_fails_and_changes_nothing(request_store: Store) -> None:
    with request_store.write("look") as tx:
        stale = tx.session.get(SupportRequest, 1)
        assert stale is not None
        tx.session.expunge(stale)
    with request_store.write("change") as tx:
        tx.connection.execute(text("UPDATE support_request SET title = 'van een ander', version = version + 1"))

    def edit() -> None:
        with request_store.write("change") as tx:
            tx.session.add(stale)
            stale.title = "van mij"

    with pytest.raises(StaleDataError):
        edit()
    with request_store.read() as reader:
        assert reader.row("SELECT title, version FROM support_request") == ("van een ander", 2)


def test_writers_at_once_lose_no_update(request_store: Store, database: str) -> None:
    """Each writer counts the duration up by one, from what it reads inside its own transaction."""
    with request_store.write("fill") as tx:
        tx.connection.execute(text("INSERT INTO conversation (sleutel, duration_min) VALUES ('g', 0)"))
    failures: list[Exception] = []

    def count(name: str) -> None:
        store = open_store(database, actor=name if not store_is_shared else None)
        try:
            for _ in range(15):
                with store.write("count") as tx:
                    found = tx.connection.execute(text("SELECT duration_min FROM conversation")).scalar_one()
                    tx.connection.execute(text("UPDATE conversation SET duration_min = :new"), {"new": found + 1})
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)
        finally:
            store.close()

    store_is_shared = request_store.address.is_postgresql
    threads = [threading.Thread(target=count, args=(f"adviseur {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with request_store.read() as reader:
        assert reader.value("SELECT duration_min FROM conversation") == 60
        orders = reader.rows("SELECT seq, tx FROM change_log WHERE tbl = 'conversation' AND op = 'update' ORDER BY seq")
    assert [tx for _seq, tx in orders] == sorted(tx for _seq, tx in orders)


def test_readers_see_one_moment_while_others_write(request_store: Store) -> None:
    with request_store.read() as reader:
        before = reader.value("SELECT count(*) FROM institution")
        with outsider(request_store) as connection:
            connection.execute("INSERT INTO institution (name) VALUES ('Erbij')")
        assert reader.value("SELECT count(*) FROM institution") == before
    with request_store.read() as reader:
        assert reader.value("SELECT count(*) FROM institution") == before + 1


def test_reading_cannot_write(request_store: Store) -> None:
    with pytest.raises(DatabaseUnusable), request_store.read() as reader:
        reader.rows("DELETE FROM support_request")
    with request_store.read() as reader:
        assert reader.value("SELECT count(*) FROM support_request") == 1


def test_a_locked_file_is_one_line_after_a_while(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loket.store.reader.BUSY_TIMEOUT_S", 0.05)
    with outsider(sqlite_store) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnusable, match="vergrendeld") as refused, sqlite_store.write("add"):
            pass
        connection.execute("ROLLBACK")
    assert "\n" not in str(refused.value)


def _bad(values: str, columns: str = "sleutel, title, received_on") -> str:
    return f"INSERT INTO support_request ({columns}) VALUES ({values})"


@pytest.mark.parametrize(
    "statement",
    [
        _bad("'x', 'x', '2026-11-21', 'bijna klaar'", "sleutel, title, received_on, state"),
        _bad("'x', 'x', '2026-11-21', 'hoog'", "sleutel, title, received_on, priority"),
        _bad("'x', 'x', '21-11-2026'"),
        _bad("'x', 'x', '2026-02-30'"),
        _bad("'x', 'x', NULL"),
        _bad("'x', NULL, '2026-11-21'"),
        _bad("'x', 'x', '2026-11-21', 99", "sleutel, title, received_on, institution_id"),
        "UPDATE support_request SET confidential = 'misschien'",
        "UPDATE support_request SET version = 'een'",
        "INSERT INTO fit_gap_item (analysis_id, dimension, gap) VALUES (1, 'api', 5)",
        "INSERT INTO request_theme (request_id, theme_id) VALUES (1, 7)",
        "INSERT INTO institution (name, agb) VALUES ('a', '99000001'), ('b', '99000001')",
    ],
)
def test_wrong_words_and_dates_are_kept_out_by_the_database_itself(request_store: Store, statement: str) -> None:
    with outsider(request_store) as connection:
        if request_store.address.path is not None:
            connection.execute("PRAGMA foreign_keys = ON")
        elif "21-11-2026" in statement:
            connection.execute("SET datestyle = 'ISO, YMD'")
        with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError, psycopg.Error)):
            connection.execute(statement)


def test_a_broken_rule_in_a_verb_changes_nothing(request_store: Store) -> None:
    def write() -> None:
        with request_store.write("add") as tx:
            tx.session.add(Institution(name="wel"))
            tx.session.add(SupportRequest(institution_id=77, title="niet", received_on=date(2026, 11, 21)))

    with pytest.raises(IntegrityError):
        write()
    with request_store.read() as reader:
        assert reader.value("SELECT count(*) FROM institution") == 1


def test_a_word_that_is_not_in_its_list_is_refused_before_it_is_sent(request_store: Store) -> None:
    def write() -> None:
        with request_store.write("add") as tx:
            tx.session.add(SupportRequest(title="x", received_on=tx.today, state="bijna klaar"))  # type: ignore[arg-type]

    with pytest.raises(Exception, match="bijna klaar"):
        write()


def test_who_makes_the_database_is_admin_and_a_new_name_an_advisor(database: str) -> None:
    for name, role in (("loket", AdvisorRole.ADMIN), ("fatima", AdvisorRole.ADVISOR)):
        store = open_store(database, actor=name)
        assert store.role() is role
        with store.write("add") as tx:
            tx.session.add(Institution(name=name))
            assert tx.advisor.role is role
        assert store.role() is role
        store.close()


def test_only_an_admin_may_do_what_needs_one(store: Store, admin_store: Store) -> None:
    admin_store.require_admin()
    with pytest.raises(Refused, match="ilse"):
        store.require_admin()


def test_numbers_are_never_given_again(store: Store) -> None:
    def add() -> int | None:
        with store.write("add") as tx:
            row = Institution(name="x")
            tx.session.add(row)
            tx.session.flush()
            return row.id

    first: Callable[[], int | None] = add
    number = first()
    with store.write("remove") as tx:
        tx.connection.execute(text("DELETE FROM institution"))
    assert add() != number
