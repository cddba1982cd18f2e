from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from loket.casework.done import Ref
from loket.casework.records import MODELS
from loket.models.advisors import Advisor
from loket.models.institutions import Contact, Institution, InstitutionAlias, Party
from loket.models.words import AdvisorRole
from loket.store.database import Store, open_store

TODAY = dt.date(2026, 11, 21)


@dataclass(frozen=True)
class House:
    """A small office at work: two hospitals, a clinic, a party, a colleague."""

    store: Store
    merenrand: int
    oosterveld: int
    duinzicht: int
    vws: int
    wit: int
    ilse: int
    ruud: int

    def row(self, record: Ref) -> Any:
        """The record as it stands now."""
        with self.store.write("look") as tx:
            return tx.session.get(MODELS[record.kind], record.id)

    def count(self, table: str, where: str = "1 = 1") -> int:
        with self.store.read() as reader:
            return int(reader.value(f"SELECT count(*) FROM {table} WHERE {where}"))

    def column(self, sql: str) -> list[Any]:
        with self.store.read() as reader:
            return [row[0] for row in reader.rows(sql)]

    def as_ruud(self) -> Store:
        """The same database with ruud at work."""
        other = open_store(self.store.address, actor="ilse")
        other.actor = "ruud"
        return other

    def as_lead(self) -> Store:
        """The same database with ruud at work, who became a programme lead."""
        with self.store.write("set up") as tx:
            tx.session.get_one(Advisor, self.ruud).role = AdvisorRole.LEAD
        return self.as_ruud()


@pytest.fixture
def house(store: Store) -> House:
    with store.write("set up") as tx:
        ruud = Advisor(name="ruud")
        merenrand = Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand", advisor_id=tx.advisor.id)
        oosterveld = Institution(name="UMC Oosterveld")
        duinzicht = Institution(name="Kliniek Duinzicht")
        vws = Party(name="VWS")
        rows = [ruud, merenrand, oosterveld, duinzicht, vws]
        for row in rows:
            tx.session.add(row)
        tx.session.flush()
        wit = Contact(institution_id=merenrand.id, name="A. de Wit")
        tx.session.add(wit)
        tx.session.add(InstitutionAlias(institution_id=merenrand.id or 0, alias="Meren"))
        tx.session.flush()
        ids = [row.id or 0 for row in (merenrand, oosterveld, duinzicht, vws, wit, tx.advisor, ruud)]
    return House(store, *ids)
