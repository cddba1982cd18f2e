"""Series: counts per month of the period, the first and last month clipped to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Generic, TypeVar

from loket.insight.figures.breakdowns import themes
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_SIGNALS
from loket.insight.figures.question import Question
from loket.store.reader import Reader

C = TypeVar("C")
"""What a count is: a number, or what is shown of it."""


@dataclass(frozen=True, slots=True)
class RequestMonth(Generic[C]):
    """Requests received and closed in a month (`2026-11`), and open at its end (or the period's)."""

    month: str
    received: C
    closed: C
    open: C


@dataclass(frozen=True, slots=True)
class SignalMonth(Generic[C]):
    """Signals recorded in a month, in all and by theme; None is no theme."""

    month: str
    recorded: C
    themes: tuple[tuple[str | None, C], ...]


@dataclass(frozen=True, slots=True)
class ConversationMonth(Generic[C]):
    """Conversations held in a month."""

    month: str
    held: C


@dataclass(frozen=True, slots=True)
class Series(Generic[C]):
    """All series of a dashboard; None where a filter cannot apply."""

    requests: tuple[RequestMonth[C], ...]
    signals: tuple[SignalMonth[C], ...] | None
    conversations: tuple[ConversationMonth[C], ...] | None


def series(reader: Reader, question: Question) -> Series[int]:
    """The series of a question."""
    return Series(
        requests_per_month(reader, question),
        signals_per_month(reader, question) if question.filters.apply_to(OF_SIGNALS) else None,
        conversations_per_month(reader, question) if question.filters.apply_to(OF_CONVERSATIONS) else None,
    )


def requests_per_month(reader: Reader, question: Question) -> tuple[RequestMonth[int], ...]:
    """Requests received, closed and open per month."""
    month, leaving = question.dialect.month, question.dialect.later("received_on", "closed_on")
    shut = "state IN ('resolved', 'dropped') AND closed_on <= :end"
    # One pass over the requests, whatever the months: who is open at a month's end came by then and did not leave by then.
    # Who came or left before the period is under the empty name.
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


def signals_per_month(reader: Reader, question: Question) -> tuple[SignalMonth[int], ...]:
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


def conversations_per_month(reader: Reader, question: Question) -> tuple[ConversationMonth[int], ...]:
    """Conversations held per month; one with several institutions counts once."""
    month = question.dialect.month("held_at")
    statement = question.sql(f"SELECT {month}, count(*) FROM {{held_conversations}} GROUP BY {month}")
    held = {str(name): int(count) for name, count in reader.rows(statement, question.parameters)}
    return tuple(ConversationMonth(each.name, held.get(each.name, 0)) for each in question.period.months())
