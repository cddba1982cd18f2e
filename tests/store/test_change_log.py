from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.institutions import Contact, Institution
from loket.models.requests import SupportRequest
from loket.models.tables import METADATA, logged_tables
from loket.models.themes import Setting
from loket.models.words import ConversationKind
from loket.store.change_log import personal_columns
from loket.store.database import Store
from loket.store.doctor import log_problems
from tests.store.clients import outsider

_LOGGED = "SELECT tbl, pk, op, actor, tx, before, after FROM change_log WHERE seq > :since ORDER BY seq"


def image(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def logged(store: Store, since: int) -> list[dict[str, Any]]:
    with store.read() as reader:
        rows = reader.dicts(_LOGGED, since=since)
    return [{**row, "before": image(row["before"]), "after": image(row["after"])} for row in rows]


def mark(store: Store) -> int:
    with store.read() as reader:
        return int(reader.value("SELECT coalesce(max(seq), 0) FROM change_log"))


def add_institution(store: Store, name: str = "Ziekenhuis Merenrand") -> int:
    with store.write("register") as tx:
        row = Institution(name=name)
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        return row.id


def test_a_write_is_logged_with_who_and_why(store: Store) -> None:
    add_institution(store, "voor de adviseur zelf")
    since = mark(store)
    with store.write("change_institution", reason="gebeld") as tx:
        row = tx.session.get(Institution, 1)
        assert row is not None
        row.city = "Zwolle"
        number = tx.id
    (entry,) = logged(store, since)
    assert (entry["tbl"], entry["pk"], entry["op"], entry["actor"], entry["tx"]) == ("institution", "1", "update", "ilse", number)
    assert entry["before"] == {"city": None, "version": 1}
    assert entry["after"]["city"] == "Zwolle"
    with store.read() as reader:
        assert reader.row("SELECT actor, verb, reason FROM log_tx WHERE id = :id", id=number) == ("ilse", "change_institution", "gebeld")


def test_a_strangers_write_is_logged_too(store: Store) -> None:
    add_institution(store)
    since = mark(store)
    with outsider(store) as connection:
        connection.execute("INSERT INTO institution (name) VALUES ('Buitenom')")
        connection.execute("UPDATE institution SET city = 'Zwolle' WHERE name = 'Buitenom'")
        connection.execute("DELETE FROM institution WHERE name = 'Buitenom'")
    entries = logged(store, since)
    assert [(e["op"], e["pk"], e["actor"], e["tx"]) for e in entries] == [(op, "2", None, None) for op in ("insert", "update", "delete")]
    assert entries[0]["after"]["name"] == "Buitenom"
    assert entries[1]["before"] == {"city": None}
    assert entries[2]["before"]["city"] == "Zwolle"


def test_a_row_that_a_stranger_gives_another_key_is_one_gone_and_one_made(store: Store) -> None:
    first, second = add_institution(store), add_institution(store, "Kliniek Duinzicht")
    with store.write("log") as tx:
        tx.session.add(Conversation(id=1, kind=ConversationKind.INTAKE))
        tx.session.flush()
        tx.session.add(ConversationInstitution(conversation_id=1, institution_id=first))
    since = mark(store)
    with outsider(store) as connection:
        connection.execute(f"UPDATE conversation_institution SET institution_id = {second}")
    entries = logged(store, since)
    assert [(e["op"], e["pk"]) for e in entries] == [("delete", f"1,{first}"), ("insert", f"1,{second}")]
    assert entries[0]["before"]["institution_id"] == first
    assert entries[1]["after"]["institution_id"] == second
    with store.read() as reader:
        assert log_problems(reader) == []


def test_a_stranger_replacing_a_row_leaves_the_delete_in_the_log(sqlite_store: Store) -> None:
    with outsider(sqlite_store) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        since = mark(sqlite_store)
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('silent_after_days', '14')")
    assert [e["op"] for e in logged(sqlite_store, since)] == ["delete", "insert"]


def test_on_postgresql_the_database_user_is_recorded(postgres_database: str) -> None:
    from loket.store.database import open_store

    store = open_store(postgres_database, actor="ilse")
    add_institution(store)
    with store.read() as reader:
        assert reader.row("SELECT actor, db_user FROM change_log ORDER BY seq DESC LIMIT 1") == ("ilse", "loket")
    store.close()


def test_an_update_that_changes_nothing_is_not_logged(store: Store) -> None:
    add_institution(store)
    since = mark(store)
    with outsider(store) as connection:
        connection.execute("UPDATE institution SET name = name")
    assert logged(store, since) == []


def test_personal_data_stays_out_of_the_log_proper(store: Store) -> None:
    number = add_institution(store)
    since = mark(store)
    with store.write("add_contact") as tx:
        contact = Contact(institution_id=number, name="A. de Wit", email="a@voorbeeld.nl", department="MDL")
        tx.session.add(contact)
        tx.session.flush()
        contact.email = "b@voorbeeld.nl"
        tx.session.flush()
        contact.department = "orthopedie"
        tx.session.flush()
        tx.session.delete(contact)
    entries = logged(store, since)
    assert [entry["op"] for entry in entries] == ["insert", "update", "update", "delete"]
    for entry in entries:
        for part in (entry["before"], entry["after"]):
            assert part is None or not set(part) & {"name", "email", "phone", "function"}
    with store.read() as reader:
        own = reader.rows("SELECT subject, before, after, nonce FROM log_personal ORDER BY seq")
    assert [subject for subject, *_rest in own] == ["contact:1"] * 3
    assert image(own[1][1]) == {"email": "a@voorbeeld.nl"}
    assert image(own[1][2])["email"] == "b@voorbeeld.nl"
    assert len({nonce for *_rest, nonce in own}) == 3


def test_every_personal_column_is_one_that_the_log_keeps_apart() -> None:
    found = {(table.name, name) for table in logged_tables() for name in personal_columns(table)}
    assert found == {
        *(("contact", name) for name in ("name", "function", "email", "phone")),
        ("conversation_attendee", "name"),
        ("contact_former_role", "function"),
    }


def test_what_is_rolled_back_leaves_nothing(store: Store) -> None:
    add_institution(store)
    since = mark(store)

    def fail() -> None:
        with store.write("fail") as tx:
            tx.session.add(Institution(name="Half"))
            tx.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert logged(store, since) == []
    with store.read() as reader:
        assert reader.value("SELECT count(*) FROM institution") == 1
        assert reader.value("SELECT count(*) FROM log_tx WHERE verb = 'fail'") == 0
    with outsider(store) as connection:
        connection.execute("INSERT INTO institution (name) VALUES ('Daarna')")
    assert [entry["actor"] for entry in logged(store, since)] == [None]


def test_a_transaction_that_changed_nothing_is_no_entry(store: Store) -> None:
    add_institution(store)
    with store.write("look_only"):
        pass
    with store.read() as reader:
        assert reader.value("SELECT count(*) FROM log_tx WHERE verb = 'look_only'") == 0


def test_bulk_writes_are_logged_row_by_row(store: Store) -> None:
    number = add_institution(store)
    since = mark(store)
    rows = [{"sleutel": f"x{n}", "institution_id": number, "title": f"vraag {n}", "received_on": "2026-11-21"} for n in range(500)]
    from sqlalchemy import text

    statement = (
        "INSERT INTO support_request (sleutel, institution_id, title, received_on) VALUES (:sleutel, :institution_id, :title, :received_on)"
    )
    with store.write("import") as tx:
        tx.connection.execute(text(statement), rows)
        tx.connection.execute(text("UPDATE support_request SET department = 'MDL'"))
        tx.connection.execute(text("DELETE FROM support_request"))
    entries = logged(store, since)
    assert [entry["op"] for entry in entries] == ["insert"] * 500 + ["update"] * 500 + ["delete"] * 500
    assert {entry["actor"] for entry in entries} == {"ilse"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=60))
