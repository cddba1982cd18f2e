"""From a filled workbook to the canonical tables: which analysis each sheet is, and what its empty cells mean.

A workbook that went out with an analysis says everything of it: an empty cell clears. One that went out blank says only what was
filled in: an empty cell leaves what loket knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from loket.exchange.canonical import BY_NAME, TableSpec
from loket.exchange.current import Row, current_rows
from loket.exchange.fitgap.layout import FACTS, UNKNOWN
from loket.exchange.fitgap.reading import FilledSheet, FilledWorkbook, Found
from loket.exchange.matching import Book, Books, NotUnderstood, fold
from loket.exchange.tabular import Cell, SourceTable
from loket.exchange.values import cell_text
from loket.language import _, label
from loket.models.words import FitGapDimension, FitGapState

_WORDS = {spelling.casefold(): one for one in FitGapDimension for spelling in (one.dutch, *one.also)}
_MAY_BE_UNKNOWN = ("kloof", "landelijk")


@dataclass(slots=True)
class Settled:
    """The tables that workbooks gave, and what a person should know of them."""

    tables: list[tuple[TableSpec, SourceTable]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What loket holds now."""

    analyses: Mapping[int, Row]
    items: Mapping[int, Row]
    books: Books

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


def settle(connection: Connection, books: Books, workbooks: Sequence[FilledWorkbook]) -> Settled:
    """The canonical tables of filled workbooks, with the cells that their errors will name."""
    settled = Settled()
    if workbooks:
        known = _Known(current_rows(connection, BY_NAME["fitgap"]), current_rows(connection, BY_NAME["fitgap_punten"]), books)
        for workbook in workbooks:
            settled.warnings += [
                _("{file}: the sheet {sheet} is no fit-gap and is left alone").format(file=workbook.path.name, sheet=name)
                for name in workbook.left_alone
            ]
            for sheet in workbook.sheets:
                _settle(settled, known, workbook, sheet)
    return settled


def _settle(settled: Settled, known: _Known, workbook: FilledWorkbook, sheet: FilledSheet) -> None:
    meant = _meant(known, workbook, sheet)
    hashes = workbook.hashes if meant.went_out else {}
    place = sheet.facts.get("instelling", Found("", "", 1))
    cells = {"sleutel": Found(meant.key, "", place.row), **dict(_facts(known, sheet, meant))}
    tables = [(BY_NAME["fitgap"], _table(workbook, sheet, tuple(cells), [(cells, hashes.get("fitgap"))]))]
    if meant.wrong:
        where = _("sheet {sheet}, cell {cell}").format(sheet=sheet.name, cell=place.name)
        tables[0][1].ragged[place.row] = f"{where}: {meant.wrong}"
    rows = [(row, hashes.get(dimension.value) if dimension else None) for dimension, row in _rows(known, sheet, meant)]
    if rows:
        headers = tuple(dict.fromkeys(header for row, _hash in rows for header in row))
        tables.append((BY_NAME["fitgap_punten"], _table(workbook, sheet, headers, rows)))
    settled.tables += tables
    lacking = [label(one) for one in FitGapDimension if one not in {_dimension(row) for row in sheet.rows}]
    if lacking and len(lacking) < len(FitGapDimension):
        message = _("{file}, sheet {sheet}: {dimensions} is not in it and stays as it was")
        settled.warnings.append(message.format(file=workbook.path.name, sheet=sheet.name, dimensions=", ".join(lacking)))


def _meant(known: _Known, workbook: FilledWorkbook, sheet: FilledSheet) -> _Meant:
    """By the key that the workbook went out with, else by institution and set."""
    institution = _number(known.books["institution"], sheet.facts.get("instelling"))
    outcome_set = _number(known.books["outcome_set"], sheet.facts.get("uz_set"))
    own = next((number for number, row in known.analyses.items() if workbook.key and row["sleutel"] == workbook.key), None)
    if own is not None:
        analysis = known.analyses[own]
        if (analysis["instelling"], analysis["uz_set"]) == (institution, outcome_set):
            return _Meant(own, workbook.key, went_out=True)
        if len(workbook.sheets) == 1 and institution is not None and outcome_set is not None:
            names = (
                known.books[book].name(int(str(analysis[column])))
                for book, column in (("institution", "instelling"), ("outcome_set", "uz_set"))
            )
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


def _number(book: Book, found: Found | None) -> int | None:
    try:
        return book.find(cell_text(found.cell)) if found is not None else None
    except NotUnderstood:
        return None  # the planner reads the same cell and says what is wrong with it


def _new_key(known: _Known, sheet: FilledSheet) -> str:
    """The same key for the same institution and set, so that a second sheet of them is seen to be one."""
    names = []
    for book, column in (("institution", "instelling"), ("outcome_set", "uz_set")):
        found = sheet.facts.get(column)
        number = _number(known.books[book], found)
        names.append(known.books[book].name(number) if number is not None else cell_text(found.cell) if found else "")
    return f"werkboek-{hashlib.blake2b('|'.join(map(fold, names)).encode(), digest_size=8).hexdigest()}"


def _facts(known: _Known, sheet: FilledSheet, meant: _Meant) -> Iterator[tuple[str, Found]]:
    current = known.analyses.get(meant.number) if meant.number is not None else None
    for column in FACTS.values():
        found = sheet.facts.get(column)
        if found is None and current is not None:
            continue
        found = found or Found("", "", 1)
        if found.cell == "" and not meant.went_out:
            usual = FitGapState.RUNNING.dutch if column == "status" else ""
            found = Found(_kept("fitgap", column, current, known.books) if current else usual, found.name, found.row)
        yield column, found


def _rows(known: _Known, sheet: FilledSheet, meant: _Meant) -> Iterator[tuple[FitGapDimension | None, dict[str, Found]]]:
    """The rows that say something, with the analysis they are of."""
    for row in sheet.rows:
        dimension = _dimension(row)
        current = known.item(meant.number, dimension)
        said = {column: found for column, found in row.items() if column != "dimensie"}
        if dimension and not any(_text(found) for found in said.values()) and (current is None or not meant.went_out):
            continue
        cells = {column: _meaning(column, found, current, meant, known.books) for column, found in said.items()}
        place = row["dimensie"]
        yield dimension, {"analyse": Found(meant.key, "", place.row), "dimensie": place, **cells}


def _meaning(column: str, found: Found, current: Row | None, meant: _Meant, books: Books) -> Found:
    """What a cell means: `onbekend` is known to be empty; an empty one leaves what is there, unless the workbook went out with it."""
    text = _text(found)
    if not text and current is not None and not meant.went_out:
        return Found(_kept("fitgap_punten", column, current, books), found.name, found.row)
    return Found("", found.name, found.row) if column in _MAY_BE_UNKNOWN and text.casefold() == UNKNOWN else found


def _kept(table: str, header: str, current: Row, books: Books) -> Cell:
    """What loket knows, as a cell."""
    shown = BY_NAME[table].by_header[header].kind.show(current[header], books)
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
