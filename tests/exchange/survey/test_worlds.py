"""A world of responses written as the survey tools would, imported through a mapping, is the world of the canonical table."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loket.exchange.import_run import ImportOptions, import_paths
from loket.exchange.survey.survey_mapping import parse_mapping
from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.store.database import Store, open_store
from tests.worlds.generate import make
from tests.worlds.load import load
from tests.worlds.survey import write_surveys
from tests.worlds.world import World

PERIODS = (Period(date(2020, 1, 1), date(2030, 12, 31)), Period(date(2025, 1, 1), date(2025, 6, 30)))


def figures(store: Store, world: World) -> list[Any]:
    """What the dashboard says, of all rounds."""
    rounds = sorted({row["ronde"] for row in world.rows("wensenscan")})
    asked = [(period, Filters(round=name)) for period in PERIODS for name in (None, *rounds)]
    return [json.loads(dashboard(store, *one).as_json()) for one in asked]


def responses(store: Store) -> list[Any]:
    """Every response with its lists, but for its own number and key."""
    sql = """SELECT r.name, i.name, w.audience, w.submitted_on, w.sdm_scope, w.uses_outcome_info, w.ambition, w.free_text,
        (SELECT group_concat(theme_id, ' ') FROM (SELECT theme_id FROM response_theme WHERE response_id = w.id ORDER BY 1)),
        (SELECT group_concat(obstacle_id, ' ') FROM (SELECT obstacle_id FROM response_obstacle WHERE response_id = w.id ORDER BY 1))
        FROM wensenscan_response w JOIN wensenscan_round r ON r.id = w.round_id JOIN institution i ON i.id = w.institution_id"""
    with store.read() as reader:
        return sorted(map(repr, reader.rows(sql)))


@pytest.mark.parametrize("seed", range(8))
def test_survey_files_give_the_figures_of_the_canonical_table(sqlite_template: Path, tmp_path: Path, seed: int) -> None:
    world = make(seed)
    canonical = open_store(str(shutil.copy(sqlite_template, tmp_path / "canonical.db")), actor="ilse")
    surveyed = open_store(str(shutil.copy(sqlite_template, tmp_path / "surveyed.db")), actor="ilse")
    load(canonical, world)
    load(surveyed, World({name: rows for name, rows in world.tables.items() if name != "wensenscan"}))
    for path, mapping in write_surveys(world, tmp_path, seed):
        options = ImportOptions(mapping=parse_mapping(mapping, "koppeling.toml"))
        import_paths(surveyed, [path], options)
        assert import_paths(surveyed, [path], options).nothing_changed, path
    assert responses(surveyed) == responses(canonical)
    assert figures(surveyed, world) == figures(canonical, world)
    canonical.close()
    surveyed.close()
