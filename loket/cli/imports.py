"""`loket import`: bring tables and loket's own JSON in, and say what became of every row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import argument, command, option
from loket.cli.options import output_option
from loket.cli.output import complain, deliver, say, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, ngettext

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from loket.exchange.import_plan import Problem
    from loket.exchange.import_run import ImportRefused, ImportSummary, TableSummary
    from loket.exchange.import_run import Progress as Watcher
    from loket.exchange.survey.survey_translation import SurveySummary

MOST_SHOWN = 50
_WIDEST = 60


@command(
    "import",
    help=N_("Import tables (CSV, XLSX, ODS), a survey tool's file by a mapping, or loket's own JSON: all of it, or nothing."),
)
@argument("paths", metavar=N_("PATH..."), nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True, help=N_("Say what would happen, and change nothing."))
@option("--skip-invalid", is_flag=True, help=N_("Import the valid rows; write the others to NAME.afgewezen.csv."))
@option("--rejects", metavar=N_("FOLDER"), type=click.Path(path_type=Path), help=N_("The folder for files with rejected rows."))
@option("--overwrite", is_flag=True, help=N_("Take the file's row also where it was edited in loket since its last import."))
@option(
    "--mapping",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("How to read a survey file (LimeSurvey, Microsoft Forms, Qualtrics, SurveyMonkey, or a plain table): a TOML file."),
)
@option("--suggest-mapping", is_flag=True, help=N_("Import nothing; write a first mapping for this survey file, to check and fill in."))
@option("--round", "round_name", metavar=N_("NAME"), help=N_("The WensenScan round of a survey file; wins over the mapping's."))
@output_option
@pass_globals
def import_(
    asked: Globals,
    paths: tuple[Path, ...],
    dry_run: bool,
    skip_invalid: bool,
    rejects: Path | None,
    overwrite: bool,
    mapping: Path | None,
    suggest_mapping: bool,
    round_name: str | None,
    output: str | None,
) -> int:
    """Import and tell, or write a first mapping."""
    if suggest_mapping:
        if len(paths) != 1 or mapping is not None:
            raise click.UsageError(_("--suggest-mapping takes one survey file, and no --mapping."))
        _suggest(asked, paths[0], output)
        return 0
    if output is not None:
        raise click.UsageError(_("-o goes with --suggest-mapping."))
    from loket.exchange.import_run import ImportOptions, ImportRefused, import_paths
    from loket.exchange.survey.survey_mapping import read_mapping

    read_by = None if mapping is None else read_mapping(mapping)
    options = ImportOptions(dry_run, skip_invalid, overwrite, rejects, read_by, round_name)
    store = asked.open_store()
    try:
        with _progress() as progress:
            summary = import_paths(store, paths, options, progress)
    except ImportRefused as refusal:
        _tell(refusal.summary, refused=True)
        _tell_refusal(refusal)
        return refusal.exit_status
    finally:
        store.close()
    _tell(summary)
    _tell_outcome(summary)
    return 0


def _suggest(asked: Globals, path: Path, output: str | None) -> None:
    """Write a first mapping for a survey file."""
    from loket.exchange.survey.mapping_suggestion import suggest_mapping
    from loket.exchange.survey.survey_file import read_survey

    survey = read_survey(path)
    store = asked.open_store()
    try:
        deliver(suggest_mapping(store, survey), output)
    finally:
        store.close()


def _tell(summary: ImportSummary, *, refused: bool = False) -> None:
    """What was read and what became of it, table by table; what deserves attention goes to standard error."""
    for name in summary.left_alone:
        warn(_("{file}: left alone").format(file=name))
    for warning in summary.warnings:
        warn(warning)
    for survey in summary.surveys:
        _tell_survey(survey)
    for table in summary.tables:
        for file, read_as in table.read_as:
            say(_("{file}: {table}, read as {format}").format(file=file, table=table.table, format=read_as))
        say("    " + " · ".join(f"{count} {word}" for word, count in _counts(table, refused=refused)))
    for file, count in summary.documents:
        say(ngettext("{file}: {count} record", "{file}: {count} records", count).format(file=file, count=count))
    for text, names in (
        (N_("new advisors: {names}"), summary.new_advisors),
        (N_("new parties: {names}"), summary.new_parties),
        (N_("new networks and labels: {names}"), summary.new_tags),
        (N_("new WensenScan rounds: {names}"), summary.new_rounds),
    ):
        if names:
            say(_(text).format(names=", ".join(names)))
    for name, institution in summary.new_aliases:
        say(_("“{name}” is remembered as {institution}").format(name=name, institution=institution))
    for conflict in summary.conflicts[:MOST_SHOWN]:
        warn(_("{place} ({key}) is kept as it is: {why}").format(place=conflict.place, key=conflict.key, why=conflict.why))
    if len(summary.conflicts) > MOST_SHOWN:
        warn(_("and {count} more conflicts").format(count=len(summary.conflicts) - MOST_SHOWN))


def _tell_survey(survey: SurveySummary) -> None:
    """Whose file it is, by what it was read, and which responses count."""
    told = _("{file}: {tool}, read as {format} by {mapping}")
    say(told.format(file=survey.file, tool=survey.format, format=survey.read_as, mapping=survey.mapping))
    counts = [ngettext("{count} response", "{count} responses", survey.rows).format(count=survey.rows)]
    counts.append(_("{count} complete").format(count=survey.complete))
    counts += [_("{count} left out: {reason}").format(count=count, reason=reason) for reason, count in survey.left_out]
    if survey.undated:
        counts.append(_("{count} without a date of its own").format(count=survey.undated))
    say("    " + " · ".join(counts))


def _counts(table: TableSummary, *, refused: bool) -> list[tuple[str, int]]:
    """What became of a table's rows; of a refused import only what was read and what is wrong, since nothing became of it."""
    if refused:
        return [(_("rows read"), table.rows), (_("rejected"), table.rejected)]
    return [
        (_("new"), table.new),
        (_("changed"), table.changed),
        (_("the same"), table.same),
        (_("in conflict"), table.conflicts),
        (_("rejected"), table.rejected),
    ]


