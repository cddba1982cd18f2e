from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from loket.cli.root import Globals
from loket.demo.demo_file import is_demo
from tests.conftest import Ran


def test_it_is_made_and_how_to_open_it_is_said(loket: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "map" / "demo.db"
    ran = loket("demo", str(path))
    assert (ran.status, ran.err) == (0, "")
    assert f"loket --database {path} --as ilse" in ran.out
    assert is_demo(path)
    assert [place.name for place in path.parent.iterdir()] == ["demo.db"]
    assert loket("--database", str(path), "doctor").status == 0


def test_an_older_demo_is_replaced(loket: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    loket("demo", str(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO party (name) VALUES ('van gisteren')")
    assert loket("demo", str(path)).status == 0
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM party WHERE name = 'van gisteren'").fetchone() == (0,)


@pytest.mark.parametrize("content", ["database", "text", "empty"])
def test_nothing_but_a_demo_is_replaced(loket: Callable[..., Ran], sqlite_database: str, tmp_path: Path, content: str) -> None:
    path = Path(sqlite_database) if content == "database" else tmp_path / "brief.txt"
    if content != "database":
        path.write_text("Beste" if content == "text" else "")
    before = path.read_bytes()
    ran = loket("demo", str(path))
    assert ran.status == 1
    assert "geen demo" in ran.err
    assert path.read_bytes() == before


def test_a_folder_is_no_demo(loket: Callable[..., Ran], tmp_path: Path) -> None:
    assert loket("demo", str(tmp_path)).status == 1
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_somebody_has_open_is_left_to_them(loket: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    loket("demo", str(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT 1 FROM theme").fetchone()
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM theme").fetchone()
        ran = loket("demo", str(path))
    assert ran.status == 1
    assert "sluit dat eerst" in ran.err


def test_the_app_opens_on_a_demo_that_is_gone_afterwards(loket: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def look(asked: Globals) -> None:
        assert asked.demo
        assert asked.advisor == "ilse"
        place = Path(asked.database or "")
        assert not place.exists(), "the first frame does not wait for the demo"
        store = asked.open_store()
        assert is_demo(place)
        assert store.actor == "ilse"
        store.close()
        seen.append(place)

    monkeypatch.setattr("loket.cli.root.run_app", look)
    assert loket("--demo").status == 0
    (place,) = seen
    assert not place.parent.exists()


def test_another_advisor_may_be_named(loket: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str | None] = []
    monkeypatch.setattr("loket.cli.root.run_app", lambda asked: names.append(asked.advisor))
    loket("--demo", "--as", "mehmet")
    assert names == ["mehmet"]
