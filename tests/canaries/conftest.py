"""The world of the canaries, made once; each test that writes takes a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.exchange.json_export import VERSION, everything, load_everything
from loket.store.database import Store, open_store
from tests.canaries.world import ADMIN, ADVISOR, LEAD, World, make_world
from tests.conftest import ADMIN as MAKER
from tests.postgres import Server


@pytest.fixture(scope="session")
def canaries(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(shutil.copy(demo_file, str(tmp_path_factory.mktemp("canaries") / "demo.db")))


@pytest.fixture(scope="session")
def canaries_on_postgresql(
    demo_file: Path, postgres_server: Server, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> World:
    """The same world on PostgreSQL."""
    address = postgres_server.create("canaries", postgres_template)
    here = open_store(shutil.copy(demo_file, str(tmp_path_factory.mktemp("canaries") / "demo.db")), actor=ADMIN)
    there = open_store(address, actor=MAKER)
    with here.engine.begin() as read, there.engine.begin() as written:
        load_everything(written, {"version": VERSION, "tables": everything(read)}, "demo")
    here.close()
    there.close()
    return make_world(address)


@pytest.fixture
def on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's own business date."""
    monkeypatch.delenv("LOKET_TODAY")


@pytest.fixture
def lead(canaries: World, on_its_day: None) -> Iterator[Store]:
    opened = open_store(str(canaries.path), actor=LEAD)
    yield opened
    opened.close()


@pytest.fixture
def advisor(canaries: World, on_its_day: None) -> Iterator[Store]:
    opened = open_store(str(canaries.path), actor=ADVISOR)
    yield opened
    opened.close()
