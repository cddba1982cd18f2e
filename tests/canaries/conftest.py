"""The world of the canaries, made once; each test that writes takes a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.store.database import Store, open_store
from tests.canaries.world import ADVISOR, LEAD, World, make_world


@pytest.fixture(scope="session")
def canaries(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(Path(shutil.copy(demo_file, tmp_path_factory.mktemp("canaries") / "demo.db")))


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
