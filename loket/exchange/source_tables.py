"""The tables in a file: CSV in all its shapes, XLSX and ODS by their values; nothing that could exhaust the machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loket.exchange.output_files import unguard
from loket.language import _
from loket.models.errors import Refused

Cell = str | int | float | dt.date | dt.datetime
"""A cell as read: text from CSV; from a spreadsheet also numbers and dates. An empty cell is ""."""

DELIMITERS = (";", ",", "\t")
CSV_SUFFIXES = frozenset({".csv", ".tsv"})
SHEET_SUFFIXES = frozenset({".xlsx", ".ods"})

# One cell may hold 1 MB of text and be refused by name when it holds more; past this the quotes must be wrong.
_LARGEST_CELL = 64 * 1024 * 1024
_LARGEST_FILE = 2 * 1024 * 1024 * 1024
_LOOKED_AT = 65_536
_ROWS_LOOKED_AT = 20
_DELIMITER_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """What stands in a file or sheet, before anybody says which rows are headers. `clean` takes the guard off a CSV's cells."""

    path: Path
    sheet: str
    rows: Sequence[Sequence[Cell]]
    encoding: str
    delimiter: str
    clean: Callable[[Cell], Cell]

    @property
    def name(self) -> str:
        """The file's name, with the sheet's behind it where there are sheets: `ronde.xlsx [signalen]`."""
        return _name(self.path, self.sheet)

    @property
    def read_as(self) -> str:
        """How the file was understood, for the summary: `Windows-1252 · ;`."""
        return _read_as(self.encoding, self.delimiter)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell of a file's own table; `header` is the canonical column that it was for."""

    header: str
    column: str
    value: str
    why: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The file's own table, when a canonical one was made of it: who speaks to a person about a cell speaks of this one.

    `rows` go with the canonical rows one by one; `columns` gives for a canonical header the places of its own columns, `picked` the one
    that a row's value came from when there are several. `raw` is what stands with each record as it was answered.
    """

    head: tuple[tuple[Cell, ...], ...]
    rows: list[tuple[Cell, ...]]
    labels: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    picked: dict[tuple[int, str], int]
    flaws: dict[int, list[Flaw]]
    raw: list[str]

    def column(self, index: int, header: str) -> str:
        """What the file calls the column that a row's canonical value came from."""
        places = self._places(index, header)
        return self.labels[places[0]] if places else header

    def cells(self, index: int, header: str) -> list[Cell]:
        """What the file says in the columns that a row's canonical value came from."""
        return [self.rows[index][place] for place in self._places(index, header)]

    def _places(self, index: int, header: str) -> tuple[int, ...]:
        picked = self.picked.get((index, header))
        return self.columns.get(header, ()) if picked is None else (picked,)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table as it stands in a file.

    `headers` are normalised (`normalise_header`); a row has as many cells as there are headers. `row_numbers` are
    those that a spreadsheet shows (the header's row is usually 1).
    `ragged` names the rows whose cells do not fit the headers; `original` is the file's own table when this one was made of it.
    Where it was made of cells that stand apart, `cells` has their names (`D7`), by row number and header. `went_out` has the hash of
    what a row was when loket wrote the file, by row number.
    """

    path: Path
    sheet: str
    headers: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    row_numbers: list[int]
    encoding: str
    delimiter: str
    ragged: dict[int, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    original: Original | None = None
    cells: dict[tuple[int, str], str] = field(default_factory=dict)
    went_out: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name, with the sheet's behind it where there are sheets: `ronde.xlsx [signalen]`."""
        return _name(self.path, self.sheet)

    @property
    def read_as(self) -> str:
        """How the file was understood, for the summary: `Windows-1252 · ;`."""
        return _read_as(self.encoding, self.delimiter)

    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows as header → cell, for who reads few of them."""
        for row in self.rows:
            yield dict(zip(self.headers, row, strict=True))


def _name(path: Path, sheet: str) -> str:
    return f"{path.name} [{sheet}]" if sheet else path.name


def _read_as(encoding: str, delimiter: str) -> str:
    return f"{encoding} · {'tab' if delimiter == chr(9) else delimiter}" if delimiter else encoding


def normalise_header(header: object) -> str:
    """A header as it is compared: NFC, without case, surrounding spaces or a stray byte order mark."""
    return unicodedata.normalize("NFC", str(header)).strip().strip("\ufeff\u200b").strip().casefold()


def read_tables(path: Path, known_headers: Collection[str] = ()) -> list[SourceTable]:
    """The tables in a file: one of a CSV, one a filled sheet of a workbook. `known_headers` help find delimiters."""
    return [table_from(grid) for grid in read_grids(path, known_headers)]


def read_grids(path: Path, known_headers: Collection[str] = ()) -> list[Grid]:
    """What stands in a file: one grid of a CSV, one a filled sheet of a workbook."""
    suffix = path.suffix.lower()
    if suffix in SHEET_SUFFIXES:
        return read_sheets(path)
    if suffix in CSV_SUFFIXES:
        return [_read_csv(path, known_headers)]
    raise Refused(
        _("{file}: loket reads CSV, TSV, XLSX and ODS, not “{suffix}”; save it as one of those").format(
            file=path.name, suffix=suffix or path.name
        )
    )


def _read_csv(path: Path, known_headers: Collection[str] = ()) -> Grid:
    """The rows of a CSV file, whatever its delimiter and encoding."""
    text, encoding = decode(read_bytes(path), path.name)
    if not text.strip():
        raise Refused(_("{file}: the file is empty").format(file=path.name))
    said = _DELIMITER_LINE.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said.group(1) if said else _find_delimiter(text, known_headers)
    return Grid(path, "", _records(text, delimiter, path.name), encoding, delimiter, unguard_text)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; what stands in the way is refused with what to do."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Refused(_("{file}: larger than 2 GB; split it into several files").format(file=path.name))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused(_("{file}: there is no such file").format(file=path)) from error
    except IsADirectoryError as error:
        raise Refused(_("{file}: this is a folder, not a file").format(file=path)) from error
    except OSError as error:
        raise Refused(_("{file}: cannot be read ({why})").format(file=path, why=error.strerror or error)) from error


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding: UTF-8 (with or without byte order mark) or Windows-1252; anything else is refused."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) // 8:
        raise Refused(_("{file}: this is UTF-16 or no text at all; save it as “CSV UTF-8” or as XLSX and try again").format(file=name))
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(_("{file}: this is a spreadsheet, not CSV; give it its own ending (.xlsx, .ods)").format(file=name))
    if data.startswith(b"\xef\xbb\xbf"):
        data, with_mark = data[3:], True
    else:
        with_mark = False
    try:
        return data.decode("utf-8"), "UTF-8 (BOM)" if with_mark else "UTF-8"
    except UnicodeDecodeError as error:
        # With more good characters beyond ASCII than bad bytes it is damaged UTF-8: as Windows-1252 it would be garbled.
        lenient = data.decode("utf-8", errors="replace")
        bad = lenient.count("\ufffd")
        if with_mark or sum(1 for character in lenient if character > "\x7f") - bad > bad:
            raise Refused(
                _("{file}: UTF-8, but with a damaged character in line {line}; save it again as “CSV UTF-8”").format(
                    file=name, line=data.count(b"\n", 0, error.start) + 1
                )
            ) from error
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Refused(
            _("{file}: neither UTF-8 nor Windows-1252 (line {line}); save it as “CSV UTF-8”").format(
                file=name, line=data.count(b"\n", 0, error.start) + 1
            )
        ) from error


def _find_delimiter(text: str, known_headers: Collection[str]) -> str:
    """The delimiter that gives most known headers, else rows of one width, else most columns in the header's row."""
    best, best_score = DELIMITERS[0], (-1, False, -1)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""), delimiter=delimiter)
        rows = list(itertools.islice((row for row in reader if any(row)), _ROWS_LOOKED_AT))
        if len(text) > _LOOKED_AT and len(rows) < _ROWS_LOOKED_AT:
            rows = rows[:1] + rows[1:-1]  # the last one is cut off
        header = rows[0] if rows else []
        known = sum(1 for cell in header if normalise_header(cell) in known_headers)
        even = len(header) > 1 and all(len(row) == len(header) for row in rows)
        if (known, even, len(header)) > best_score:
            best, best_score = delimiter, (known, even, len(header))
    return best


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    """The file's rows; quotes that do not close are refused with the row where they open."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    while True:
        line = reader.line_num + 1
        try:
            rows.append(next(reader))
        except StopIteration:
            return rows
        except csv.Error as error:
            raise Refused(
                _('{file}, row {row} (line {line}): the quotes in this row do not match; inside a cell write " as ""').format(
                    file=name, row=len(rows) + 1, line=line
                )
            ) from error


def unguard_text(cell: Cell) -> Cell:
    """The cell without the apostrophe that a CSV export puts before what a spreadsheet would run."""
    return unguard(cell) if isinstance(cell, str) else cell


def as_it_is(cell: Cell) -> Cell:
    """The cell: a spreadsheet's texts bear no guard."""
    return cell


