"""Places for learning sessions: what changing a session does to its provider's months, and whose turn it is then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from loket.casework.inputs import Check
from loket.language import _, ngettext
from loket.language.dates import first_day, is_month, month_after, month_of, shown_month
from loket.language.session_window import outside
from loket.models.institutions import Institution
from loket.models.sessions import LearningSession, SessionCapacity
from loket.models.themes import Setting
from loket.models.words import RecordKind, SessionState
from loket.store.transaction import Transaction

WAITING = (SessionState.INTEREST, SessionState.ENROLLED)
"""The states of a session that waits for a day, while it has none."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A provider's month, where a session takes a place."""

    provider: str
    month: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A session as it stands: the place that it takes and its day, or the place that it waits for."""

    takes: _Place | None = None
    day: date | None = None
    wants: _Place | None = None


class PlaceWatch:
    """The places that some sessions take, seen before a change; `tell` says afterwards what came of it.

    Nothing here is refused: the programme may give a session outside its window, and a provider one more than it said.
    """

    def __init__(self, tx: Transaction, numbers: Sequence[int] = ()) -> None:
        self._tx = tx
        self._before = {number: self._seen(number) for number in numbers}

    def tell(self, check: Check, *new: int) -> None:
        """Warn of days outside the window and of months that are full; name who is next where a place came free."""
        self._tx.session.flush()
        left: list[_Place] = []
        for number in (*self._before, *new):
            before, now = self._before.get(number, _Seen()), self._seen(number)
            if now.day is not None and now.day != before.day:
                self._warn_of_window(check, now.day)
            if now.takes is not None and now.takes != before.takes:
                self._warn_of_fullness(check, now.takes)
            if now.wants is not None and now.wants != before.wants:
                self._warn_of_waiting(check, number, now.wants)
            if before.takes is not None and now.takes != before.takes:
                left.append(before.takes)
        for place in dict.fromkeys(left):
            self._propose(check, place)

    def _seen(self, number: int) -> _Seen:
        row = self._tx.session.get(LearningSession, number)
        if row is None or row.state is SessionState.CANCELLED:
            return _Seen()
        if row.session_on is not None:
            return _Seen(_Place(row.provider, month_of(row.session_on)) if row.provider else None, row.session_on)
        if row.provider and is_month(row.preferred_month) and row.state in WAITING:
            return _Seen(wants=_Place(row.provider, row.preferred_month or ""))
        return _Seen()

    def _warn_of_window(self, check: Check, day: date) -> None:
        text = outside_window(self._tx, day)
        if text:
            check.warnings.append(text)

    def _warn_of_fullness(self, check: Check, place: _Place) -> None:
        places = self._places(place)
        taken = self._taken(place)
        if places is not None and taken > places:
            message = ngettext(
                "{provider} has {places} place in {month}; this is number {taken}.",
                "{provider} has {places} places in {month}; this is number {taken}.",
                places,
            )
            values = {"provider": place.provider, "places": places, "month": shown_month(place.month), "taken": taken}
            check.warnings.append(message.format(**values))

    def _warn_of_waiting(self, check: Check, number: int, place: _Place) -> None:
        places = self._places(place)
        if places is None:
            return
        turn = [one for one, _name in self._waiting(place)].index(number) + 1 - max(0, places - self._taken(place))
        if turn > 0:
            message = _("No place left at {provider} in {month}: number {turn} on the waiting list.")
            check.warnings.append(message.format(provider=place.provider, month=shown_month(place.month), turn=turn))

    def _propose(self, check: Check, place: _Place) -> None:
        places = self._places(place)
        if places is None or place.month < month_of(self._tx.today) or self._taken(place) >= places:
            return
        waiting = self._waiting(place)
        if waiting:
            number, institution = waiting[0]
            message = _("A place came free at {provider} in {month}: {number} {institution} is first on the waiting list.")
            values = {"provider": place.provider, "month": shown_month(place.month), "institution": institution}
            check.warnings.append(message.format(number=RecordKind.SESSION.number(number), **values))

    def _places(self, place: _Place) -> int | None:
        found = self._tx.session.get(SessionCapacity, (place.provider, place.month))
        return None if found is None else found.places

    def _taken(self, place: _Place) -> int:
        query = select(func.count(col(LearningSession.id))).where(
            col(LearningSession.provider) == place.provider,
            col(LearningSession.session_on) >= first_day(place.month),
            col(LearningSession.session_on) < first_day(month_after(place.month)),
            col(LearningSession.state) != SessionState.CANCELLED,
        )
        return self._tx.session.exec(query).one()

    def _waiting(self, place: _Place) -> list[tuple[int, str]]:
        """Who wants this month and has no day, with the institution's name: the first enrolled first."""
        enrolled = col(LearningSession.enrolled_on)
        query = (
            select(col(LearningSession.id), func.coalesce(col(Institution.short_name), col(Institution.name)))
            .join(Institution, col(Institution.id) == col(LearningSession.institution_id))
            .where(
                col(LearningSession.provider) == place.provider,
                col(LearningSession.preferred_month) == place.month,
                col(LearningSession.session_on).is_(None),
                col(LearningSession.state).in_(WAITING),
            )
            .order_by(enrolled.is_(None), enrolled, col(LearningSession.id))
        )
        return [(number or 0, name) for number, name in self._tx.session.exec(query)]


def outside_window(tx: Transaction, day: date) -> str:
    """What to say of a day that lies outside the programme's window; empty when it lies within, or no window is set."""
    query = select(col(Setting.name), col(Setting.value)).where(col(Setting.name).in_(("sessions_from", "sessions_until")))
    found = {name: date.fromisoformat(value) for name, value in tx.session.exec(query)}
    first, last = found.get("sessions_from"), found.get("sessions_until")
    return outside(day, first, last)
