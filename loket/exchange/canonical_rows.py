"""What the database holds now, in the canonical form: what a file's rows are compared with, and what an export writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import Connection, Text, select, type_coerce

from loket.exchange.canonical import Column, Link, TableSpec
from loket.exchange.cell_kinds import Value
from loket.models.base import WordType
from loket.models.tables import METADATA

Row = dict[str, Value]
"""One record in canonical form: header → value."""


def current_rows(connection: Connection, spec: TableSpec) -> dict[int, Row]:
    """Every record of a table by its number, in the order of the numbers."""
    plain = [column for column in spec.columns if isinstance(column.place, str)]
    table = spec.table
    columns = [table.c[str(column.place)] for column in plain]
    raw = [type_coerce(column, Text) if isinstance(column.type, WordType) else column for column in columns]
    rows: dict[int, Row] = {}
    for number, *values in connection.execute(select(table.c.id, *raw).order_by(table.c.id)):
        rows[number] = {column.header: None if value == "" else value for column, value in zip(plain, values, strict=True)}
    for column in spec.columns:
        if isinstance(column.place, Link):
            _add_list(connection, rows, column, column.place)
    return rows


def _add_list(connection: Connection, rows: dict[int, Row], column: Column, link: Link) -> None:
    """Put a list's values into their records."""
    table = METADATA.tables[link.table]
    value = table.c[link.value]
    raw = type_coerce(value, Text) if isinstance(value.type, WordType) else value
    found: dict[int, set[int | str]] = {}
    for owner, item in connection.execute(select(table.c[link.owner], raw)):
        found.setdefault(owner, set()).add(item)
    for number, row in rows.items():
        row[column.header] = tuple(sorted(found.get(number, ()), key=_place)) if number in found else ()


def _place(item: int | str) -> tuple[int, str]:
    return (item, "") if isinstance(item, int) else (0, item)


def raw_answers(connection: Connection, spec: TableSpec) -> dict[int, str]:
    """What is kept with each record as it was answered; empty for tables that keep nothing so."""
    if "raw" not in spec.table.c:
        return {}
    found = connection.execute(select(spec.table.c.id, spec.table.c.raw).where(spec.table.c.raw.is_not(None)))
    return {number: raw for number, raw in found}  # noqa: C416 - a Row is no pair to mypy


def population(connection: Connection) -> dict[int, set[int]]:
    """The institutions that each round was sent to."""
    table = METADATA.tables["round_population"]
    found: dict[int, set[int]] = {}
    for round_id, institution_id in connection.execute(select(table.c.round_id, table.c.institution_id)):
        found.setdefault(round_id, set()).add(institution_id)
    return found


def row_hash(spec: TableSpec, row: Mapping[str, Value]) -> str:
    """What import memory keeps of a row: enough to see that it was edited since."""
    values = [row.get(column.header) for column in spec.columns]
    return hashlib.blake2b(json.dumps(values, default=str, ensure_ascii=False).encode(), digest_size=16).hexdigest()
