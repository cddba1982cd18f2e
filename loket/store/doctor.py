"""Is this database sound? One finding a check, each with what is wrong and what to do about it."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

from loket.language import N_, _
from loket.models.errors import DatabaseUnusable
from loket.models.tables import METADATA, logged_tables
from loket.models.words import RecordKind
from loket.store.change_log import personal_columns, primary_key, sqlite_pk
from loket.store.database import Store, head_revision
from loket.store.log_images import LIFTS, lifted
from loket.store.migrations import APPLICATION_ID
from loket.store.reader import Reader
from loket.store.schema import schema_sql
from loket.store.search_index import SEARCHED, search_body

_ENOUGH_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check. `check` is its name for scripts; no `problems` means that it holds."""

    check: str
    label: str
    problems: tuple[str, ...]
    advice: str

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class _Check:
    label: str
    advice: str
    problems: Callable[[Store, Reader], list[str]]


def examine(store: Store) -> Iterator[Finding]:
    """Do every check that this kind of database has, one after another. A database that cannot be read at all raises DatabaseUnusable."""
    with store.read_everything() as reader:
        reader.value("SELECT 1")
    for name, check in (_POSTGRESQL if store.address.is_postgresql else _SQLITE).items():
        try:
            with store.read_everything() as reader:
                problems = check.problems(store, reader)
        except DatabaseUnusable as error:
            problems = [str(error)]
        yield Finding(name, _(check.label), tuple(problems), _(check.advice) if problems else "")


def _sqlite_integrity(store: Store, reader: Reader) -> list[str]:
    return [str(row[0]) for row in reader.rows("PRAGMA integrity_check(5)") if row[0] != "ok"]


def _postgresql_integrity(store: Store, reader: Reader) -> list[str]:
    return [
        str(row[0])
        for row in reader.rows(
            "SELECT c.conname FROM pg_constraint c WHERE NOT c.convalidated AND c.connamespace = current_schema()::regnamespace "
            "UNION ALL SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class k ON k.oid = i.indexrelid "
            "WHERE NOT i.indisvalid AND k.relnamespace = current_schema()::regnamespace"
        )
    ]


def _references(store: Store, reader: Reader) -> list[str]:
    """Rows whose parent is gone: foreign keys on SQLite, which another client may have had switched off."""
    rows = reader.rows('SELECT "table", rowid, parent FROM pragma_foreign_key_check() LIMIT 5')
    return [f"{table} {row} → {parent}" for table, row, parent in rows]


def _orphans(store: Store, reader: Reader) -> list[str]:
    """What hangs on a record that is not there; no foreign key can hold these."""
    problems = []
    hangs = {kind.table: kind.prefix for kind in (RecordKind.FOLLOW_UP, RecordKind.NOTE, RecordKind.LINK)} | {"example": _("example")}
    for table, prefix in hangs.items():
        for kind in RecordKind:
            rows = reader.rows(
                f"SELECT h.id, h.on_id FROM {table} h WHERE h.on_kind = :kind AND "
                f"NOT EXISTS (SELECT 1 FROM {kind.table} r WHERE r.id = h.on_id) ORDER BY h.id LIMIT 5",
                kind=kind.value,
            )
            problems += [f"{prefix}-{number} → {kind.number(on_id or 0)}" for number, on_id in rows]
    return problems


def _revision(store: Store, reader: Reader) -> list[str]:
    found, wanted = reader.value("SELECT version_num FROM alembic_version"), head_revision()
    return [] if found == wanted else [f"{found} ≠ {wanted}"]


def _sqlite_schema(store: Store, reader: Reader) -> list[str]:
    """Tables, indexes and triggers against those that the models give, word for word; a table's lines in any order, as steps leave them."""
    query = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(schema_sql("sqlite"))
    wanted = {name: _sqlite_words(name, sql) for name, sql in fresh.execute(query) if "sqlite_" not in name}
    fresh.close()
    found = {name: _sqlite_words(name, sql) for name, sql in reader.rows(query) if "sqlite_" not in name}
    return _differences(wanted, found)


