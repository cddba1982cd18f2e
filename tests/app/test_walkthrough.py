"""Walkthrough (a) of the screens, in a real terminal: log a talk with two requests, a signal and a follow-up; do it; undo it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from loket.store.database import open_store
from tests.app.merenrand import MERENRAND, fill
from tests.app.terminal import RealTerminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are for Linux and macOS")

PROMISED = "terugbellen na overleg"
Open = Callable[[int, int], RealTerminal]


@pytest.fixture
def office(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with the people of the drawings."""
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    store = open_store(sqlite_database, actor="ilse")
    fill(store)
    store.close()
    return sqlite_database


@pytest.fixture
def opened(office: str) -> Iterator[Open]:
    terminals = []

    def open_it(columns: int, lines: int) -> RealTerminal:
        terminal = RealTerminal(columns, lines, "--database", office, LOKET_ADVISOR="ilse", LOKET_TODAY="2026-11-23")
        terminals.append(terminal)
        return terminal

    yield open_it
    for terminal in terminals:
        terminal.close()


def find(terminal: RealTerminal) -> None:
    """Find the institution by three letters, and go there."""
    terminal.press("ctrl+k")
    terminal.until("Zoek")
    terminal.press(*"mer")
    terminal.until("treffers", MERENRAND)
    terminal.press("enter")
    terminal.until("VOLGENDE STAP")


def log_talk(terminal: RealTerminal) -> None:
    """Log a talk with two requests, a signal and a follow-up."""
    find(terminal)
    terminal.press("g")
    terminal.until("1 het geplande van 10:00 · 2 een los gesprek", "loopt")
    terminal.press("1")
    terminal.until("het geplande van 10:00 · ilse")
    terminal.signs("v:")
    terminal.words("PROM's automatisch uitsturen")
    terminal.signs(" +u")
    terminal.press("enter")
    terminal.signs("v:")
    terminal.words("training gesprekken")
    terminal.press("enter")
    terminal.signs("s:")
    terminal.words("leverancier rekent apart")
    terminal.signs(" *api +l")
    terminal.press("enter")
    terminal.signs("a:")
    terminal.words(PROMISED)
    terminal.signs(" >vr")
    terminal.until("2 vragen · 1 signaal · 1 actie", "vr 27 nov")
    terminal.press("ctrl+s")
    terminal.until("Thema van V1?")
    terminal.press("4")
    terminal.until("Thema van V2?")
    terminal.press("3")
    terminal.until("Gesprek G-2 bewaard")


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_a_talk_is_logged_in_36_keys_and_its_follow_up_is_done_and_undone(opened: Open, office: str, columns: int, lines: int) -> None:
    terminal = opened(columns, lines)
    terminal.until("[1 Werk", "ilse", "10:00")
    log_talk(terminal)
    assert terminal.strokes == 36
    terminal.press("1")
    terminal.until("[1 Werk", PROMISED, gone="10:00")  # the planned talk was held
    while not any("▸" in line and PROMISED in line for line in terminal.text.split("\n")):
        terminal.press("down")
        terminal.changed()
    terminal.press("s")
    terminal.until("Mag leeg blijven")
    terminal.press("enter")
    terminal.until("edaan", gone=f"  {PROMISED}  ")
    assert _states(office) == ["done"]
    terminal.press("u")
    terminal.until("ngedaan", PROMISED)
    assert _states(office) == ["open"]
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def _states(office: str) -> list[str]:
    store = open_store(office, actor="loket")
    with store.read() as reader:
        found = reader.rows("SELECT state FROM follow_up WHERE what = :what", what=PROMISED)
    store.close()
    return [state for (state,) in found]


def test_fast_fingers_need_not_wait_for_what_is_found(opened: Open) -> None:
    terminal = opened(120, 40)
    terminal.until("[1 Werk", "ilse")
    terminal.press("ctrl+k", *"mer", "enter")
    terminal.until("VOLGENDE STAP")
    terminal.press("g")
    terminal.until("Gesprek loggen")
    terminal.press(*"1v: a #4 +u", "enter", *"a: b >vr", "ctrl+s")  # the first is the answer to which talk this is
    terminal.until("Gesprek G-2 bewaard")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_in_the_middle_of_a_word_nothing_is_lost(opened: Open, office: str, end: signal.Signals) -> None:
    terminal = opened(120, 40)
    terminal.until("[1 Werk", "ilse")
    find(terminal)
    terminal.press("g")
    terminal.until("loopt")
    terminal.words("nefrologie wacht op")
    terminal.until("nefrologie wacht op")
    os.kill(terminal.process.pid, end)
    assert terminal.ended() == 128 + end
    again = opened(120, 40)
    again.until("[1 Werk", "oncept")
    find(again)
    again.press("g")
    again.until("nefrologie wacht op", "concept bewaard")
