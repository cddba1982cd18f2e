from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.language import set_language
from loket.language.dates import DateNotUnderstood, Direction, understand_date, understand_moment
from loket.language.formats import long_date, short_date, written_date

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    set_language("nl")
    yield
    set_language("nl")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", "2026-11-23"),
        ("morgen", "2026-11-24"),
        ("Morgen ", "2026-11-24"),
        ("overmorgen", "2026-11-25"),
        ("gisteren", "2026-11-22"),
        ("eergisteren", "2026-11-21"),
        ("ma", "2026-11-23"),
        ("vr", "2026-11-27"),
        ("vrijdag", "2026-11-27"),
        ("zo", "2026-11-29"),
        ("over 2 weken", "2026-12-07"),
        ("over twee weken", "2026-12-07"),
        ("over 3 dagen", "2026-11-26"),
        ("over een maand", "2026-12-23"),
        ("over één jaar", "2027-11-23"),
        ("2 weken geleden", "2026-11-09"),
        ("+2w", "2026-12-07"),
        ("volgende week", "2026-11-30"),
        ("volgende vr", "2026-12-04"),
        ("volgende week vr", "2026-12-04"),
        ("vorige vr", "2026-11-20"),
        ("volgende maand", "2026-12-01"),
        ("1 mrt", "2027-03-01"),
        ("1 mrt.", "2027-03-01"),
        ("1 maart", "2027-03-01"),
        ("1mrt", "2027-03-01"),
        ("1 mrt 2027", "2027-03-01"),
        ("2 dec '24", "2024-12-02"),
        ("12-3", "2027-03-12"),
        ("23-11", "2026-11-23"),
        ("12-3-26", "2026-03-12"),
        ("12-03-2027", "2027-03-12"),
        ("12/3/2027", "2027-03-12"),
        ("12.3.2027", "2027-03-12"),
        ("2027-03-12", "2027-03-12"),
        ("vr 27 nov", "2026-11-27"),
        ("vr 27 nov 2026", "2026-11-27"),
        ("29-2", "2028-02-29"),
        ("week 49", "2026-11-30"),
        ("week 3", "2027-01-18"),
        ("week 53 2026", "2026-12-28"),
    ],
)
def test_a_due_date_is_the_next_such_day_today_included(typed: str, day: str) -> None:
    assert understand_date(typed, MONDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("ma", "2026-11-23"),
        ("vr", "2026-11-20"),
        ("di", "2026-11-17"),
        ("1 mrt", "2026-03-01"),
        ("12-3", "2026-03-12"),
        ("24-11", "2025-11-24"),
        ("29-2", "2024-02-29"),
        ("week 49", "2025-12-01"),
        ("morgen", "2026-11-24"),
    ],
)
def test_a_received_date_is_the_last_such_day_today_included(typed: str, day: str) -> None:
    assert understand_date(typed, MONDAY, direction="last") == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("day after tomorrow", "2026-11-25"),
        ("fri", "2026-11-27"),
        ("in 2 weeks", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("2 weeks ago", "2026-11-09"),
        ("next week", "2026-11-30"),
        ("1 mar", "2027-03-01"),
        ("12-3", "2027-03-12"),
        ("morgen", "2026-11-24"),
    ],
)
def test_english_words_are_understood_in_english(typed: str, day: str) -> None:
    assert understand_date(typed, MONDAY, lang="en") == dt.date.fromisoformat(day)
    if typed.isalpha() and typed != "morgen":
        with pytest.raises(DateNotUnderstood):
            understand_date(typed, MONDAY, lang="nl")


@pytest.mark.parametrize("typed", ["31-02", "31-2-2027", "2027-02-29", "31 apr", "0-1", "week 60", "32 mei", "2027-13-01"])
def test_a_day_that_does_not_exist_is_refused_as_such(typed: str) -> None:
    with pytest.raises(DateNotUnderstood, match="bestaat niet"):
        understand_date(typed, MONDAY)


@pytest.mark.parametrize("typed", ["", " ", "3", "ooit", "over", "over 2 appels", "vr 20 mensen", "12-3-", "1 ma", "3 weken"])
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(DateNotUnderstood, match="over 2 weken"):
        understand_date(typed, MONDAY)


def test_a_wrong_weekday_is_refused_with_the_right_one() -> None:
    with pytest.raises(DateNotUnderstood, match="za 28 nov 2026"):
        understand_date("vr 28 nov", MONDAY)


@pytest.mark.parametrize("typed", ["1-1-1066", "over 5000 jaar", "9999 jaar geleden"])
def test_a_year_that_nobody_means_is_refused(typed: str) -> None:
    with pytest.raises(DateNotUnderstood, match="1900"):
        understand_date(typed, MONDAY)


def test_a_moment_is_a_day_with_or_without_a_time() -> None:
    assert understand_moment("vr 10:00", MONDAY) == (dt.date(2026, 11, 27), dt.time(10))
    assert understand_moment("morgen 14.30", MONDAY) == (dt.date(2026, 11, 24), dt.time(14, 30))
    assert understand_moment("1 mrt 9u", MONDAY) == (dt.date(2027, 3, 1), dt.time(9))
    assert understand_moment("10:15", MONDAY) == (MONDAY, dt.time(10, 15))
    assert understand_moment("vr", MONDAY) == (dt.date(2026, 11, 27), None)


DAYS = st.dates(dt.date(1910, 1, 1), dt.date(2180, 12, 31))
DIRECTIONS = st.sampled_from(["next", "last"])


@given(st.text(max_size=40), DAYS, DIRECTIONS, st.sampled_from(["nl", "en"]))
def test_any_text_is_a_day_or_is_refused(typed: str, today: dt.date, direction: Direction, lang: str) -> None:
    with contextlib.suppress(DateNotUnderstood):
        assert isinstance(understand_date(typed, today, direction=direction, lang=lang), dt.date)


@given(DAYS, DAYS, DIRECTIONS, st.sampled_from(["nl", "en"]))
def test_a_date_is_understood_as_it_is_shown(day: dt.date, today: dt.date, direction: Direction, lang: str) -> None:
    set_language(lang)
    assert understand_date(long_date(day), today, direction=direction) == day
    assert understand_date(written_date(day), today, direction=direction) == day


@given(DAYS, st.integers(0, 6), DIRECTIONS)
def test_a_weekday_is_within_a_week_of_today(today: dt.date, weekday: int, direction: Direction) -> None:
    name = ("ma", "di", "wo", "do", "vr", "za", "zo")[weekday]
    found = understand_date(name, today, direction=direction)
    assert found.weekday() == weekday
    distance = (found - today).days if direction == "next" else (today - found).days
    assert 0 <= distance <= 6


@given(DAYS)
def test_the_short_form_is_understood_again_within_half_a_year(today: dt.date) -> None:
    day = today + dt.timedelta(days=100)
    if day.year < 2000 or today.year < 2000 or day.year > 2099:
        return
    assert understand_date(short_date(day, today), today) == day