def _postgresql_schema(store: Store, reader: Reader) -> list[str]:
    """Triggers and functions word for word, columns and named constraints by name."""
    script = schema_sql("postgresql")
    wanted = {f"function {name}": _squeezed(body) for name, body in re.findall(r"CREATE FUNCTION (\w+)\(.*?AS \$\$(.*?)\$\$", script, re.S)}
    triggers = re.findall(r"(CREATE TRIGGER (\w+) AFTER (?:.*?) ON (\w+) .*?);", script)
    wanted |= {f"trigger {table}.{name}": _squeezed(sql).replace("', '", "','") for sql, name, table in triggers}
    found = {
        f"function {name}": _squeezed(body)
        for name, body in reader.rows("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
    }
    rows = reader.rows(
        "SELECT k.relname, t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled::text "
        "FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND k.relnamespace = current_schema()::regnamespace"
    )
    for table, name, sql, enabled in rows:
        text = _squeezed(sql).replace(f" ON {reader.value('SELECT current_schema()')}.", " ON ").replace("', '", "','")
        found[f"trigger {table}.{name}"] = text if enabled in ("O", "A") else "off"
    columns = reader.rows(
        "SELECT table_name, string_agg(column_name, ' ' ORDER BY column_name) FROM information_schema.columns "
        "WHERE table_schema = current_schema() GROUP BY table_name"
    )
    found |= {f"table {table}": names for table, names in columns if table in METADATA.tables}
    wanted |= {f"table {name}": " ".join(sorted(table.columns.keys())) for name, table in METADATA.tables.items()}
    return _differences(wanted, found)


def _sqlite_words(name: str, sql: str) -> str:
    if not name.startswith("table"):
        return _squeezed(sql)
    lines = (line.strip().rstrip(",") for line in sql.replace('"', "").splitlines())
    return "\n".join(sorted(line for line in lines if line))


def _squeezed(sql: str) -> str:
    return " ".join(sql.split())


def _differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    missing = [_("{name} is missing").format(name=name) for name in sorted(wanted.keys() - found.keys())]
    changed = [_("{name} differs").format(name=name) for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]]
    strange = [_("{name} is not ours").format(name=name) for name in sorted(found.keys() - wanted.keys()) if name.startswith("trigger")]
    return [*missing, *changed, *strange]


def _search_index(store: Store, reader: Reader) -> list[str]:
    """Records whose line in the search index is missing or says something else, and lines without a record."""
    dialect = "postgresql" if reader.dialect.is_postgresql else "sqlite"
    problems = []
    for searched in SEARCHED:
        body = search_body(searched, "r", dialect)
        wanted = f"SELECT r.id, {searched.confidential('r')}, coalesce(r.{searched.title}, ''), {body} FROM {searched.kind.table} r"
        indexed = f"SELECT record_id, confidential, title, body FROM search_index WHERE kind = '{searched.kind.value}'"
        rows = reader.rows(f"SELECT DISTINCT id FROM (SELECT * FROM ({wanted}) w EXCEPT SELECT * FROM ({indexed}) i) d ORDER BY 1 LIMIT 5")
        gone = reader.rows(
            f"SELECT record_id FROM ({indexed}) i WHERE NOT EXISTS (SELECT 1 FROM {searched.kind.table} r WHERE r.id = i.record_id) LIMIT 5"
        )
        problems += [searched.kind.number(row[0]) for row in [*rows, *gone]]
    return problems


def _change_log(store: Store, reader: Reader) -> list[str]:
    return log_problems(reader)


def _rights(store: Store, reader: Reader) -> list[str]:
    """Nobody else on this computer may read the file or put another in its place; Windows keeps a user's own folder to that user."""
    path = store.address.path
    if path is None or os.name == "nt":
        return []
    files = [place for place in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if place.exists()]
    open_to_others = [place for place in files if stat.S_IMODE(place.stat().st_mode) & 0o077]
    folder = path.parent.stat().st_mode
    if folder & 0o022 and not folder & stat.S_ISVTX:
        open_to_others.append(path.parent)
    return [f"{place} ({stat.S_IMODE(place.stat().st_mode):o})" for place in open_to_others]


