"""One person who is a contact twice at what becomes one institution: found by name, made one when nothing contradicts it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from loket.casework.pointers import repoint
from loket.casework.records import fetch
from loket.models.documents import ImportMemory
from loket.models.institutions import Contact
from loket.models.words import RecordKind
from loket.store.transaction import Transaction

_SAID = ("function", "department", "audience", "email", "phone", "left_on", "retention_until")


@dataclass(frozen=True, slots=True)
class DuplicateContact:
    """Two contacts of one name. `differs` are the fields in which they contradict each other: then they stay two."""

    kept: int
    double: int
    name: str
    differs: tuple[str, ...]


def duplicate_contacts(tx: Transaction, survivor: int, merged: int) -> tuple[DuplicateContact, ...]:
    """The contacts of one institution that bear the name of one at another, each of those once."""
    where = (col(Contact.name).is_not(None), col(Contact.erased_on).is_(None))
    ours, theirs = (
        list(tx.session.exec(select(Contact).where(Contact.institution_id == number, *where).order_by(col(Contact.id))).all())
        for number in (survivor, merged)
    )
    found = []
    for one in theirs:
        namesakes = [other for other in ours if _folded(other) == _folded(one)]
        if namesakes:
            likest = min(namesakes, key=lambda other: len(_differs(other, one)))
            found.append(DuplicateContact(likest.id or 0, one.id or 0, likest.name or "", _differs(likest, one)))
            ours.remove(likest)
    return tuple(found)


def combine(tx: Transaction, double: DuplicateContact) -> None:
    """Make two contacts one: what the kept one does not know is filled, and everything of the other becomes its."""
    repoint(tx, RecordKind.CONTACT, double.double, double.kept)
    kept = fetch(tx, Contact, double.kept)
    other = fetch(tx, Contact, double.double)
    for name in (*_SAID, "party_id", "moved_from_id"):
        value = getattr(other, name)
        if getattr(kept, name) is None and value is not None and (name, value) != ("moved_from_id", kept.id):
            setattr(kept, name, value)
    memory = tx.session.get(ImportMemory, (RecordKind.CONTACT.value, double.double))
    if memory is not None:
        tx.session.delete(memory)
    tx.session.delete(other)
    tx.session.flush()


def _differs(one: Contact, other: Contact) -> tuple[str, ...]:
    """The fields in which two contradict each other; whether somebody left or may be seen is one even where one is silent."""
    contradicting = [name for name in _SAID if None not in (getattr(one, name), getattr(other, name))]
    differing = [name for name in contradicting if _plain(getattr(one, name)) != _plain(getattr(other, name))]
    for name in ("left_on", "confidential"):
        if getattr(one, name) != getattr(other, name) and name not in differing:
            differing.append(name)
    return tuple(differing)


def _plain(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def _folded(contact: Contact) -> str:
    return " ".join((contact.name or "").casefold().split())
