"""Merging two contacts or two parties that are one: everything of the one becomes the other's, and a party's name stays findable."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import select

from loket.casework.done import Done
from loket.casework.inputs import Check
from loket.casework.merging import MergePlan, differences, fills, taken, two_of
from loket.casework.pointers import count_pointing, repoint
from loket.casework.records import MODELS, done, ref
from loket.language import _
from loket.models.documents import ImportMemory
from loket.models.errors import Refused
from loket.models.institutions import Contact, Party, PartyAlias
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction

FIELDS: Mapping[RecordKind, Sequence[str]] = {
    RecordKind.CONTACT: ("name", "function", "department", "audience", "email", "phone", "left_on", "retention_until"),
    RecordKind.PARTY: ("kind",),
}
"""What two records of a kind can say otherwise of themselves: the kinds that are merged here, and the fields that are chosen."""


def preview_records(store: Store, kind: RecordKind, survivor: int, merged: int) -> MergePlan:
    """What merging two contacts or parties would do; changes nothing."""
    with store.write("preview") as tx:
        keep, gone = _two(tx, kind, survivor, merged)
        return MergePlan(
            keep.name or "?",
            gone.name or "?",
            count_pointing(tx, kind, merged),
            tuple(fills(keep, gone, FIELDS[kind])),
            differences=tuple(differences(keep, gone, FIELDS[kind])),
        )


def merge_records(
    store: Store, kind: RecordKind, survivor: int, merged: int, take: Collection[str] = (), reason: str | None = None
) -> Done:
    """Move everything of `merged` to `survivor` and take `merged` away. `take` are the fields whose value is `merged`'s."""
    check = Check()
    with store.write("merge_records", reason=check.line("reason", reason)) as tx:
        keep, gone = _two(tx, kind, survivor, merged)
        values = {**fills(keep, gone, FIELDS[kind]), **taken(check, keep, gone, FIELDS[kind], take)}
        check.finish()
        names, number = {"merged": gone.name or "?", "survivor": keep.name or "?"}, ref(gone)
        repoint(tx, kind, merged, survivor)
        memory = tx.session.get(ImportMemory, (kind.value, merged))
        if memory is not None:
            tx.session.delete(memory)
        tx.session.delete(tx.session.get_one(type(gone), merged))
        tx.session.flush()
        if isinstance(keep, Party):
            _keep_names(tx, keep, names["merged"])
        for name, value in values.items():
            setattr(keep, name, value)
        tx.session.flush()
        return done(tx, check, _("{merged} is now part of {survivor}.").format(**names), ref(keep), number)


def _two(tx: Transaction, kind: RecordKind, survivor: int, merged: int) -> tuple[Any, Any]:
    """The two; Refused for contacts whose names one may not see, who are erased, or who are at different places."""
    keep, gone = two_of(tx, MODELS[kind], survivor, merged)
    if isinstance(keep, Contact) and isinstance(gone, Contact):
        if not tx.viewer.sees_contacts:
            raise Refused(_("Contacts are merged by who may see their names."))
        if keep.erased_on is not None or gone.erased_on is not None:
            raise Refused(_("A contact that was erased is not merged."))
        if (keep.institution_id, keep.party_id) != (gone.institution_id, gone.party_id):
            raise Refused(_("These are at different places: c notes of a contact that they work elsewhere now."))
    return keep, gone


def _keep_names(tx: Transaction, party: Party, former: str) -> None:
    """Let a party be found by the other's name; a name stands once among its other names."""
    known = {party.name}
    for alias in tx.session.exec(select(PartyAlias).where(PartyAlias.party_id == party.id).order_by(PartyAlias.id)).all():  # type: ignore[arg-type]
        if alias.alias in known:
            tx.session.delete(alias)
        known.add(alias.alias)
    if former not in known:
        tx.session.add(PartyAlias(party_id=party.id or 0, alias=former))
