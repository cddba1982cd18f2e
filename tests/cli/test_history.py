from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from loket.casework.requests import RequestInput, change_request, register_request
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.models.institutions import Institution
from loket.models.words import Priority, RecordKind, RequestState
from loket.store.database import open_store
from tests.conftest import Ran

Loket = Callable[..., Ran]


@pytest.fixture
def address(database: str) -> str:
    """A request that ilse made, changed, referred, took back, and renamed before thinking better of it; on each dialect."""
    store = open_store(database, actor="ilse")
    with store.write("set up") as tx:
        tx.session.add(Institution(name="Ziekenhuis Merenrand"))
    number = register_request(store, RequestInput(title="PROM's", institution_id=1, themes=[4])).record.id
    change_request(store, number, RequestInput(priority=Priority.HIGH, themes=[2]))
    advance(store, Advance(kind=RecordKind.REQUEST, numbers=[number], to=RequestState.REFERRED))
    advance(store, Advance(kind=RecordKind.REQUEST, numbers=[number], to=RequestState.NEW, reason="te snel"))
    undo(store, change_request(store, number, RequestInput(title="anders")).tx)
    store.close()
    return str(database)


def test_it_tells_who_did_what_and_why_in_dutch(loket: Loket, address: str) -> None:
    ran = loket("--database", address, "history", "requests", "1")
    assert ran.status == 0
    lines = [line.strip() for line in ran.out.splitlines()]
    assert lines[0].endswith("ilse  vraag vastgelegd")
    assert "titel: PROM's" in lines
    assert "instelling: Ziekenhuis Merenrand" in lines
    assert "thema's: Gebruik van uitkomstinformatie in de spreekkamer" in lines
    assert "thema's: Gebruik van uitkomstinformatie in de spreekkamer → Landelijk beleid" in lines
    assert "prioriteit: normaal → hoog" in lines
    assert "staat: nieuw → doorverwezen" in lines
    assert "reden: te snel" in lines
    assert "titel: anders → PROM's" in lines
    assert not any("versie" in line or "sleutel" in line or "vertrouwelijk" in line for line in lines)


def test_json_has_the_values_as_stored(loket: Loket, address: str) -> None:
    told = json.loads(loket("--database", address, "history", "request", "V-1", "--json").out)
    assert (told["record"], told["number"]) == ("request", "V-1")
    second = told["history"][1]
    assert (second["who"], second["verb"], second["op"]) == ("ilse", "change_request", "update")
    assert {"field": "priority", "before": "normal", "after": "high"} in second["changes"]
    assert {"field": "themes", "before": [4], "after": [2]} in second["changes"]


def test_a_record_that_never_was_is_refused(loket: Loket, address: str) -> None:
    ran = loket("--database", address, "history", "signals", "9")
    assert ran.status == 1
    assert "S-9" in ran.err


@pytest.mark.parametrize(("record", "number"), [("koekjes", "1"), ("requests", "S-1"), ("requests", "één")])
def test_wrong_usage_names_what_is_known(loket: Loket, sqlite_database: str, record: str, number: str) -> None:
    ran = loket("--database", sqlite_database, "history", record, number)
    assert ran.status == 2
    assert "Traceback" not in ran.err
