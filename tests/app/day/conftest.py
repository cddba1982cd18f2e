"""An office with the people of the drawings, and terminals on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from loket.store.database import open_store
from tests.app.merenrand import fill
from tests.app.terminal import RealTerminal

TODAY = "2026-11-23"
OpenTerminal = Callable[..., RealTerminal]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if sys.platform == "win32" and "/day/" in item.nodeid:
            item.add_marker(pytest.mark.skip(reason="pseudo-terminals are for Linux and macOS"))


@pytest.fixture
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database with the people of the drawings, on Monday 23 November 2026."""
    monkeypatch.setenv("LOKET_TODAY", TODAY)
    store = open_store(sqlite_database, actor="ilse")
    fill(store)
    store.close()
    return sqlite_database


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Columns and lines of the terminal."""
    columns, lines = request.param
    return columns, lines


@pytest.fixture
def opened(office: str, size: tuple[int, int]) -> Iterator[OpenTerminal]:
    """Opens a terminal of `size` on the office, as "ilse" unless another advisor is named; environment variables may be added."""
    terminals = []

    def open_it(advisor: str = "ilse", *arguments: str, **environment: str) -> RealTerminal:
        columns, lines = size
        of_the_day = {"LOKET_ADVISOR": advisor, "LOKET_TODAY": TODAY} | environment
        terminal = RealTerminal(columns, lines, "--database", office, *arguments, **of_the_day)
        terminals.append(terminal)
        return terminal

    yield open_it
    for terminal in terminals:
        terminal.close()
