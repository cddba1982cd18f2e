"""How fast, as ratios to something that every machine has: read the ratios, not the seconds.

`make bench`. Sizes: BENCH_REQUESTS (default 100,000).
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.exchange.import_run import import_paths
from loket.insight.figures.comparison import history
from loket.insight.figures.dashboard import CHARTS_AT_A_GLANCE, all_figures, some_charts
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.store.database import open_store
from tests.bench.databases import TODAY, make_database, write_tables
from tests.bench.terminal import Terminal

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "100000"))
FEW = 1000
_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("HELLO")
Hello().run()
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("many") / "many.db", REQUESTS)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("few") / "few.db", FEW)


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def median(measure: Callable[[], float], times: int = 5) -> float:
    measure()
    return statistics.median(measure() for _ in range(times))


def tell(what: str, seconds: float, against: str, base: float) -> None:
    print(f"\n{what}: {seconds * 1000:,.0f} ms, ×{seconds / base:.2f} of {against} ({base * 1000:,.0f} ms)", end="")


def app_on(database: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "loket", "--database", str(database), "--as", "ilse"], environment())


def painted(terminal: Terminal, sign: str) -> float:
    try:
        return terminal.until(sign)
    finally:
        terminal.close()


def test_first_frame_and_first_rows(many: Path) -> None:
    hello = median(lambda: painted(Terminal([sys.executable, "-c", _HELLO], environment()), "HELLO"))
    frame = median(lambda: painted(app_on(many), "[1 Werk]"))
    rows = median(lambda: painted(app_on(many), "▸"))
    tell("first frame", frame, "an empty Textual app", hello)
    tell(f"first rows, {REQUESTS:,} requests", rows, "the first frame", frame)


def test_key_to_repaint_in_a_long_list(many: Path, few: Path) -> None:
    def repaint(database: Path) -> float:
        terminal = app_on(database)
        try:
            terminal.until("▸")
            terminal.press("3")
            terminal.until("[3 Vragen]")
            terminal.settle()
            took = []
            for _ in range(30):
                took.append(terminal.press("\x1b[B"))
                terminal.settle(0.05)
            return statistics.median(took)
        finally:
            terminal.close()

    tell(f"key to repaint, list of {REQUESTS:,}", repaint(many), f"the same in a list of {FEW:,}", repaint(few))


def test_import(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tabellen", REQUESTS)
    rows = [(number, f"vraag {number}", "x" * 60, "2026-11-21") for number in range(REQUESTS)]
    began = time.perf_counter()
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE request (id INTEGER PRIMARY KEY, title TEXT, description TEXT, received_on TEXT)")
    plain.executemany("INSERT INTO request VALUES (?, ?, ?, ?)", rows)
    plain.commit()
    base = time.perf_counter() - began
    plain.close()
    store = open_store(str(tmp_path / "loket.db"), actor="beheer")
    began = time.perf_counter()
    import_paths(store, [folder])
    took = time.perf_counter() - began
    with store.read() as reader:
        assert reader.value("SELECT count(*) FROM support_request") == REQUESTS
    store.close()
    tell(f"import of {REQUESTS:,} requests", took, "as many plain inserts", base)


def test_dashboard(many: Path) -> None:
    def seconds(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    store = open_store(str(many), actor="ilse")
    period = Period(TODAY.replace(month=1, day=1), TODAY)

    def one_pass() -> None:
        with store.read() as reader:
            reader.rows("SELECT state, count(*) FROM support_request WHERE title <> '' GROUP BY state")

    base = median(lambda: seconds(one_pass))
    against = f"one pass over {REQUESTS:,} requests"
    tell("all figures", median(lambda: seconds(lambda: all_figures(store, period, Filters())), 3), against, base)
    for name in CHARTS_AT_A_GLANCE:
        tell(name, median(lambda name=name: seconds(lambda: some_charts(store, period, Filters(), (name,))), 3), against, base)  # type: ignore[misc]
    names = [indicator.id for indicator in INDICATORS]
    tell("all figures over 12 months", seconds(lambda: history(store, period, Filters(), names)), against, base)
    store.close()
