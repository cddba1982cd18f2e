"""Figures per month of the period, the first and last month clipped to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from loket.insight.figures.breakdowns import themes
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_SIGNALS
from loket.insight.figures.question import Question
from loket.store.reader import Reader


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
    """Requests received, closed and open per month; who came or left before the period is under the empty name."""
    month, leaving = question.dialect.month, question.dialect.later("received_on", "closed_on")
    shut = "state IN ('resolved', 'dropped') AND closed_on <= :end"
    # One pass over the requests, whatever the months: who is open at a month's end came by then and did not leave by then.
    statement = question.sql(
        f"""SELECT came, closed, gone, count(*) FROM (
                SELECT CASE WHEN received_on < :start THEN '' WHEN received_on <= :end THEN {month("received_on")} END AS came,
                    CASE WHEN {shut} AND closed_on >= :start THEN {month("closed_on")} END AS closed,
                    CASE WHEN {shut} AND received_on <= :end THEN
                        CASE WHEN {leaving} < :start THEN '' ELSE {month(leaving)} END END AS gone
                FROM {{requests}}
            ) dated GROUP BY came, closed, gone"""
    )
    came, closed, gone = Counter[str](), Counter[str](), Counter[str]()
    for *names, count in reader.rows(statement, question.parameters):
        for name, counter in zip(names, (came, closed, gone), strict=True):
            if name is not None:
                counter[name] += int(count)
    still_open = came[""] - gone[""]
    found = []
    for each in question.period.months():
        still_open += came[each.name] - gone[each.name]
        found.append(RequestMonth(each.name, came[each.name], closed[each.name], still_open))
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


def _monthly(reader: Reader, question: Question, of: str, day: str) -> dict[str, int]:
    """Counts by month."""
    statement = question.sql(f"SELECT name, count(*) FROM (SELECT {question.dialect.month(day)} AS name FROM {of} x) named GROUP BY name")
    return {str(found): int(count) for found, count in reader.rows(statement, question.parameters)}