def test_any_text_comes_through_the_log_as_it_was(sqlite_store: Store, title: str) -> None:
    number = add_institution(sqlite_store, title)
    since = mark(sqlite_store)
    with sqlite_store.write("ask") as tx:
        tx.session.add(SupportRequest(institution_id=number, title=title, received_on=tx.today))
    assert logged(sqlite_store, since)[-1]["after"]["title"] == title


def test_moments_are_in_utc_and_in_order(store: Store) -> None:
    for place in range(3):
        add_institution(store, f"nummer {place}")
    with store.read() as reader:
        moments = [row[0] for row in reader.rows("SELECT at FROM change_log ORDER BY seq")]
    assert moments == sorted(moments)
    assert all(moment.endswith("Z") and len(moment) == 24 for moment in moments)


def test_what_is_no_record_is_not_logged() -> None:
    unlogged = set(METADATA.tables) - {table.name for table in logged_tables()}
    assert unlogged == {"draft", "saved_view", "export_log", "presence", "given_work"}


def test_a_table_keyed_by_a_name_is_logged_by_that_name(store: Store) -> None:
    since = mark(store)
    with store.write("change_setting") as tx:
        tx.session.add(Setting(name="proef", value="1"))
    assert [(entry["tbl"], entry["pk"]) for entry in logged(store, since)][-1] == ("setting", "proef")
