"""Fields that are lists, such as a request's themes: each is kept in a table of its own, a row for an item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlmodel import col, select

from loket.models.conversations import ConversationAdvisor, ConversationAttendee, ConversationInstitution, ConversationParty
from loket.models.institutions import InstitutionAlias, InstitutionTag, PartyAlias
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
    """The field `name`: the rows of a table whose column `owner` holds the record's number and `item` an item.

    Rows whose column `unless` is filled are there, but are not in the list: names that an institution once had.
    """

    name: str
    rows: type[Record]
    owner: str
    item: str
    unless: str = ""

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
INSTITUTION_TAGS = ListField("tag_ids", InstitutionTag, "institution_id", "tag_id")
PARTY_ALIASES = ListField("aliases", PartyAlias, "party_id", "alias")

LISTS: Mapping[RecordKind, tuple[ListField, ...]] = {
    RecordKind.INSTITUTION: (
        ListField("aliases", InstitutionAlias, "institution_id", "alias", unless="former_until"),
        INSTITUTION_TAGS,
    ),
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
    return tuple(sorted(getattr(row, field.item) for row in _rows(tx, field, number) if _is_in(field, row)))


def set_items(tx: Transaction, field: ListField, number: int, items: Collection[Any]) -> bool:
    """Make a list hold these; what stays is not touched. Returns whether anything changed."""
    rows = _rows(tx, field, number)
    there = {getattr(row, field.item) for row in rows}
    gone = [row for row in rows if getattr(row, field.item) not in items and _is_in(field, row)]
    for row in gone:
        tx.session.delete(row)
    new = [one for one in items if one not in there]
    tx.session.add_all([field.rows(**{field.owner: number, field.item: one}) for one in new])
    tx.session.flush()
    return bool(new or gone)


def _rows(tx: Transaction, field: ListField, number: int) -> list[Any]:
    item = col(getattr(field.rows, field.item))
    return list(tx.session.exec(select(field.rows).where(getattr(field.rows, field.owner) == number, item.is_not(None))).all())


def _is_in(field: ListField, row: Any) -> bool:
    return not field.unless or getattr(row, field.unless) is None
