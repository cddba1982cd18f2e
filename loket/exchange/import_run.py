"""Import of the canonical tables and of loket's own JSON: all or nothing, the same for a trial as for real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from loket.exchange import rounds
from loket.exchange.bulk_writer import Writer, used_numbers, write_table
from loket.exchange.canonical import RESPONSES, SPECS, TableSpec
from loket.exchange.fitgap.filled_workbook import resolve_workbooks
from loket.exchange.import_files import Collected, collect, unknown_headers
from loket.exchange.import_plan import Outcome, PlannedRow, Problem, TablePlan, plan_table
from loket.exchange.json_export import load_everything
from loket.exchange.name_index import NameIndexes, OpenNameIndex, all_indexes
from loket.exchange.rejected_rows import write_problems, write_rejected
from loket.exchange.source_tables import SourceTable
from loket.exchange.survey.ingest import (
    Choice,
    SurveyIngest,
    finish,
    make_canonical,
    new_institutions,
    refuse_other_surveys,
)
from loket.exchange.survey.ingest import resolve_choices as resolve_choices
from loket.exchange.survey.mapping_store import known_mapping
from loket.exchange.survey.survey_file import SurveyFile
from loket.exchange.survey.survey_mapping import SurveyMapping
from loket.exchange.survey.survey_translation import SurveySummary
from loket.language import _, ngettext
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.institutions import Party, Tag
from loket.models.record import Record
from loket.models.rounds import WensenscanRound
from loket.store.access import Viewer
from loket.store.database import Store

# SQLite's usual 2 MB make every trigger of a large import go to the disk: 256 MB, taken only as far as it is used.
_ROOM_FOR_A_LARGE_IMPORT = "PRAGMA cache_size = -262144"


class Progress(Protocol):
    """Who watches a long import."""

    def begin(self, what: str, total: int) -> None:
        """A stage starts, with so many rows."""

    def tick(self, rows: int) -> None:
        """So many more rows are done."""


class _NobodyWatches:
    def begin(self, what: str, total: int) -> None:
        pass

    def tick(self, rows: int) -> None:
        pass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. `rejects`: the folder for what is rejected, instead of beside the files.

    For survey files: the mapping to read them by, the round that they are of, and what names that nobody knows mean.
    """

    dry_run: bool = False
    skip_invalid: bool = False
    overwrite: bool = False
    rejects: Path | None = None
    mapping: SurveyMapping | None = None
    round: str | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that was left as it is: which, in which table, and why."""

    place: str
    table: str
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class TableSummary:
    """What happened to one table; `read_as` says how each of its files was understood, `unknown` which columns were kept out."""

    table: str
    read_as: tuple[tuple[str, str], ...]
    new: int
    changed: int
    same: int
    conflicts: int
    rejected: int
    unknown: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows its files have."""
        return self.new + self.changed + self.same + self.conflicts + self.rejected


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, or in a trial would do."""

    dry_run: bool
    tables: tuple[TableSummary, ...] = ()
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    new_advisors: tuple[str, ...] = ()
    new_parties: tuple[str, ...] = ()
    new_tags: tuple[str, ...] = ()
    new_rounds: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    documents: tuple[tuple[str, int], ...] = ()
    """Each JSON file with how many records it brought; 0 when all of it was there already."""
    surveys: tuple[SurveySummary, ...] = ()
    new_aliases: tuple[tuple[str, str], ...] = ()
    """The names that a survey file has for institutions, and the institutions that they now mean."""

    @property
    def nothing_changed(self) -> bool:
        """Whether everything in the files was there already, or was left as it is."""
        changed = any(t.new or t.changed for t in self.tables) or any(count for _name, count in self.documents)
        return not changed and not self.new_aliases


class ImportRefused(Refused):
    """Rows are invalid and nothing was imported; `summary` has every problem, `listed` is the file with all of them."""

    def __init__(self, summary: ImportSummary, listed: Path | None) -> None:
        self.summary = summary
        self.listed = listed
        count = len(summary.problems)
        message = ngettext("{count} error; nothing was imported", "{count} errors; nothing was imported", count)
        super().__init__(message.format(count=count))


class _Rehearsed(Exception):
    pass


@dataclass(slots=True)
class _Work:
    """One import under way."""

    collected: Collected
    options: ImportOptions
    progress: Progress
    surveys: SurveyIngest
    viewer: Viewer
    plans: list[TablePlan] = field(default_factory=list)
    documents: list[tuple[str, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    new_names: dict[type[Record], tuple[str, ...]] = field(default_factory=dict)
    new_aliases: tuple[tuple[str, str], ...] = ()


def import_paths(
    store: Store, paths: Sequence[Path], options: ImportOptions | None = None, progress: Progress | None = None
) -> ImportSummary:
    """Import files and folders in one transaction, which one undo takes back.

    Raises ImportRefused when a row is invalid (unless `skip_invalid`), Refused when a file cannot be read at all.
    """
    options = options or ImportOptions()
    collected = collect(paths, options.mapping, lambda survey: known_mapping(store, survey))
    if not collected.surveys and (options.mapping is not None or options.round is not None):
        asked = options.mapping.name if options.mapping is not None else f"--round {options.round}"
        raise Refused(_("{asked}: there is no survey file here to read with it").format(asked=asked))
    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    return import_collected(store, collected, folder, options, progress)


def import_collected(
    store: Store, collected: Collected, folder: Path, options: ImportOptions, progress: Progress | None = None
) -> ImportSummary:
    """Import what was read already; a list of errors goes to `folder` unless the options say where."""
    work = _Work(collected, options, progress or _NobodyWatches(), SurveyIngest(collected.surveys), store.viewer())
    reason = ", ".join(path.name for path in work.collected.files)
    try:
        with store.write("import", reason=reason) as tx:
            _import(work, tx.connection, Writer(tx, work.progress.tick))
            problems = _problems(work)
            if problems and not options.skip_invalid:
                # A trial leaves no file behind unless it was told where.
                kept = not options.dry_run or options.rejects is not None
                raise ImportRefused(_summary(work, problems), write_problems(options.rejects or folder, problems) if kept else None)
            if options.dry_run:
                raise _Rehearsed
            _write_rejected(work)
    except _Rehearsed:
        if options.rejects is not None:
            _write_rejected(work)
    return _summary(work, _problems(work))


def load_survey(
    store: Store,
    survey: SurveyFile,
    mapping: SurveyMapping,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Take a survey file in: responses, aliases, new institutions and the mapping in one transaction, which one undo takes back.

    Raises ImportRefused when a row is invalid (unless `skip_invalid`), Refused when the mapping does not go with the file.
    """
    collected = Collected(surveys=[(survey, mapping)], files=[survey.path])
    return import_collected(store, collected, survey.path.parent, options or ImportOptions(), progress)


