"""What recurs, in words: understood, kept, shown, and its days."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.language.recurrence import RecurrenceNotUnderstood, recurrence_of, shown_recurrence, understand_recurrence

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "shown", "first", "second"),
    [
        ("elke 2 weken tot 1 jul", "elke 2 weken tot 1 jul '27", dt.date(2026, 12, 7), dt.date(2026, 12, 21)),
        ("Elke twee weken", "elke 2 weken", dt.date(2026, 12, 7), dt.date(2026, 12, 21)),
        ("elke maand", "elke maand", dt.date(2026, 12, 23), dt.date(2027, 1, 23)),
        ("elke maandag", "elke maandag", dt.date(2026, 11, 30), dt.date(2026, 12, 7)),
        ("elke vr t/m 4 dec", "elke vrijdag tot 4 dec", dt.date(2026, 11, 27), dt.date(2026, 12, 4)),
        ("elk kwartaal", "elk kwartaal", dt.date(2027, 2, 23), dt.date(2027, 5, 23)),
        ("elk half jaar", "elk half jaar", dt.date(2027, 5, 23), dt.date(2027, 11, 23)),
        ("wekelijks", "elke week", dt.date(2026, 11, 30), dt.date(2026, 12, 7)),
        ("every 3 months", "elk kwartaal", dt.date(2027, 2, 23), dt.date(2027, 5, 23)),
        ("elk jaar", "elk jaar", dt.date(2027, 11, 23), dt.date(2028, 11, 23)),
    ],
)
def test_is_understood_and_shown_and_gives_its_days(typed: str, shown: str, first: dt.date, second: dt.date) -> None:
    rule = understand_recurrence(typed, MONDAY)
    assert shown_recurrence(rule.kept(), MONDAY) == shown
    assert rule.first(MONDAY) == first
    series = recurrence_of(rule.from_day(first).kept())
    assert series is not None
    assert series.after(first) == second
    assert understand_recurrence(series.kept(), MONDAY) == series


def test_the_31st_is_the_last_day_of_a_month_that_has_none() -> None:
    rule = understand_recurrence("elke maand", MONDAY).from_day(dt.date(2027, 1, 31))
    days, day = [], dt.date(2027, 1, 31)
    for _month in range(4):
        day = rule.after(day) or day
        days.append((day.month, day.day))
    assert days == [(2, 28), (3, 31), (4, 30), (5, 31)]


def test_ends_with_its_last_day_and_keeps_its_rhythm_after_a_late_one() -> None:
    rule = understand_recurrence("elke 2 weken tot 1 jan", MONDAY).from_day(MONDAY)
    assert rule.after(dt.date(2026, 12, 10)) == dt.date(2026, 12, 21)
    assert rule.after(dt.date(2026, 12, 21)) is None


@pytest.mark.parametrize("typed", ["af en toe", "elke", "elke paarse week", "elke 0 weken", "tot 1 jul"])
def test_says_what_it_understands(typed: str) -> None:
    with pytest.raises(RecurrenceNotUnderstood, match=r"zegt niet hoe vaak\. Typ elke 2 weken, elke maand"):
        understand_recurrence(typed, MONDAY)
