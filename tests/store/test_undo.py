from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from loket.models.documents import ImportMemory
from loket.models.errors import Refused
from loket.models.institutions import Contact, Institution
from loket.models.requests import RequestTheme, SupportRequest
from loket.models.themes import Setting
from loket.store.database import Store
from loket.store.doctor import examine
from loket.store.transaction import Transaction
from loket.store.undo import UndoRefused, entries, last_undoable, undo

State = dict[str, list[tuple[Any, ...]]]
_TABLES = {
    "institution": "id, name, city",
    "contact": "id, name, email, department",
    "support_request": "id, title, state",
    "request_theme": "request_id, theme_id",
    "setting": "name, value",
    "import_memory": "kind, record_id, row_hash",
}


def state(store: Store) -> State:
    with store.read() as reader:
        return {table: reader.rows(f"SELECT {columns} FROM {table} ORDER BY 1, 2") for table, columns in _TABLES.items()}


def do(store: Store, verb: str, work: Callable[[Transaction], object]) -> int:
    with store.write(verb) as tx:
        work(tx)
        return tx.id


@pytest.fixture
def filled(store: Store) -> Store:
    """A hospital with a contact and a request on two themes, by ilse."""

    def fill(tx: Transaction) -> None:
        tx.session.add(Institution(name="Ziekenhuis Merenrand", city="Zwolle"))
        tx.session.flush()
        tx.session.add(Contact(institution_id=1, name="A. de Wit", email="a@voorbeeld.nl"))
        tx.session.add(SupportRequest(institution_id=1, title="PROM's", received_on=tx.today))
        tx.session.flush()
        tx.session.add_all([RequestTheme(request_id=1, theme_id=3), RequestTheme(request_id=1, theme_id=4)])
        tx.session.add(ImportMemory(kind="request", record_id=1, row_hash="h"))

    do(store, "fill", fill)
    return store


def rename(tx: Transaction) -> None:
    row = tx.session.get(Institution, 1)
    assert row is not None
    row.name = "Ziekenhuis Merenhof"


def change_contact(tx: Transaction) -> None:
    row = tx.session.get(Contact, 1)
    assert row is not None
    row.email, row.department = "b@voorbeeld.nl", "MDL"


def remove_all(tx: Transaction) -> None:
    for table in ("request_theme", "import_memory", "support_request", "contact", "institution"):
        tx.connection.execute(text(f"DELETE FROM {table}"))


def add_many(tx: Transaction) -> None:
    names = [{"name": f"Kliniek {number}"} for number in range(300)]
    tx.connection.execute(text("INSERT INTO institution (name) VALUES (:name)"), names)
    tx.connection.execute(text("UPDATE institution SET city = 'Zwolle' WHERE city IS NULL"))


def swap_themes(tx: Transaction) -> None:
    tx.connection.execute(text("DELETE FROM request_theme WHERE theme_id = 3"))
    tx.session.add(RequestTheme(request_id=1, theme_id=6))
    tx.session.add(Setting(name="proef", value="1"))
    tx.connection.execute(text("UPDATE import_memory SET row_hash = 'anders'"))


@pytest.mark.parametrize("work", [rename, change_contact, remove_all, add_many, swap_themes])
def test_undo_puts_everything_back_and_undo_of_that_brings_it_again(filled: Store, work: Callable[[Transaction], None]) -> None:
    before = state(filled)
    number = do(filled, "work", work)
    after = state(filled)
    assert after != before
    undone = undo(filled, number)
    assert state(filled) == before
    undo(filled, undone)
    assert state(filled) == after
    assert all(finding.ok for finding in examine(filled))


def test_undone_work_is_said_to_be_undone(filled: Store) -> None:
    number = do(filled, "rename", rename)
    undo(filled, number)
    with filled.read() as reader:
        latest, before, *_rest = entries(reader)
    assert (latest.verb, latest.undoes, latest.actor) == ("undo", number, "ilse")
    assert (before.id, before.undone) == (number, True)


def test_what_was_undone_cannot_be_undone_again(filled: Store) -> None:
    number = do(filled, "rename", rename)
    undo(filled, number)
    with pytest.raises(Refused, match="al ongedaan"):
        undo(filled, number)


def test_nothing_is_no_undo(filled: Store) -> None:
    with pytest.raises(Refused, match="niets"):
        undo(filled, 99_999)


