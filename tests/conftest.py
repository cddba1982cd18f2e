"""What every test starts from: a fixed day, Dutch, folders of its own, and a fresh database on both dialects."""

from __future__ import annotations

import gc
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import postgres
from tools.po import compile_catalogue

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

    from loket.store.database import Store

TODAY = "2026-11-21"
ADMIN = "loket"
"""Who makes every database of the tests, on PostgreSQL the server's one role."""

hypothesis.settings.register_profile("loket", deadline=None)
hypothesis.settings.load_profile("loket")


def pytest_configure() -> None:
    """The texts are tested in Dutch, also in a checkout that nobody installed again after a translation."""
    compile_catalogue()


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what was imported: a fifth of a walk's time went into that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 10)


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same day and language everywhere, and a home folder of the test's own; gives that folder."""
    from loket.language import set_language

    home = tmp_path_factory.mktemp("home")
    for name in ("LOKET_DATABASE", "LOKET_ADVISOR", "LOKET_LANG", "PGPASSWORD", "PGUSER", "PGHOST", "PGDATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOKET_TODAY", TODAY)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for kind in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(kind, str(home / kind.lower()))
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{'LOCAL_APPDATA' if kind.startswith('LOCAL') else kind}", str(home))
    set_language("nl")
    return home


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An initialised SQLite database, made once; never opened by a test."""
    from loket.store.database import open_store

    path = tmp_path_factory.mktemp("template") / "loket.db"
    open_store(str(path), actor=ADMIN).close()
    return path


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, made once; copied by every test that writes to it."""
    from loket.demo.demo_file import make_demo

    return make_demo(tmp_path_factory.mktemp("demo") / "demo.db")


@pytest.fixture(scope="session")
def hostile_file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with hostile texts, made once; copied by every test that opens it."""
    from tests.app.hostile_world import make_hostile

    path = Path(shutil.copy(demo_file, tmp_path_factory.mktemp("hostile") / "demo.db"))
    make_hostile(path)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """This worker's own PostgreSQL server."""
    binaries = postgres.find_binaries()
    if binaries is None:
        pytest.skip(postgres.NOT_FOUND)
    server = postgres.Server(binaries)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> str:
    """The name of an initialised PostgreSQL database, made once; never opened by a test."""
    from loket.store.database import open_store

    open_store(postgres_server.create("loket_template"), actor=ADMIN).close()
    return "loket_template"


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, initialised SQLite database."""
    return str(shutil.copy(sqlite_template, tmp_path / "loket.db"))


@pytest.fixture
def postgres_database(postgres_server: postgres.Server, postgres_template: str) -> Iterator[str]:
    """The address of a fresh, initialised PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgres_server.create(name, postgres_template)
    postgres_server.drop(name)


@pytest.fixture
def empty_postgres_database(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it."""
    name = f"empty_{uuid.uuid4().hex}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, initialised database; the test runs once on each dialect."""
    address: str = request.getfixturevalue("sqlite_database" if request.param == "sqlite" else "postgres_database")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that nobody has made yet (SQLite) or initialised (PostgreSQL)."""
    if request.param == "sqlite":
        return str(tmp_path / "new.db")
    address: str = request.getfixturevalue("empty_postgres_database")
    return address


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store opened by the advisor ilse, on each dialect."""
    yield from _opened(database, "ilse")


@pytest.fixture
def admin_store(database: str) -> Iterator[Store]:
    """A second way into the same database as `store`: that of its admin."""
    yield from _opened(database, ADMIN)


@pytest.fixture
def sqlite_store(sqlite_database: str) -> Iterator[Store]:
    """A store opened by the advisor ilse, on SQLite only."""
    yield from _opened(sqlite_database, "ilse")


def _opened(address: str, actor: str) -> Iterator[Store]:
    from loket.store.database import open_store

    opened = open_store(address, actor=actor)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def loket(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process: `loket("list", "requests", "--json")`."""
    from loket.__main__ import run

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        status = run(list(arguments))
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return call


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run (LOKET_REQUIRE_ALL=1), a skipped test is a failure."""
    if os.environ.get("LOKET_REQUIRE_ALL") == "1" and _skipped(session.config) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of all says what did not run and why."""
    reporter: TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    reasons = _skipped(config)
    if reporter is not None and reasons:
        told = "; ".join(f"{count} in {folder} ({reason})" for (folder, reason), count in sorted(reasons.items()))
        reporter.write_line(f"NOT RUN: {told}", red=os.environ.get("LOKET_REQUIRE_ALL") == "1", yellow=True)


def _skipped(config: pytest.Config) -> Counter[tuple[str, str]]:
    """How many tests of each folder were skipped for each reason; in an xdist worker nothing, its controller tells."""
    reporter: TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    counted: Counter[tuple[str, str]] = Counter()
    for report in [] if reporter is None else reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        folder = "/".join(report.nodeid.split("::")[0].split("/")[:-1])
        counted[folder, reason.removeprefix("Skipped: ")] += 1
    return counted
