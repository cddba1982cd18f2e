"""A fit-gap workbook that comes back: its sheets by their labels, and for each cell where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loket.exchange.fitgap.layout import COLUMNS, FACTS, GUIDE, HIDDEN, MARK, VERSION, cell_name
from loket.exchange.tabular import Cell, Grid, normalise_header
from loket.language import _
from loket.models.errors import Refused


@dataclass(frozen=True, slots=True)
class Found:
    """A cell of the workbook: what it says, and its name on the sheet. An absent column or label has none."""

    cell: Cell
    name: str
    row: int


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One analysis as an institution filled it in: canonical column → cell, for the facts and for each dimension's row."""

    name: str
    facts: Mapping[str, Found]
    rows: tuple[Mapping[str, Found], ...]


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A workbook with its analyses. `key` and `hashes` are those of the analysis that it went out with; empty for a blank one."""

    path: Path
    key: str
    hashes: Mapping[str, str]
    sheets: tuple[FilledSheet, ...]
    left_alone: tuple[str, ...]

    @property
    def read_as(self) -> str:
        """How the file was understood, for the summary."""
        return self.path.suffix[1:].upper()


def is_workbook(grids: Sequence[Grid]) -> bool:
    """Whether one of a file's sheets bears the mark."""
    return any(isinstance(grid.rows, list) and _is_mark(grid.rows) for grid in grids)


def read_workbook(path: Path, grids: Sequence[Grid]) -> FilledWorkbook:
    """The analyses in a workbook that bears the mark; refused when it has none any more, or was made by a later loket."""
    sheets = [(grid.sheet, [list(row) for row in grid.rows]) for grid in grids]
    marked = next(rows for _name, rows in sheets if _is_mark(rows))
    _check_version(path, marked)
    said = {str(row[0]): str(row[1]) for row in marked[1:] if len(row) > 1 and row[0] != ""}
    filled, others = [], []
    for name, rows in sheets:
        head = _head(rows)
        if head is not None:
            filled.append(FilledSheet(name, dict(_facts(rows[:head])), tuple(_rows(rows, head))))
        elif not _is_mark(rows) and name not in (GUIDE, HIDDEN):
            others.append(name)
    if not filled:
        message = _("{file}: no sheet has the columns Dimensie and Kloof any more; fill in a new workbook from `loket fitgap template`")
        raise Refused(message.format(file=path.name))
    return FilledWorkbook(path, said.pop("sleutel", ""), said, tuple(filled), tuple(others))


def row_as_filled(grids: Sequence[Grid], name: str, row: int) -> list[tuple[str, Cell]]:
    """A row of one sheet as it stands there: under its headers, above the table beside its label."""
    rows = next(([list(cells) for cells in grid.rows] for grid in grids if grid.name == name), [])
    if not 0 < row <= len(rows):
        return []
    head, cells = _head(rows), rows[row - 1]
    if head is None or row <= head + 1:
        return [(str(cells[0]), cells[1])] if len(cells) > 1 else []
    return [(str(header), cell) for header, cell in zip(rows[head], cells, strict=False) if header != ""]


def _is_mark(rows: Sequence[Sequence[Cell]]) -> bool:
    return bool(rows and rows[0] and rows[0][0] == MARK)


def _check_version(path: Path, marked: Sequence[Sequence[Cell]]) -> None:
    version = marked[0][1] if len(marked[0]) > 1 else ""
    if not isinstance(version, int):
        raise Refused(
            _("{file}: the hidden sheet of this workbook is damaged; make a new one with `loket fitgap template`").format(file=path.name)
        )
    if version > VERSION:
        raise Refused(_("{file}: made by a later version of loket than this one; update loket first").format(file=path.name))


def _head(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row with the columns' names: it has at least the dimension and the gap."""
    for place, row in enumerate(rows):
        names = {normalise_header(cell) for cell in row}
        if {"dimensie", "kloof"} <= names:
            return place
    return None


def _facts(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, Found]]:
    """What stands beside each label above the table."""
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row[:-1]):
            column = FACTS.get(normalise_header(cell).rstrip(":"))
            if column is not None:
                yield column, Found(row[place + 1], cell_name(number, place + 1), number)


def _rows(rows: Sequence[Sequence[Cell]], head: int) -> Iterator[Mapping[str, Found]]:
    """The rows under the header that say anything."""
    columns = [(place, COLUMNS.get(normalise_header(cell))) for place, cell in enumerate(rows[head])]
    for number, row in enumerate(rows[head + 1 :], head + 2):
        found = {column: Found(row[place], cell_name(number, place), number) for place, column in columns if column and place < len(row)}
        if any(_filled(one.cell) for one in found.values()):
            yield found


def _filled(cell: Cell) -> bool:
    return not (isinstance(cell, str) and not cell.strip())
