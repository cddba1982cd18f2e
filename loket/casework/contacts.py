"""Contacts: the people we talk to; who leaves, moves or gets another role, without losing who said what where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import Shape, add, alter, change, checked, done, fetch, make
from loket.language import _
from loket.models.attached import FollowUp
from loket.models.cases import Conversation, ConversationAttendee, SupportRequest
from loket.models.people import Contact, ContactFormerRole
from loket.models.words import Audience, ConversationState, FollowUpState, RecordKind, RequestState
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactInput:
    """The fields of a contact, at an institution or a party. `left_on` is when they went elsewhere."""

    institution_id: int | Keep | None = KEEP
    party_id: int | Keep | None = KEEP
    name: str | Keep = KEEP
    function: str | Keep | None = KEEP
    department: str | Keep | None = KEEP
    audience: Audience | Keep | None = KEEP
    email: str | Keep | None = KEEP
    phone: str | Keep | None = KEEP
    left_on: date | Keep | None = KEEP
    retention_until: date | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def add_contact(store: Store, data: ContactInput) -> Done:
    """A new contact. Name, and an institution or party, must be filled in."""
    return add(store, "add_contact", _CONTACT, data)


def change_contact(store: Store, number: int, data: ContactInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_contact", _CONTACT, number, data, version)


def check_contact(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    """What holds for every contact: it is somewhere, and its address is one. `row` is the contact as it was, None for a new one."""
    places = [values[name] if name in values else getattr(row, name, None) for name in ("institution_id", "party_id")]
    if not any(places):
        check.fail("institution_id", _("Fill in an institution or a party."))
    email = values.get("email")
    if email and ("@" not in email or " " in email):
        check.fail("email", _("An e-mail address looks like name@example.nl."))


_CONTACT = Shape(RecordKind.CONTACT, required=("name",), rules=check_contact)


_ROLE = ("function", "department", "audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A contact is gone since the day `left_on` (today when left out); `successor_id` takes over what is open with them."""

    left_on: date | None = None
    successor_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A contact works elsewhere since `left_on`: where, and what they do and how they are reached there."""

    institution_id: int | None = None
    party_id: int | None = None
    left_on: date | None = None
    function: str | None = None
    department: str | None = None
    audience: Audience | None = None
    email: str | None = None
    phone: str | None = None
    successor_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRole:
    """What a contact does at the same place since `until_on`, the last day of what they did before (today when left out)."""

    function: str | Keep | None = KEEP
    department: str | Keep | None = KEEP
    audience: Audience | Keep | None = KEEP
    until_on: date | None = None


def contact_leaves(store: Store, number: int, data: Leaving, version: int | None = None) -> Done:
    """Note that a contact left; they are proposed nowhere any more, and stay in what they were part of."""
    with store.write("contact_leaves") as tx:
        check = Check()
        row: Contact = fetch(tx, RecordKind.CONTACT, number)
        values = _left(tx, check, row, data.left_on, data.successor_id)
        check.finish()
        alter(tx, check, RecordKind.CONTACT, number, values, version=version)
        passed = _pass_on(tx, check, row, data.successor_id)
        return done(tx, check, _("{name} has left.").format(name=row.name), Ref(RecordKind.CONTACT, number), *passed)


def contact_moves(store: Store, number: int, data: Moving, version: int | None = None) -> Done:
    """A contact of its own at the new place, that knows where it came from; what was said stays where it was said."""
    with store.write("contact_moves") as tx:
        check = Check()
        row: Contact = fetch(tx, RecordKind.CONTACT, number)
        left = _left(tx, check, row, data.left_on, data.successor_id)
        values = checked(tx, check, RecordKind.CONTACT, given(data, "left_on", "successor_id"))
        check_contact(tx, check, values, None)
        if (values.get("institution_id"), values.get("party_id")) == (row.institution_id, row.party_id):
            check.fail("institution_id", _("{name} is there already; choose another role instead.").format(name=row.name))
        check.finish()
        new = _at_new_place(tx, row, values)
        alter(tx, check, RecordKind.CONTACT, number, left, version=version)
        passed = _pass_on(tx, check, row, data.successor_id)
        message = _("{name} is now {number}.").format(name=row.name, number=RecordKind.CONTACT.number(new.id or 0))
        return done(tx, check, message, Ref(RecordKind.CONTACT, new.id or 0), Ref(RecordKind.CONTACT, number), *passed)


def contact_changes_role(store: Store, number: int, data: NewRole, version: int | None = None) -> Done:
    """Another role at the same place; the former one is kept with its last day."""
    with store.write("contact_changes_role") as tx:
        check = Check()
        row: Contact = fetch(tx, RecordKind.CONTACT, number)
        values = checked(tx, check, RecordKind.CONTACT, given(data, "until_on"))
        until = _day(tx, check, "until_on", data.until_on)
        if all(getattr(row, name) == values.get(name, getattr(row, name)) for name in _ROLE):
            check.fail("function", _("This is what {name} does already.").format(name=row.name))
        check.finish()
        if any(getattr(row, name) is not None for name in _ROLE):
            before = {name: getattr(row, name) for name in _ROLE}
            tx.session.add(ContactFormerRole(contact_id=number, until_on=until, **before))
        alter(tx, check, RecordKind.CONTACT, number, values, version=version)
        return done(tx, check, _("Saved: {number}."), Ref(RecordKind.CONTACT, number))


def _left(tx: Transaction, check: Check, row: Contact, day: date | None, successor: int | None) -> dict[str, Any]:
    """The values of who goes, and whether that can be so."""
    if row.left_on is not None:
        check.fail("left_on", _("{name} left already on {date}.").format(name=row.name, date=row.left_on.isoformat()))
    if successor is not None:
        other = tx.session.get(Contact, successor)
        if other is None or other is row or other.left_on is not None:
            check.fail("successor_id", _("Choose somebody who is still there."))
        elif (other.institution_id, other.party_id) != (row.institution_id, row.party_id):
            check.fail("successor_id", _("{name} is not of the same place.").format(name=other.name))
    return {"left_on": _day(tx, check, "left_on", day)}


def _day(tx: Transaction, check: Check, field: str, day: date | None) -> date:
    if day is not None and day > tx.today:
        check.fail(field, _("{date} has not come yet.").format(date=day.isoformat()))
    return day or tx.today


def _at_new_place(tx: Transaction, row: Contact, values: dict[str, Any]) -> Contact:
    """The person at the new place: a namesake who is known there already, else a new contact."""
    place = [col(getattr(Contact, name)) == values[name] for name in ("institution_id", "party_id") if values.get(name)]
    there = (col(Contact.left_on).is_(None), col(Contact.moved_from_id).is_(None), func.lower(Contact.name) == (row.name or "").lower())
    known = tx.session.exec(select(Contact).where(*place, *there).order_by(col(Contact.id))).first()
    if known is None:
        carried = {"name": row.name, "confidential": row.confidential, "retention_until": row.retention_until}
        new: Contact = make(tx, RecordKind.CONTACT, {**carried, **values, "moved_from_id": row.id})
        return new
    for name, value in values.items():
        if value is not None and getattr(known, name) is None:
            setattr(known, name, value)
    known.moved_from_id = row.id
    return known


def _pass_on(tx: Transaction, check: Check, row: Contact, successor: int | None) -> list[Ref]:
    """Give what is open with a leaver to the successor; without one, say what it is."""
    requests, follow_ups, talks = _open_with(tx, row.id or 0)
    if successor is None:
        if requests or follow_ups or talks:
            numbers = ", ".join(ref.number for ref in _refs(requests, follow_ups, [talk for talk, _seat in talks]))
            check.warnings.append(_("Still with {name}: {numbers}.").format(name=row.name, numbers=numbers))
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
    return list(_refs(requests, follow_ups, [talk for talk, _seat in talks]))


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


def _refs(requests: list[SupportRequest], follow_ups: list[FollowUp], talks: list[Conversation]) -> Iterator[Ref]:
    for kind, rows in ((RecordKind.REQUEST, requests), (RecordKind.FOLLOW_UP, follow_ups), (RecordKind.CONVERSATION, talks)):
        for row in rows:
            yield Ref(kind, row.id or 0)
