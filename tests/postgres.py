"""A PostgreSQL server of the tests' own: made from the system's binaries, on loopback, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

NOT_FOUND = "no PostgreSQL server binaries (initdb) found; on Debian: apt-get install postgresql"
_SETTINGS = "-F -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=60"

_JANITOR = """
import shutil, subprocess, sys
sys.stdin.read()
subprocess.run(sys.argv[2:])
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


def find_binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`: where pg_config says, where Debian puts them, or on the PATH."""
    folders: list[Path] = []
    if config := shutil.which("pg_config"):
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        folders.append(Path(answer))
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(versions, key=lambda folder: float(folder.parent.name), reverse=True)
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    suffix = ".exe" if sys.platform == "win32" else ""
    return next((f for f in folders if all((f / f"{name}{suffix}").exists() for name in ("initdb", "pg_ctl"))), None)


class Server:
    """A running server; its one role is `loket`, the superuser, without a password."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._home = Path(tempfile.mkdtemp(prefix="loket-postgres-"))
        self._as_user: list[str] = []
        if sys.platform != "win32" and os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            shutil.chown(self._home, "postgres")
            self._as_user = ["runuser", "-u", "postgres", "--"]
        self.port = _free_port()
        data = str(self._home / "data")
        self._run("initdb", "-D", data, "-U", "loket", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-h 127.0.0.1 -p {self.port} -c unix_socket_directories='' {_SETTINGS}"
        self._run("pg_ctl", "start", "-w", "-D", data, "-l", str(self._home / "log"), "-o", options)
        stop = [*self._as_user, str(binaries / "pg_ctl"), "stop", "-w", "-m", "immediate", "-D", data]
        # Its standard input ends when we end, also when we are killed: then nobody else would stop the server.
        self._janitor = subprocess.Popen(
            [sys.executable, "-c", _JANITOR, str(self._home), *stop],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            start_new_session=True,
        )

    def address(self, name: str) -> str:
        """The address of one database, as `--database` takes it."""
        return f"postgresql://loket@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database, a copy of `template`, and give its address."""
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.address(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def stop(self) -> None:
        """End the server and remove its files."""
        self._janitor.communicate()

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _run(self, program: str, *arguments: str) -> None:
        # To a file: the server would keep a pipe open after pg_ctl has ended.
        with (self._home / f"{program}.out").open("w+") as output:
            command = [*self._as_user, str(self._binaries / program), *arguments]
            done = subprocess.run(command, cwd=self._home, stdout=output, stderr=output, check=False)
            if done.returncode:
                output.seek(0)
                log = self._home / "log"
                raise RuntimeError(f"{program} failed:\n{output.read()}{log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
