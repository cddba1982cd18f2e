"""Learning sessions by month: what was held and planned, who waits, how full each month is, the marks; and the days of a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loket.insight.lists.row_sql import INSTITUTION_NAME
from loket.language.dates import first_day, is_month, month_after, month_of
from loket.language.formats import mark_of
from loket.models.words import EventKind, RecordKind, SessionState, Word
from loket.store.reader import Reader

_WANTED = (SessionState.INTEREST, SessionState.ENROLLED)
_MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Room:
    """A provider's month: its places (None: nobody said), how many are taken, and who wants one, the first enrolled first."""

    provider: str
    month: str
    places: int | None
    taken: int
    wanted: tuple[int, ...] = ()

    @property
    def left(self) -> int | None:
        """How many places are left; None when nobody said how many there are."""
        return None if self.places is None else max(0, self.places - self.taken)

    @property
    def invited(self) -> tuple[int, ...]:
        """Those who want this month and for whom there is a place."""
        return self.wanted[: self.left or 0]

    @property
    def waiting(self) -> tuple[int, ...]:
        """Those who want this month beyond the places left: the waiting list. Where nobody said, nobody waits for a place."""
        return () if self.left is None else self.wanted[self.left :]


@dataclass(frozen=True, slots=True)
class SessionMonth:
    """One month: sessions held and scheduled, and the rooms by provider."""

    month: str
    held: int
    scheduled: int
    rooms: Mapping[str, Room]

    @property
    def waiting(self) -> int:
        """How many wait for a place in this month."""
        return sum(len(room.waiting) for room in self.rooms.values())


@dataclass(frozen=True, slots=True)
class Marks:
    """What those who were there thought: of the `held` sessions, `known` have a mark."""

    held: int
    known: int
    total: Decimal

    @property
    def unknown(self) -> int:
        """Held ones without a mark."""
        return self.held - self.known

    @property
    def mean(self) -> Decimal | None:
        """The average of the known marks."""
        return self.total / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class SessionMonths:
    """All months from the first to the last that count; `window` are the programme's days, as the settings have them."""

    months: tuple[SessionMonth, ...]
    providers: tuple[str, ...]
    marks: Mapping[str, Marks]
    all_marks: Marks
    window: tuple[date | None, date | None]

    def room_of(self, provider: str | None, month: str | None) -> Room | None:
        """One provider's month."""
        return next((one.rooms.get(provider or "") for one in self.months if one.month == month), None)


@dataclass(frozen=True, slots=True)
class _Session:
    id: int
    provider: str
    session_on: date | None
    state: SessionState
    preferred_month: str | None
    evaluation: str | None


def session_months(reader: Reader) -> SessionMonths:
    """Everything about the programme's months. What is confidential takes its place, and its mark stays out for who may not see it."""
    sessions = reader.records(
        _Session,
        f"""SELECT x.id, coalesce(x.provider, '') AS provider, x.session_on, x.state, x.preferred_month,
            CASE WHEN {reader.viewer.sees()} THEN substr(x.evaluation, 1, 40) END AS evaluation
        FROM learning_session x ORDER BY x.enrolled_on IS NULL, x.enrolled_on, x.id""",
    )
    taken: dict[tuple[str, str], list[SessionState]] = defaultdict(list)
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    told: dict[str, list[Decimal | None]] = defaultdict(list)
    for one in sessions:
        month = one.preferred_month
        if one.state is SessionState.HELD:
            told[one.provider].append(mark_of(one.evaluation))
        if one.session_on is not None and one.state is not SessionState.CANCELLED:
            taken[month_of(one.session_on), one.provider].append(one.state)
        elif one.session_on is None and month is not None and is_month(month) and one.state in _WANTED:
            wanted[month, one.provider].append(one.id)
    capacity = reader.rows("SELECT provider, month, places FROM session_capacity")
    places = {(month, provider): many for provider, month, many in capacity if is_month(month)}
    window = sessions_window(reader)
    months = [_month(month, taken, wanted, places) for month in _span({*taken, *wanted, *places}, window)]
    marks = {provider: _marks(given) for provider, given in told.items()}
    return SessionMonths(
        tuple(months), _providers(taken, wanted, places), marks, _marks([one for given in told.values() for one in given]), window
    )


