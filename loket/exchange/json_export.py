"""The lossless export: every business record as JSON, and its way back into an empty database, byte for byte."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, Table, Text, bindparam, func, insert, select, text, type_coerce, update
from sqlalchemy.exc import IntegrityError

from loket.exchange.import_files import FORMAT
from loket.language import _
from loket.language.safe_text import clean_text
from loket.models.errors import Refused
from loket.models.record import WordType
from loket.models.tables import METADATA

JsonRecord = dict[str, Any]
"""One record: column → what JSON says of it, or what its column wants."""

VERSION = 1
# What is not a business record: what a person keeps for themselves, what import and export remember of themselves.
_LEFT_OUT = frozenset({"draft", "saved_view", "import_memory", "survey_mapping", "export_log", "presence", "given_work"})
# What every new database has already, and whoever first writes to it.
_REFERENCE = frozenset({"theme", "obstacle", "outcome_set", "setting", "text_template", "advisor"})
_MOST_ERRORS = 20
_BATCH = 5_000


def business_tables() -> list[Table]:
    """The tables of the export, parents before children."""
    return [table for table in METADATA.sorted_tables if table.name not in _LEFT_OUT]


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name != "version"]


def everything(connection: Connection) -> dict[str, list[JsonRecord]]:
    """Every business record as JSON values, by table; the same records give the same on every database."""
    return {table.name: _records(connection, table) for table in sorted(business_tables(), key=lambda table: table.name)}


def _records(connection: Connection, table: Table) -> list[JsonRecord]:
    columns = _columns(table)
    raw = [type_coerce(column, Text) if isinstance(column.type, WordType) else column for column in columns]
    names = [column.name for column in columns]
    dates = {column.name for column in columns if isinstance(column.type, Date)}
    records = [dict(zip(names, row, strict=True)) for row in connection.execute(select(*raw))]
    for record in records:
        for name in dates:
            if record[name] is not None:
                record[name] = record[name].isoformat()
    keys = [column.name for column in table.primary_key.columns]
    # Sorted here, not by the database: two databases do not agree on the order of texts.
    records.sort(key=lambda record: tuple(record[key] for key in keys))
    return records


def document_lines(tables: Mapping[str, list[JsonRecord]]) -> Iterator[str]:
    """The export's text: one record a line, so that two exports can be compared by eye."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "tables": {{'
    for place, (name, records) in enumerate(tables.items()):
        yield f'{"," if place else ""}\n"{name}": ['
        for number, record in enumerate(records):
            yield f"{',' if number else ''}\n{json.dumps(record, ensure_ascii=False)}"
        yield "]"
    yield "}}\n"


def load_everything(connection: Connection, document: Mapping[str, object], file: str) -> int:
    """Load an export into an empty database and say how many records; 0 when the database holds exactly that already."""
    if document.get("version") != VERSION:
        raise Refused(_("{file}: written by another version of loket; export it again with this one").format(file=file))
    tables = document.get("tables")
    if not isinstance(tables, dict):
        raise Refused(_("{file}: damaged: it has no tables").format(file=file))
    if tables == everything(connection):
        return 0
    if _filled(connection):
        raise Refused(
            _("{file}: JSON is imported into an empty database only, and this one is not; use CSV or XLSX to add to it").format(file=file)
        )
    rows = _checked(tables, file)
    try:
        _replace(connection, rows)
    except IntegrityError as error:
        raise Refused(
            _("{file}: damaged: its records do not fit together ({why})").format(file=file, why=str(error.orig).splitlines()[0])
        ) from error
    return sum(len(records) for records in rows.values())


def _filled(connection: Connection) -> bool:
    """Whether the database holds more than every new one does."""
    return any(
        connection.execute(select(1).select_from(table).limit(1)).first() is not None
        for table in business_tables()
        if table.name not in _REFERENCE
    )


