"""Parties: who is not an institution. A former name stays findable."""

from __future__ import annotations

from sqlmodel import select

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Line, Lines
from loket.casework.list_fields import PARTY_ALIASES, items_of
from loket.casework.records import add, alter, checked, done, fetch, ref
from loket.language import _
from loket.models.institutions import Party, PartyAlias
from loket.models.words import PartyKind, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class PartyInput(Input):
    """The fields of a party; `aliases` are other names it is found by."""

    KIND = RecordKind.PARTY
    REQUIRED = ("name",)

    name: Line = None
    kind: PartyKind | None = None
    aliases: Lines = ()
    confidential: bool = False


def add_party(store: Store, data: PartyInput) -> Done:
    """A new party, of a name that no other has."""
    return add(store, "add_party", data, own_name)


def change_party(store: Store, number: int, data: PartyInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a former name stays as another name, so that it is still found."""
    with store.write("change_party") as tx:
        check = Check()
        row = fetch(tx, Party, number)
        former = row.name
        data = own_name(tx, check, checked(tx, check, data, row), row)
        check.finish()
        alter(tx, check, ref(row), data.said(), version)
        if row.name != former and former not in items_of(tx, PARTY_ALIASES, number):
            tx.session.add(PartyAlias(party_id=number, alias=former))
        return done(tx, check, _("Saved: {number}."), ref(row))


def own_name(tx: Transaction, check: Check, data: PartyInput, row: Party | None) -> PartyInput:
    """A name is one party's."""
    other = tx.session.exec(select(Party).where(Party.name == data.name)).first()
    if other is not None and other is not row:
        check.fail("name", _("{number} has this name already.").format(number=ref(other).number))
    return data
