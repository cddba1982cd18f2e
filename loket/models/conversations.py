"""Conversations, and who takes part in them."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Numbered, Record, Versioned, key, personal, ref, sleutel, word
from loket.models.words import Channel, ConversationKind, ConversationState


class Conversation(Versioned, table=True):
    """A planned or held talk with one or more institutions or parties: counted once, shown in every dossier.

    `planned_at` and `held_at` are days; the clock time, where known, stands beside as `HH:MM`.
    `location` is a room or the address of an online meeting.
    """

    sleutel: str = sleutel()
    kind: ConversationKind | None = word(ConversationKind)
    channel: Channel | None = word(Channel)
    state: ConversationState = word(ConversationState, ConversationState.TO_PLAN)
    state_since: date | None = None
    planned_at: date | None = Field(default=None, index=True)
    planned_time: str | None = None
    held_at: date | None = Field(default=None, index=True)
    held_time: str | None = None
    duration_min: int | None = None
    subject: str | None = None
    summary: str | None = None
    agreements: str | None = None
    response_id: int | None = ref("wensenscan_response")
    agenda: str | None = None
    location: str | None = None


class ConversationInstitution(Record, table=True):
    """An institution in a conversation."""

    __tablename__ = "conversation_institution"
    conversation_id: int = key("conversation")
    institution_id: int = Field(foreign_key="institution.id", primary_key=True, index=True)


class ConversationParty(Record, table=True):
    """A party in a conversation."""

    __tablename__ = "conversation_party"
    conversation_id: int = key("conversation")
    party_id: int = Field(foreign_key="party.id", primary_key=True, index=True)


class ConversationAdvisor(Record, table=True):
    """An advisor in a conversation."""

    __tablename__ = "conversation_advisor"
    conversation_id: int = key("conversation")
    advisor_id: int = Field(foreign_key="advisor.id", primary_key=True, index=True)


class ConversationAttendee(Numbered, table=True):
    """Who was there: a known contact, or only a name."""

    __tablename__ = "conversation_attendee"
    conversation_id: int = ref("conversation")
    contact_id: int | None = ref("contact")
    name: str | None = personal()
