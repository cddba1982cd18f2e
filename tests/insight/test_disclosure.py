"""What the shared figures show and hide, held against an independent count of the same world."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from loket.insight.disclosure.audit import Effort, Freedom, LinearSystem
from loket.insight.disclosure.half_years import asked_half_years, half_years
from loket.insight.disclosure.shown_figures import ShownCount, ShownDuration, ShownFigures, ShownShare, shown_figures
from loket.insight.figures.charts.catalogue import charts
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.models.errors import Refused
from loket.store.database import Store, open_store
from tests.conftest import TODAY
from tests.worlds import words
from tests.worlds.generate import make
from tests.worlds.load import load
from tests.worlds.oracle import Asked, compute
from tests.worlds.world import World

FIRST = Period(date(2025, 1, 1), date(2025, 6, 30))
SECOND = Period(date(2025, 7, 1), date(2025, 12, 31))
YEAR = Period(FIRST.start, SECOND.end)
SEED = 2


def every(figures: ShownFigures) -> Iterator[tuple[tuple[str | None, ...], ShownCount]]:
    """Every count with the place where it stands."""
    for name, figure in figures.figures.items():
        if isinstance(figure, ShownShare):
            for part in ("numerator", "denominator", "unknown", "contradictory"):
                if (shown := getattr(figure, part)) is not None:
                    yield (name, part), shown
        elif isinstance(figure, ShownDuration):
            yield (name, "n"), figure.n
    for name, rows in figures.breakdowns.items():
        for row in rows or ():
            yield (name, row.key), row.count
            if row.denominator is not None:
                yield (name, row.key, "of"), row.denominator
    series = figures.series
    for month in series.requests or ():
        for part in ("received", "closed", "open"):
            yield ("requests", month.month, part), getattr(month, part)
    for signals in series.signals or ():
        yield ("signals", signals.month), signals.recorded
        for key, shown in signals.themes:
            yield ("signals", signals.month, key), shown
    for talks in series.conversations or ():
        yield ("conversations", talks.month), talks.held
    for table in figures.tables.values():
        for line in table.lines or ():
            for column, shown in enumerate(line.cells):
                yield (table.id, line.key, str(column)), shown


def tallies(world: World, table: str, column: str, day: str, period: Period) -> dict[str, tuple[int, int]]:
    """By a column's word: how many rows of a table in the period, and from how many institutions."""
    found = defaultdict(list)
    for row in world.rows(table):
        if period.start <= date.fromisoformat(row[day]) <= period.end:
            found[row[column]].append(row["instelling"])
    return {word: (len(names), len(set(filter(None, names)))) for word, names in found.items()}


@pytest.fixture(scope="module")
def world() -> World:
    return make(SEED)


