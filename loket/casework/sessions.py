"""Learning sessions: enrolling, planning, how it went, and how many places providers have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, union
from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Count, Ids, Input, Line, Text
from loket.casework.records import add_within, alter, change_within, done, fetch, ref
from loket.casework.session_places import PlaceWatch, outside_window
from loket.casework.states import Advance, advance_within
from loket.language import _, ngettext
from loket.language.dates import first_day, shown_month, understand_month
from loket.models.errors import Refused
from loket.models.sessions import LearningSession, SessionCapacity
from loket.models.words import Audience, RecordKind, SessionState
from loket.store.database import Store
from loket.store.transaction import Transaction

MOST_PLACES = 99


class SessionInput(Input):
    """The fields of a learning session. A new one with a day is scheduled, else an interest; states move by `advance`.

    `preferred_month` is the month that the institution asks for, in words or as `2026-10`.
    """

    KIND = RecordKind.SESSION
    REQUIRED = ("institution_id",)

    institution_id: int | None = None
    team: Line = None
    audience: Audience | None = None
    themes: Ids = ()
    goal: Text = None
    provider: Line = None
    enrolled_on: date | None = None
    preferred_month: Line = None
    session_on: date | None = None
    participants: Count = None
    evaluation: Text = None
    confidential: bool = False


def add_session(store: Store, data: SessionInput) -> Done:
    """A new learning session at an institution."""
    state = SessionState.SCHEDULED if data.session_on else SessionState.ENROLLED if data.enrolled_on else SessionState.INTEREST
    with store.write("add_session") as tx:
        check, watch = Check(), PlaceWatch(tx)
        row: LearningSession = add_within(tx, check, data, _rules, state=state)
        watch.tell(check, row.id or 0)
        return done(tx, check, _("Saved: {number}."), ref(row))


def change_session(store: Store, number: int, data: SessionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_session") as tx:
        check, watch = Check(), PlaceWatch(tx, [number])
        row = change_within(tx, check, number, data, version, _rules)
        watch.tell(check)
        return done(tx, check, _("Saved: {number}."), ref(row))


class SessionOutcome(Input):
    """How a session went: how many were there and what they thought of it."""

    KIND = RecordKind.SESSION

    participants: Count = None
    evaluation: Text = None


def evaluate_session(store: Store, number: int, data: SessionOutcome, version: int | None = None) -> Done:
    """Say how a session went. One that was planned is held by that."""
    with store.write("evaluate_session") as tx:
        check = Check()
        row = fetch(tx, LearningSession, number)
        if row.state is SessionState.CANCELLED:
            raise Refused(_("{number} was cancelled.").format(number=ref(row).number))
        check.take(data)
        check.finish()
        alter(tx, check, ref(row), data.said(), version)
        if row.state is not SessionState.HELD:
            advance_within(tx, check, Advance(kind=RecordKind.SESSION, numbers=[number], to=SessionState.HELD))
        return done(tx, check, _("Saved: {number}."), ref(row))


def set_capacity(store: Store, provider: str, months: Sequence[str], places: int | None) -> Done:
    """Say how many sessions a provider can give in each of these months (`2026-10`); None when nobody knows any more."""
    with store.write("set_capacity") as tx:
        check = Check()
        name = check.line("provider", provider)
        check.require("provider", name)
        if places is not None and not 0 <= places <= MOST_PLACES:
            check.fail("places", _("Places are a number from 0 to {most}.").format(most=MOST_PLACES))
        wanted = [_month(tx, check, "month", month) for month in months]
        check.finish()
        known = known_provider(tx, name or "")
        for month in filter(None, wanted):
            _keep_places(tx, known, month, places)
            _warn_of_month(tx, check, month)
        text = ngettext("{provider}: places of {month} noted.", "{provider}: places of {count} months noted.", len(wanted))
        shown = shown_month(wanted[0]) if wanted and wanted[0] else ""
        return done(tx, check, text.format(provider=known, month=shown, count=len(wanted)))


def _keep_places(tx: Transaction, provider: str, month: str, places: int | None) -> None:
    row = tx.session.get(SessionCapacity, (provider, month))
    if row is not None and places is None:
        tx.session.delete(row)
    elif row is not None and places is not None:
        row.places = places
    elif places is not None:
        tx.session.add(SessionCapacity(provider=provider, month=month, places=places))
    tx.session.flush()


def known_provider(tx: Transaction, name: str) -> str:
    """The name as it is written already, whatever its capitals, else as it was typed."""
    names = union(select(col(SessionCapacity.provider)), select(col(LearningSession.provider))).subquery()
    found = tx.session.exec(select(names.c[0]).where(func.lower(names.c[0]) == name.lower()).order_by(names.c[0])).all()
    return name if name in found or not found else found[0]


def _month(tx: Transaction, check: Check, field: str, text: str) -> str | None:
    try:
        return understand_month(text, tx.today)
    except Refused as refusal:
        check.fail(field, str(refusal))
        return None


def _warn_of_month(tx: Transaction, check: Check, month: str) -> None:
    """A month lies outside the window when the window neither begins nor ends in it."""
    first = first_day(month)
    last = first.replace(day=28)
    if outside_window(tx, first) and outside_window(tx, last):
        check.warnings.append(outside_window(tx, first))


def _rules(tx: Transaction, check: Check, data: SessionInput, row: LearningSession | None) -> SessionInput:
    """A session that was planned keeps a day; the month and the provider are written as everywhere."""
    state = row.state if row is not None else None
    if state in (SessionState.SCHEDULED, SessionState.HELD) and data.says("session_on"):
        check.require("session_on", data.session_on)
    if state is SessionState.HELD:
        check.not_to_come("session_on", data.session_on, tx.today)
    if data.preferred_month:
        month = _month(tx, check, "preferred_month", data.preferred_month)
        data = data.having(preferred_month=month)
        if month and (row is None or month != row.preferred_month):
            _warn_of_month(tx, check, month)
    return data.having(provider=known_provider(tx, data.provider)) if data.provider else data
