"""Makes the demo's file, and never touches a file that is not a demo."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from loket.demo.conversations import tell_conversations
from loket.demo.open_work import lay_down_drafts, tell_open_work
from loket.demo.people import tell_careers, tell_people
from loket.demo.programme import tell_programme
from loket.demo.reports import WRITTEN, keep_report, tell_examples
from loket.demo.story import ADMIN, START, TODAY, new_world
from loket.demo.survey import tell_survey
from loket.language import _
from loket.models.errors import Refused
from loket.store.address import Address, parse_address
from loket.store.migrations import make_database

_COMPANIONS = ("-wal", "-shm", "-journal")


def make_demo(path: Path) -> Path:
    """Make the demo in `path`, in place of an older demo; gives the file. Refused when something else is there."""
    address = parse_address(str(path))
    assert address.path is not None
    place = address.path
    if place.exists() or place.is_symlink():
        _release(place)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as folder:
        fresh = Path(folder) / place.name
        make_database(Address(fresh, None), ADMIN)
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            _fill(connection, fresh)
        os.replace(fresh, place)
    return place


def is_demo(path: Path) -> bool:
    """Whether this file is a demo that loket made; looks at the file alone, and leaves nothing beside it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM loket_meta WHERE name = 'demo_today'").fetchone() is not None
    except sqlite3.Error:
        return False


def _release(path: Path) -> None:
    """Make sure that the file is a demo and that nobody has it open: its write-ahead log must not meet the new file."""
    if not is_demo(path):
        raise Refused(_("{path} is not a demo; it stays as it is. Name another file.").format(path=path))
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise Refused(_("{path} is open in another program; close that first.").format(path=path)) from error
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            Path(f"{path}{companion}").unlink()


def _fill(connection: sqlite3.Connection, path: Path) -> None:
    for pragma in ("foreign_keys = ON", "synchronous = OFF"):  # a demo that a power cut took is made again
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE change_log SET at = ?", (f"{START.isoformat()}T06:00:00.000Z",))
    connection.execute("INSERT INTO loket_meta (name, value) VALUES ('demo_today', ?)", (TODAY.isoformat(),))
    world = new_world(connection)
    for tell in (tell_people, tell_survey, tell_conversations, tell_programme, tell_open_work, tell_careers, tell_examples):
        tell(world)
    world.story.play(connection, WRITTEN)
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    keep_report(path, connection, world)
    world.story.play(connection)
    lay_down_drafts(connection, world)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
