"""Telling what was wrong in files: every problem in a list, and the rejected rows as they were, with the reasons beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from loket.exchange.cell_kinds import cell_text
from loket.exchange.import_files import REJECTED_SUFFIX
from loket.exchange.import_plan import PlannedRow, Problem
from loket.exchange.output_files import OutCell, write_csv, write_table
from loket.exchange.source_tables import SourceTable, cell_as_it_was
from loket.models.errors import Refused

PROBLEM_HEADERS = ("bestand", "rij", "kolom", "waarde", "waarom", "dichtst_bij")
REASON_HEADER = "reden"
PROBLEMS_NAME = f"fouten{REJECTED_SUFFIX}"


def write_problems(folder: Path, problems: Iterable[Problem]) -> Path | None:
    """Write all problems to one file in `folder`; None when that cannot be written to."""
    path = folder / PROBLEMS_NAME
    try:
        _make(folder)
        write_problems_to(path, problems)
    except Refused:
        return None
    return path


def write_problems_to(path: Path, problems: Iterable[Problem]) -> int:
    """Write all problems to this very file; gives how many."""
    rows = ((p.file, p.row, p.column, p.value, p.why, ", ".join(p.nearest)) for p in problems)
    return write_table(path, PROBLEM_HEADERS, rows)


def write_rejected(rows: Sequence[PlannedRow], folder: Path | None) -> list[Path]:
    """Write the rejected rows of each file to `NAME.afgewezen.csv`, beside the file or in `folder`."""
    by_source: dict[int, list[PlannedRow]] = {}
    for row in rows:
        by_source.setdefault(id(row.source), []).append(row)
    paths = [own[0].source.path for own in by_source.values()]
    if folder is not None:
        _make(folder)
    written: dict[Path, Path] = {}
    for own in by_source.values():
        source = own[0].source
        sheet = source.sheet if paths.count(source.path) > 1 else ""
        path = _place(source.path, sheet, folder or source.path.parent, written)
        written[path] = source.path
        write_csv(path, *_as_they_were(source, own))
    return list(written)


def _as_they_were(source: SourceTable, rejected: Sequence[PlannedRow]) -> tuple[list[str], list[list[OutCell]]]:
    """The header and the rejected rows of the file's own table; further header rows come first."""
    head, rows = [source.headers], source.rows
    if source.original is not None:
        head, rows = [tuple(map(cell_text, row)) for row in source.original.head], source.original.rows
    body: list[list[OutCell]] = [[*row, ""] for row in head[1:]]
    body += [[*map(cell_as_it_was, rows[row.index]), reasons(row)] for row in rejected]
    return [*head[0], REASON_HEADER], body


def reasons(row: PlannedRow) -> str:
    """Why a row was rejected, in one cell."""
    return "; ".join(f"{problem.column}: {problem.why}" if problem.column else problem.why for problem in row.problems)


def _place(path: Path, sheet: str, home: Path, written: Mapping[Path, Path]) -> Path:
    """A name that says which file it is about, and which sheet when several have rejected rows; no other of this import."""
    plain = home / f"{_safe(f'{path.stem}.{sheet}' if sheet else path.stem)}{REJECTED_SUFFIX}"
    return plain if plain not in written else home / f"{_safe(path.name)}{REJECTED_SUFFIX}"


def _safe(name: str) -> str:
    """A sheet's name without what a file name cannot have."""
    return "".join("_" if character in '<>:"/\\|?*' or ord(character) < 32 else character for character in name)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder}: {error.strerror or error}") from error
