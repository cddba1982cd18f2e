"""Conversations, support requests, signals and trends: what institutions ask and tell."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from loket.models.base import Numbered, Record, Versioned, key, personal, ref, sleutel, word
from loket.models.words import (
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    Nature,
    OutcomeInfo,
    Priority,
    Reach,
    RequestSource,
    RequestState,
    SignalState,
    TrendState,
    Verdict,
)


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


class SupportRequest(Versioned, table=True):
    """What an institution asks help with: the case. Its origin is the response, conversation, session or fit-gap item it came from."""

    __tablename__ = "support_request"
    # The open ones by due date, everybody's and one advisor's: the list that people look at all day.
    __table_args__ = (
        Index("ix_support_request_open_due", "closed_on", "due_on"),
        Index("ix_support_request_mine_due", "advisor_id", "closed_on", "due_on"),
    )
    sleutel: str = sleutel()
    institution_id: int | None = ref("institution")
    party_id: int | None = ref("party")
    department: str | None = None
    contact_id: int | None = ref("contact")
    title: str
    description: str | None = None
    nature: Nature | None = word(Nature)
    outcome_info: OutcomeInfo | None = word(OutcomeInfo)
    audience: Audience | None = word(Audience)
    outcome_set_id: int | None = ref("outcome_set")
    source: RequestSource | None = word(RequestSource)
    response_id: int | None = ref("wensenscan_response")
    conversation_id: int | None = ref("conversation")
    session_id: int | None = ref("learning_session")
    fitgap_item_id: int | None = ref("fit_gap_item")
    priority: Priority | None = word(Priority)
    advisor_id: int | None = ref("advisor", index=False)
    received_on: date = Field(index=True)
    due_on: date | None = Field(default=None, index=True)
    state: RequestState = word(RequestState, RequestState.NEW)
    state_since: date | None = None
    resolution: str | None = None
    closed_on: date | None = None
    verdict: Verdict | None = word(Verdict)
    verdict_reason: str | None = None


class RequestTheme(Record, table=True):
    """A theme of a request."""

    __tablename__ = "request_theme"
    request_id: int = key("support_request")
    theme_id: int = Field(foreign_key="theme.id", primary_key=True, index=True)


class RequestObstacle(Record, table=True):
    """An obstacle of a request."""

    __tablename__ = "request_obstacle"
    request_id: int = key("support_request")
    obstacle_id: int = Field(foreign_key="obstacle.id", primary_key=True, index=True)


class Trend(Versioned, table=True):
    """Signals of several institutions taken together, for the programme to act on. Its decisions are notes."""

    title: str = Field(unique=True)
    theme_id: int | None = ref("theme")
    description: str | None = None
    owner_party_id: int | None = ref("party")
    state: TrendState = word(TrendState, TrendState.OBSERVED)
    state_since: date | None = None


class Signal(Versioned, table=True):
    """Something heard at one institution, a party or nowhere in particular, that may be more than its own."""

    sleutel: str = sleutel()
    institution_id: int | None = ref("institution")
    party_id: int | None = ref("party")
    department: str | None = None
    theme_id: int | None = ref("theme")
    obstacle_id: int | None = ref("obstacle")
    description: str | None = None
    reach: Reach | None = word(Reach)
    conversation_id: int | None = ref("conversation")
    response_id: int | None = ref("wensenscan_response")
    session_id: int | None = ref("learning_session")
    event_id: int | None = ref("event")
    fitgap_item_id: int | None = ref("fit_gap_item")
    advisor_id: int | None = ref("advisor")
    state: SignalState = word(SignalState, SignalState.NEW)
    state_since: date | None = None
    recorded_on: date = Field(index=True)
    trend_id: int | None = ref("trend")


class SignalApart(Record, table=True):
    """A signal that looks like a trend's and does not belong to it, as somebody said: no longer proposed."""

    __tablename__ = "signal_apart"
    signal_id: int = key("signal")
    trend_id: int = key("trend")
