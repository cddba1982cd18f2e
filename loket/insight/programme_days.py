"""What the programme has on the days of a month: learning sessions and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.lists.rows import INSTITUTION_NAME
from loket.language.dates import first_day, month_after
from loket.models.words import EventKind, RecordKind, SessionState, Word
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class Entry:
    """One session or event on its day: its name, who gives it or where it belongs to, and its state or kind."""

    kind: RecordKind
    id: int
    day: date
    name: str
    detail: str
    word: Word | None
    provider: str
    participants: int | None
    institution_id: int | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not go on."""
        return self.word is SessionState.CANCELLED


def programme_days(reader: Reader, month: str) -> tuple[Entry, ...]:
    """Everything in a month (`2026-10`), by day; what goes on first."""
    hidden = f" AND {reader.viewer.sees()}"
    span = {"first": first_day(month), "after": first_day(month_after(month))}
    sessions = reader.rows(
        f"""SELECT x.id, x.session_on, {INSTITUTION_NAME}, x.team, x.state, x.provider, x.participants, x.institution_id
        FROM learning_session x JOIN institution i ON i.id = x.institution_id
        WHERE x.session_on >= :first AND x.session_on < :after{hidden}""",
        span,
    )
    events = reader.rows(
        f"""SELECT x.id, x.event_on, x.title, o.title, x.kind, x.participants FROM event x LEFT JOIN offering o ON o.id = x.offering_id
        WHERE x.event_on >= :first AND x.event_on < :after{hidden}""",
        span,
    )
    found = [
        Entry(RecordKind.SESSION, number, as_date(day) or date.min, name, team or "", SessionState(state), provider or "", many, at)
        for number, day, name, team, state, provider, many, at in sessions
    ]
    found += [
        Entry(RecordKind.EVENT, number, as_date(day) or date.min, title, offering or "", EventKind(kind) if kind else None, "", many)
        for number, day, title, offering, kind, many in events
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.is_cancelled, one.kind.value, one.name.casefold(), one.id)))
