"""What figures are compared with, how they went, and what a terminal shows of it."""

from __future__ import annotations

from datetime import date

from loket.insight.figures.comparison import Against, Comparison, change, difference, earlier_figures, history
from loket.insight.figures.dashboard import dashboard, glance
from loket.insight.figures.figure import Duration, Share
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Timing
from loket.insight.figures.period import Period
from loket.models.words import Umbrella
from loket.store.database import Store
from tests.worlds.generate import make
from tests.worlds.load import load

YEAR = Period(date(2026, 1, 1), date(2026, 11, 21))
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))


def test_whole_months_are_compared_with_whole_months_and_days_with_as_many_days() -> None:
    assert HALF.one_before() == Period(date(2025, 7, 1), date(2025, 12, 31))
    assert Period(date(2026, 3, 1), date(2026, 3, 31)).one_before() == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert Period(date(2026, 3, 10), date(2026, 3, 19)).one_before() == Period(date(2026, 2, 28), date(2026, 3, 9))
    assert Period(date(2026, 3, 31), date(2026, 3, 31)).months_before(1) == Period(date(2026, 2, 28), date(2026, 2, 28))
    assert Period(date(2026, 1, 15), date(2026, 1, 20)).months_before(12) == Period(date(2025, 1, 15), date(2025, 1, 20))
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).months_before(12) == Period(date(2023, 2, 1), date(2023, 2, 28))


def test_each_kind_of_comparison_names_its_period() -> None:
    free = Period(date(2024, 1, 1), date(2024, 12, 31))
    for comparison, state, flow in (
        (Comparison(), YEAR.a_month_before(), YEAR.a_year_before()),
        (Comparison(Against.BEFORE), YEAR.one_before(), YEAR.one_before()),
        (Comparison(Against.MONTH_AGO), YEAR.months_before(1), YEAR.months_before(1)),
        (Comparison(Against.YEAR_AGO), YEAR.months_before(12), YEAR.months_before(12)),
        (Comparison(Against.FREE, free), free, free),
    ):
        assert (comparison.of(YEAR, Timing.STATE), comparison.of(YEAR, Timing.FLOW)) == (state, flow)
    assert Comparison(Against.FREE, free).shown(YEAR, date(2026, 11, 21)) == "t.o.v. 1 jan – 31 dec 2024"


def test_a_chosen_period_is_compared_with_what_it_was_itself(store: Store) -> None:
    load(store, make(15), 15)
    free = Period(date(2025, 2, 3), date(2025, 9, 9))
    filters = Filters(umbrella=Umbrella.NVZ)
    first_round = dashboard(store, YEAR, filters).round
    assert (
        earlier_figures(store, YEAR, filters, Comparison(Against.FREE, free))
        == dashboard(store, free, Filters(umbrella=Umbrella.NVZ, round=first_round)).figures
    )


def test_what_changed_is_told_with_its_sign() -> None:
    assert change(Share(9, 10, 0), Share(4, 10, 0)) == "▲+5"
    assert change(Share(4, None, 0), Share(9, None, 0)) == "▼−5"
    assert change(Share(4, None, 0), Share(4, None, 0)) == "="
    assert change(Duration(405, 900, 3), Duration(400, 900, 3)) == "▲+0,5"
    assert difference(Duration(None, None, 0), Duration(400, 900, 3)) is None
    assert change(None, Share(1, 1, 0)) == ""


def test_a_figure_is_followed_over_the_months(store: Store) -> None:
    load(store, make(15), 15)
    found = history(store, YEAR, Filters(), [indicator.id for indicator in INDICATORS], months=5)
    assert [month.name for month in found.months] == ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    assert found.months[-1].last == date(2026, 11, 21)
    months = dashboard(store, Period(date(2026, 7, 1), date(2026, 11, 21)), Filters()).series.requests
    assert found.levels("requests_received") == tuple(month.received for month in months)
    assert found.levels("requests_closed") == tuple(month.closed for month in months)
    assert found.levels("requests_open") == tuple(month.open for month in months)
    assert found.figures["wensenscan_response"][-1] == dashboard(store, YEAR, Filters()).figures["wensenscan_response"]


def test_a_glance_is_the_dashboard_with_what_it_is_compared_with(store: Store) -> None:
    load(store, make(15), 15)
    found = glance(store, YEAR, Filters(theme=3))
    assert found.figures == dashboard(store, YEAR, Filters(theme=3)).figures
    assert found.earlier == earlier_figures(store, YEAR, Filters(theme=3))
    assert {chart.id: chart.lines is None for chart in found.charts}["funnel"]


def test_each_month_of_a_history_runs_from_its_first_day(store: Store) -> None:
    load(store, make(15), 15)
    for end in (date(2026, 11, 21), date(2026, 11, 1)):
        found = history(store, Period(date(2026, 9, 5), end), Filters(), ["requests_received"], months=2)
        assert [(month.first, month.last) for month in found.months] == [(date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), end)]
