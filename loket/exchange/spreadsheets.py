"""Reading XLSX and ODS: values only, a formula by its last value, and nothing that could exhaust the machine."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from loket.exchange.tabular import Cell, Grid, as_it_is, read_bytes
from loket.language import _
from loket.models.errors import Refused

LARGEST_UNPACKED = 300 * 1024 * 1024
# calamine lays a sheet out as one full rectangle: a single cell in the far corner would take all memory there is.
_LARGEST_SHEET = 30_000_000
_CELL_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20


def read_sheets(path: Path) -> list[Grid]:
    """What stands in a workbook: a grid for every sheet that holds anything."""
    data = read_bytes(path)
    _check_archive(data, path.name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Grid(path, name, rows, path.suffix[1:].upper(), "", as_it_is)
            for name in workbook.sheet_names
            if (rows := _rows(workbook, name))
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
                columns = max(columns, _column_number(place[1]))
            tail = chunk[-16:]
    if rows * columns > _LARGEST_SHEET:
        raise Refused(
            _("{file}: a sheet reaches to row {row}, column {column}; delete what is empty, or save it as CSV").format(
                file=name, row=rows, column=columns
            )
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[Cell]]:
    """A sheet's rows from its first one on, so that row numbers are those on the screen; none for an empty sheet."""
    sheet = workbook.get_sheet_by_name(name)
    return [list(row) for row in _cells(sheet.to_python(skip_empty_area=False))]


def _cells(rows: Sequence[Sequence[object]]) -> Iterator[Iterator[Cell]]:
    for row in rows:
        yield (cell if type(cell) is str else _cell(cell) for cell in row)


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
