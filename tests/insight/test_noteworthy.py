"""What rises and falls: the rule by known values, and the changes of a world against counts of the test's own."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.insight.figures.comparison import Against, Comparison
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.noteworthy.changes import Change, Noteworthy, Subject, noteworthy
from loket.insight.noteworthy.significance import Counts, by_chance_at_most
from loket.models.words import InstitutionKind, RecordKind, Umbrella
from loket.store.database import Store
from tests.worlds.generate import make
from tests.worlds.load import load
from tests.worlds.world import World, listed

PERIOD = Period(date(2026, 1, 1), date(2026, 11, 21))
LAST_YEAR = Comparison(Against.YEAR_AGO)


@pytest.mark.parametrize(
    ("before", "now", "worth"),
    [(0, 5, True), (0, 4, False), (25, 30, True), (26, 31, False), (31, 46, True), (46, 31, True), (10, 6, False), (7, 7, False)],
)
def test_a_change_is_worth_a_mention_from_five_and_from_a_fifth(before: int, now: int, worth: bool) -> None:
    assert Counts(before, now).is_worth_a_mention is worth


@pytest.mark.parametrize(
    ("before", "now", "chance"),  # as R's poisson.test(c(now, before)) and binom.test give them
    [(31, 46, 0.1098), (1600, 1500, 0.0754), (0, 6, 0.03125), (0, 5, 0.0625), (5, 20, 0.0041), (0, 0, 1.0)],
)
def test_chance_is_that_of_the_exact_test(before: int, now: int, chance: float) -> None:
    assert Counts(before, now).chance == pytest.approx(chance, abs=0.0005)


@settings(max_examples=60)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 5), st.integers(1, 5))
def test_chance_is_the_sum_of_what_is_as_rare(before: int, now: int, days_now: int, days_then: int) -> None:
    share, of = Fraction(days_now, days_now + days_then), before + now
    each = [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]
    expected = min(1, 2 * min(sum(each[: now + 1]), sum(each[now:])))
    assert Counts(before, now, scale=Fraction(days_now, days_then)).chance == pytest.approx(float(expected), abs=1e-9)


def test_thousands_are_told_as_nearly_as_hundreds() -> None:
    assert Counts(1000, 1000).chance == pytest.approx(1, abs=0.03)
    assert Counts(1001, 1088).chance == pytest.approx(0.0599, abs=0.001)
    assert not Counts(40_000, 40_000).is_more_than_chance
    assert Counts(40_000, 40_700).is_more_than_chance


def test_what_stayed_tells_nothing_of_a_change() -> None:
    """100 requests stayed open, 12 came and 2 went: that is more than chance, though 102 → 112 is no matter."""
    assert Counts(102, 112, came=12, went=2).is_more_than_chance
    assert not Counts(102, 112).is_more_than_chance


def test_periods_of_other_lengths_are_reckoned_to_days() -> None:
    half = Counts(60, 32, scale=Fraction(1, 2))
    assert not half.is_worth_a_mention
    assert Counts(60, 45, scale=Fraction(1, 2)).rises
    assert Counts(60, 45, scale=Fraction(1, 2)).per_cent == 50


def test_a_small_count_has_no_percentage() -> None:
    assert Counts(19, 38).per_cent is None
    assert Counts(20, 31).per_cent == 55
    assert Counts(40, 19).per_cent == -53


def test_it_is_told_how_many_signs_chance_may_have_set() -> None:
    assert by_chance_at_most([Counts(10, 10)] * 100) == 5
    assert by_chance_at_most([Counts(2, 3)] * 100) == 0


# -- a world ------------------------------------------------------------------------------------------------------------


def by(found: Noteworthy, subject: Subject, kind: RecordKind) -> dict[str, Change]:
    return {change.label: change for change in found.changes if change.subject is subject and change.behind.kind is kind}


def themed(world: World, start: str, end: str) -> dict[str, tuple[int, set[str]]]:
    """Requests and their institutions by theme, counted from the files."""
    found: dict[str, tuple[int, set[str]]] = defaultdict(lambda: (0, set()))
    for row in world.rows("ondersteuningsvragen"):
        if start <= (row["ontvangen_op"] or "") <= end:
            for theme in listed(row["themas"]):
                many, at = found[theme]
                found[theme] = (many + 1, at | ({row["instelling"]} if row["instelling"] else set()))
    return found


def test_the_changes_of_a_world_are_those_that_one_counts_by_hand(sqlite_store: Store) -> None:
    world = make(11)
    load(sqlite_store, world, 11)
    found = noteworthy(sqlite_store, PERIOD, Filters(), LAST_YEAR)
    with sqlite_store.read() as reader:
        labels = {str(number): text for number, text in reader.rows("SELECT id, label FROM theme")}
    now, then = themed(world, "2026-01-01", "2026-11-21"), themed(world, "2025-01-01", "2025-11-21")
    expected = {
        labels[key]: (then[key][0], now[key][0], (len(then[key][1]), len(now[key][1])))
        for key in labels
        if abs(now[key][0] - then[key][0]) >= 5 and abs(now[key][0] - then[key][0]) * 5 >= then[key][0]
    }
    told = by(found, Subject.THEME, RecordKind.REQUEST)
    assert {name: (one.counts.before, one.counts.now, one.institutions) for name, one in told.items()} == expected
    assert expected


def test_each_change_opens_the_records_of_both_periods(store: Store) -> None:
    load(store, make(11), 11)
    found = noteworthy(store, PERIOD, Filters(), LAST_YEAR)
    assert found.changes
    with store.read() as reader:
        for change in found.changes[:8]:
            for period, count in ((change.now, change.counts.now), (change.then, change.counts.before)):
                assert change.behind.count(reader, Question.resolve(reader, period, found.filters)) == count, change.said
            assert change.counts.rises is (change in found.rises)


def test_the_same_records_under_two_names_are_told_once(sqlite_store: Store) -> None:
    load(sqlite_store, make(11), 11)
    with sqlite_store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE institution SET kind = 'umc', umbrella = 'UMCNL'")
        tx.connection.exec_driver_sql("UPDATE support_request SET institution_id = 1, received_on = '2026-05-05' WHERE id <= 60")
    changes = noteworthy(sqlite_store, PERIOD, Filters(), LAST_YEAR).changes
    kinds = [change for change in changes if change.subject is Subject.KIND and change.behind.kind is RecordKind.REQUEST]
    assert len(kinds) <= 1
    narrowed = noteworthy(sqlite_store, PERIOD, Filters(kind=InstitutionKind.UMC, umbrella=Umbrella.UMCNL), LAST_YEAR)
    assert not by(narrowed, Subject.KIND, RecordKind.REQUEST)


def test_a_change_is_a_sentence(sqlite_store: Store) -> None:
    load(sqlite_store, make(11), 11)
    said = [change.sentence() for change in noteworthy(sqlite_store, PERIOD, Filters(), LAST_YEAR).changes]
    assert all(text.startswith(("Het aantal ", "“")) and text.endswith(".") for text in said)
    assert all(("steeg" in text) != ("daalde" in text) for text in said)
