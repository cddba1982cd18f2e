"""The programme's occasions: learning sessions and events."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Record, Versioned, key, ref, sleutel, word
from loket.models.words import Audience, EventKind, SessionState


class LearningSession(Versioned, table=True):
    """A tailor-made session "Samen beslissen in de praktijk" for teams of one institution.

    `preferred_month` (`YYYY-MM`) is the month that an institution asked for, while it has no day yet.
    """

    __tablename__ = "learning_session"
    sleutel: str = sleutel()
    institution_id: int = ref("institution")
    team: str | None = None
    audience: Audience | None = word(Audience)
    goal: str | None = None
    provider: str | None = None
    enrolled_on: date | None = None
    session_on: date | None = Field(default=None, index=True)
    participants: int | None = None
    state: SessionState = word(SessionState, SessionState.INTEREST)
    state_since: date | None = None
    evaluation: str | None = None
    preferred_month: str | None = None


class SessionTheme(Record, table=True):
    """A focus theme of a learning session."""

    __tablename__ = "session_theme"
    session_id: int = key("learning_session")
    theme_id: int = key("theme")


class SessionCapacity(Record, table=True):
    """How many sessions a provider can give in a month (`YYYY-MM`); no row means that nobody said."""

    __tablename__ = "session_capacity"
    provider: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    places: int


class Event(Versioned, table=True):
    """A webinar, knowledge meeting or conference: who attended is counted apart from requests.

    `participants` counts the people in the room, the named contacts among them.
    """

    title: str
    kind: EventKind | None = word(EventKind)
    event_on: date | None = None
    offering_id: int | None = ref("offering")
    participants: int | None = None


class EventInstitution(Record, table=True):
    """An institution that attended an event."""

    __tablename__ = "event_institution"
    event_id: int = key("event")
    institution_id: int = key("institution")


class EventContact(Record, table=True):
    """A person who attended an event."""

    __tablename__ = "event_contact"
    event_id: int = key("event")
    contact_id: int = key("contact")
