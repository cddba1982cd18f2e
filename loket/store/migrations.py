"""Making and upgrading a database: one Alembic history for both dialects, each upgrade one transaction."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import Script
from sqlalchemy import Connection, Table, event, inspect, text

from loket.language import _
from loket.models.errors import DatabaseUnusable
from loket.models.tables import METADATA
from loket.store.address import Address
from loket.store.db_files import db_folder
from loket.store.schema import drop_derived, make_derived
from loket.store.transaction import driver_errors, make_engine

APPLICATION_ID = 0x4C4F4B54  # "LOKT": what tells our SQLite file from another


def make_database(address: Address, made_by: str) -> None:
    """Make an empty loket database with its reference lists; `made_by` becomes its admin. A database that is there stays as it is.

    A SQLite file appears whole or not at all, also when two programs make it at the same moment.
    """
    if address.path is None:
        _upgrade(address, made_by)
        return
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{address.path.name}.", dir=address.path.parent)
    except OSError as error:
        raise DatabaseUnusable(
            _("{where} cannot be made: {reason}. Name another place with --database.").format(where=address.path, reason=error.strerror)
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        _upgrade(Address(temporary, None), made_by)
        with suppress(FileExistsError):
            _publish(temporary, address.path)
    finally:
        for leftover in (temporary, *(Path(f"{name}{suffix}") for suffix in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


def _publish(temporary: Path, path: Path) -> None:
    """Give the finished file its name, never over another one."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb"):
            pass
        os.replace(temporary, path)


def upgrade(address: Address, *, steps: Path | None = None, tables: Sequence[Table] | None = None) -> None:
    """Bring an older database to this version's schema, wholly or not at all; triggers and search index are always made again.

    `steps` is a folder of further steps that lead to `tables`: how a step is tried before the models have it.
    """
    _upgrade(address, None, steps, tables)


def _upgrade(address: Address, made_by: str | None, steps: Path | None = None, tables: Sequence[Table] | None = None) -> None:
    config = Config()
    folder = db_folder() / "migrations"
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(place) for place in (folder / "versions", steps) if place))
    engine = make_engine(address)
    with driver_errors(address):
        if address.path is not None:
            _prepare_file(address)
            event.listen(engine, "connect", _let_tables_move)
        with engine.begin() as connection:
            broken, numbers = _broken_references(connection), _last_numbers(connection)
            grants = drop_derived(connection)
            config.attributes |= {"connection": connection, "after_step": _record_shape}
            command.upgrade(config, "head")
            _keep_numbers(connection, numbers)
            make_derived(connection, METADATA.sorted_tables if tables is None else tables, grants)
            if made_by is not None:
                connection.execute(
                    text("INSERT INTO loket_meta (name, value) VALUES ('made_by', :name) ON CONFLICT DO NOTHING"), {"name": made_by}
                )
            if _broken_references(connection) - broken:
                raise DatabaseUnusable(
                    _("The upgrade would break references between records; nothing was changed. Keep a copy, and report it.")
                )
    engine.dispose()


def _let_tables_move(connection: sqlite3.Connection, _record: object) -> None:
    """A table can be made anew under its name while others point at it; what they point at is checked at the end."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")


def _broken_references(connection: Connection) -> set[tuple[object, ...]]:
    """Rows whose parent is gone, on SQLite, where an upgrade could make them."""
    if connection.dialect.name == "postgresql":
        return set()
    return {tuple(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}


def _prepare_file(address: Address) -> None:
    """What SQLite keeps in the file itself; cannot be set inside a transaction."""
    from loket.store.reader import connect

    connection = connect(address)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _last_numbers(connection: Connection) -> dict[str, int]:
    """SQLite's highest number ever given, by table."""
    if connection.dialect.name == "postgresql" or not inspect(connection).has_table("sqlite_sequence"):
        return {}
    return {row.name: row.seq for row in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def _keep_numbers(connection: Connection, numbers: Mapping[str, int]) -> None:
    """A table that a step made anew knows only the numbers in use: those of removed rows stay out of use too."""
    for name, last in numbers.items():
        if inspect(connection).has_table(name):
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": name, "last": last})


def _record_shape(*, ctx: MigrationContext, step: MigrationInfo, **_run: object) -> None:
    """After each step: which columns each table has from here on, and its `lift` for older lines of the change log."""
    assert ctx.connection is not None
    inspector = inspect(ctx.connection)
    shape = {table: [column["name"] for column in inspector.get_columns(table)] for table in sorted(inspector.get_table_names())}
    assert isinstance(step.up_revision, Script)
    lift = getattr(step.up_revision.module, "lift", None)
    ctx.connection.execute(
        text(
            "INSERT INTO log_schema (from_seq, revision, shape, lift) "
            "VALUES ((SELECT coalesce(max(seq), 0) FROM change_log), :revision, :shape, :lift)"
        ),
        {"revision": step.up_revision_id, "shape": json.dumps(shape), "lift": json.dumps(lift) if lift else None},
    )
