"""What the report screen does in a thread: making the report, writing its files, keeping it, and the draft of its own texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from loket.casework import drafts, reports
from loket.exchange.documents import document_files
from loket.exchange.documents.document_files import Format
from loket.exchange.report import progress_report
from loket.exchange.report.report_model import Report
from loket.insight.reports import KeptReport, kept_reports
from loket.language import _
from loket.models.errors import Refused
from loket.screens.report.report_question import ReportQuestion

if TYPE_CHECKING:
    from loket.store.database import Store

DRAFT = "report"
"""The name under which own texts are drafts."""


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report with what was asked, its own texts among it; `report` is None where `refused` says why there is none."""

    asked: ReportQuestion
    report: Report | None
    kept: tuple[KeptReport, ...]
    refused: str = ""


def make(store: Store, asked: ReportQuestion, before: MadeReport | None = None) -> MadeReport:
    """Make the report, with the own texts that were typed for it before; the one of `before` when it would be the same."""
    if asked.kept is None:
        draft = drafts.load_draft(store, DRAFT, asked.subject)
        asked = replace(asked, texts=draft.content.get("texts", {}) if draft else {})
    with store.read() as reader:
        kept = kept_reports(reader)
        last = reader.last_line()
    if before and before.report and before.report.moment.seq == last and before.asked == asked:
        return before
    try:
        return MadeReport(asked, progress_report.report(store, asked.wanted), kept)
    except Refused as refused:
        return MadeReport(asked, None, kept, str(refused))


def all_kept(store: Store) -> tuple[KeptReport, ...]:
    """Every kept report, the one kept last first."""
    with store.read() as reader:
        return kept_reports(reader)


def files_of(path: Path, formats: tuple[Format, ...]) -> list[Path]:
    """The files of a report: its name with the ending of each form; a single form takes the name's own ending if it has one."""
    if len(formats) == 1 and path.suffix.lower().removeprefix(".") in set(Format):
        return [path]
    stem = path.with_suffix("") if path.suffix.lower().removeprefix(".") in set(Format) else path
    return [stem.with_name(f"{stem.name}.{form.value}") for form in formats]


def write(store: Store, made: Report, paths: list[Path]) -> str:
    """Write the report to files, and remember that it left the database; gives what to say."""
    document = progress_report.as_document(made)
    for path in paths:
        document_files.write_document(path, document)
    reports.remember_export(
        store, f"report {made.period.start} - {made.period.end}{' internal' if made.internal else ''}", len(made.chapters)
    )
    return _("Written to {file}.").format(file=", ".join(map(str, paths)))


def keep(store: Store, made: Report, paths: list[Path], subject: str) -> str:
    """Write the report and keep it with its figures; gives what to say. Its own texts are no draft any more."""
    written = write(store, made, paths)
    try:
        done = reports.keep_report(store, progress_report.to_keep(made))
    except Refused as refused:
        return f"{written} {refused}"
    drafts.discard_draft(store, DRAFT, subject)
    return f"{done.message} {written}"


def keep_texts(store: Store, subject: str, title: str, texts: Mapping[str, str]) -> None:
    """Keep own texts as a draft; none at all is no draft."""
    told = {chapter: text for chapter, text in texts.items() if text.strip()}
    if told:
        drafts.keep_draft(store, DRAFT, subject, title, {"texts": told})
    else:
        drafts.discard_draft(store, DRAFT, subject)
