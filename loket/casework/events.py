"""Events: webinars, knowledge meetings and conferences, with who attended. They are counted apart from requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from loket.casework.checks import KEEP, Check, Keep
from loket.casework.done import Done
from loket.casework.records import ListField, Shape, add, change, items_of
from loket.language import _
from loket.models.people import Contact
from loket.models.words import EventKind, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInput:
    """The fields of an event, with who attended. A contact who was there brings their institution along.

    `participants` counts all people in the room, the named contacts among them.
    """

    title: str | Keep = KEEP
    kind: EventKind | Keep | None = KEEP
    event_on: date | Keep | None = KEEP
    offering_id: int | Keep | None = KEEP
    participants: int | Keep | None = KEEP
    institution_ids: Sequence[int] | Keep = KEEP
    contact_ids: Sequence[int] | Keep = KEEP
    confidential: bool | Keep = KEEP


def record_event(store: Store, data: EventInput) -> Done:
    """A new event."""
    return add(store, "record_event", _EVENT, data)


def change_event(store: Store, number: int, data: EventInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_event", _EVENT, number, data, version)


_INSTITUTIONS = ListField("institution_ids", "event_institution", "institution_id", "institution")
_CONTACTS = ListField("contact_ids", "event_contact", "contact_id", "contact")


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    contacts = values.get("contact_ids")
    if contacts is None and row is not None:
        contacts = items_of(tx, _CONTACTS, row.id)
    if values.get("contact_ids"):
        there = values.get("institution_ids")
        if there is None:
            there = items_of(tx, _INSTITUTIONS, row.id) if row is not None else ()
        query = select(col(Contact.institution_id)).where(col(Contact.id).in_(values["contact_ids"]))
        brought = tx.connection.execute(query.order_by(col(Contact.id))).scalars()
        values["institution_ids"] = tuple(dict.fromkeys((*there, *(one for one in brought if one is not None))))
    people = values["participants"] if "participants" in values else getattr(row, "participants", None)
    if people is not None and contacts and people < len(contacts):
        message = _("{count} contacts were there: the participants are at least as many.")
        check.fail("participants", message.format(count=len(contacts)))


_EVENT = Shape(RecordKind.EVENT, required=("title",), lists=(_INSTITUTIONS, _CONTACTS), rules=_rules)
