"""Signals, and the trends that take several together."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Record, Versioned, key, ref, sleutel, word
from loket.models.words import Reach, SignalState, TrendState


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


class Trend(Versioned, table=True):
    """Signals of several institutions taken together, for the programme to act on. Its decisions are notes."""

    title: str = Field(unique=True)
    theme_id: int | None = ref("theme")
    description: str | None = None
    owner_party_id: int | None = ref("party")
    state: TrendState = word(TrendState, TrendState.OBSERVED)
    state_since: date | None = None


class SignalApart(Record, table=True):
    """A signal that looks like a trend's and does not belong to it, as somebody said: no longer proposed."""

    __tablename__ = "signal_apart"
    signal_id: int = key("signal")
    trend_id: int = key("trend")