def _month(
    month: str,
    taken: Mapping[tuple[str, str], Sequence[SessionState]],
    wanted: Mapping[tuple[str, str], Sequence[int]],
    places: Mapping[tuple[str, str], int],
) -> SessionMonth:
    rooms = {}
    for key in (key for key in {*taken, *wanted, *places} if key[0] == month):
        rooms[key[1]] = Room(key[1], month, places.get(key), len(taken.get(key, ())), tuple(wanted.get(key, ())))
    states = [state for key, found in taken.items() if key[0] == month for state in found]
    held = states.count(SessionState.HELD)
    return SessionMonth(month, held, len(states) - held, rooms)


def _span(keys: set[tuple[str, str]], window: tuple[date | None, date | None]) -> list[str]:
    """The months of the window and of everything that there is, without gaps; a slip in a year does not make thousands of them."""
    known = sorted({month for month, _provider in keys} | {month_of(day) for day in window if day is not None})
    if not known:
        return []
    found = [known[0]]
    while found[-1] < known[-1] and len(found) < _MOST_MONTHS:
        found.append(month_after(found[-1]))
    return found if found[-1] == known[-1] else known


def _providers(*keyed: Mapping[tuple[str, str], object]) -> tuple[str, ...]:
    """Who gives sessions, the one with the most months first; sessions without a provider last."""
    months: dict[str, set[str]] = defaultdict(set)
    for found in keyed:
        for month, provider in found:
            months[provider].add(month)
    return tuple(sorted(months, key=lambda name: (not name, -len(months[name]), name.casefold())))


def _marks(given: Sequence[Decimal | None]) -> Marks:
    known = [mark for mark in given if mark is not None]
    return Marks(len(given), len(known), sum(known, Decimal()))


def sessions_window(reader: Reader) -> tuple[date | None, date | None]:
    """The programme's first and last day, as the settings have them."""
    found = dict(reader.rows("SELECT name, value FROM setting WHERE name IN ('sessions_from', 'sessions_until')"))
    first, last = (found.get(name) for name in ("sessions_from", "sessions_until"))
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def window_months(window: tuple[date | None, date | None]) -> list[str]:
    """The months of the programme's window; none when one of its ends is not set."""
    first, last = window
    if first is None or last is None:
        return []
    found = [month_of(first)]
    while first_day(month_after(found[-1])) <= last and len(found) < _MOST_MONTHS:
        found.append(month_after(found[-1]))
    return found


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """One session or event on its day: its name, who gives it or where it belongs to, and its state or kind."""

    kind: RecordKind
    id: int
    day: date
    name: str
    detail: str
    provider: str
    participants: int | None
    state: SessionState | None = None
    event_kind: EventKind | None = None
    institution_id: int | None = None

    @property
    def word(self) -> Word | None:
        """The state of a session, the kind of an event."""
        return self.state or self.event_kind

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not go on."""
        return self.state is SessionState.CANCELLED


def programme_days(reader: Reader, month: str) -> tuple[ProgrammeEntry, ...]:
    """Everything in a month (`2026-10`), by day; what goes on first."""
    span = {"first": first_day(month), "after": first_day(month_after(month))}
    found = reader.records(
        ProgrammeEntry,
        f"""SELECT 'session' AS kind, x.id, x.session_on AS day, {INSTITUTION_NAME} AS name, coalesce(x.team, '') AS detail, x.state,
            coalesce(x.provider, '') AS provider, x.participants, x.institution_id
        FROM learning_session x JOIN institution i ON i.id = x.institution_id
        WHERE x.session_on >= :first AND x.session_on < :after AND {reader.viewer.sees()}""",
        span,
    )
    found += reader.records(
        ProgrammeEntry,
        f"""SELECT 'event' AS kind, x.id, x.event_on AS day, x.title AS name, coalesce(o.title, '') AS detail, x.kind AS event_kind,
            '' AS provider, x.participants
        FROM event x LEFT JOIN offering o ON o.id = x.offering_id
        WHERE x.event_on >= :first AND x.event_on < :after AND {reader.viewer.sees()}""",
        span,
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.is_cancelled, one.kind.value, one.name.casefold(), one.id)))
