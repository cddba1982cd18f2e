from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loket.casework.examples import objections_to
from loket.demo.demo_file import make_demo
from loket.demo.story import TODAY
from loket.exchange.full_export import export_all
from loket.insight.examples import released_examples
from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.store.database import Store, open_store
from loket.store.db_files import db_folder
from loket.store.doctor import examine


@pytest.fixture
def demo(demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demo as ilse sees it, on its own day; nobody writes in it."""
    monkeypatch.delenv("LOKET_TODAY")
    store = open_store(str(demo_file), actor="ilse")
    yield store
    store.close()


@pytest.fixture
def figures(demo: Store) -> dict[str, Any]:
    whole = json.loads(dashboard(demo, Period.of(None, None, demo.today), Filters()).as_json())
    indicators: dict[str, Any] = whole["indicators"]
    return indicators


def count(store: Store, sql: str, **values: object) -> int:
    with store.read() as reader:
        return int(reader.value(sql, **values))


def test_the_published_figures_come_out_exactly(figures: dict[str, Any]) -> None:
    def shown(name: str) -> tuple[int, int, int]:
        found = figures[name]
        return found["numerator"], found["denominator"], round(100 * found["numerator"] / found["denominator"])

    assert shown("wensenscan_response") == (92, 233, 39)
    assert shown("wensenscan_followed_up") == (73, 92, 79)
    assert shown("sdm_any") == (92, 92, 100)
    assert shown("sdm_all_groups")[2] == 20
    assert shown("outcome_info_used")[2] == 46
    assert shown("fitgap_reported")[0] == 10


def test_fit_gaps_are_of_ten_institutions_and_three_sets(demo: Store) -> None:
    assert count(demo, "SELECT count(DISTINCT institution_id) FROM fit_gap_analysis") == 10
    assert count(demo, "SELECT count(DISTINCT outcome_set_id) FROM fit_gap_analysis") == 3


def test_sessions_are_held_within_the_programme(demo: Store) -> None:
    outside = "SELECT count(*) FROM learning_session WHERE session_on NOT BETWEEN '2025-09-01' AND '2026-10-31'"
    assert count(demo, outside) == 0
    assert count(demo, "SELECT count(*) FROM learning_session WHERE state = 'held'") > 30


def test_it_has_its_own_monday(demo: Store) -> None:
    assert demo.today == TODAY
    assert TODAY.weekday() == 0


def test_it_is_sound(demo: Store) -> None:
    assert [finding for finding in examine(demo) if not finding.ok] == []


def test_nothing_happens_after_its_today_and_the_log_goes_back_two_years(demo: Store) -> None:
    with demo.read() as reader:
        first, last = reader.rows("SELECT min(at), max(at) FROM change_log WHERE tx IS NOT NULL")[0]
        unordered = reader.value("SELECT count(*) FROM change_log a JOIN change_log b ON b.seq = a.seq + 1 WHERE b.at < a.at")
        actors = {row[0] for row in reader.rows("SELECT DISTINCT actor FROM log_tx")}
    assert date.fromisoformat(first[:10]) < date(2024, 11, 1)
    assert last < TODAY.isoformat()
    assert unordered == 0
    assert actors == {"ilse", "mehmet", "fatima", "jeroen", "sanne", "ruud", "marieke", "beheer"}


def test_no_institution_is_a_real_one(demo: Store) -> None:
    with (db_folder() / "reference" / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    real = {name.casefold() for row in rows for name in (row["naam"], row["korte_naam"], *row["aliassen"].split("|")) if name}
    with demo.read() as reader:
        invented = [row[0] for row in reader.rows("SELECT name FROM institution UNION SELECT alias FROM institution_alias")]
    assert len(invented) > 233
    assert [name for name in invented if name.casefold() in real] == []


@pytest.mark.parametrize("advisor", ["ilse", "mehmet", "fatima", "jeroen", "sanne", "ruud"])
def test_every_desk_has_something_late_due_and_coming(demo: Store, advisor: str) -> None:
    mine = "SELECT count(*) FROM {} JOIN advisor a ON a.id = {} WHERE a.name = :name AND {}"
    follow_ups = mine.format("follow_up f", "f.advisor_id", "f.state = 'open' AND f.due_on {}")
    assert count(demo, follow_ups.format("< '2026-11-16'"), name=advisor) > 0
    assert count(demo, follow_ups.format("> '2026-11-16'"), name=advisor) > 0
    requests = mine.format("support_request r", "r.advisor_id", "r.state NOT IN ('resolved', 'dropped')")
    assert 3 <= count(demo, requests, name=advisor) <= 30
    talks = "conversation g JOIN conversation_advisor p ON p.conversation_id = g.id"
    assert count(demo, mine.format(talks, "p.advisor_id", "g.state = 'planned' AND g.planned_at = '2026-11-16'"), name=advisor) > 0


def test_every_screen_has_something_to_show(demo: Store) -> None:
    for wanted in (
        "SELECT 1 FROM advisor WHERE away_until > '2026-11-16' AND stand_in_id IS NOT NULL",
        "SELECT 1 FROM draft WHERE advisor = 'ilse'",
        "SELECT 1 FROM referral WHERE state = 'open' AND check_back_on <= '2026-11-16'",
        "SELECT 1 FROM support_request WHERE due_on < '2026-11-16' AND state NOT IN ('resolved', 'dropped')",
        "SELECT 1 FROM support_request WHERE state_since < '2026-10-20' AND state = 'waiting'",
        "SELECT 1 FROM signal WHERE trend_id IS NULL AND state = 'new'",
        "SELECT 1 FROM offering WHERE state = 'in_development'",
        "SELECT 1 FROM institution WHERE merged_into_id IS NOT NULL",
        "SELECT 1 FROM note WHERE kind = 'lesson'",
        "SELECT 1 FROM note WHERE confidential = 1",
        "SELECT 1 FROM conversation_party",
        "SELECT 1 FROM example WHERE released_on IS NULL",
        "SELECT 1 FROM progress_report",
        "SELECT 1 FROM event_contact",
        "SELECT 1 FROM conversation_institution GROUP BY conversation_id HAVING count(*) > 2",
        "SELECT 1 FROM wensenscan_response a JOIN wensenscan_response b USING (institution_id) WHERE a.sdm_scope <> b.sdm_scope",
    ):
        assert count(demo, f"SELECT count(*) FROM ({wanted})") > 0, wanted


def test_whatever_was_released_could_be_released(demo: Store) -> None:
    with demo.read() as reader:
        told = released_examples(reader, Period(date(2026, 1, 1), TODAY))
    assert len({one.theme for one in told}) >= 5
    with demo.read() as reader:
        of = dict(reader.rows("SELECT id, on_id FROM example"))
    assert [objections_to(demo, one.on_kind, of[one.id], one.text) for one in told] == [()] * len(told)


def test_it_is_the_same_every_time(demo_file: Path, tmp_path: Path) -> None:
    exports = []
    for place in (demo_file, make_demo(tmp_path / "again.db")):
        store = open_store(str(place), actor="beheer")
        target = tmp_path / f"{place.stem}.json"
        export_all(store, target, "json")
        store.close()
        exports.append(target.read_bytes())
    assert exports[0] == exports[1]
