"""What can hang on any record (follow-ups, notes, links), and what an advisor keeps for themselves (drafts, views)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from loket.models.base import Numbered, Record, Versioned, flag, ref, word
from loket.models.words import FollowUpState, NoteKind, RecordKind


class FollowUp(Versioned, table=True):
    """A dated to-do on the record `on_kind` `on_id`; `institution_id` is the dossier it belongs to, if any."""

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


class ProgressReport(Numbered, table=True):
    """A progress report as it was written: its figures at one line of the change log, so that the next one can compare.

    `figures` and `texts` are JSON; `definitions` is a hash of what the figures meant; `internal` reports hide no small counts.
    """

    __tablename__ = "progress_report"
    start_on: date
    end_on: date
    as_of_at: str
    as_of_seq: int
    internal: bool = flag()
    definitions: str
    figures: str
    texts: str
    written_on: date
    advisor_id: int | None = ref("advisor")


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


class SavedView(Numbered, table=True):
    """A named filter and order of a list; `query` is JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("advisor", "place", "name"), {"info": {"unlogged": True}})
    advisor: str
    place: str
    name: str
    query: str


class ImportMemory(Record, table=True):
    """What an imported record looked like right after its last import, as a hash: how an edit in loket since is seen."""

    __tablename__ = "import_memory"
    kind: str = Field(primary_key=True)
    record_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    row_hash: str


class SurveyMapping(Numbered, table=True):
    """How a survey tool's file becomes responses, known again by its headers; `content` is the mapping file (TOML)."""

    __tablename__ = "survey_mapping"
    name: str
    fingerprint: str = Field(unique=True)
    content: str
    saved_on: date


class ExportLog(Numbered, table=True):
    """Every export: who, when (UTC), what, how many rows."""

    __tablename__ = "export_log"
    __table_args__ = ({"info": {"unlogged": True}},)
    exported_at: str
    advisor: str
    what: str
    rows: int
