"""A fit-gap workbook that comes back: read by its labels, and made into canonical tables.

A workbook that went out with an analysis says everything of it: an empty cell clears. One that went out blank says only what was
filled in: an empty cell leaves what loket knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from loket.exchange.canonical import FITGAP_ITEMS, FITGAPS, TableSpec
from loket.exchange.canonical_rows import current_rows
from loket.exchange.cell_kinds import Row, cell_text
from loket.exchange.fitgap.workbook_template import COLUMNS, FACTS, GUIDE, HIDDEN, MARK, UNKNOWN, VERSION, cell_name
from loket.exchange.name_index import NameIndex, NameIndexes, NotUnderstood, fold
from loket.exchange.source_tables import Cell, Grid, SourceTable, normalise_header
from loket.language import _, label
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.models.record import Record
from loket.models.themes import OutcomeSet
from loket.models.words import FitGapDimension, FitGapState


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
    return any(grid.sheet != "" and _is_mark(grid.rows) for grid in grids)


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
        if any(not isinstance(one.cell, str) or one.cell.strip() for one in found.values()):
            yield found


_WORDS = {spelling.casefold(): one for one in FitGapDimension for spelling in (one.dutch, *one.also)}
_MAY_BE_UNKNOWN = ("kloof", "landelijk")
_WHICH: tuple[tuple[type[Record], str], ...] = ((Institution, "instelling"), (OutcomeSet, "uz_set"))
"""What tells which analysis a sheet is."""


@dataclass(slots=True)
class ResolvedWorkbooks:
    """The tables that workbooks gave, and what a person should know of them."""

    tables: list[tuple[TableSpec, SourceTable]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What loket holds now."""

    analyses: Mapping[int, Row]
    items: Mapping[int, Row]
    indexes: NameIndexes

    def item(self, analysis: int | None, dimension: FitGapDimension | None) -> Row | None:
        """The row of a dimension."""
        if analysis is None or dimension is None:
            return None
        rows = (row for row in self.items.values() if row["analyse"] == analysis and row["dimensie"] == dimension.value)
        return next(rows, None)


@dataclass(frozen=True, slots=True)
class _Meant:
    """Which analysis a sheet is: its number when it is there, its key, and whether it went out with it. `wrong`: why it cannot be told."""

    number: int | None
    key: str
    went_out: bool = False
    wrong: str = ""


def resolve_workbooks(connection: Connection, indexes: NameIndexes, workbooks: Sequence[FilledWorkbook]) -> ResolvedWorkbooks:
    """The canonical tables of filled workbooks, with the cells that their errors will name."""
    resolved = ResolvedWorkbooks()
    if workbooks:
        known = _Known(current_rows(connection, FITGAPS), current_rows(connection, FITGAP_ITEMS), indexes)
        for workbook in workbooks:
            resolved.warnings += [
                _("{file}: the sheet {sheet} is no fit-gap and is left alone").format(file=workbook.path.name, sheet=name)
                for name in workbook.left_alone
            ]
            for sheet in workbook.sheets:
                _resolve_sheet(resolved, known, workbook, sheet)
    return resolved


def _resolve_sheet(resolved: ResolvedWorkbooks, known: _Known, workbook: FilledWorkbook, sheet: FilledSheet) -> None:
    meant = _meant(known, workbook, sheet)
    hashes = workbook.hashes if meant.went_out else {}
    place = sheet.facts.get("instelling", Found("", "", 1))
    cells = {"sleutel": Found(meant.key, "", place.row), **dict(_fact_cells(known, sheet, meant))}
    tables = [(FITGAPS, _table(workbook, sheet, tuple(cells), [(cells, hashes.get("fitgap"))]))]
    if meant.wrong:
        where = _("sheet {sheet}, cell {cell}").format(sheet=sheet.name, cell=place.name)
        tables[0][1].ragged[place.row] = f"{where}: {meant.wrong}"
    rows = [(row, hashes.get(dimension.value) if dimension else None) for dimension, row in _dimension_rows(known, sheet, meant)]
    if rows:
        headers = tuple(dict.fromkeys(header for row, _hash in rows for header in row))
        tables.append((FITGAP_ITEMS, _table(workbook, sheet, headers, rows)))
    resolved.tables += tables
    lacking = [label(one) for one in FitGapDimension if one not in {_dimension(row) for row in sheet.rows}]
    if lacking and len(lacking) < len(FitGapDimension):
        message = _("{file}, sheet {sheet}: {dimensions} is not in it and stays as it was")
        resolved.warnings.append(message.format(file=workbook.path.name, sheet=sheet.name, dimensions=", ".join(lacking)))


