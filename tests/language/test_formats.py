from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from loket.language import set_language
from loket.language.formats import (
    clock,
    days,
    long_date,
    minutes,
    month_name,
    number,
    short_date,
    weekday_name,
    written_date,
)

TODAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    set_language("nl")
    yield
    set_language("nl")


def test_dates_are_shown_as_in_the_lists() -> None:
    assert short_date(FRIDAY, TODAY) == "vr 20 nov"
    assert short_date(FRIDAY, TODAY, weekday=False) == "20 nov"
    assert short_date(dt.date(2024, 12, 2), TODAY) == "2 dec '24"
    assert long_date(TODAY) == "ma 23 nov 2026"
    assert written_date(dt.date(2027, 3, 1)) == "1 maart 2027"
    assert month_name(3, short=True) == "mrt"
    assert weekday_name(FRIDAY) == "vrijdag"


def test_dates_in_english() -> None:
    set_language("en")
    assert short_date(FRIDAY, TODAY) == "Fri 20 Nov"
    assert written_date(dt.date(2027, 3, 1)) == "1 March 2027"


def test_times_and_durations() -> None:
    assert clock(dt.time(9, 5)) == "09:05"
    assert clock(dt.datetime(2026, 1, 1, 10, 0)) == "10:00"
    assert days(26) == "26 d"
    assert minutes(35) == "35 min"


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1204, 0, "1.204", "1,204"),
        (41.5, 1, "41,5", "41.5"),
        (1234567.25, 1, "1.234.567,3", "1,234,567.3"),
        (-3, 0, "−3", "−3"),
        (-0.2, 0, "0", "0"),
        (0.5, 0, "1", "1"),
    ],
)
def test_numbers_have_the_marks_of_the_language(value: float, decimals: int, dutch: str, english: str) -> None:
    assert number(value, decimals) == dutch
    set_language("en")
    assert number(value, decimals) == english