@pytest.fixture(scope="module")
def loaded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, world: World) -> Iterator[Store]:
    """The world in a database that these tests only read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKET_TODAY", TODAY)
        store = open_store(str(shutil.copy(sqlite_template, tmp_path_factory.mktemp("loaded") / "loket.db")), actor="ilse")
        load(store, world, SEED)
    yield store
    store.close()


def test_without_a_threshold_the_figures_are_those_of_the_reckoning(store: Store, world: World) -> None:
    load(store, world, SEED)
    figures = shown_figures(store, FIRST, min_count=None)
    expected = compute(world, Asked(FIRST.start, FIRST.end))
    for name, figure in figures.figures.items():
        known = expected["indicators"][name]
        if isinstance(figure, ShownShare):
            assert figure.numerator.value == known["numerator"], name
            assert (figure.denominator and figure.denominator.value) == known["denominator"], name
        else:
            assert isinstance(figure, ShownDuration)
            assert figure.n.value == known["n"]
    for row in figures.breakdowns["requests_by_theme"] or ():
        assert row.count.value == next(known["count"] for known in expected["breakdowns"]["requests_by_theme"] if known["key"] == row.key)
    months = [(m.received.value, m.closed.value, m.open.value) for m in figures.series.requests or ()]
    assert months == [(m["received"], m["closed"], m["open"]) for m in expected["series"]["requests_per_month"]]
    with store.read() as reader:
        drawn = charts(reader, Question.resolve(reader, FIRST, Filters()), figures.tables)
    for chart in drawn:
        cells = {line.key: [cell.value for cell in line.cells] for line in figures.tables[chart.id].lines or ()}
        assert cells == {line.key: [cell.count for cell in line.cells] for line in chart.lines or ()}
    assert {"<5", "-"} <= {shown.text for _place, shown in every(shown_figures(store, FIRST))}, "and hidden on both dialects"


def test_few_and_of_few_institutions_are_hidden(loaded: Store, world: World) -> None:
    figures = shown_figures(loaded, FIRST)
    seen = set()
    for name, table, column, day, keys in (
        ("requests_by_source", "ondersteuningsvragen", "bron", "ontvangen_op", words.SOURCES),
        ("requests_by_audience", "ondersteuningsvragen", "doelgroep", "ontvangen_op", words.AUDIENCES),
        ("signals_by_reach", "signalen", "reikwijdte", "vastgelegd_op", words.REACHES),
    ):
        counted = {keys.get(word): tally for word, tally in tallies(world, table, column, day, FIRST).items()}
        for row in figures.breakdowns[name] or ():
            count, institutions = counted.get(row.key, (0, 0))
            if count and (count < 5 or institutions < 5):
                assert row.count.text in ("<5", "-"), (name, row)
                seen.add("few" if count < 5 else "of few")
            else:
                assert row.count.text in (str(count), "-"), (name, row)
                seen.add("shown" if row.count.value is not None else "gives away")
    assert {"few", "shown"} <= seen


def test_a_small_complement_hides_the_count_and_its_percentage(loaded: Store) -> None:
    open_figures = shown_figures(loaded, FIRST, min_count=None).figures
    figures = shown_figures(loaded, FIRST).figures
    for name, known in open_figures.items():
        shown = figures[name]
        if isinstance(known, ShownShare) and isinstance(shown, ShownShare) and known.denominator and shown.denominator:
            left = (known.denominator.value or 0) - (known.numerator.value or 0)
            if 0 < left < 5 and known.numerator.value:
                assert shown.numerator.value is None, name
            if shown.numerator.value is None or shown.denominator.value is None:
                assert shown.percentage is None, name


def test_a_higher_threshold_hides_more_and_says_no_more(loaded: Store) -> None:
    five, ten = dict(every(shown_figures(loaded, FIRST))), dict(every(shown_figures(loaded, FIRST, min_count=10)))
    for place, shown in five.items():
        if shown.mark == "-":
            assert ten[place].mark == "-", place
        elif shown.mark:
            assert ten[place].mark in ("<10", "-"), place
    assert sum(bool(shown.mark) for shown in ten.values()) > sum(bool(shown.mark) for shown in five.values())


def test_a_longer_period_hides_what_a_half_year_hides(loaded: Store) -> None:
    year = dict(every(shown_figures(loaded, YEAR)))
    hidden = shown = 0
    for half in (FIRST, SECOND):
        for place, count in every(shown_figures(loaded, half)):
            if place in year and count.mark:
                assert year[place].mark, place
                hidden += 1
    for count in year.values():
        shown += not count.mark
    assert hidden
    assert shown


def test_nothing_of_one_advisor_or_vendor(loaded: Store) -> None:
    names = shown_figures(loaded, FIRST).breakdowns
    assert "requests_by_theme" in names
    assert not [name for name in names if "advisor" in name or "vendor" in name]


def test_an_empty_database_shows_noughts(sqlite_store: Store) -> None:
    assert {shown.text for _place, shown in every(shown_figures(sqlite_store, FIRST))} == {"0"}


def test_refused_with_a_sentence_that_helps(sqlite_store: Store) -> None:
    with pytest.raises(Refused, match="2025-01-01 tot en met 2025-06-30"):
        shown_figures(sqlite_store, Period(date(2025, 1, 15), date(2025, 6, 30)))
    with pytest.raises(Refused, match="2026-01-01 tot en met 2026-06-30"):
        shown_figures(sqlite_store, Period(date(2026, 7, 1), date(2026, 12, 31)))
    with pytest.raises(Refused, match="neem 5 of meer"):
        shown_figures(sqlite_store, FIRST, min_count=4)


def test_half_years() -> None:
    today = date(2026, 11, 21)
    assert asked_half_years(None, None, today) == Period(date(2026, 1, 1), date(2026, 6, 30))
    assert asked_half_years(date(2025, 7, 1), None, today) == SECOND
    assert asked_half_years(None, date(2025, 6, 30), today) == FIRST
    assert asked_half_years(None, None, date(2026, 6, 30)) == Period(date(2026, 1, 1), date(2026, 6, 30))
    assert list(half_years(YEAR)) == [FIRST, SECOND]


def test_a_move_keeps_every_sum_and_mark() -> None:
    """Two small rows of a shown total can trade; one alone needs a second, and takes the cheapest."""
    system = LinearSystem({("total",): 20, ("a",): 3, ("b",): 8, ("c",): 9}, lowest_opened=5)
    system.equal(("total",), [("a",), ("b",), ("c",)])
    system.hidden[("a",)] = (1, 4)
    system.prices = {("total",): 30, ("b",): 2, ("c",): 3}
    assert system.move(("a",), 1, Freedom.HIDDEN_ONLY, Effort(50)) is None
    move = system.move(("a",), 1, Freedom.MORE_HIDDEN, Effort(50))
    assert move is not None
    assert move.opened == {("b",)}
    assert dict(move.changes) == {("a",): 1, ("b",): -1}
    assert system.move(("a",), 2, Freedom.MORE_HIDDEN, Effort(50)) is None, "five would bear no <5"


def test_marks_that_give_themselves_away_become_weaker() -> None:
    """Four months of at least one in a theme of at most four: each is one, unless the theme's mark says less."""
    months = [(str(month),) for month in range(4)]
    system = LinearSystem({("theme",): 4, **dict.fromkeys(months, 1)}, lowest_opened=5)
    system.equal(("theme",), months)
    system.hidden = dict.fromkeys(system.values, (1, 4))
    system.prices = dict.fromkeys(system.values, 2)
    assert all(system.move(months[0], step, Freedom.MORE_HIDDEN, Effort(200)) is None for step in (1, 2))
    move = system.move(months[0], 1, Freedom.WEAKER_MARKS, Effort(200))
    assert move is not None
    assert move.opened
