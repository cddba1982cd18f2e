"""Support requests: what institutions ask help with."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from loket.models.record import Record, Versioned, key, ref, sleutel, word
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, RequestSource, RequestState, Verdict


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
