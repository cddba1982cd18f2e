"""Writing tables to files, whole or not at all: CSV that a Dutch Excel opens well, XLSX with text as text, JSON; by the file's name."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from loket.language import _
from loket.models.errors import Refused

_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """The text with one more apostrophe when a spreadsheet would run it, or might take an apostrophe of its own off."""
    return f"'{text}" if _RUNS.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


class Mark(str):
    """A mark of our own in a column of counts: no spreadsheet runs it, so that CSV has it as it is."""

    __slots__ = ()


OutCell = str | int | float | dt.date | None
"""A cell to write; None leaves it empty."""

XLSX_LONGEST_TEXT = 32_767
XLSX_MOST_ROWS = 1_048_575
# A Dutch Excel splits at ; and takes a file for Windows-1252 unless it begins with the mark.
CSV_DELIMITER = ";"
CSV_ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on its way out."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[OutCell]]


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes `path`'s place when all went well; until then what stood there stays."""
    if path.is_dir():
        raise Refused(_("{file}: there is a folder of that name; give a file name").format(file=path))
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except FileNotFoundError as error:
        raise Refused(_("{folder}: there is no such folder; make it first").format(folder=path.parent)) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        Path(draft).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(_("{file}: cannot be written ({why})").format(file=path, why=error.strerror or error))


TABLE_FORMATS = (".csv", ".xlsx", ".json")
"""What a table can be written as: the end of the file's name says which."""


def table_format(path: Path) -> str:
    """The one of `TABLE_FORMATS` that a file is called by; Refused for any other, so that no name lies."""
    form = path.suffix.casefold()
    if form not in TABLE_FORMATS:
        raise Refused(_("{file}: loket writes .csv, .xlsx and .json; give a name that ends in one of these.").format(file=path.name))
    return form


def write_table(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str = "loket") -> int:
    """Write a table as what the file is called; gives how many rows. `name` is a workbook's sheet, the headers are the keys of JSON."""
    sheet = Sheet(name, headers, rows)
    return write_tables(path, [sheet], sheet)


def write_tables(path: Path, sheets: Sequence[Sheet], in_one: Sheet) -> int:
    """Write several tables as what the file is called: a sheet or a list each, or a CSV of them `in_one`; gives how many rows."""
    match table_format(path):
        case ".xlsx":
            return sum(write_xlsx(path, sheets).values())
        case ".json":
            return write_json(path, sheets)
        case _:
            return write_csv(path, in_one.headers, in_one.rows)


def write_json(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write a table as a list of objects, several as an object of such lists; gives how many rows."""
    lists = {sheet.name: [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows] for sheet in sheets}
    with whole_file(path) as file:
        file.write(json_text(lists if len(sheets) != 1 else next(iter(lists.values()))).encode())
    return sum(map(len, lists.values()))


def json_text(value: Any) -> str:
    """Records as JSON, days as ISO dates."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=lambda day: day.isoformat()) + "\n"


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[OutCell]]) -> int:
    """Write a table as CSV (`;`, UTF-8 with byte order mark, CRLF); gives how many rows."""
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding=CSV_ENCODING, newline="", write_through=True)
        count = write_csv_text(text, headers, rows)
        text.detach()
    return count


def write_csv_text(file: IO[str], headers: Sequence[str], rows: Iterable[Sequence[OutCell]]) -> int:
    """Write a table's CSV text to an open file; gives how many rows."""
    writer = csv.writer(file, delimiter=CSV_DELIMITER, lineterminator="\r\n")
    writer.writerow(headers)
    count = 0
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
        count += 1
    return count


def _csv_cell(cell: OutCell) -> str | int | float:
    match cell:
        case None:
            return ""
        case Mark():
            return cell
        case str():
            return guard(cell)
        case dt.date():
            return cell.isoformat()
        case _:
            return cell


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> dict[str, int]:
    """Write a workbook, a sheet a table, all text as text; gives how many rows each sheet has."""
    import xlsxwriter

    with whole_file(path) as file:
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        counts = {sheet.name: _write_sheet(book, sheet) for sheet in sheets}
        book.close()
    return counts


def _write_sheet(book: Any, sheet: Sheet) -> int:
    """One sheet; a text that a cell cannot hold is refused with its place, never cut."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, header in enumerate(sheet.headers):
        page.write_string(0, column, header, bold)
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if count > XLSX_MOST_ROWS:
            raise Refused(_("{sheet}: more rows than a sheet holds; export as CSV or JSON").format(sheet=sheet.name))
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                # Excel counts UTF-16 units, so that a character beyond the first plane is two.
                if len(cell) * 2 > XLSX_LONGEST_TEXT and len(cell.encode("utf-16-le")) // 2 > XLSX_LONGEST_TEXT:
                    raise _too_long(sheet, count, column)
                if cell:
                    page.write_string(count, column, cell)
            elif isinstance(cell, dt.date):
                page.write_datetime(count, column, cell)
            elif cell is not None:
                page.write_number(count, column, cell)
    return count


def _too_long(sheet: Sheet, row: int, column: int) -> Refused:
    return Refused(
        _("{sheet}, row {row}, {column}: longer than the {limit} characters of an XLSX cell; export as CSV or JSON").format(
            sheet=sheet.name, row=row + 1, column=sheet.headers[column], limit=XLSX_LONGEST_TEXT
        )
    )