def _meant(known: _Known, workbook: FilledWorkbook, sheet: FilledSheet) -> _Meant:
    """By the key that the workbook went out with, else by institution and set."""
    institution = _number(known.indexes.institutions, sheet.facts.get("instelling"))
    outcome_set = _number(known.indexes[OutcomeSet], sheet.facts.get("uz_set"))
    own = next((number for number, row in known.analyses.items() if workbook.key and row["sleutel"] == workbook.key), None)
    if own is not None:
        analysis = known.analyses[own]
        if (analysis["instelling"], analysis["uz_set"]) == (institution, outcome_set):
            return _Meant(own, workbook.key, went_out=True)
        if len(workbook.sheets) == 1 and institution is not None and outcome_set is not None:
            names = (known.indexes[model].name(int(str(analysis[column]))) for model, column in _WHICH)
            why = _("this workbook went out for {analysis}; for another institution or set make one of its own")
            return _Meant(own, workbook.key, went_out=True, wrong=why.format(analysis=" · ".join(names)))
    same = [
        number
        for number, row in known.analyses.items()
        if institution is not None and (row["instelling"], row["uz_set"]) == (institution, outcome_set)
    ]
    if len(same) > 1:
        why = _("this institution has several analyses of this set; make the workbook with --number, so that it says which one")
        return _Meant(None, _new_key(known, sheet), wrong=why)
    return _Meant(same[0], str(known.analyses[same[0]]["sleutel"])) if same else _Meant(None, _new_key(known, sheet))


def _number(index: NameIndex, found: Found | None) -> int | None:
    try:
        return index.find(cell_text(found.cell)) if found is not None else None
    except NotUnderstood:
        return None  # the planner reads the same cell and says what is wrong with it


def _new_key(known: _Known, sheet: FilledSheet) -> str:
    """The same key for the same institution and set, so that a second sheet of them is seen to be one."""
    names = []
    for model, column in _WHICH:
        found = sheet.facts.get(column)
        number = _number(known.indexes[model], found)
        names.append(known.indexes[model].name(number) if number is not None else cell_text(found.cell) if found else "")
    return f"werkboek-{hashlib.blake2b('|'.join(map(fold, names)).encode(), digest_size=8).hexdigest()}"


def _fact_cells(known: _Known, sheet: FilledSheet, meant: _Meant) -> Iterator[tuple[str, Found]]:
    current = known.analyses.get(meant.number) if meant.number is not None else None
    for column in FACTS.values():
        found = sheet.facts.get(column)
        if found is None and current is not None:
            continue
        found = found or Found("", "", 1)
        if found.cell == "" and not meant.went_out:
            usual = FitGapState.RUNNING.dutch if column == "status" else ""
            found = Found(_kept(FITGAPS, column, current, known.indexes) if current else usual, found.name, found.row)
        yield column, found


def _dimension_rows(known: _Known, sheet: FilledSheet, meant: _Meant) -> Iterator[tuple[FitGapDimension | None, dict[str, Found]]]:
    """The rows that say something, with the analysis they are of."""
    for row in sheet.rows:
        dimension = _dimension(row)
        current = known.item(meant.number, dimension)
        said = {column: found for column, found in row.items() if column != "dimensie"}
        if dimension and not any(_text(found) for found in said.values()) and (current is None or not meant.went_out):
            continue
        cells = {column: _meaning(column, found, current, meant, known.indexes) for column, found in said.items()}
        place = row["dimensie"]
        yield dimension, {"analyse": Found(meant.key, "", place.row), "dimensie": place, **cells}


def _meaning(column: str, found: Found, current: Row | None, meant: _Meant, indexes: NameIndexes) -> Found:
    """What a cell means: `onbekend` is known to be empty; an empty one leaves what is there, unless the workbook went out with it."""
    text = _text(found)
    if not text and current is not None and not meant.went_out:
        return Found(_kept(FITGAP_ITEMS, column, current, indexes), found.name, found.row)
    return Found("", found.name, found.row) if column in _MAY_BE_UNKNOWN and text.casefold() == UNKNOWN else found


def _kept(spec: TableSpec, header: str, current: Row, indexes: NameIndexes) -> Cell:
    """What loket knows, as a cell."""
    shown = spec.by_header[header].kind.show(current[header], indexes)
    return "" if shown is None else shown


def _dimension(row: Mapping[str, Found]) -> FitGapDimension | None:
    return _WORDS.get(_text(row["dimensie"]).casefold())


def _text(found: Found) -> str:
    return cell_text(found.cell).strip()


def _table(
    workbook: FilledWorkbook, sheet: FilledSheet, headers: tuple[str, ...], rows: Sequence[tuple[Mapping[str, Found], str | None]]
) -> SourceTable:
    """One canonical table with the names of its cells."""
    table = SourceTable(workbook.path, sheet.name, headers, [], [], workbook.read_as, "")
    for row, known_hash in rows:
        number = row["dimensie"].row if "dimensie" in row else next(iter(row.values())).row
        table.rows.append(tuple(row[header].cell if header in row else "" for header in headers))
        table.row_numbers.append(number)
        for header, found in row.items():
            if found.name:
                table.cells[number, header] = found.name
        if known_hash is not None:
            table.went_out[number] = known_hash
    return table
