"""What the database holds now, in the canonical form: what a file's rows are compared with, and what an export writes.

SQLAlchemy Core: whole tables are read, as values and not as objects.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Text, select, type_coerce
from sqlmodel import col

from loket.exchange.canonical import TableSpec
from loket.exchange.cell_kinds import Row, Value
from loket.models.record import WordType
from loket.models.rounds import RoundPopulation


def current_rows(connection: Connection, spec: TableSpec) -> dict[int, Row]:
    """Every record of a table by its number, in the order of the numbers."""
    table = spec.table
    columns = [_raw(table.c[place]) for _header, place, _empty, _pointing in spec.plain]
    headers = [header for header, _place, _empty, _pointing in spec.plain]
    rows: dict[int, Row] = {}
    for number, *values in connection.execute(select(table.c.id, *columns).order_by(table.c.id)):
        rows[number] = {header: None if value == "" else value for header, value in zip(headers, values, strict=True)}
    for header, link in spec.lists:
        own = link.model.sql_table().c
        found: dict[int, set[int | str]] = {}
        for owner, item in connection.execute(select(own[link.owner], _raw(own[link.value]))):
            found.setdefault(owner, set()).add(item)
        for number, row in rows.items():
            row[header] = tuple(sorted(found.get(number, ())))
    return rows


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """A column as it is kept: a word by its identifier."""
    return type_coerce(column, Text) if isinstance(column.type, WordType) else column


def raw_answers(connection: Connection, spec: TableSpec) -> dict[int, str]:
    """What is kept with each record as it was answered; empty for tables that keep nothing so."""
    if "raw" not in spec.table.c:
        return {}
    found = connection.execute(select(spec.table.c.id, spec.table.c.raw).where(spec.table.c.raw.is_not(None)))
    return {number: raw for number, raw in found}  # noqa: C416 - a Row is no pair to mypy


def population(connection: Connection) -> dict[int, set[int]]:
    """The institutions that each round was sent to."""
    found: dict[int, set[int]] = {}
    for round_id, institution_id in connection.execute(select(col(RoundPopulation.round_id), col(RoundPopulation.institution_id))):
        found.setdefault(round_id, set()).add(institution_id)
    return found


def row_hash(spec: TableSpec, row: Mapping[str, Value]) -> str:
    """What import memory keeps of a row: enough to see that it was edited since."""
    values = [row.get(column.header) for column in spec.columns]
    return hashlib.blake2b(json.dumps(values, default=str, ensure_ascii=False).encode(), digest_size=16).hexdigest()
