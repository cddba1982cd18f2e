"""What an indicator comes to: its figure, and the very records that the figure counted."""

from __future__ import annotations

from dataclasses import dataclass

from loket.insight.figures.indicators import Indicator
from loket.insight.figures.question import Question
from loket.language.formats import number
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Share:
    """A count, with what it is a part of (None: of nothing) and how many are unknown."""

    numerator: int
    denominator: int | None
    unknown: int
    contradictory: int | None = None

    @property
    def percentage(self) -> int | None:
        """Whole per cent, half up; None without a denominator."""
        if not self.denominator:
            return None
        return (200 * self.numerator + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True, slots=True)
class Duration:
    """The median and 90th percentile of `n` durations in tenths of days; None when there are none."""

    median_tenths: int | None
    p90_tenths: int | None
    n: int


Figure = Share | Duration


@dataclass(frozen=True, slots=True)
class CountedRecord:
    """A record behind a figure and what it is there."""

    id: int
    counted: bool
    based: bool
    unknown: bool
    contradicts: bool


def figure(reader: Reader, question: Question, indicator: Indicator) -> Figure | None:
    """One figure; None where a filter cannot apply."""
    if not indicator.applies(question):
        return None
    if indicator.days:
        return _duration(reader, question, indicator)
    flags = ("counted", "based", "unknown", "contradicts")
    sums = ", ".join(f"coalesce(sum({flag}), 0)" for flag in flags)
    statement = question.sql(f"SELECT {sums} FROM ({indicator.records_sql()}) records")
    counted, based, unknown, contradicts = reader.rows(statement, question.parameters)[0]
    return Share(
        int(counted),
        None if indicator.based is None else int(based),
        int(unknown),
        None if indicator.contradicts is None else int(contradicts),
    )


def records(reader: Reader, question: Question, indicator: Indicator) -> list[CountedRecord]:
    """The records behind a figure, by id: exactly those that it counted."""
    if not indicator.applies(question):
        return []
    columns = "id, counted, based, unknown, contradicts"
    statement = question.sql(f"SELECT {columns} FROM ({indicator.records_sql()}) records ORDER BY id")
    return [CountedRecord(row[0], *map(bool, row[1:])) for row in reader.rows(statement, question.parameters)]


def _duration(reader: Reader, question: Question, indicator: Indicator) -> Duration:
    """Percentiles by linear interpolation at q·(n−1); with whole days and tenths of q, tenths of days are exact."""
    places = {"m0": "(n - 1) / 2", "m1": "(n - 1) / 2 + 1", "p0": "9 * (n - 1) / 10", "p1": "9 * (n - 1) / 10 + 1"}
    picked = ", ".join(f"max(CASE WHEN place = {place} THEN days END) AS {name}" for name, place in places.items())
    statement = question.sql(
        f"""SELECT coalesce(max(n), 0), {picked} FROM (
                SELECT days, row_number() OVER (ORDER BY days) - 1 AS place, count(*) OVER () AS n
                FROM ({indicator.records_sql()}) records
            ) placed"""
    )
    n, m0, m1, p0, p1 = reader.rows(statement, question.parameters)[0]
    return Duration(_between(n, 5, m0, m1), _between(n, 9, p0, p1), n)


def _between(n: int, tenths: int, below: int | None, above: int | None) -> int | None:
    if below is None:
        return None
    return 10 * below + tenths * (n - 1) % 10 * ((below if above is None else above) - below)


def days_text(tenths: int | None) -> str:
    """Tenths of days as days: `41`, `40,5`, `–`."""
    if tenths is None:
        return "–"
    return number(tenths // 10) if tenths % 10 == 0 else number(tenths / 10, 1)
