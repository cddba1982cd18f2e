"""Fields that are lists, such as a request's themes: each is kept in a table of its own, a row for an item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlmodel import col, select

from loket.models.conversations import ConversationAdvisor, ConversationAttendee, ConversationInstitution, ConversationParty
from loket.models.institutions import PartyAlias
from loket.models.offerings import OfferingAudience, OfferingObstacle, OfferingTheme
from loket.models.record import Record
from loket.models.requests import RequestObstacle, RequestTheme
from loket.models.rounds import ResponseObstacle, ResponseTheme
from loket.models.sessions import EventContact, EventInstitution, SessionTheme
from loket.models.tables import METADATA
from loket.models.words import RecordKind
from loket.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ListField:
    """The field `name`: the rows of a table whose column `owner` holds the record's number and `item` an item."""

    name: str
    rows: type[Record]
    owner: str
    item: str

    @property
    def table(self) -> Table:
        """Where the items are kept."""
        return METADATA.tables[str(self.rows.__tablename__)]

    @property
    def target(self) -> Table | None:
        """The table whose numbers the items are; none for names and words."""
        return next((key.column.table for key in self.table.columns[self.item].foreign_keys), None)


CONVERSATION_INSTITUTIONS = ListField("institution_ids", ConversationInstitution, "conversation_id", "institution_id")
CONVERSATION_PARTIES = ListField("party_ids", ConversationParty, "conversation_id", "party_id")
CONVERSATION_ATTENDEES = ListField("attendees", ConversationAttendee, "conversation_id", "name")
CONVERSATION_ADVISORS = ListField("advisor_ids", ConversationAdvisor, "conversation_id", "advisor_id")
REQUEST_THEMES = ListField("themes", RequestTheme, "request_id", "theme_id")
EVENT_INSTITUTIONS = ListField("institution_ids", EventInstitution, "event_id", "institution_id")
EVENT_CONTACTS = ListField("contact_ids", EventContact, "event_id", "contact_id")
PARTY_ALIASES = ListField("aliases", PartyAlias, "party_id", "alias")

LISTS: Mapping[RecordKind, tuple[ListField, ...]] = {
    RecordKind.REQUEST: (REQUEST_THEMES, ListField("obstacles", RequestObstacle, "request_id", "obstacle_id")),
    RecordKind.CONVERSATION: (
        CONVERSATION_INSTITUTIONS,
        CONVERSATION_PARTIES,
        CONVERSATION_ADVISORS,
        ListField("contact_ids", ConversationAttendee, "conversation_id", "contact_id"),
        CONVERSATION_ATTENDEES,
    ),
    RecordKind.OFFERING: (
        ListField("themes", OfferingTheme, "offering_id", "theme_id"),
        ListField("obstacles", OfferingObstacle, "offering_id", "obstacle_id"),
        ListField("audiences", OfferingAudience, "offering_id", "audience"),
    ),
    RecordKind.SESSION: (ListField("themes", SessionTheme, "session_id", "theme_id"),),
    RecordKind.EVENT: (EVENT_INSTITUTIONS, EVENT_CONTACTS),
    RecordKind.PARTY: (PARTY_ALIASES,),
    RecordKind.RESPONSE: (
        ListField("themes", ResponseTheme, "response_id", "theme_id"),
        ListField("obstacles", ResponseObstacle, "response_id", "obstacle_id"),
    ),
}
"""The list fields of each kind of record that has any."""


def items_of(tx: Transaction, field: ListField, number: int) -> tuple[Any, ...]:
    """What a list of a record holds now, in order."""
    item = col(getattr(field.rows, field.item))
    held = select(item).where(getattr(field.rows, field.owner) == number, item.is_not(None)).order_by(item)
    return tuple(tx.session.exec(held))


def set_items(tx: Transaction, field: ListField, number: int, items: Collection[Any]) -> bool:
    """Make a list hold these; what stays is not touched. Returns whether anything changed."""
    item = col(getattr(field.rows, field.item))
    rows = tx.session.exec(select(field.rows).where(getattr(field.rows, field.owner) == number, item.is_not(None))).all()
    there = {getattr(row, field.item) for row in rows}
    for row in rows:
        if getattr(row, field.item) not in items:
            tx.session.delete(row)
    new = [one for one in items if one not in there]
    tx.session.add_all([field.rows(**{field.owner: number, field.item: one}) for one in new])
    tx.session.flush()
    return bool(new) or not there <= set(items)
