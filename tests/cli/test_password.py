"""A PostgreSQL role with a password: asked for at the terminal, never needed on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from loket.cli.root import Globals
from loket.models.errors import DatabaseUnusable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
PROGRAM = "import sys; from loket.cli.root import Globals; print('OPENED BY', Globals(sys.argv[1]).open_store().actor)"


@pytest.fixture
def guarded(postgres_database: str) -> Iterator[str]:
    """The address of a database whose role `wachter` needs the password `geheim`."""
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS wachter")
        connection.execute("CREATE ROLE wachter SUPERUSER LOGIN PASSWORD 'geheim'")
        (hba,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        before = Path(hba).read_text(encoding="utf-8")
        Path(hba).write_text(f"host all wachter 127.0.0.1/32 scram-sha-256\n{before}", encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
        yield postgres_database.replace("loket@", "wachter@")
        Path(hba).write_text(before, encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")


def at_a_terminal(address: str, answer: str) -> str:
    """What a person sees who runs a command in a terminal and answers its question."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, address])
    seen = b""
    answered = False
    while True:
        try:
            chunk = os.read(terminal, 1000)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        if b":" in seen and not answered:
            os.write(terminal, f"{answer}\n".encode())
            answered = True
    os.waitpid(child, 0)
    os.close(terminal)
    return seen.decode()


def test_the_password_is_asked_at_the_terminal_and_not_shown(guarded: str) -> None:
    seen = at_a_terminal(guarded, "geheim")
    assert seen.startswith("Wachtwoord voor postgresql://wachter@127.0.0.1")
    assert "OPENED BY wachter" in seen
    assert "geheim" not in seen


def test_a_password_from_the_environment_is_not_asked_for(guarded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "geheim")
    store = Globals(guarded).open_store()
    assert store.actor == "wachter"
    store.close()


def test_without_a_terminal_nothing_is_asked_and_the_database_cannot_be_used(guarded: str) -> None:
    with pytest.raises(DatabaseUnusable):
        Globals(guarded).open_store()
