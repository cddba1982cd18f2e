"""Events: webinars, knowledge meetings and conferences, with who attended. They are counted apart from requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Count, Ids, Input, Line
from loket.casework.records import add, change, standing
from loket.language import _
from loket.models.institutions import Contact
from loket.models.sessions import Event
from loket.models.words import EventKind, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class EventInput(Input):
    """The fields of an event, with who attended. A contact who was there brings their institution along.

    `participants` counts all people in the room, the named contacts among them.
    """

    KIND = RecordKind.EVENT
    REQUIRED = ("title",)

    title: Line = None
    kind: EventKind | None = None
    event_on: date | None = None
    offering_id: int | None = None
    participants: Count = None
    institution_ids: Ids = ()
    contact_ids: Ids = ()
    confidential: bool = False

    def rules(self) -> Iterator[tuple[str, str]]:
        """The named contacts are among the participants."""
        if self.participants is not None and self.participants < len(self.contact_ids):
            message = _("{count} contacts were there: the participants are at least as many.")
            yield "participants", message.format(count=len(self.contact_ids))


def record_event(store: Store, data: EventInput) -> Done:
    """A new event."""
    return add(store, "record_event", data, _with_institutions)


def change_event(store: Store, number: int, data: EventInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_event", number, data, version, _with_institutions)


def _with_institutions(tx: Transaction, _check: Check, data: EventInput, row: Event | None) -> EventInput:
    """The institutions of the contacts take part too."""
    if not data.contact_ids:
        return data
    there = standing(tx, data, row).institution_ids
    brought = select(Contact.institution_id).where(col(Contact.id).in_(data.contact_ids)).order_by(col(Contact.id))
    return data.having(institution_ids=tuple(dict.fromkeys((*there, *(one for one in tx.session.exec(brought) if one is not None)))))
