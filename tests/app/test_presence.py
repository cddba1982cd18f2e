"""Two people in one dossier see each other, and nobody else's trace stays."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.app import LoketApp
from loket.casework.presence import leave, others_present, stay_present
from loket.casework.requests import RequestInput, register_request
from loket.models.institutions import Institution
from loket.models.words import RecordKind
from loket.store.database import Store, open_store
from tests.app.helpers import screen_text, settle, walk


@pytest.fixture
def colleague(store: Store, database: str) -> Store:
    """A second person on the same database, who wrote before and so is an advisor."""
    with store.write("set up") as tx:
        tx.session.add(Institution(name="Ziekenhuis Merenrand"))
    mehmet = open_store(database, actor="mehmet")
    register_request(mehmet, RequestInput(title="Draagvlak", institution_id=1, themes=(1,), received_on=dt.date(2026, 11, 1)))
    return mehmet


def test_who_has_something_of_an_institution_open_is_seen_in_its_dossier(store: Store, colleague: Store) -> None:
    stay_present(colleague, RecordKind.REQUEST, 1)
    assert stay_present(store, RecordKind.INSTITUTION, 1) == [("mehmet", RecordKind.REQUEST, 1)]
    assert others_present(colleague, RecordKind.REQUEST, 1) == []
    leave(colleague)
    assert others_present(store, RecordKind.INSTITUTION, 1) == []


def test_going_to_another_record_lets_go_of_the_first(store: Store, colleague: Store) -> None:
    stay_present(colleague, RecordKind.REQUEST, 1)
    stay_present(colleague, RecordKind.CONTACT, 9)
    assert others_present(store, RecordKind.INSTITUTION, 1) == []


def test_who_only_looks_becomes_no_advisor_and_leaves_no_trace(store: Store, colleague: Store, database: str) -> None:
    guest = open_store(database, actor="gast")
    stay_present(guest, RecordKind.REQUEST, 1)
    assert others_present(store, RecordKind.REQUEST, 1) == []
    with store.read() as reader:
        assert reader.value("SELECT count(*) FROM advisor WHERE name = 'gast'") == 0
    guest.close()


def test_a_sign_of_life_of_minutes_ago_counts_no_more(store: Store, colleague: Store) -> None:
    stay_present(colleague, RecordKind.REQUEST, 1)
    with colleague.scratch() as tx:
        tx.connection.exec_driver_sql("UPDATE presence SET seen_at = '2026-01-01T00:00:00+00:00'")
    assert others_present(store, RecordKind.REQUEST, 1) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_message_line_says_who_has_it_open(store: Store, colleague: Store) -> None:
    stay_present(colleague, RecordKind.REQUEST, 1)
    app = LoketApp(lambda: store, strict=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.open_record(RecordKind.INSTITUTION, 1)
        await settle(pilot)
        assert "mehmet heeft V-1 nu open" in screen_text(app)
        assert others_present(colleague, RecordKind.INSTITUTION, 1) == [("ilse", RecordKind.INSTITUTION, 1)]
        await walk(pilot, "escape")
        assert others_present(colleague, RecordKind.INSTITUTION, 1) == []