def _import(work: _Work, connection: Connection, writer: Writer) -> None:
    """Plan everything, and write it unless a row stands in the way."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ROOM_FOR_A_LARGE_IMPORT)
    for path, document in work.collected.documents:
        work.documents.append((path.name, load_everything(connection, document, path.name)))
    indexes = all_indexes(connection, work.viewer)
    resolved = resolve_workbooks(connection, indexes, work.collected.workbooks)
    work.collected.tables += resolved.tables
    work.warnings += resolved.warnings
    if work.collected.surveys:
        work.collected.tables += new_institutions(work.options.choices, work.collected.surveys[0][0].path)
    present = [spec for spec in SPECS if work.collected.of(spec) or (spec is RESPONSES and work.collected.surveys)]
    work.progress.begin(_("reading"), sum(len(source.rows) for _spec, source in work.collected.tables))
    for spec in present:
        if spec is RESPONSES and work.collected.surveys:
            _read_surveys(work, connection, indexes)
        sources = work.collected.of(spec)
        plan = plan_table if spec.makes_records else rounds.plan_invitations
        work.plans.append(plan(connection, spec, sources, indexes, overwrite=work.options.overwrite, tick=work.progress.tick))
        if spec is RESPONSES:
            refuse_other_surveys(work.plans[-1], indexes)
    if indexes.dropped_characters:
        work.warnings.append(_("control characters were dropped from {count} cells").format(count=indexes.dropped_characters))
    if not _problems(work) or work.options.skip_invalid:
        _write(work, writer, indexes)


def _read_surveys(work: _Work, connection: Connection, indexes: NameIndexes) -> None:
    """Survey files become canonical tables as soon as all institutions are known that they may name."""
    work.surveys.resolved = resolve_choices(work.options.choices, indexes)
    make_canonical(connection, work.surveys, indexes, work.options.round)
    work.collected.tables += [(RESPONSES, one.table) for one in work.surveys.translated]
    work.warnings += work.surveys.warnings
    institutions = indexes.institutions
    work.new_aliases = tuple((name, institutions.name(number)) for name, number in work.surveys.aliases().items())


def _write(work: _Work, writer: Writer, indexes: NameIndexes) -> None:
    """Write in the order in which tables point at each other."""
    work.progress.begin(_("writing"), sum(len(plan.of(Outcome.NEW)) for plan in work.plans))
    used = used_numbers(work.plans)
    for model, index in indexes.items():
        if isinstance(index, OpenNameIndex):
            new = {number: name for number, name in index.new.items() if number in used}
            writer.add_named(model.sql_table(), new)
            work.new_names[model] = tuple(new.values())
    for plan in work.plans:
        if plan.spec.makes_records:
            write_table(writer, plan)
    rounds.freeze_populations(writer, work.plans)
    work.warnings += finish(writer, work.surveys)


def _problems(work: _Work) -> list[Problem]:
    """What is wrong in itself; what merely depends on a rejected row is not counted again."""
    return [problem for row in _rejected(work) for problem in row.problems if not problem.follows]


def _rejected(work: _Work) -> list[PlannedRow]:
    return [row for plan in work.plans for row in plan.of(Outcome.REJECTED)]


def _write_rejected(work: _Work) -> None:
    if rejected := _rejected(work):
        files = ", ".join(map(str, write_rejected(rejected, work.options.rejects)))
        told = _("{count} rows were rejected; they stand with the reasons in {files}")
        work.warnings.append(told.format(count=len(rejected), files=files))


def _summary(work: _Work, problems: Sequence[Problem]) -> ImportSummary:
    return ImportSummary(
        dry_run=work.options.dry_run,
        tables=tuple(_table_summary(plan, work.collected.of(plan.spec)) for plan in work.plans),
        problems=tuple(problems),
        conflicts=tuple(
            Conflict(row.place, plan.spec.name, _key_shown(plan.spec, row), _(plan.spec.kept_because))
            for plan in work.plans
            for row in plan.of(Outcome.CONFLICT)
        ),
        new_advisors=work.new_names.get(Advisor, ()),
        new_parties=work.new_names.get(Party, ()),
        new_tags=work.new_names.get(Tag, ()),
        new_rounds=work.new_names.get(WensenscanRound, ()),
        warnings=(*work.collected.warnings, *work.warnings),
        left_alone=tuple(work.collected.left_alone),
        files=tuple(work.collected.files),
        documents=tuple(work.documents),
        surveys=work.surveys.summaries,
        new_aliases=work.new_aliases,
    )


def _table_summary(plan: TablePlan, sources: Sequence[SourceTable]) -> TableSummary:
    return TableSummary(
        plan.spec.name,
        tuple((source.name, source.read_as) for source in sources),
        len(plan.of(Outcome.NEW)),
        len(plan.of(Outcome.CHANGED)),
        len(plan.of(Outcome.SAME)),
        len(plan.of(Outcome.CONFLICT)),
        len(plan.of(Outcome.REJECTED)),
        tuple(dict.fromkeys(header for source in sources for header in unknown_headers(plan.spec, source))),
    )


def _key_shown(spec: TableSpec, row: PlannedRow) -> str:
    headers = [header for header in ("sleutel", *spec.key.columns) if header in row.source.headers]
    return " · ".join(row.cell(header) for header in dict.fromkeys(headers))
