"""Making and upgrading a database: one Alembic history for both dialects, each upgrade one transaction."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, inspect, text

from loket.language import _
from loket.models.errors import DatabaseUnusable
from loket.store.address import Address
from loket.store.db_files import db_folder
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


def upgrade(address: Address) -> None:
    """Bring an older database to this version's schema, wholly or not at all."""
    _upgrade(address, None)


def _upgrade(address: Address, made_by: str | None) -> None:
    config = Config()
    config.set_main_option("script_location", str(db_folder() / "migrations"))
    engine = make_engine(address)
    with driver_errors(address):
        if address.path is not None:
            _prepare_file(address)
            event.listen(engine, "connect", _let_tables_move)
        with engine.begin() as connection:
            before, broken = _revision(connection), _broken_references(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            after = _revision(connection)
            if before is None and made_by is not None:
                connection.execute(text("INSERT INTO loket_meta (name, value) VALUES ('made_by', :name)"), {"name": made_by})
            if after != before:
                _record_shape(connection, str(after))
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


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _record_shape(connection: Connection, revision: str) -> None:
    """Write which columns an image in the change log has from here on, so that an older image can be read later."""
    inspector = inspect(connection)
    shape = {table: [column["name"] for column in inspector.get_columns(table)] for table in sorted(inspector.get_table_names())}
    connection.execute(
        text(
            "INSERT INTO log_schema (from_seq, revision, shape) VALUES ((SELECT coalesce(max(seq), 0) FROM change_log), :revision, :shape)"
        ),
        {"revision": revision, "shape": json.dumps(shape)},
    )
