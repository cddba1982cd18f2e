"""The figures are those of the definitions: on the published sample and on worlds nobody has looked at."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import pytest

from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.models.errors import Refused
from loket.store.database import Store, open_store
from tests.worlds.asking import filters_of, questions
from tests.worlds.generate import make
from tests.worlds.load import SAMPLE, load, load_sample
from tests.worlds.oracle import Asked, Computation, applies, compute


def shown(store: Store, asked: Asked) -> dict[str, Any]:
    """The dashboard's JSON for a question."""
    found: dict[str, Any] = json.loads(dashboard(store, Period(asked.start, asked.end), filters_of(asked)).as_json())
    return found


def without_labels(rows: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    return None if rows is None else [{k: v for k, v in row.items() if k != "label"} for row in rows]


def test_the_published_sample_gives_its_figures(store: Store) -> None:
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    load_sample(store)
    found = shown(store, Asked(date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"])))
    for name, figure in expected["indicators"].items():
        assert found["indicators"][name] == figure, name
    assert found["series"]["requests_per_month"] == expected["series"]["requests_per_month"]
    for name, counts in expected["breakdowns"].items():
        rows = {row.pop("key"): row for row in found["breakdowns"][name]}
        for key, count in counts.items():
            assert {k: v for k, v in rows[key].items() if k != "label"} == (count if isinstance(count, dict) else {"count": count})
        assert all(row.get("count", 0) == 0 for key, row in rows.items() if key not in counts)


LONG = os.environ.get("LOKET_LONG") == "1"
"""All worlds (`make hostile`), or some of each."""


@pytest.mark.parametrize("seed", range(30 if LONG else 12))
def test_any_world_gives_the_figures_of_the_definitions(sqlite_database: str, seed: int) -> None:
    compare(sqlite_database, seed)


@pytest.mark.parametrize("seed", range(30, 42 if LONG else 34))
def test_any_world_gives_them_on_postgresql_too(postgres_database: str, seed: int) -> None:
    compare(postgres_database, seed)


def compare(database: str, seed: int) -> None:
    """Every figure, row and month of a world against the independent reckoning, for many questions."""
    world = make(seed)
    store = open_store(database, actor="ilse")
    try:
        load(store, world, seed)
        for asked in questions(world, seed):
            expected, found = compute(world, asked), shown(store, asked)
            assert found["indicators"] == expected["indicators"], asked
            assert found["series"] == expected["series"], asked
            for name, rows in expected["breakdowns"].items():
                assert without_labels(found["breakdowns"][name]) == rows, (name, asked)
            for name, counts in Computation(world, asked).free_counts().items():
                rows = found["breakdowns"][name]
                assert (rows is not None) == applies(name, asked), (name, asked)
                if rows is not None:
                    assert {r["key"]: r["count"] for r in rows if r["count"]} == counts, (name, asked)
    finally:
        store.close()


def test_the_same_question_gives_the_same_bytes(store: Store) -> None:
    load(store, make(3))
    period = Period(date(2025, 1, 1), date(2026, 12, 31))
    assert dashboard(store, period, Filters()).as_json() == dashboard(store, period, Filters()).as_json()


def test_an_empty_database_has_figures_too(store: Store) -> None:
    found = shown(store, Asked(date(2026, 1, 1), date(2026, 11, 21)))
    assert found["indicators"]["wensenscan_response"] == {"numerator": 0, "denominator": 0, "unknown": 0}
    assert found["indicators"]["request_lead_time"] == {"median_days": None, "p90_days": None, "n": 0}
    assert [row["key"] for row in found["breakdowns"]["requests_by_theme"]] == ["1", "2", "3", "4", "5", "6", None]
    assert len(found["series"]["requests_per_month"]) == 11


def test_an_unknown_round_is_refused_with_the_known_ones(store: Store) -> None:
    load_sample(store)
    with pytest.raises(Refused, match=r"WensenScan 2024"):
        shown(store, Asked(date(2026, 1, 1), date(2026, 11, 21), round="WensenScan 1999"))


def test_an_unknown_theme_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="7"):
        shown(store, Asked(date(2026, 1, 1), date(2026, 11, 21), theme="7"))
