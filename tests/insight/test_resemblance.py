"""A record that is being made says what it looks like: how much, and of whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.insight.resemblance import resembling
from loket.models.institutions import Contact, Institution, InstitutionAlias, Party, PartyAlias
from loket.models.offerings import Offering
from loket.models.requests import SupportRequest
from loket.models.signals import Trend
from loket.models.words import OfferingStatus, RecordKind, RequestState
from loket.store.database import Store

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write("set up") as tx:
        tx.session.add_all([Institution(name="Ziekenhuis Merenrand", city="Meer"), Institution(name="Kliniek Duinzicht")])
        tx.session.add(Party(name="Q Consult"))
        tx.session.flush()
        tx.session.add_all(
            [
                InstitutionAlias(institution_id=1, alias="Streekziekenhuis Meer"),
                PartyAlias(party_id=1, alias="Q-Academie"),
                Contact(institution_id=1, name="A. van Leeuwen", email="a@meer.example"),
                Offering(title="Training samen beslissen"),
                Offering(title="Oude training", state=OfferingStatus.LAPSED),
                Trend(title="Koppelkosten EPD"),
                SupportRequest(title="Vragenlijsten op papier", institution_id=1, received_on=DAY),
                SupportRequest(title="Vragenlijst op papier", institution_id=1, received_on=DAY, state=RequestState.DROPPED, closed_on=DAY),
            ]
        )
    return store


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (RecordKind.INSTITUTION, {"name": "Ziekenhuis Merenrant"}, [("Ziekenhuis Merenrand", 89)]),
        (RecordKind.INSTITUTION, {"name": "Streekziekenhuis Meer"}, [("Ziekenhuis Merenrand", 95)]),
        (RecordKind.INSTITUTION, {"name": "Zkh. Merenrand", "city": "Elders"}, [("Ziekenhuis Merenrand", 90)]),
        (RecordKind.INSTITUTION, {"name": "Ziekenhuis Merenrant", "city": "Elders"}, []),
        (RecordKind.INSTITUTION, {"name": ""}, []),
        (RecordKind.PARTY, {"name": "Q Academie"}, [("Q Consult", 100)]),
        (RecordKind.CONTACT, {"name": "Anna van Leeuwen", "institution_id": 1}, [("A. van Leeuwen", 90)]),
        (RecordKind.CONTACT, {"name": "Anna van Leeuwen", "institution_id": 2}, []),
        (RecordKind.CONTACT, {"name": "Iemand", "email": "A@meer.example", "institution_id": 2}, [("A. van Leeuwen", 100)]),
        (RecordKind.OFFERING, {"title": "Training Samen Beslissen!"}, [("Training samen beslissen", 100)]),
        (RecordKind.OFFERING, {"title": "Oude training"}, []),
        (RecordKind.TREND, {"title": "EPD koppelkosten"}, [("Koppelkosten EPD", 100)]),
        (RecordKind.REQUEST, {"title": "Vragenlijsten op papier?", "institution_id": 1}, [("Vragenlijsten op papier", 100)]),
        (RecordKind.REQUEST, {"title": "Vragenlijsten op papier", "institution_id": 2}, []),
        (RecordKind.REQUEST, {"title": "Vragenlijsten op papier"}, []),
    ],
)
def test_what_it_looks_like(filled: Store, kind: RecordKind, values: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    assert [(one.name, one.percent) for one in resembling(filled, kind, values)] == expected