def table_from(grid: Grid) -> SourceTable:
    """The table in a file's rows: the first row that is not empty holds the headers, empty rows are passed over."""
    numbered = enumerate(grid.rows, start=1)
    raw_header: Sequence[Cell] = ()
    for _number, row in numbered:
        if any(cell != "" for cell in row):
            raw_header = row
            break
    headers, warnings = _headers(raw_header)
    table = SourceTable(grid.path, grid.sheet, headers, [], [], grid.encoding, grid.delimiter, {}, tuple(warnings))
    width = len(headers)
    for number, row in numbered:
        if not any(cell != "" for cell in row):
            continue
        if len(row) != width:
            row = fitted(row, width, number, table.ragged)
        table.rows.append(tuple(map(grid.clean, row)))
        table.row_numbers.append(number)
    return table


def _headers(row: Sequence[Cell]) -> tuple[tuple[str, ...], list[str]]:
    """The normalised headers, without the empty ones at the end."""
    headers = [normalise_header(cell) for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    warnings = []
    nameless = [str(index) for index, header in enumerate(headers, start=1) if not header]
    if nameless:
        warnings.append(_("column {columns} has no header and is kept out").format(columns=", ".join(nameless)))
    return tuple(headers), warnings


def fitted(row: Sequence[Cell], width: int, number: int, ragged: dict[int, str]) -> list[Cell]:
    """The row with as many cells as there are headers; when that is not just empty cells, the row is marked ragged."""
    cells = list(row)
    if len(cells) < width:
        ragged[number] = _("this row has {found} cells, the header has {width}").format(found=len(cells), width=width)
        return cells + [""] * (width - len(cells))
    if any(cell != "" for cell in cells[width:]):
        ragged[number] = _("this row has {found} cells, the header has {width}").format(found=len(cells), width=width)
    return cells[:width]


def cell_as_it_was(cell: Cell) -> str | int | float | dt.date:
    """A cell to write back: a moment as its text, since a date would lose the time."""
    return cell.isoformat(sep=" ", timespec="minutes") if isinstance(cell, dt.datetime) else cell


LARGEST_UNPACKED = 300 * 1024 * 1024
# calamine lays a sheet out as one full rectangle: a single cell in the far corner would take all memory there is.
_LARGEST_SHEET = 30_000_000
_CELL_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20


def read_sheets(path: Path) -> list[Grid]:
    """What stands in a workbook: a grid for every sheet that holds anything."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # only spreadsheets need it

    data = read_bytes(path)
    _check_archive(data, path.name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        # From its first row on, so that row numbers are those on the screen.
        sheets = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names]
        read_as = path.suffix[1:].upper()
        return [
            Grid(path, name, [[cell if type(cell) is str else _cell(cell) for cell in row] for row in rows], read_as, "", as_it_is)
            for name, rows in sheets
            if rows
        ]
    except PasswordError as error:
        raise _locked(path.name) from error
    except CalamineError as error:
        raise _damaged(path.name) from error


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no workbook, is locked, or would unpack to more than a machine can hold."""
    if data.startswith(_OLE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d" in data:
            raise _locked(name)
        raise Refused(_("{file}: this is an old Excel file (.xls); save it as .xlsx and try again").format(file=name))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if unpacked > LARGEST_UNPACKED:
                raise Refused(
                    _("{file}: unpacks to {size} MB, more than the {limit} MB that loket reads; save it as CSV").format(
                        file=name, size=unpacked >> 20, limit=LARGEST_UNPACKED >> 20
                    )
                )
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _check_sheet_size(archive, member, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged(name) from error


def _check_sheet_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose last row times its last column is more than the reader can lay out."""
    rows = columns = 0
    tail = b""
    with archive.open(member) as sheet:
        while chunk := sheet.read(_CHUNK):
            for place in _CELL_PLACE.finditer(tail + chunk):
                rows = max(rows, int(place[2]))
                number = 0
                for letter in place[1]:
                    number = number * 26 + letter - 64
                columns = max(columns, number)
            tail = chunk[-16:]
    if rows * columns > _LARGEST_SHEET:
        raise Refused(
            _("{file}: a sheet reaches to row {row}, column {column}; delete what is empty, or save it as CSV").format(
                file=name, row=rows, column=columns
            )
        )


def _cell(value: object) -> Cell:
    """A value as the person sees it: 3.0 is 3, true is ja, a date without a time is a date."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case dt.datetime():
            return value.date() if value.time() == dt.time() else value
        case int() | dt.date() | str():
            return value
        case _:
            return str(value)


def _locked(name: str) -> Refused:
    return Refused(_("{file}: protected with a password; save it without one and try again").format(file=name))


def _damaged(name: str) -> Refused:
    return Refused(_("{file}: damaged, or no XLSX or ODS file; open it in a spreadsheet program and save it again").format(file=name))
