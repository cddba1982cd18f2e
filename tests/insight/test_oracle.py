"""The independent reckoning gives the published sample's figures; only then is it worth comparing with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.worlds.oracle import Asked, compute
from tests.worlds.world import read

SAMPLE = Path(__file__).parents[1] / "data" / "ronde-2024"


def test_the_reckoning_gives_the_figures_of_the_sample() -> None:
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    asked = Asked(date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"]))
    found = compute(read(SAMPLE), asked)
    assert found["indicators"] == expected["indicators"]
    assert found["series"]["requests_per_month"] == expected["series"]["requests_per_month"]
    for name, counts in expected["breakdowns"].items():
        rows = found["breakdowns"][name]
        if name.startswith("responses"):
            shown = {r["key"]: {"numerator": r["numerator"], "denominator": r["denominator"]} for r in rows if r["key"]}
        else:
            shown = {r["key"]: r["count"] for r in rows if r["count"]}
        assert shown == counts, name
