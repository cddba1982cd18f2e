"""The trial of an import as the screen shows it: what came of each table, and what a person should look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loket.exchange import import_run
from loket.language import _, ngettext
from loket.models.errors import Refused
from loket.widgets.columns import Cell, Group, Line, Row

if TYPE_CHECKING:
    from loket.exchange.import_plan import Problem
    from loket.exchange.import_run import Conflict, ImportSummary, TableSummary
    from loket.exchange.survey.survey_translation import SurveySummary


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial of the files in `paths` gave: a summary, or why they cannot be read at all."""

    summary: ImportSummary | None
    refusal: str = ""
    paths: tuple[Path, ...] = ()

    @property
    def read(self) -> int:
        """How many rows and records were read."""
        if self.summary is None:
            return 0
        return sum(table.rows for table in self.summary.tables) + sum(count for _name, count in self.summary.documents)


def try_import(work: Callable[[], ImportSummary]) -> Trial:
    """What the import's own way says, taken back at the end."""
    try:
        return Trial(work())
    except import_run.ImportRefused as refused:
        return Trial(refused.summary)
    except Refused as refused:
        return Trial(None, str(refused))


def table_rows(summary: ImportSummary) -> list[Row]:
    """A line a table, and one a JSON file."""
    rows = [Row(table.table, _table_cells(table), record=table) for table in summary.tables]
    for name, count in summary.documents:
        told = str(count) if count else "–"
        rows.append(Row(name, (name, str(count), told, "–", "–", "–", "–", _("loket's own JSON")), record=None))
    return rows


def _table_cells(table: TableSummary) -> list[str | Cell]:
    read_as = " / ".join(dict.fromkeys(how for _file, how in table.read_as))
    unknown = ""
    if table.unknown:
        text = ngettext("column {names} unknown, kept out", "columns {names} unknown, kept out", len(table.unknown))
        unknown = "   " + text.format(names=", ".join(f"'{name}'" for name in table.unknown))
    return [
        table.table,
        str(table.rows),
        *(str(count) if count else "–" for count in (table.new, table.changed, table.same)),
        Cell(str(table.conflicts), "attention") if table.conflicts else "–",
        Cell(str(table.rejected), "error") if table.rejected else "–",
        read_as + unknown,
    ]


def details(summary: ImportSummary, table: TableSummary | None) -> list[Line]:
    """What a person should look at: the table's errors, what was edited in loket since, and what concerns the whole import."""
    problems, conflicts = problems_of(summary, table), conflicts_of(summary, table)
    lines: list[Line] = []
    if problems and table is not None:
        lines.append(Group(_("Errors in {table}").format(table=table.table), len(problems)))
        lines += [_problem_row(place, one) for place, one in enumerate(problems)]
    if conflicts and table is not None:
        lines.append(Group(_("Edited in loket since, kept as it is"), len(conflicts)))
        lines += [_conflict_row(place, one, table) for place, one in enumerate(conflicts)]
    told = notes(summary)
    if told:
        lines.append(Group(_("Good to know")))
        lines += [Row(("note", place), (text,), across=True) for place, text in enumerate(told)]
    return lines


def problems_of(summary: ImportSummary, table: TableSummary | None) -> list[Problem]:
    """The errors in the files of one table."""
    files = {file for file, _how in table.read_as} if table is not None else set()
    return [one for one in summary.problems if one.file in files]


def conflicts_of(summary: ImportSummary, table: TableSummary | None) -> list[Conflict]:
    """The rows of one table that were edited in loket since."""
    return [one for one in summary.conflicts if table is not None and one.table == table.table]


def notes(summary: ImportSummary) -> list[str]:
    """What comes along, what was left alone, and the import's own warnings."""
    found = [_survey_told(one) for one in summary.surveys]
    found += [
        text.format(names=", ".join(names))
        for text, names in (
            (_("new advisors: {names}"), summary.new_advisors),
            (_("new parties: {names}"), summary.new_parties),
            (_("new networks and labels: {names}"), summary.new_tags),
            (_("new WensenScan rounds: {names}"), summary.new_rounds),
        )
        if names
    ]
    found += [_("“{name}” is remembered as {institution}").format(name=name, institution=known) for name, known in summary.new_aliases]
    unknown = [f"{file}: " for table in summary.tables if table.unknown for file, _how in table.read_as]
    shown_already = [text for text in summary.warnings if any(text.startswith(file) for file in unknown)]
    found += [text for text in summary.warnings if text not in shown_already]
    return found + [_("{file}: left alone").format(file=name) for name in summary.left_alone]


def _survey_told(survey: SurveySummary) -> str:
    """`survey412.csv: LimeSurvey, 61 inzendingen, 52 compleet, 7 weggelaten: onvolledig`."""
    counts = [ngettext("{count} response", "{count} responses", survey.rows).format(count=survey.rows)]
    counts.append(_("{count} complete").format(count=survey.complete))
    counts += [_("{count} left out: {reason}").format(count=count, reason=reason) for reason, count in survey.left_out]
    if survey.undated:
        counts.append(_("{count} without a date of its own").format(count=survey.undated))
    return f"{survey.file}: {', '.join((survey.format, *counts))}"


def _problem_row(place: int, one: Problem) -> Row:
    near = ", ".join(one.nearest) or "–"
    cells = (str(one.row), one.column or "–", one.value or "–", Cell(one.why, "error"), near)
    return Row(("problem", place), cells, record=one)


def _conflict_row(place: int, one: Conflict, table: TableSummary) -> Row:
    why = one.why if table.table == "uitnodigingen" else _("edited in loket since its last import")
    return Row(("conflict", place), (one.place.rpartition(" ")[2], "–", one.key, Cell(why, "attention"), "–"), record=one)


def verdict(trial: Trial, *, skip_invalid: bool, overwrite: bool) -> tuple[str, bool]:
    """What can be done now, in a sentence, and whether the import can go ahead."""
    summary = trial.summary
    if summary is None:
        return "", False
    read = ngettext("{count} row read.", "{count} rows read.", trial.read).format(count=trial.read)
    wrong = len(summary.problems)
    parts = [read]
    ready = False
    if wrong and not skip_invalid:
        rejected = sum(table.rejected for table in summary.tables)
        text = ngettext("It can go in once there are 0 errors, or without this row (z).",
                        "It can go in once there are 0 errors, or without these {count} rows (z).", rejected)  # fmt: skip
        parts.append(text.format(count=rejected))
    elif summary.nothing_changed:
        parts.append(_("Nothing would change."))
    else:
        ready = True
        parts.append(_("Without the rows that are wrong (z: with them).") if wrong else _("Ready: ctrl+s takes it in."))
    if summary.conflicts and not overwrite:
        parts.append(_("c takes the file's row where loket was edited."))
    elif overwrite:
        parts.append(_("The file's rows win over what was edited in loket (c: not)."))
    return " ".join(parts), ready


def told(summary: ImportSummary) -> str:
    """What the import did, in one line."""
    counts = (
        (sum(table.new for table in summary.tables) + sum(count for _name, count in summary.documents), _("new")),
        (sum(table.changed for table in summary.tables), _("changed")),
        (sum(table.same for table in summary.tables), _("the same")),
        (sum(table.conflicts for table in summary.tables), _("in conflict")),
    )
    said = _("Imported: {counts}.").format(counts=", ".join(f"{count} {word}" for count, word in counts if count))
    rejected = summary.warnings[-1] if any(table.rejected for table in summary.tables) and summary.warnings else ""
    return f"{said} {rejected}".strip()
