"""The full export, for admins: the canonical tables as CSV or XLSX, or everything as JSON. Each one is recorded."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from loket.casework.reports import remember_export
from loket.exchange.canonical import CONTACTS, INSTITUTIONS, SPECS, TableSpec
from loket.exchange.canonical_rows import current_rows, population
from loket.exchange.cell_kinds import Row
from loket.exchange.json_export import document_lines, everything
from loket.exchange.name_index import NameIndexes, all_indexes, fold
from loket.exchange.output_files import Sheet, whole_file, write_csv, write_xlsx
from loket.language import _
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.store.access import HOUSEKEEPING
from loket.store.database import Store
from loket.store.transaction import driver_errors

Format = Literal["csv", "xlsx", "json"]


@dataclass(frozen=True, slots=True)
class ExportDone:
    """What an export wrote: where, and how many rows of each table. `warnings` are what an import of it could not tell apart."""

    target: Path
    rows: Mapping[str, int]
    warnings: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


def export_all(store: Store, target: Path, file_format: Format) -> ExportDone:
    """Write every record to `target`, a folder for csv, else a file; refused for who is no admin."""
    store.require_admin()
    if file_format == "json":
        with driver_errors(store.address), store.engine.begin() as connection:
            tables = everything(connection)
        with whole_file(target) as file:
            for line in document_lines(tables):
                file.write(line.encode())
        done = ExportDone(target, {name: len(records) for name, records in tables.items()})
    else:
        with driver_errors(store.address), store.engine.begin() as connection:
            sheets = canonical_sheets(connection)
        rows = write_xlsx(target, sheets) if file_format == "xlsx" else write_folder(target, sheets)
        done = ExportDone(target, rows, tuple(_namesakes(sheets)))
    remember_export(store, f"full {file_format}", done.total)
    return done


def canonical_sheets(connection: Connection) -> list[Sheet]:
    """The canonical tables with all that the database holds of them."""
    indexes = all_indexes(connection, HOUSEKEEPING)
    merged = _name_for_import(connection, indexes)
    return [
        Sheet(
            spec.name,
            [column.header for column in spec.columns],
            [[column.kind.show(row[column.header], indexes) for column in spec.columns] for row in _rows(connection, spec, merged)],
        )
        for spec in SPECS
    ]


def _namesakes(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Contacts of one name at one institution: the tables know a contact by these two, so an import takes neither for sure."""
    people = next(sheet for sheet in sheets if sheet.name == CONTACTS.name)
    keys = [people.headers.index(header) for header in CONTACTS.key.columns]
    counted = Counter(tuple(str(row[place]) for place in keys) for row in people.rows)
    for (institution, name), count in counted.items():
        if count > 1:
            message = _(
                "contactpersonen: {name} at {institution} is there {count} times; an import cannot tell them apart, JSON keeps them"
            )
            yield message.format(name=name, institution=institution, count=count)


def _name_for_import(connection: Connection, indexes: NameIndexes) -> set[str]:
    """Show an institution whose name another one has too by its code; gives the names of the merged ones."""
    columns = (col(Institution.id), col(Institution.name), col(Institution.agb), col(Institution.merged_into_id))
    institutions = indexes.institutions
    merged = set()
    for number, name, agb, into in connection.execute(select(*columns)):
        if into is not None:
            merged.add(name)
        if number and agb and (into is not None or institutions.shared(name)):
            institutions.show_as(number, agb)
    return merged


def _rows(connection: Connection, spec: TableSpec, merged: set[str]) -> Iterable[Row]:
    """The rows of one table that its canonical form can say."""
    if not spec.makes_records:
        pairs = ((round_id, number) for round_id, numbers in sorted(population(connection).items()) for number in sorted(numbers))
        return [dict(zip(spec.key.columns, pair, strict=True)) for pair in pairs]
    found = current_rows(connection, spec)
    if spec is INSTITUTIONS:
        # Of an institution that was merged into one of the same name a table has room for one.
        gone, kept = aliased(Institution), aliased(Institution)
        both = select(col(gone.id), col(gone.name), col(kept.name)).where(col(gone.merged_into_id) == col(kept.id))
        doubled = {number for number, name, other in connection.execute(both) if fold(name) == fold(other)}
        # A merged institution is written as one of its own, so its name must not be its survivor's alias as well.
        for row in found.values():
            aliases = row["aliassen"]
            row["aliassen"] = tuple(alias for alias in aliases if alias not in merged) if isinstance(aliases, tuple) else ()
        return [row for number, row in found.items() if number not in doubled]
    return [row for row in found.values() if not spec.key.lacks(row)]


def write_folder(folder: Path, sheets: Sequence[Sheet]) -> dict[str, int]:
    """One CSV a table, in place only when all of them are written."""
    if folder.exists() and not folder.is_dir():
        raise Refused(_("{file}: there is a file of that name; CSV goes into a folder").format(file=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".loket-", dir=folder) as workshop:
            drafts = [(Path(workshop) / f"{sheet.name}.csv", sheet) for sheet in sheets]
            counts = {sheet.name: write_csv(draft, sheet.headers, sheet.rows) for draft, sheet in drafts}
            for draft, _sheet in drafts:
                draft.replace(folder / draft.name)
    except OSError as error:
        raise Refused(_("{file}: cannot be written ({why})").format(file=folder, why=error.strerror or error)) from error
    return counts
