"""Contacts: who leaves, moves or gets another role, without losing who said what where; and one person who is a contact twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import field_validator
from sqlalchemy import func
from sqlmodel import col, select

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Input, Line
from loket.casework.pointers import repoint
from loket.casework.records import add, alter, change, checked, done, fetch, make, ref
from loket.language import _, label
from loket.models.conversations import Conversation, ConversationAttendee
from loket.models.documents import ImportMemory
from loket.models.errors import FieldError, Refused
from loket.models.institutions import Contact, ContactFormerRole
from loket.models.notes import FollowUp
from loket.models.requests import SupportRequest
from loket.models.words import Audience, ConversationState, FollowUpState, RecordKind, RequestState
from loket.store.database import Store
from loket.store.transaction import Transaction

_ROLE = ("function", "department", "audience")


class ContactInput(Input):
    """The fields of a contact, at an institution or a party. `left_on` is when they went elsewhere."""

    KIND = RecordKind.CONTACT
    REQUIRED: ClassVar[tuple[str, ...]] = ("name",)

    institution_id: int | None = None
    party_id: int | None = None
    name: Line = None
    function: Line = None
    department: Line = None
    audience: Audience | None = None
    email: Line = None
    phone: Line = None
    left_on: date | None = None
    retention_until: date | None = None
    confidential: bool = False

    def rules(self) -> Iterator[tuple[str, str]]:
        """They are somewhere."""
        if not self.institution_id and not self.party_id:
            yield "institution_id", _("Fill in an institution or a party.")

    @field_validator("email")
    @classmethod
    def _email(cls, value: str | None) -> str | None:
        if value and ("@" not in value or " " in value):
            raise ValueError(_("An e-mail address looks like name@example.nl."))
        return value


class Leaving(Input):
    """A contact is gone since the day `left_on` (today when left out); `successor_id` takes over what is open with them."""

    left_on: date | None = None
    successor_id: int | None = None


class Moving(ContactInput):
    """A contact works elsewhere since `left_on`: where, and what they do and how they are reached there."""

    REQUIRED = ()

    successor_id: int | None = None


class NewRole(Input):
    """What a contact does at the same place since `until_on`, the last day of what they did before (today when left out)."""

    KIND = RecordKind.CONTACT

    function: Line = None
    department: Line = None
    audience: Audience | None = None
    until_on: date | None = None


def add_contact(store: Store, data: ContactInput) -> Done:
    """A new contact. Name, and an institution or party, must be filled in."""
    return add(store, "add_contact", data)


def change_contact(store: Store, number: int, data: ContactInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw.

    A programme lead was shown a function where the name stands, and may not put it there.
    """
    unseen = [name for name in ("name", "email", "phone") if name in data.model_fields_set]
    if unseen and not store.viewer().sees_contacts:
        raise Refused(errors=[FieldError(name, _("Names, addresses and numbers are for advisors and admins.")) for name in unseen])
    return change(store, "change_contact", number, data, version)


def contact_leaves(store: Store, number: int, data: Leaving, version: int | None = None) -> Done:
    """Note that a contact left; they are proposed nowhere any more, and stay in what they were part of."""
    with store.write("contact_leaves") as tx:
        check = Check()
        check.take(data)
        row = fetch(tx, Contact, number)
        _check_leaving(tx, check, row, data.left_on, data.successor_id)
        check.finish()
        alter(tx, check, ref(row), {"left_on": data.left_on or tx.today}, version)
        passed = _pass_on(tx, check, row, data.successor_id)
        return done(tx, check, _("{name} has left.").format(name=_called(tx, row)), ref(row), *passed)


def contact_moves(store: Store, number: int, data: Moving, version: int | None = None) -> Done:
    """A contact of its own at the new place, that knows where it came from; what was said stays where it was said."""
    with store.write("contact_moves") as tx:
        check = Check()
        row = fetch(tx, Contact, number)
        _check_leaving(tx, check, row, data.left_on, data.successor_id)
        data = checked(tx, check, data)
        if (data.institution_id, data.party_id) == (row.institution_id, row.party_id):
            check.fail("institution_id", _("{name} is there already; choose another role instead.").format(name=_called(tx, row)))
        check.finish()
        new = _at_new_place(tx, row, data)
        alter(tx, check, ref(row), {"left_on": data.left_on or tx.today}, version)
        passed = _pass_on(tx, check, row, data.successor_id)
        message = _("{name} is now {number}.").format(name=_called(tx, row), number=ref(new).number)
        return done(tx, check, message, ref(new), ref(row), *passed)


def contact_changes_role(store: Store, number: int, data: NewRole, version: int | None = None) -> Done:
    """Another role at the same place; the former one is kept with its last day."""
    with store.write("contact_changes_role") as tx:
        check = Check()
        row = fetch(tx, Contact, number)
        data = checked(tx, check, data, row)
        check.not_to_come("until_on", data.until_on, tx.today)
        if all(getattr(row, name) == getattr(data, name) for name in _ROLE if data.says(name)):
            check.fail("function", _("This is what {name} does already.").format(name=_called(tx, row)))
        check.finish()
        before = ContactFormerRole(
            contact_id=number, until_on=data.until_on or tx.today, function=row.function, department=row.department, audience=row.audience
        )
        if any(getattr(row, name) is not None for name in _ROLE):
            tx.session.add(before)
        alter(tx, check, ref(row), data.said(), version)
        return done(tx, check, _("Saved: {number}."), ref(row))


