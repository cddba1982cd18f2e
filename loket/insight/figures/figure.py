"""Figures: what an indicator gives for one question, either a share or a duration."""

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


def compute_figure(reader: Reader, question: Question, indicator: Indicator) -> Figure | None:
    """One figure; None where a filter cannot apply."""
    if not indicator.applies(question):
        return None
    if indicator.days:
        return _duration(reader, question, indicator)
    flags = ", ".join(f"coalesce(sum({flag}), 0)" for flag in ("counted", "based", "unknown", "contradicts"))
    statement = question.sql(f"SELECT {flags} FROM ({indicator.records_sql()}) records")
    counted, based, unknown, contradicts = map(int, reader.rows(statement, question.parameters)[0])
    return Share(counted, based if indicator.based else None, unknown, contradicts if indicator.contradicts else None)


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
    steps = int(n) - 1

    def between(tenths: int, below: int | None, above: int | None) -> int | None:
        if below is None:
            return None
        return 10 * below + tenths * steps % 10 * ((below if above is None else above) - below)

    return Duration(between(5, m0, m1), between(9, p0, p1), n)


def days_text(tenths: int | None) -> str:
    """Tenths of days as days: `41`, `40,5`, `–`."""
    if tenths is None:
        return "–"
    return number(tenths // 10) if tenths % 10 == 0 else number(tenths / 10, 1)
