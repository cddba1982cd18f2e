"""A figure and its records are one thing, and its page in the docs says what it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loket.insight.figures.breakdowns import BREAKDOWNS, BY_ID, breakdown_rows
from loket.insight.figures.comparison import earlier_figures
from loket.insight.figures.dashboard import all_figures, choices, dashboard, some_charts
from loket.insight.figures.figure import Duration, Share, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.models.requests import SupportRequest
from loket.models.words import InstitutionKind, OutcomeInfo, Province, RequestState
from loket.store.database import Store
from loket.store.reader import Reader
from tests.worlds.generate import make
from tests.worlds.load import load
from tools.figures import PAGE, page

PERIOD = Period(date(2025, 3, 1), date(2026, 9, 30))


def test_the_page_of_figures_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/figures.py"


@pytest.mark.parametrize("filters", [Filters(), Filters(kind=InstitutionKind.GENERAL), Filters(theme=4)])
def test_the_records_of_a_figure_are_those_it_counted(store: Store, filters: Filters) -> None:
    load(store, make(11))
    with store.read() as reader:
        question = Question.resolve(reader, PERIOD, filters)
        for indicator in INDICATORS:
            found, behind = compute_figure(reader, question, indicator), _records(reader, question, indicator)
            assert len({record[0] for record in behind}) == len(behind), indicator.id
            counted, based, unknown, contradicts = (sum(record[place] for record in behind) for place in range(1, 5))
            if found is None:
                assert behind == []
            elif isinstance(found, Duration):
                assert found.n == len(behind)
            else:
                assert found == Share(
                    counted, None if indicator.based is None else based, unknown, None if indicator.contradicts is None else contradicts
                )


def _records(reader: Reader, question: Question, indicator: Indicator) -> list[tuple[int, ...]]:
    """Each record behind a figure: its number, and whether it is counted, based, unknown, contradictory."""
    sql = f"SELECT id, counted, based, unknown, contradicts FROM ({indicator.records_sql()}) records"
    return reader.rows(question.sql(sql), question.parameters) if indicator.applies(question) else []


def test_the_rows_of_a_breakdown_add_up_to_the_figure(store: Store) -> None:
    load(store, make(12))
    with store.read() as reader:
        question = Question.resolve(reader, PERIOD, Filters())
        totals = {
            name: compute_figure(reader, question, next(i for i in INDICATORS if i.id == name))
            for name in ("requests_received", "signals_recorded", "wensenscan_response")
        }
        for breakdown in BREAKDOWNS:
            found = breakdown_rows(reader, question, breakdown) or []
            of = {"requests": "requests_received", "signals": "signals_recorded", "responses": "wensenscan_response"}
            total = totals[of[breakdown.id.split("_by_")[0]]]
            assert isinstance(total, Share)
            if breakdown.id not in ("requests_by_theme", "requests_by_obstacle"):
                assert sum(row.count for row in found) == total.numerator, breakdown.id
            if breakdown.share:
                assert sum(row.denominator or 0 for row in found) == total.denominator, breakdown.id


def test_what_the_screen_reads_says_the_same_as_the_dashboard(store: Store) -> None:
    load(store, make(13))
    whole = dashboard(store, PERIOD, Filters())
    assert all_figures(store, PERIOD, Filters()).figures == whole.figures
    months, cross = some_charts(store, PERIOD, Filters(), ("requests_per_month", "requests_by_theme_and_kind"))
    shown = [(line.key, *(cell.count for cell in line.cells)) for line in months.lines or ()]
    assert shown == [(month.month, month.received, month.closed, month.open) for month in whole.series.requests]
    by_theme = {row.key: row.count for row in whole.breakdowns["requests_by_theme"] or []}
    assert {line.key: line.cells[-1].count for line in cross.lines or ()} == {k: n for k, n in by_theme.items() if k or n}


def test_what_there_is_to_narrow_to_is_in_the_order_of_the_alphabet(store: Store) -> None:
    load(store, make(13))
    found = choices(store)
    assert [number for number, _label in found.themes] == [1, 2, 3, 4, 5, 6]
    assert list(found.advisors) == sorted(found.advisors, key=str.casefold)


def test_a_state_is_compared_with_a_month_ago_and_a_flow_with_a_year_ago(store: Store) -> None:
    load(store, make(15))
    earlier = earlier_figures(store, PERIOD, Filters())
    month, year = (dashboard(store, period, Filters()).figures for period in (PERIOD.a_month_before(), PERIOD.a_year_before()))
    assert earlier["requests_open"] == month["requests_open"]
    assert earlier["requests_received"] == year["requests_received"]
    assert Period(date(2024, 2, 29), date(2024, 3, 31)).a_month_before().end == date(2024, 2, 29)
    assert Period(date(2024, 2, 29), date(2024, 3, 31)).a_year_before().start == date(2023, 2, 28)


def test_each_step_of_the_funnel_is_part_of_the_one_before(store: Store) -> None:
    load(store, make(14))
    steps = some_charts(store, PERIOD, Filters(), ("funnel",))[0].lines
    assert steps is not None
    assert [step.key for step in steps][:2] == ["population", "responding"]
    assert all(step.cells[0].count <= (step.cells[0].of or 0) for step in steps[1:])
    assert some_charts(store, PERIOD, Filters(theme=1), ("funnel",))[0].lines is None


def test_a_percentage_is_rounded_half_up() -> None:
    assert Share(1, 8, 0).percentage == 13
    assert Share(0, 0, 0).percentage is None


def test_a_period_may_not_end_before_it_begins() -> None:
    with pytest.raises(Refused):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_without_days_the_period_is_this_year_up_to_today() -> None:
    today = date(2026, 11, 21)
    assert Period.of(None, None, today) == Period(date(2026, 1, 1), today)
    assert Period.of(None, date(2025, 6, 30), today) == Period(date(2025, 1, 1), date(2025, 6, 30))
    assert [month.name for month in Period(date(2025, 12, 15), date(2026, 1, 3)).months()] == ["2025-12", "2026-01"]


def test_a_request_is_overdue_and_older_from_the_day_after_its_boundary(store: Store) -> None:
    end = PERIOD.end
    ages = (0, 13, 14, 41, 42, 90, 91, 181, 182, 364, 365)
    with store.write("import") as tx:
        for age in ages:
            tx.session.add(SupportRequest(title="vraag", received_on=end - timedelta(days=age), state=RequestState.NEW))
        for late in (-1, 0, 1):
            tx.session.add(SupportRequest(title="vraag", received_on=end, due_on=end - timedelta(days=late), state=RequestState.NEW))
    figures = all_figures(store, PERIOD, Filters()).figures
    assert figures["requests_overdue"] == Share(1, 3, len(ages)), "due on the last day is not overdue"
    (chart,) = some_charts(store, PERIOD, Filters(), ["requests_ageing"])
    assert [(line.cells[0].count, line.cells[1].count) for line in chart.lines or ()] == [(5, 1), (2, 0), (2, 0), (2, 0), (2, 0), (1, 0)]


def test_durations_filters_and_shares_come_to_what_is_counted_by_hand(store: Store) -> None:
    end = PERIOD.end
    with store.write("import") as tx:
        tx.session.add(Institution(name="Ziekenhuis", province=Province.UTRECHT))
        for days, info in ((1, OutcomeInfo.WITH), (2, OutcomeInfo.BOTH), (4, OutcomeInfo.WITHOUT), (8, None)):
            received = end - timedelta(days=days)
            request = SupportRequest(title="vraag", outcome_info=info, state=RequestState.RESOLVED, received_on=received, closed_on=end)
            tx.session.add(request)
    whole = all_figures(store, PERIOD, Filters()).figures
    assert whole["request_lead_time"] == Duration(30, 68, 4), "half-way between 2 and 4; seven tenths of the way from 4 to 8"
    for info, many in ((OutcomeInfo.WITH, 2), (OutcomeInfo.WITHOUT, 2), (OutcomeInfo.BOTH, 1), (OutcomeInfo.NOT_APPLICABLE, 0)):
        assert all_figures(store, PERIOD, Filters(outcome_info=info)).figures["requests_received"] == Share(many, None, 0)
    (coverage,) = some_charts(store, PERIOD, Filters(), ["coverage_by_province"])
    (utrecht,) = [line for line in coverage.lines or () if line.key == Province.UTRECHT.value]
    assert [(cell.count, cell.of) for cell in utrecht.cells[:2]] == [(0, 1), (1, None)]


def test_rows_by_name_stand_in_the_alphabet_whatever_the_capitals(store: Store) -> None:
    with store.write("import") as tx:
        for name, vendor in (("Een", "chipsoft"), ("Twee", "Epic"), ("Drie", "ChipSoft"), ("Vier", "")):
            tx.session.add(Institution(name=name, epd_vendor=vendor))
        tx.session.add_all([Advisor(name="Wil"), Advisor(name="anna"), Advisor(name="Anna"), Advisor(name="Bert")])
    with store.read() as reader:
        question = Question.resolve(reader, PERIOD, Filters())
        vendors = breakdown_rows(reader, question, BY_ID["requests_by_epd_vendor"]) or []
        advisors = [row.key for row in breakdown_rows(reader, question, BY_ID["requests_by_advisor"]) or []]
        numbers = dict(reader.rows("SELECT name, id FROM advisor"))
    assert [row.key for row in vendors] == ["ChipSoft", "chipsoft", "Epic", None]
    annas = sorted(("anna", "Anna"), key=lambda name: int(numbers[name]))
    assert [name for name in advisors if name in numbers and name != "ilse"] == [*annas, "Bert", "Wil"]


def test_a_month_and_a_quarter_count_the_days_that_lie_in_them(store: Store) -> None:
    days = (date(2025, 3, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 12, 31), date(2026, 1, 1))
    with store.write("import") as tx:
        tx.session.add_all(SupportRequest(title="vraag", received_on=day) for day in days)
    with store.read() as reader:
        question = Question.resolve(reader, PERIOD, Filters())
        months, quarters = (breakdown_rows(reader, question, BY_ID[f"requests_by_{name}"]) or [] for name in ("month", "quarter"))
    assert {row.key: row.count for row in months if row.count} == {"2025-03": 2, "2025-04": 1, "2025-12": 1, "2026-01": 1}
    assert {row.key: row.count for row in quarters if row.count} == {"2025-Q1": 2, "2025-Q2": 1, "2025-Q4": 1, "2026-Q1": 1}


def test_a_vendor_is_known_in_whatever_capitals_and_exactly_where_there_are_two_ways_of_writing(store: Store) -> None:
    with store.write("import") as tx:
        tx.session.add_all(Institution(name=vendor, epd_vendor=vendor) for vendor in ("ChipSoft", "chipsoft", "Epic"))
    with store.read() as reader:
        known = {
            asked: Question.resolve(reader, PERIOD, Filters(epd_vendor=asked)).filters.epd_vendor
            for asked in (" chipsoft ", "ChipSoft", "EPIC")
        }
        assert known == {" chipsoft ": "chipsoft", "ChipSoft": "ChipSoft", "EPIC": "Epic"}
        with pytest.raises(Refused) as refused:
            Question.resolve(reader, PERIOD, Filters(epd_vendor="Nexus"))
    (error,) = refused.value.errors
    assert (error.field, "Nexus" in error.message) == ("epd_vendor", True)
    assert all(vendor in error.message for vendor in ("ChipSoft", "chipsoft", "Epic"))
