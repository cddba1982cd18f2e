"""Another program at the same database: plain sqlite3 or psycopg, nothing of loket."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from loket.store.database import Store


@contextmanager
def outsider(store: Store) -> Iterator[Any]:
    """A connection in autocommit, as a stranger's program opens one."""
    if store.address.path is not None:
        connection: Any = sqlite3.connect(store.address.path, isolation_level=None)
    else:
        connection = psycopg.connect(str(store.address.url), autocommit=True)
    try:
        yield connection
    finally:
        connection.close()
