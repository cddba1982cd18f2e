"""Figures per month of the period, the first and last month clipped to it."""

from __future__ import annotations

from dataclasses import dataclass

from loket.insight.figures.breakdowns import themes
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_SIGNALS
from loket.insight.figures.question import Question
from loket.store.reading import Reader


@dataclass(frozen=True, slots=True)
class RequestMonth:
    """Requests received and closed in a month, and open at its end (or the period's)."""

    month: str
    received: int
    closed: int
    open: int


@dataclass(frozen=True, slots=True)
class SignalMonth:
    """Signals recorded in a month, in all and by theme; None is no theme."""

    month: str
    recorded: int
    themes: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class ConversationMonth:
    """Conversations held in a month."""

    month: str
    held: int


@dataclass(frozen=True, slots=True)
class Series:
    """All series of a dashboard; None where a filter cannot apply."""

    requests: tuple[RequestMonth, ...]
    signals: tuple[SignalMonth, ...] | None
    conversations: tuple[ConversationMonth, ...] | None


def series(reader: Reader, question: Question) -> Series:
    """The series of a question."""
    filters = question.filters
    return Series(
        requests_per_month(reader, question),
        signals_per_month(reader, question) if filters.apply_to(OF_SIGNALS) else None,
        conversations_per_month(reader, question) if filters.apply_to(OF_CONVERSATIONS) else None,
    )


def requests_per_month(reader: Reader, question: Question) -> tuple[RequestMonth, ...]:
    """Requests received, closed and open per month."""
    received = _monthly(reader, question, "{received_requests}", "received_on")
    closed = _monthly(reader, question, "{closed_requests}", "closed_on")
    # Who is open at a month's end came before it and did not leave before it; one pass over each, whatever the months.
    came = _monthly(reader, question, "(SELECT * FROM {requests} WHERE received_on <= :end)", "received_on", True)
    leaving = question.dialect.later("received_on", "closed_on")
    left_rows = f"""(SELECT {leaving} AS left_on FROM {{requests}}
        WHERE state IN ('resolved', 'dropped') AND received_on <= :end AND closed_on <= :end)"""
    left = _monthly(reader, question, left_rows, "left_on", True)
    still_open = came.get("", 0) - left.get("", 0)
    found = []
    for month in question.period.months():
        still_open += came.get(month.name, 0) - left.get(month.name, 0)
        found.append(RequestMonth(month.name, received.get(month.name, 0), closed.get(month.name, 0), still_open))
    return tuple(found)


def signals_per_month(reader: Reader, question: Question) -> tuple[SignalMonth, ...]:
    """Signals per theme per month."""
    month = question.dialect.month("recorded_on")
    statement = question.sql(f"SELECT {month}, theme_id, count(*) FROM {{recorded_signals}} GROUP BY {month}, theme_id")
    counted = {(name, theme): n for name, theme, n in reader.rows(statement, question.parameters)}
    listed = [*((stored, key) for stored, key, _label in themes(reader, question)), (None, None)]
    found = []
    for each in question.period.months():
        by_theme = tuple((key, counted.get((each.name, stored), 0)) for stored, key in listed)
        found.append(SignalMonth(each.name, sum(count for _key, count in by_theme), by_theme))
    return tuple(found)


def conversations_per_month(reader: Reader, question: Question) -> tuple[ConversationMonth, ...]:
    """Conversations held per month; one with several institutions counts once."""
    held = _monthly(reader, question, "{held_conversations}", "held_at")
    return tuple(ConversationMonth(month.name, held.get(month.name, 0)) for month in question.period.months())


def _monthly(reader: Reader, question: Question, of: str, day: str, with_earlier: bool = False) -> dict[str, int]:
    """Counts by month; with `with_earlier` what lies before the period under the empty name."""
    month = question.dialect.month(day)
    name = f"CASE WHEN {day} < :start THEN '' ELSE {month} END" if with_earlier else month
    statement = question.sql(f"SELECT name, count(*) FROM (SELECT {name} AS name FROM {of} x) named GROUP BY name")
    return {str(found): int(count) for found, count in reader.rows(statement, question.parameters)}
