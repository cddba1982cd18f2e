"""The lists that cases are sorted by, and the loket's own texts and rules."""

from __future__ import annotations

from sqlmodel import Field

from loket.models.record import Numbered, Record, flag, ref


class Theme(Record, table=True):
    """One of the six clusters of support needs; its number is its key."""

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    label: str = Field(unique=True)


class Obstacle(Numbered, table=True):
    """A named bottleneck under one theme; an editable list."""

    theme_id: int = ref("theme")
    label: str = Field(unique=True)
    active: bool = flag(True)


class OutcomeSet(Numbered, table=True):
    """Agreed outcomes for a condition (UZ-set); an editable list."""

    __tablename__ = "outcome_set"
    name: str = Field(unique=True)
    status: str | None = None
    active: bool = flag(True)


class TextTemplate(Record, table=True):
    """A text to start from: an agenda by kind of conversation (`conversation.intake`), a mail (`mail.referral`).

    `{words}` in braces are filled in; a mail has a subject.
    """

    __tablename__ = "text_template"
    name: str = Field(primary_key=True)
    subject: str | None = None
    body: str


class Setting(Record, table=True):
    """A rule of the programme that is data, not code, such as its window for learning sessions."""

    name: str = Field(primary_key=True)
    value: str
