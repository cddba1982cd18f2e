"""Support that exists, and the referrals of requests to it."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Record, Versioned, WordType, key, ref, sleutel, word
from loket.models.words import Audience, Helped, OfferingKind, OfferingStatus, OutcomeInfo, ReferralState


class Offering(Versioned, table=True):
    """Material, training, session, tool or expert that an institution can be referred to."""

    sleutel: str = sleutel()
    title: str
    kind: OfferingKind | None = word(OfferingKind)
    provider: str | None = None
    url: str | None = None
    description: str | None = None
    outcome_info: OutcomeInfo | None = word(OutcomeInfo)
    state: OfferingStatus = word(OfferingStatus, OfferingStatus.AVAILABLE)
    state_since: date | None = None
    available_from: date | None = None
    available_until: date | None = None
    owner: str | None = None
    expected_on: date | None = None


class OfferingTheme(Record, table=True):
    """A theme that an offering helps with."""

    __tablename__ = "offering_theme"
    offering_id: int = key("offering")
    theme_id: int = Field(foreign_key="theme.id", primary_key=True, index=True)


class OfferingObstacle(Record, table=True):
    """An obstacle that an offering helps with."""

    __tablename__ = "offering_obstacle"
    offering_id: int = key("offering")
    obstacle_id: int = key("obstacle")


class OfferingAudience(Record, table=True):
    """An audience that an offering is meant for; none means everyone."""

    __tablename__ = "offering_audience"
    offering_id: int = key("offering")
    audience: Audience = Field(sa_type=WordType(Audience), primary_key=True)


class WaitingRequest(Record, table=True):
    """A request that waits for an offering in development: no referral yet, and in no figure."""

    __tablename__ = "waiting_request"
    request_id: int = key("support_request")
    offering_id: int = Field(foreign_key="offering.id", primary_key=True, index=True)
    waits_since: date


class Referral(Versioned, table=True):
    """Request → offering, and whether it was used and helped. Material handed out without a request names a conversation or institution."""

    sleutel: str = sleutel()
    request_id: int | None = ref("support_request")
    conversation_id: int | None = ref("conversation")
    institution_id: int | None = ref("institution")
    offering_id: int = ref("offering")
    advisor_id: int | None = ref("advisor")
    referred_on: date = Field(index=True)
    check_back_on: date | None = Field(default=None, index=True)
    state: ReferralState = word(ReferralState, ReferralState.OPEN)
    state_since: date | None = None
    helped: Helped | None = word(Helped)
    remark: str | None = None
