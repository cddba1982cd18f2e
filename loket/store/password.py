"""The password of a shared database: from PGPASSWORD or pgpass as everywhere with PostgreSQL, else asked once."""

from __future__ import annotations

import getpass
import os
import sys

from loket.language import _
from loket.store.address import Address


def ask_password_if_needed(address: Address) -> None:
    """Ask for the password when the server wants one, nobody gave it and somebody sits at the keyboard.

    It is kept in this process's PGPASSWORD only. Any other trouble is left for opening the database to tell.
    """
    if not address.is_postgresql or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    try:
        import psycopg
    except ImportError:
        return
    try:
        psycopg.connect(address.url or "", connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if error.pgconn is not None and error.pgconn.needs_password:
            os.environ["PGPASSWORD"] = getpass.getpass(_("Password for {where}: ").format(where=address.shown))