def _checked(tables: Mapping[str, object], file: str) -> dict[str, list[JsonRecord]]:
    """The records with every value as its column wants it; what is wrong is refused with table, record and column."""
    known = {table.name: table for table in business_tables()}
    errors: list[str] = []
    rows: dict[str, list[JsonRecord]] = {}
    for name, records in tables.items():
        if name not in known or not isinstance(records, list):
            errors.append(_("unknown table {table}").format(table=name))
            continue
        rows[name] = [_record(known[name], number, record, errors) for number, record in enumerate(records, 1)]
    if errors:
        more = _("and {count} more").format(count=len(errors) - _MOST_ERRORS) if len(errors) > _MOST_ERRORS else ""
        shown = "\n".join([*errors[:_MOST_ERRORS], *([more] if more else [])])
        raise Refused(_("{file}: damaged, nothing was imported:\n{errors}").format(file=file, errors=shown))
    return rows


def _record(table: Table, number: int, record: object, errors: list[str]) -> JsonRecord:
    """One record; a column that it lacks gets its default."""
    columns = {column.name: column for column in _columns(table)}
    if not isinstance(record, dict):
        errors.append(_("{table} {number}: not a record").format(table=table.name, number=number))
        return {}
    # An older export has columns that are no more; empty ones say nothing.
    for name in (name for name in record.keys() - columns.keys() if record[name] is not None):
        errors.append(_("{table} {number}: unknown column {column}").format(table=table.name, number=number, column=name))
    values: JsonRecord = {}
    for name, column in columns.items():
        if name not in record and column.server_default is not None:
            continue
        try:
            values[name] = _value(column, record.get(name))
        except (ValueError, Refused) as error:
            errors.append(f"{table.name} {number}, {name}: {error}")
    return values


def _value(column: Column[Any], value: object) -> Any:
    if value is None:
        if not column.nullable:
            raise ValueError(_("must be filled"))
        return None
    for kind, read in _READERS:
        if isinstance(column.type, kind):
            return read(column, value)
    if not isinstance(value, str):
        raise ValueError(_("not a text"))
    return clean_text(value).text


def _word(column: Column[Any], value: object) -> Any:
    assert isinstance(column.type, WordType)
    try:
        return column.type.words(str(value))
    except ValueError:
        allowed = ", ".join(word.value for word in column.type.words)
        raise ValueError(_("not in the list; allowed: {words}").format(words=allowed)) from None


def _date(column: Column[Any], value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("not a date; write it as 2026-11-21 or 21-11-2026")) from None


def _boolean(column: Column[Any], value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("not true or false"))
    return value


def _integer(column: Column[Any], value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**31 - 1:
        raise ValueError(_("not a whole number"))
    return value


_READERS: tuple[tuple[type, Callable[[Column[Any], object], Any]], ...] = (
    (WordType, _word),
    (Date, _date),
    (Boolean, _boolean),
    (Integer, _integer),
)


def _replace(connection: Connection, rows: Mapping[str, list[JsonRecord]]) -> None:
    """Put the records in the place of what every new database has."""
    tables = business_tables()
    for table in reversed(tables):
        if table.name in _REFERENCE:
            connection.execute(table.delete())
    for table in tables:
        _insert(connection, table, rows.get(table.name, []))
        if connection.dialect.name == "postgresql" and "id" in table.c:
            highest = select(func.max(table.c.id)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(text(f"'{table.name}'"), text("'id'"))
            connection.execute(select(func.setval(sequence, highest)))


def _insert(connection: Connection, table: Table, records: list[JsonRecord]) -> None:
    """Insert a table's records; what points at its own table is filled in afterwards."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later: dict[str, list[JsonRecord]] = {name: [] for name in own}
    for record in records:
        for name in own:
            if record.get(name) is not None:
                later[name].append({"key_": record["id"], "value_": record[name]})
                record[name] = None
    alike: dict[tuple[str, ...], list[JsonRecord]] = {}
    for record in records:
        alike.setdefault(tuple(record), []).append(record)
    for same in alike.values():
        for start in range(0, len(same), _BATCH):
            connection.execute(insert(table), same[start : start + _BATCH])
    for name, pairs in later.items():
        if pairs:
            connection.execute(update(table).where(table.c.id == bindparam("key_")).values({name: bindparam("value_")}), pairs)