def _space(store: Store, reader: Reader) -> list[str]:
    path = store.address.path
    assert path is not None
    free, wanted = shutil.disk_usage(path.parent).free, max(_ENOUGH_BYTES, 2 * path.stat().st_size)
    if free >= wanted:
        return []
    return [_("{free} MB free, {wanted} MB wanted").format(free=free // 1_000_000, wanted=wanted // 1_000_000)]


def _journal(store: Store, reader: Reader) -> list[str]:
    mode = reader.value("PRAGMA journal_mode")
    return [] if mode == "wal" else [str(mode)]


def _mark(store: Store, reader: Reader) -> list[str]:
    found = reader.value("PRAGMA application_id")
    return [] if found == APPLICATION_ID else [f"{found} ≠ {APPLICATION_ID}"]


def _encoding(store: Store, reader: Reader) -> list[str]:
    found = reader.value("SHOW server_encoding")
    return [] if found == "UTF8" else [str(found)]


_RESTORE = N_("Keep a copy of this file, then restore the latest backup.")
_REPORT = N_("Let nobody write until this is repaired; keep a copy, and report it with these lines.")
_COMMON = {
    "schema_version": _Check(N_("Schema version"), N_("Run `loket db upgrade`."), _revision),
    "orphans": _Check(N_("Attached records"), N_("Give each of these its record again, or remove it."), _orphans),
    "search_index": _Check(N_("Search index"), _REPORT, _search_index),
    "change_log": _Check(
        N_("Change log against tables"),
        N_("These records were changed outside the log: see `loket history`, correct them in loket, and keep a copy."),
        _change_log,
    ),
}
_SQLITE: dict[str, _Check] = {
    "integrity": _Check(N_("Integrity"), _RESTORE, _sqlite_integrity),
    "references": _Check(N_("References"), _RESTORE, _references),
    "schema": _Check(N_("Tables and triggers"), _REPORT, _sqlite_schema),
    **_COMMON,
    "file_rights": _Check(N_("File rights"), N_("Run chmod 600 on the files, and chmod go-w on the folder."), _rights),
    "free_space": _Check(N_("Free space"), N_("Make room on this disk."), _space),
    "journal": _Check(N_("Write-ahead log"), N_("Close every program that uses the file, then open it with loket."), _journal),
    "file_mark": _Check(N_("File mark"), _RESTORE, _mark),
}
_POSTGRESQL: dict[str, _Check] = {
    "integrity": _Check(
        N_("Integrity"), N_("Let the database's admin validate these constraints and rebuild these indexes."), _postgresql_integrity
    ),
    "schema": _Check(N_("Tables and triggers"), _REPORT, _postgresql_schema),
    **_COMMON,
    "encoding": _Check(N_("Encoding"), N_("Move to a database that was made with encoding UTF8."), _encoding),
}


_SHOWN_KEYS = 3


def log_problems(reader: Reader, tables: Iterable[Table] | None = None) -> list[str]:
    """Tables whose rows differ from the latest image of each row in the change log, with the first keys.

    Finds what went around the triggers: a dropped trigger, another client, a torn disk. `tables` are the models' own unless given.
    """
    problems = []
    shapes = [json.loads(shape) for (shape,) in reader.rows("SELECT shape FROM log_schema")]
    for table in logged_tables() if tables is None else tables:
        gone = {name for shape in shapes for name in shape.get(table.name, ())} - set(table.columns.keys())
        rows = (row for query in _log_queries(table, reader, sorted(gone)) for row in reader.rows(query))
        keys = sorted({str(row[0]) for row in rows}, key=lambda key: (len(key), key))
        if keys:
            more = f" +{len(keys) - _SHOWN_KEYS}" if len(keys) > _SHOWN_KEYS else ""
            problems.append(f"{table.name} {'; '.join(keys[:_SHOWN_KEYS])}{more}")
    return problems


def _log_queries(table: Table, reader: Reader, gone: Sequence[str]) -> Iterator[str]:
    """Two queries that give the keys of rows that the log knows otherwise, and of rows that only the log knows.

    `gone` are columns that older images have and the table has no more.
    """
    postgresql = reader.dialect.is_postgresql
    key = f"loket_pk(to_jsonb(r), '{','.join(primary_key(table))}')" if postgresql else f"CAST({sqlite_pk(table, 'r')} AS TEXT)"
    lifts = reader.rows(LIFTS)
    latest = (
        f"SELECT c.pk, c.op, {lifted(lifts, postgresql, 'c.after', table=table.name)} AS after FROM change_log c "
        f"JOIN (SELECT max(seq) AS seq FROM change_log WHERE tbl = '{table.name}' GROUP BY pk) m ON m.seq = c.seq"
    )
    differs = _differs_postgresql(table, gone) if postgresql else _differs_sqlite(table)
    personal = ""
    if personal_columns(table):
        personal = (
            f" LEFT JOIN (SELECT l.subject, {lifted(lifts, postgresql, 'l.after', seq='l.seq', table=table.name)} AS after "
            f"FROM log_personal l JOIN (SELECT max(seq) AS seq FROM log_personal GROUP BY subject) n "
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
