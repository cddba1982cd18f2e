"""One row of a file as it stands there, for a person who wants to see what an error is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loket.exchange.canonical import ALL_HEADERS
from loket.exchange.fitgap.reading import is_workbook, row_as_filled
from loket.exchange.tabular import read_grids, table_from
from loket.exchange.values import cell_text
from loket.language import _
from loket.models.errors import Refused


def row_as_read(files: Sequence[Path], name: str, row: int) -> tuple[tuple[str, str], ...]:
    """The headers and cells of a row, by the file's name (with its sheet) and the row's number in a spreadsheet."""
    for path in files:
        if name != path.name and not name.startswith(f"{path.name} ["):
            continue
        grids = read_grids(path, ALL_HEADERS)
        if is_workbook(grids):
            return tuple((header, cell_text(cell)) for header, cell in row_as_filled(grids, name, row))
        for source in map(table_from, grids):
            if source.name == name and row in source.row_numbers:
                cells = source.rows[source.row_numbers.index(row)]
                return tuple((header, cell_text(cell)) for header, cell in zip(source.headers, cells, strict=True))
    raise Refused(_("{file}, row {row}: not there any more; the file was changed since the trial.").format(file=name, row=row))
