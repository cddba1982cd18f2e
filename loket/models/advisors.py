"""Who works at the loket, and what the application keeps for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from loket.models.record import Numbered, Record, Versioned, flag, key, ref, word
from loket.models.words import AdvisorRole


class Advisor(Versioned, table=True):
    """A user of the loket, who signs mails with `signature`, else with the name.

    While away (`away_until` not yet past) the stand-in sees the work under Waarneming.
    """

    name: str = Field(unique=True)
    email: str | None = None
    signature: str | None = None
    role: AdvisorRole = word(AdvisorRole, AdvisorRole.ADVISOR)
    strong_in_technical: bool = flag()
    strong_in_change: bool = flag()
    away_until: date | None = None
    stand_in_id: int | None = ref("advisor")
    active: bool = flag(True)


class Draft(Numbered, table=True):
    """A form or conversation that was typed and not saved: kept at every pause. `content` is JSON; `form` names the form."""

    __table_args__ = (UniqueConstraint("advisor", "form", "subject"), {"info": {"unlogged": True}})
    advisor: str
    form: str
    subject: str
    title: str
    content: str
    kept_at: str


class Presence(Record, table=True):
    """Who has a record open, so that two people do not do the same work; `seen_at` (UTC, ISO) is the last sign of life."""

    __table_args__ = ({"info": {"unlogged": True}},)
    advisor: str = Field(primary_key=True)
    on_kind: str = Field(primary_key=True)
    on_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seen_at: str


class GivenWork(Record, table=True):
    """What a colleague gave an advisor, until they have looked at it: new on top of their Werk."""

    __tablename__ = "given_work"
    __table_args__ = ({"info": {"unlogged": True}},)
    advisor_id: int = key("advisor")
    on_kind: str = Field(primary_key=True)
    on_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    given_by: str
    given_on: date


class SavedView(Numbered, table=True):
    """A named filter and order of a list, one's own or shared with everybody; `query` is JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("advisor", "place", "name"), {"info": {"unlogged": True}})
    advisor: str
    place: str
    name: str
    query: str
    shared: bool = flag()
