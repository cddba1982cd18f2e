from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest

from loket.models.errors import DatabaseUnusable, LoketError
from loket.store import address as address_module
from loket.store.address import parse_address
from loket.store.database import Store, business_today, head_revision, open_store
from loket.store.doctor import examine
from tests.store.clients import outsider


def refusal(place: str | Path) -> str:
    with pytest.raises(DatabaseUnusable) as refused:
        open_store(str(place))
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_a_database_is_made_on_first_use_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "nieuwe map" / "loket.db"
    open_store(str(path), actor="ilse").close()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [place.name for place in path.parent.iterdir()] == ["loket.db"]


def test_an_empty_database_on_either_side_becomes_a_sound_one(empty_database: str) -> None:
    store = open_store(empty_database)
    assert [finding for finding in examine(store) if not finding.ok] == []
    store.close()


def test_nothing_is_made_when_that_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=r"loket\.db"):
        open_store(str(tmp_path / "loket.db"), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"naam;plaats\n", b"SQLite format 3\0" + b"\xff" * 4080, b""])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)
    assert "lijst.csv" in refusal(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "foto's.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE album (id INTEGER)")
    before = path.read_bytes()
    assert "geen database van loket" in refusal(path)
    assert path.read_bytes() == before


def test_somebody_elses_postgresql_database_is_left_alone(empty_postgres_database: str) -> None:
    with psycopg.connect(empty_postgres_database) as connection:
        connection.execute("CREATE TABLE album (id integer)")
    refusal(empty_postgres_database)
    with psycopg.connect(empty_postgres_database) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (1,)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path)


def test_a_newer_schema_is_refused(store: Store, database: str) -> None:
    with outsider(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    message = refusal(database)
    assert "0999" in message
    assert head_revision() in message


def test_an_older_shared_schema_waits_for_its_admin(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loket.store.database.head_revision", lambda: "0998")
    assert "loket db upgrade" in refusal(postgres_database)


def test_a_missing_right_is_one_line(tmp_path: Path, as_nobody: None) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir()
    folder.chmod(0o500)
    assert "dicht" in refusal(folder / "loket.db")


def test_a_file_that_may_only_be_read_is_one_line(sqlite_database: str, as_nobody: None) -> None:
    place = Path(sqlite_database)
    place.chmod(0o444)
    place.parent.chmod(0o555)
    assert "loket.db" in refusal(place)
    place.parent.chmod(0o755)
    store = open_store(place.as_posix())
    with pytest.raises(DatabaseUnusable, match="mag niet beschreven worden"), store.write("add"):
        pass
    store.close()


def test_a_network_share_is_refused_and_postgresql_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_module, "_is_on_network_share", lambda path: True)
    assert "PostgreSQL" in refusal(tmp_path / "loket.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("kind", "refused"), [("cifs", True), ("nfs4", True), ("ext4", False)])
def test_shares_are_known_by_the_kind_of_their_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, refused: bool) -> None:
    mounted = tmp_path / "een schijf"
    mounted.mkdir()
    lines = f"/dev/x / ext4 rw 0 0\n//server/deel {str(mounted).replace(' ', chr(92) + '040')} {kind} rw 0 0\n"
    real = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda self, **kw: lines if str(self) == "/proc/self/mounts" else real(self, **kw))
    if refused:
        assert "netwerk" in refusal(mounted / "map" / "loket.db")
    else:
        assert parse_address(str(mounted / "loket.db")).path is not None


@pytest.mark.parametrize(
    "url", ["postgresql://loket@127.0.0.1:1/loket", "postgresql://x:geheim@localhost:notaport/loket", "postgresql://bestaat.niet.invalid/x"]
)
def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url: str) -> None:
    assert "geheim" not in refusal(url)


def test_another_kind_of_address_is_refused() -> None:
    assert "mysql://" in refusal("mysql://server/loket")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ilse:geheim@server/loket", "postgresql://ilse:***@server/loket"),
        ("postgresql://ilse:ge:he@im@server/loket", "postgresql://ilse:***@server/loket"),
        (
            "postgres://server/loket?user=ilse&password=geheim&sslmode=require",
            "postgres://server/loket?user=ilse&password=***&sslmode=require",
        ),
    ],
)
def test_passwords_are_never_shown(url: str, shown: str) -> None:
    assert parse_address(url).shown == shown


_OPEN = """
import sys
from loket.store.database import open_store
store = open_store(sys.argv[1], actor="ilse")
with store.read() as reader:
    assert reader.value("SELECT count(*) FROM theme") == 6
store.close()
print([name for name in ("sqlalchemy", "sqlmodel", "alembic", "textual") if name in sys.modules])
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_opening_and_reading_load_neither_sqlalchemy_nor_sqlmodel(database: str) -> None:
    out, err = python(_OPEN, database).communicate()
    assert (out.strip(), err) == ("[]", "")


def test_two_programs_that_make_the_same_file_both_get_it(tmp_path: Path) -> None:
    path = tmp_path / "samen.db"
    programs = [python(_OPEN, str(path)) for _ in range(3)]
    assert [program.communicate()[1] for program in programs] == ["", "", ""]
    assert [program.returncode for program in programs] == [0, 0, 0]
    store = open_store(str(path))
    assert [finding for finding in examine(store) if not finding.ok] == []
    store.close()
    assert [place.name for place in tmp_path.iterdir()] == ["samen.db"]


def test_a_name_for_somebody_else_needs_an_admin_on_postgresql(postgres_database: str) -> None:
    store = open_store(postgres_database)
    assert store.actor == "loket"
    store.close()
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS gast")
        connection.execute("CREATE ROLE gast LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO gast")
    as_guest = postgres_database.replace("loket@", "gast@")
    open_store(as_guest).close()
    with pytest.raises(LoketError, match="gast"):
        open_store(as_guest, actor="ilse")
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute("DROP OWNED BY gast")
        connection.execute("DROP ROLE gast")


def test_today_is_the_environments_then_the_demos_then_the_calendars(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite_store.today == date(2026, 11, 21)
    monkeypatch.delenv("LOKET_TODAY")
    assert sqlite_store.today == date.today()
    with outsider(sqlite_store) as connection:
        connection.execute("INSERT INTO loket_meta (name, value) VALUES ('demo_today', '2026-11-16')")
    store = open_store(sqlite_store.address)
    assert store.today == date(2026, 11, 16)
    store.close()
    monkeypatch.setenv("LOKET_TODAY", "gisteren")
    with pytest.raises(LoketError, match="gisteren"):
        business_today()