def _tell_outcome(summary: ImportSummary) -> None:
    for problem in summary.problems[:MOST_SHOWN]:
        warn(_line(problem))
    if len(summary.problems) > MOST_SHOWN:
        warn(_("and {count} more errors").format(count=len(summary.problems) - MOST_SHOWN))
    if summary.nothing_changed:
        everything_was_there = not summary.conflicts and not summary.problems
        say(_("Nothing changed: everything was there already.") if everything_was_there else _("Nothing changed."))
    if summary.dry_run:
        say(_("This was a trial: nothing was imported."))


def _tell_refusal(refusal: ImportRefused) -> None:
    problems = refusal.summary.problems
    for problem in problems[:MOST_SHOWN]:
        complain(_line(problem))
    if len(problems) > MOST_SHOWN:
        complain(_("and {count} more errors").format(count=len(problems) - MOST_SHOWN))
    if refusal.listed is not None:
        complain(_("all errors stand in {file}").format(file=refusal.listed))
    if refusal.summary.surveys:
        files = ", ".join(dict.fromkeys(survey.mapping for survey in refusal.summary.surveys))
        hint = _("what is not known yet goes under [answers.COLUMN] of {mapping}, names of institutions under [answers.instelling]")
        complain(hint.format(mapping=files))
    complain(_("{message}. Correct the rows, or import the others with --skip-invalid.").format(message=refusal))


def _line(problem: Problem) -> str:
    """One error in one line: where, what, why, what comes nearest."""
    where = _("{file}, row {row}").format(file=problem.file, row=problem.row)
    if problem.cell:
        where = _("{file}, cell {cell} ({column})").format(file=problem.file, cell=problem.cell, column=problem.column)
    elif problem.column:
        where += f", {problem.column}"
    value = f" “{_one_line(problem.value)}”" if problem.value else ""
    nearest = " " + _("Did you mean: {names}?").format(names=" / ".join(problem.nearest)) if problem.nearest else ""
    return f"{where}{value}: {problem.why}.{nearest}"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


@contextmanager
def _progress() -> Iterator[Watcher | None]:
    """A bar on standard error while a person watches; nothing when a script does."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


class _Bar:
    """The import's progress as a bar a stage."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def begin(self, what: str, total: int) -> None:
        """A new bar."""
        self._task = self._bar.add_task(what, total=total)

    def tick(self, rows: int) -> None:
        """The bar moves on."""
        if self._task is not None:
            self._bar.advance(self._task, rows)
