"""`loket import`: bring tables and loket's own JSON in, and say what became of every row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.base import argument, command, option
from loket.cli.output import complain, say, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, ngettext

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from loket.exchange.importing import ImportRefused, ImportSummary, TableSummary
    from loket.exchange.importing import Progress as Watcher
    from loket.exchange.planning import Problem

MOST_SHOWN = 50
_WIDEST = 60


@command("import", help=N_("Import tables (CSV, XLSX, ODS) or loket's own JSON: all of it, or nothing."))
@argument("paths", metavar=N_("PATH..."), nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True, help=N_("Say what would happen, and change nothing."))
@option("--skip-invalid", is_flag=True, help=N_("Import the valid rows; write the others to NAME.afgewezen.csv."))
@option("--rejects", metavar=N_("FOLDER"), type=click.Path(path_type=Path), help=N_("The folder for files with rejected rows."))
@option("--overwrite", is_flag=True, help=N_("Take the file's row also where it was edited in loket since its last import."))
@pass_globals
def import_(asked: Globals, paths: tuple[Path, ...], dry_run: bool, skip_invalid: bool, rejects: Path | None, overwrite: bool) -> int:
    """Import and tell."""
    from loket.exchange.importing import ImportOptions, ImportRefused, import_paths

    store = asked.open_store()
    try:
        with _progress() as progress:
            summary = import_paths(store, paths, ImportOptions(dry_run, skip_invalid, overwrite, rejects), progress)
    except ImportRefused as refusal:
        _tell(refusal.summary, refused=True)
        _tell_refusal(refusal)
        return refusal.exit_status
    finally:
        store.close()
    _tell(summary)
    _tell_outcome(summary)
    return 0


def _tell(summary: ImportSummary, *, refused: bool = False) -> None:
    """What was read and what became of it, table by table; what deserves attention goes to standard error."""
    for name in summary.left_alone:
        warn(_("{file}: left alone").format(file=name))
    for warning in summary.warnings:
        warn(warning)
    for table in summary.tables:
        for file, read_as in table.read_as:
            say(_("{file}: {table}, read as {format}").format(file=file, table=table.table, format=read_as))
        say("    " + " · ".join(f"{count} {word}" for word, count in _counts(table, refused=refused)))
    for file, count in summary.documents:
        say(ngettext("{file}: {count} record", "{file}: {count} records", count).format(file=file, count=count))
    for text, names in (
        (N_("new advisors: {names}"), summary.new_advisors),
        (N_("new parties: {names}"), summary.new_parties),
        (N_("new WensenScan rounds: {names}"), summary.new_rounds),
    ):
        if names:
            say(_(text).format(names=", ".join(names)))
    for conflict in summary.conflicts[:MOST_SHOWN]:
        warn(_("{place} ({key}) is kept as it is: {why}").format(place=conflict.place, key=conflict.key, why=conflict.why))
    if len(summary.conflicts) > MOST_SHOWN:
        warn(_("and {count} more conflicts").format(count=len(summary.conflicts) - MOST_SHOWN))


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
