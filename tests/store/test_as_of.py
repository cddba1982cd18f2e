from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from loket.models.errors import Refused
from loket.store.as_of import PastStore, moment
from loket.store.database import Store
from loket.store.reader import Reader
from loket.store.undo import undo
from tests.store.clients import outsider

_SHAPE = "SELECT DISTINCT tbl FROM change_log ORDER BY tbl"


def everything_known(store: Store | PastStore) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables in the log, without what is personal."""
    with store.read() as reader:
        return {table: rows_of(reader, table) for (table,) in reader.rows(_SHAPE)}


def rows_of(reader: Reader, table: str) -> list[dict[str, Any]]:
    personal = {"contact": ("name", "function", "email", "phone"), "conversation_attendee": ("name",)}.get(table, ())
    rows = [{name: value for name, value in row.items() if name not in personal} for row in reader.dicts(f"SELECT * FROM {table}")]
    return sorted(rows, key=str)


def last_line(store: Store) -> int:
    with store.read() as reader:
        return int(reader.value("SELECT max(seq) FROM change_log"))


def test_every_state_that_once_was_can_be_read_again(store: Store, run_verbs: Callable[[Store, Callable[[], None]], None]) -> None:
    known: list[tuple[int, dict[str, list[dict[str, Any]]]]] = []
    run_verbs(store, lambda: known.append((last_line(store), everything_known(store))))
    assert len(known) > 5
    for seq, then in known:
        past = PastStore(store, moment(store, f"#{seq}"))
        found = everything_known(past)
        past.close()
        assert {table: rows for table, rows in found.items() if rows} == {table: rows for table, rows in then.items() if rows}
    assert everything_known(store) == known[-1][1], "the live tables are as they were"


def test_a_line_within_a_transaction_shows_what_was_written_up_to_it(store: Store) -> None:
    start = last_line(store)
    with store.write("register_request") as tx:
        tx.connection.exec_driver_sql("INSERT INTO support_request (sleutel, title, received_on) VALUES ('s1', 'PROM''s', '2026-11-01')")
        for theme in (4, 5):
            tx.connection.exec_driver_sql(f"INSERT INTO request_theme (request_id, theme_id) VALUES (1, {theme})")
    counted = []
    for seq in (start, *range(last_line(store) - 2, last_line(store) + 1)):
        past = PastStore(store, moment(store, f"#{seq}"))
        with past.read() as reader:
            counted.append(sum(int(reader.value(f"SELECT count(*) FROM {table}")) for table in ("support_request", "request_theme")))
        past.close()
    assert counted == [0, 1, 2, 3]


def test_an_erasure_does_not_change_what_was_known(store: Store) -> None:
    from loket.casework.contacts import ContactInput, add_contact
    from loket.casework.institutions import InstitutionInput, add_institution

    add_institution(store, InstitutionInput(name="Ziekenhuis Merenrand"))
    add_contact(store, ContactInput(institution_id=1, name="A. de Wit", function="beleid", email="a@example.org"))
    known = moment(store, f"#{last_line(store)}")

    def told() -> list[dict[str, Any]]:
        past = PastStore(store, known)
        with past.read() as reader:
            found = reader.dicts("SELECT * FROM contact")
        past.close()
        return found

    before = told()
    with outsider(store) as connection:
        connection.execute("DELETE FROM log_personal")
    assert told() == before
    assert not {"A. de Wit", "beleid", "a@example.org"} & set(before[0].values())


@pytest.fixture
def run_verbs() -> Callable[[Store, Callable[[], None]], None]:
    """Work of all kinds: new records, changes, a state, links, a deletion by another client, a merge, an undo; `look` after each."""

    def run(store: Store, look: Callable[[], None]) -> None:
        from loket.casework.contacts import ContactInput, add_contact
        from loket.casework.institution_merge import merge_institutions
        from loket.casework.institutions import InstitutionInput, add_institution, change_institution
        from loket.casework.requests import RequestInput, register_request

        day = dt.date(2026, 11, 1)
        steps: list[Callable[[], Any]] = [
            lambda: add_institution(store, InstitutionInput(name="Ziekenhuis Merenrand", active=True)),
            lambda: add_institution(store, InstitutionInput(name="Kliniek Duinzicht")),
            lambda: add_contact(store, ContactInput(institution_id=1, name="A. de Wit", function="beleid")),
            lambda: register_request(store, RequestInput(title="PROM's [/] 'uit'sturen", institution_id=2, themes=(4, 5), received_on=day)),
            lambda: change_institution(store, 1, InstitutionInput(name="Merenrand Groep", city="Zwolle")),
            lambda: merge_institutions(store, 1, 2),
        ]
        for step in steps:
            done = step()
            look()
        undo(store, done.tx)
        look()
        with outsider(store) as connection:
            connection.execute("DELETE FROM request_theme WHERE theme_id = 5")
        look()

    return run


def test_a_day_means_its_end_in_amsterdam(store: Store) -> None:
    with outsider(store) as connection:
        for at in ("2026-06-30T21:59:59.999Z", "2026-06-30T22:00:00.000Z"):
            connection.execute(f"INSERT INTO change_log (at, tbl, pk, op, after) VALUES ('{at}', 'setting', 'x', 'insert', '{{}}')")
        connection.execute("DELETE FROM change_log WHERE tbl <> 'setting' OR pk <> 'x'")
    found = moment(store, "2026-06-30")
    assert (found.at, found.day) == ("2026-06-30", dt.date(2026, 6, 30))
    assert moment(store, "2026-07-01").seq == found.seq + 1
    assert moment(store, "2026-07-01T00:00").seq == found.seq + 1
    assert moment(store, "2026-06-30T22:00:00+00:00").seq == found.seq + 1
    assert moment(store, f"#{found.seq}").day == dt.date(2026, 6, 30)


@pytest.mark.parametrize("asked", ["2099-01-01", "morgen", "2026-02-30", "#999999999", "#", "", "9999-12-31T23:59:59-23:00"])
def test_what_is_no_moment_or_lies_ahead_is_refused(sqlite_store: Store, asked: str) -> None:
    with pytest.raises(Refused):
        moment(sqlite_store, asked)


def test_a_moment_that_lies_ahead_proposes_now(sqlite_store: Store) -> None:
    with pytest.raises(Refused, match=f"#{last_line(sqlite_store)}"):
        moment(sqlite_store, "2099-01-01")
