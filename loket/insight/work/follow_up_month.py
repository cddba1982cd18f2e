"""The follow-ups of a month on their days: what is open, what was done, and when a series comes again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from loket.language.dates import first_day, month_after
from loket.language.recurrence import recurrence_of
from loket.models.words import FollowUpState, RecordKind

if TYPE_CHECKING:
    from loket.store.reader import Reader

MOST = 2000


@dataclass(frozen=True, slots=True)
class DatedFollowUp:
    """A follow-up on the day by which it is due, or on which it was done; `comes_again` marks a day of its series to come."""

    id: int
    day: date
    what: str
    institution_id: int | None
    institution: str
    advisor: str
    state: FollowUpState
    result: str
    recurs: str
    late: bool
    comes_again: bool = False

    @property
    def kind(self) -> RecordKind:
        """A follow-up."""
        return RecordKind.FOLLOW_UP


def follow_up_month(reader: Reader, month: str, today: date, *, mine: bool = True, state: str = "") -> tuple[DatedFollowUp, ...]:
    """The follow-ups of a month (`2026-10`), of one state if any, mine or everybody's; the open ones of a day first."""
    first, after = first_day(month), first_day(month_after(month))
    day = "CASE WHEN x.state = 'done' THEN coalesce(x.done_on, x.due_on) ELSE x.due_on END"
    whose = "AND x.advisor_id = :me" if mine else ""
    which = "AND x.state = :state" if state else ""
    select = f"""SELECT x.id, {day} AS day, x.what, x.institution_id, coalesce(i.short_name, i.name, '') AS institution,
            coalesce(a.name, '') AS advisor, x.state, coalesce(x.result, '') AS result, coalesce(x.recurs, '') AS recurs,
            x.state = 'open' AND x.due_on < :today AS late
        FROM follow_up x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN advisor a ON a.id = x.advisor_id
        WHERE {reader.viewer.sees()} {whose} {which} AND """
    asked = {"first": first, "after": after, "today": today, "me": reader.viewer.advisor_id or 0, "state": state, "most": MOST}
    # Two ranges of two indexes instead of one condition that no index serves.
    found = reader.records(DatedFollowUp, f"{select} x.state <> 'done' AND x.due_on >= :first AND x.due_on < :after LIMIT :most", asked)
    found += reader.records(DatedFollowUp, f"{select} x.state = 'done' AND x.done_on >= :first AND x.done_on < :after LIMIT :most", asked)
    series = reader.records(
        DatedFollowUp, f"{select} x.state = 'open' AND x.recurs IS NOT NULL AND x.due_on < :after LIMIT :most", asked
    )  # fmt: skip
    found += [replace(one, day=coming, late=False, comes_again=True) for one in series for coming in _to_come(one, first, after, today)]
    return tuple(sorted(found, key=lambda one: (one.day, one.state is not FollowUpState.OPEN, one.comes_again, one.institution, one.id)))


def _to_come(one: DatedFollowUp, first: date, after: date, today: date) -> list[date]:
    """The days of a series in a month, after the one that is due."""
    rule = recurrence_of(one.recurs)
    days: list[date] = []
    coming = rule.after(max(one.day, today, first - timedelta(days=1))) if rule else None
    while rule is not None and coming is not None and coming < after:
        days.append(coming)
        coming = rule.after(coming)
    return days
