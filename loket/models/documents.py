"""What came in and went out: imports, survey mappings, exports, progress reports."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Numbered, Record, flag, ref


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
