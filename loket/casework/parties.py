"""Parties: who is not an institution. A former name stays findable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import alter, checked, done, fetch, make, ref
from loket.language import _
from loket.models.people import Party, PartyAlias
from loket.models.words import PartyKind, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyInput:
    """The fields of a party; `aliases` are other names it is found by."""

    name: str | Keep = KEEP
    kind: PartyKind | Keep | None = KEEP
    aliases: Sequence[str] | Keep = KEEP
    confidential: bool | Keep = KEEP


def add_party(store: Store, data: PartyInput) -> Done:
    """A new party, of a name that no other has."""
    with store.write("add_party") as tx:
        check = Check()
        row = add_party_within(tx, check, data)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.PARTY, row))


def add_party_within(tx: Transaction, check: Check, data: PartyInput) -> Party:
    """A new party in a transaction that does more."""
    values, aliases = _party_values(tx, check, {"name": None, **given(data)}, None)
    row: Party = make(tx, RecordKind.PARTY, values)
    _set_aliases(tx, row.id or 0, aliases)
    return row


def change_party(store: Store, number: int, data: PartyInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a former name stays as another name, so that it is still found."""
    with store.write("change_party") as tx:
        check = Check()
        row: Party = fetch(tx, RecordKind.PARTY, number)
        former = row.name
        values, aliases = _party_values(tx, check, given(data), row)
        alter(tx, check, RecordKind.PARTY, number, values, version=version)
        if row.name != former:
            tx.session.add(PartyAlias(party_id=number, alias=former))
            aliases = None if aliases is None else (*aliases, former)
        _set_aliases(tx, number, aliases)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.PARTY, row))


def _party_values(
    tx: Transaction, check: Check, given_values: dict[str, Any], row: Party | None
) -> tuple[dict[str, Any], tuple[str, ...] | None]:
    aliases = given_values.pop("aliases", None)
    values = checked(tx, check, RecordKind.PARTY, given_values, required=("name",))
    other = tx.session.exec(select(Party).where(Party.name == values.get("name"))).first()
    if other is not None and other is not row:
        check.fail("name", _("{number} has this name already.").format(number=RecordKind.PARTY.number(other.id or 0)))
    cleaned = None
    if aliases is not None:
        lines = [check.line("aliases", alias) for alias in aliases]
        cleaned = tuple(dict.fromkeys(line for line in lines if line))
    check.finish()
    return values, cleaned


def _set_aliases(tx: Transaction, party: int, aliases: Sequence[str] | None) -> None:
    if aliases is None:
        tx.session.flush()
        return
    there = list(tx.session.exec(select(PartyAlias).where(PartyAlias.party_id == party)).all())
    for alias in there:
        if alias.alias not in aliases:
            tx.session.delete(alias)
    known = {alias.alias for alias in there}
    tx.session.add_all([PartyAlias(party_id=party, alias=alias) for alias in aliases if alias not in known])
    tx.session.flush()
