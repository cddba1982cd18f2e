"""What can hang on any record: follow-ups, notes, links and examples."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from loket.models.record import Versioned, ref, word
from loket.models.words import FollowUpState, NoteKind, RecordKind


class FollowUp(Versioned, table=True):
    """A dated to-do on the record `on_kind` `on_id`; `institution_id` is the dossier it belongs to, if any.

    `recurs` is the rule (`language.recurrence`) by which doing it makes the next one.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_on", "on_kind", "on_id"),)
    on_kind: RecordKind | None = word(RecordKind)
    on_id: int | None = None
    institution_id: int | None = ref("institution")
    what: str
    due_on: date | None = Field(default=None, index=True)
    advisor_id: int | None = ref("advisor")
    state: FollowUpState = word(FollowUpState, FollowUpState.OPEN)
    state_since: date | None = None
    done_on: date | None = None
    result: str | None = None
    recurs: str | None = None


class Note(Versioned, table=True):
    """A text on the record `on_kind` `on_id`; a lesson is collected by theme, a decision belongs to a trend."""

    __table_args__ = (Index("ix_note_on", "on_kind", "on_id"),)
    on_kind: RecordKind = word(RecordKind)
    on_id: int
    institution_id: int | None = ref("institution")
    kind: NoteKind = word(NoteKind, NoteKind.NOTE)
    theme_id: int | None = ref("theme")
    text: str
    written_on: date
    advisor_id: int | None = ref("advisor")


class Link(Versioned, table=True):
    """The address of a document that belongs to the record `on_kind` `on_id`; never the document."""

    __table_args__ = (Index("ix_link_on", "on_kind", "on_id"),)
    on_kind: RecordKind = word(RecordKind)
    on_id: int
    title: str | None = None
    url: str


class Example(Versioned, table=True):
    """What a request, signal or conversation says, told anew without who said it; a report takes it only once an advisor released it."""

    __table_args__ = (Index("ix_example_on", "on_kind", "on_id"),)
    on_kind: RecordKind = word(RecordKind)
    on_id: int
    theme_id: int | None = ref("theme")
    text: str
    written_on: date
    advisor_id: int | None = ref("advisor")
    released_on: date | None = None
    released_by_id: int | None = ref("advisor")
