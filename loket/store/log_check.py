"""Does the change log fold to the tables? Finds what went around the triggers: a dropped trigger, another client, a torn disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Table

from loket.models.tables import logged_tables
from loket.store.logging_triggers import personal_columns, primary_key, sqlite_pk
from loket.store.reading import Reader

_SHOWN = 3


def log_problems(reader: Reader) -> list[str]:
    """Tables whose rows differ from the latest image of each row in the change log, with the first keys."""
    problems = []
    shapes = [json.loads(shape) for (shape,) in reader.rows("SELECT shape FROM log_schema")]
    for table in logged_tables():
        gone = {name for shape in shapes for name in shape.get(table.name, ())} - set(table.columns.keys())
        rows = (row for query in _queries(table, reader, sorted(gone)) for row in reader.rows(query))
        keys = sorted({str(row[0]) for row in rows}, key=lambda key: (len(key), key))
        if keys:
            more = f" +{len(keys) - _SHOWN}" if len(keys) > _SHOWN else ""
            problems.append(f"{table.name} {'; '.join(keys[:_SHOWN])}{more}")
    return problems


def _queries(table: Table, reader: Reader, gone: Sequence[str]) -> Iterator[str]:
    """Two queries that give the keys of rows that the log knows otherwise, and of rows that only the log knows.

    `gone` are columns that older images have and the table has no more.
    """
    postgresql = reader.dialect.is_postgresql
    key = f"loket_pk(to_jsonb(r), '{','.join(primary_key(table))}')" if postgresql else f"CAST({sqlite_pk(table, 'r')} AS TEXT)"
    latest = (
        "SELECT c.pk, c.op, c.after FROM change_log c "
        f"JOIN (SELECT max(seq) AS seq FROM change_log WHERE tbl = '{table.name}' GROUP BY pk) m ON m.seq = c.seq"
    )
    differs = _differs_postgresql(table, gone) if postgresql else _differs_sqlite(table)
    personal = ""
    if personal_columns(table):
        personal = (
            f" LEFT JOIN (SELECT l.subject, l.after FROM log_personal l JOIN (SELECT max(seq) AS seq FROM log_personal GROUP BY subject) n "
            f"ON n.seq = l.seq) p ON p.subject = '{table.name}:' || {key}"
        )
    yield (
        f"WITH latest AS ({latest}) SELECT {key} FROM {table.name} r LEFT JOIN latest f ON f.pk = {key}{personal} "
        f"WHERE f.pk IS NULL OR f.op = 'delete' OR {differs}"
    )
    yield (
        f"WITH latest AS ({latest}) SELECT f.pk FROM latest f LEFT JOIN {table.name} r ON {key} = f.pk "
        f"WHERE f.op <> 'delete' AND r.{primary_key(table)[0]} IS NULL"
    )


def _differs_sqlite(table: Table) -> str:
    personal = personal_columns(table)
    return " OR ".join(f"json_extract({'p' if c.name in personal else 'f'}.after, '$.{c.name}') IS NOT r.{c.name}" for c in table.columns)


def _differs_postgresql(table: Table, gone: Sequence[str]) -> str:
    personal = personal_columns(table)
    names = ",".join(personal)
    # An image from before a column came has it not, and the row has it empty.
    differs = f"jsonb_strip_nulls(to_jsonb(r) - string_to_array('{names}', ',')) IS DISTINCT FROM "
    differs += f"jsonb_strip_nulls(f.after - string_to_array('{','.join(gone)}', ','))"
    if personal:
        # Without its personal part in the log a row was erased, and then holds nothing personal either.
        differs += f" OR jsonb_strip_nulls(loket_part(to_jsonb(r), '{names}')) <> jsonb_strip_nulls(coalesce(p.after, '{{}}'::jsonb))"
    return differs