def test_undo_is_refused_with_who_when_and_which_fields(filled: Store, admin_store: Store) -> None:
    number = do(filled, "rename", rename)

    def elsewhere(tx: Transaction) -> None:
        row = tx.session.get(Institution, 1)
        assert row is not None
        row.city = "Deventer"

    do(admin_store, "change_institution", elsewhere)
    before = state(filled)
    with pytest.raises(UndoRefused) as refused:
        undo(filled, number)
    (change,) = refused.value.changes
    assert (change.table, change.key, change.actor, change.fields) == ("institution", "1", "loket", ("city",))
    assert change.at.endswith("Z")
    assert "loket" in str(refused.value)
    assert "plaats" in str(refused.value)
    assert state(filled) == before


def test_a_change_that_was_itself_undone_stands_in_no_ones_way(filled: Store, admin_store: Store) -> None:
    before = state(filled)
    number = do(filled, "rename", rename)

    def elsewhere(tx: Transaction) -> None:
        tx.connection.execute(text("UPDATE institution SET city = 'Deventer'"))

    undo(admin_store, do(admin_store, "change_institution", elsewhere))
    undo(filled, number)
    assert state(filled) == before


def test_an_undo_that_was_undone_makes_room_again(filled: Store) -> None:
    number = do(filled, "rename", rename)
    undo(filled, undo(filled, number))
    undo(filled, number)
    assert state(filled)["institution"] == [(1, "Ziekenhuis Merenrand", "Zwolle")]


def test_undo_moves_the_version_on_so_that_an_open_form_notices(filled: Store) -> None:
    number = do(filled, "rename", rename)
    undo(filled, number)
    with filled.read() as reader:
        assert reader.value("SELECT version FROM institution WHERE id = 1") == 3


def test_ctrl_z_takes_the_actors_own_latest(filled: Store, admin_store: Store) -> None:
    mine = do(filled, "rename", rename)
    theirs = do(admin_store, "change_contact", change_contact)
    with filled.read() as reader:
        found, other = last_undoable(reader, "ilse"), last_undoable(reader, "loket")
    assert found is not None
    assert other is not None
    assert (found.id, other.id) == (mine, theirs)
    undo(filled, mine)
    with filled.read() as reader:
        before = last_undoable(reader, "ilse")
    assert before is not None
    assert before.verb == "fill"


def test_the_first_write_is_undone_without_its_writer(store: Store) -> None:
    number = do(store, "register", lambda tx: tx.session.add(Institution(name="Eerste")))
    undo(store, number)
    with store.read() as reader:
        assert reader.value("SELECT count(*) FROM advisor WHERE name = 'ilse'") == 1
        assert reader.value("SELECT count(*) FROM institution") == 0
        assert last_undoable(reader, "ilse") is None


def test_a_large_import_is_undone(filled: Store) -> None:
    before = state(filled)
    number = do(
        filled,
        "import",
        lambda tx: tx.connection.execute(text("INSERT INTO institution (name) VALUES (:name)"), [{"name": f"K{n}"} for n in range(5000)]),
    )
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        undo(filled, number)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert state(filled) == before
    assert sum(statement.startswith("DELETE FROM institution") for statement in statements) == 1, "in one batch"


def test_what_others_built_on_is_not_undone(store: Store) -> None:
    made = do(store, "register", lambda tx: tx.session.add(Institution(id=7, name="Kliniek Duinzicht")))
    do(store, "ask", lambda tx: tx.session.add(SupportRequest(title="PROM's", institution_id=7, received_on=tx.today)))
    before = state(store)
    with pytest.raises(Refused, match="wijzen"):
        undo(store, made)
    assert state(store) == before


def test_undo_and_redo_walk_back_and_forth_by_the_log(filled: Store) -> None:
    from loket.casework.undo import next_redo, next_undo
    from loket.casework.undo import undo as put_back

    cities = ("Zwolle", "Deventer", "Kampen", "Ommen")

    def move(city: str) -> Callable[[Transaction], None]:
        def moved(tx: Transaction) -> None:
            row = tx.session.get(Institution, 1)
            assert row is not None
            row.city = city

        return moved

    def city() -> str:
        with filled.read() as reader:
            return str(reader.value("SELECT city FROM institution"))

    for name in cities[1:]:
        do(filled, "change_institution", move(name))
    walked = []
    for step in "uuUuuUUUuu":
        done = put_back(filled, next_undo(filled) if step == "u" else next_redo(filled))
        walked.append((done.message, city()))
    assert [there for _said, there in walked] == [
        "Kampen", "Deventer", "Kampen", "Deventer", "Zwolle", "Deventer", "Kampen", "Ommen", "Kampen", "Deventer",
    ]  # fmt: skip
    assert {said for said, _there in walked} == {"Ongedaan gemaakt: instelling gewijzigd.", "Opnieuw gedaan: instelling gewijzigd."}
    do(filled, "change_institution", move("Raalte"))
    with pytest.raises(Refused, match="niets om opnieuw te doen"):
        next_redo(filled)  # something else was done since