def _called(tx: Transaction, row: Contact) -> str | None:
    """What a message calls somebody, to who may know the name."""
    if tx.viewer.sees_contacts:
        return row.name
    return row.function or label(row.audience or RecordKind.CONTACT)


def _check_leaving(tx: Transaction, check: Check, row: Contact, day: date | None, successor: int | None) -> None:
    """Whether this contact can go, and leave what is open to the successor."""
    if row.left_on is not None:
        check.fail("left_on", _("{name} left already on {date}.").format(name=_called(tx, row), date=row.left_on.isoformat()))
    if successor is not None:
        other = tx.session.get(Contact, successor)
        if other is None or other is row or other.left_on is not None:
            check.fail("successor_id", _("Choose somebody who is still there."))
        elif (other.institution_id, other.party_id) != (row.institution_id, row.party_id):
            check.fail("successor_id", _("{name} is not of the same place.").format(name=_called(tx, other)))
    check.not_to_come("left_on", day, tx.today)


def _at_new_place(tx: Transaction, row: Contact, data: Moving) -> Contact:
    """The person at the new place: a namesake who is known there already, else a new contact."""
    place = [col(getattr(Contact, name)) == getattr(data, name) for name in ("institution_id", "party_id") if getattr(data, name)]
    there = (col(Contact.left_on).is_(None), col(Contact.moved_from_id).is_(None), func.lower(Contact.name) == (row.name or "").lower())
    known = tx.session.exec(select(Contact).where(*place, *there).order_by(col(Contact.id))).first()
    if known is None:
        data = data.usual(name=row.name, confidential=row.confidential, retention_until=row.retention_until)
        new: Contact = make(tx, data, moved_from_id=row.id, left_on=None)
        return new
    for name, value in data.said().items():
        if name not in ("left_on", "successor_id") and value is not None and getattr(known, name) is None:
            setattr(known, name, value)
    known.moved_from_id = row.id
    tx.session.flush()
    return known


def _pass_on(tx: Transaction, check: Check, row: Contact, successor: int | None) -> list[Ref]:
    """Give what is open with a leaver to the successor; without one, say what it is."""
    requests, follow_ups, talks = _open_with(tx, row.id or 0)
    opened = [ref(one) for one in (*requests, *follow_ups, *(talk for talk, _seat in talks))]
    if successor is None:
        if opened:
            numbers = ", ".join(one.number for one in opened)
            check.warnings.append(_("Still with {name}: {numbers}.").format(name=_called(tx, row), numbers=numbers))
        return []
    for request in requests:
        request.contact_id = successor
    for follow_up in follow_ups:
        follow_up.on_id = successor
    for talk, seat in talks:
        mine = select(ConversationAttendee).where(
            ConversationAttendee.conversation_id == talk.id, ConversationAttendee.contact_id == successor
        )
        if tx.session.exec(mine).first() is None:
            seat.contact_id = successor
        else:
            tx.session.delete(seat)
    tx.session.flush()
    return opened


def _open_with(
    tx: Transaction, number: int
) -> tuple[list[SupportRequest], list[FollowUp], list[tuple[Conversation, ConversationAttendee]]]:
    """The open requests and follow-ups with a contact, and the talks that are still to be held with them."""
    requests = select(SupportRequest).where(
        SupportRequest.contact_id == number, col(SupportRequest.state).not_in((RequestState.RESOLVED, RequestState.DROPPED))
    )
    follow_ups = select(FollowUp).where(
        FollowUp.on_kind == RecordKind.CONTACT, FollowUp.on_id == number, FollowUp.state == FollowUpState.OPEN
    )
    talks = (
        select(Conversation, ConversationAttendee)
        .where(ConversationAttendee.conversation_id == Conversation.id, ConversationAttendee.contact_id == number)
        .where(col(Conversation.state).in_((ConversationState.TO_PLAN, ConversationState.PLANNED)))
    )
    seats = [(talk, seat) for talk, seat in tx.session.exec(talks).all()]
    return list(tx.session.exec(requests).all()), list(tx.session.exec(follow_ups).all()), seats


_CONTRADICTING = ("function", "department", "audience", "email", "phone", "left_on", "retention_until")


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


def combine_contacts(tx: Transaction, double: DuplicateContact) -> None:
    """Make two contacts one: what the kept one does not know is filled, and everything of the other becomes its."""
    repoint(tx, RecordKind.CONTACT, double.double, double.kept)
    kept = fetch(tx, Contact, double.kept)
    other = fetch(tx, Contact, double.double)
    for name in (*_CONTRADICTING, "party_id", "moved_from_id"):
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
    contradicting = [name for name in _CONTRADICTING if None not in (getattr(one, name), getattr(other, name))]
    differing = [name for name in contradicting if _compared(getattr(one, name)) != _compared(getattr(other, name))]
    for name in ("left_on", "confidential"):
        if getattr(one, name) != getattr(other, name) and name not in differing:
            differing.append(name)
    return tuple(differing)


def _compared(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def _folded(contact: Contact) -> str:
    return " ".join((contact.name or "").casefold().split())
