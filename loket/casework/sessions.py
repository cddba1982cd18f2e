"""Learning sessions: enrolling, planning, how it went, and how many places providers have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, union
from sqlmodel import col

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import ListField, Shape, add_within, alter, checked, done, fetch, ref
from loket.casework.session_places import PlaceWatch, outside_window
from loket.casework.states import Advance, advance_within
from loket.language import _, ngettext
from loket.language.months import first_day, shown_month, understand_month
from loket.models.errors import FieldError, Refused
from loket.models.programme import LearningSession, SessionCapacity
from loket.models.words import Audience, RecordKind, SessionState
from loket.store.opening import Store
from loket.store.writing import Transaction

MOST_PLACES = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInput:
    """The fields of a learning session. A new one with a day is scheduled, else an interest; states move by `advance`.

    `preferred_month` is the month that the institution asks for, in words or as `2026-10`.
    """

    institution_id: int | Keep = KEEP
    team: str | Keep | None = KEEP
    audience: Audience | Keep | None = KEEP
    themes: Sequence[int] | Keep = KEEP
    goal: str | Keep | None = KEEP
    provider: str | Keep | None = KEEP
    enrolled_on: date | Keep | None = KEEP
    preferred_month: str | Keep | None = KEEP
    session_on: date | Keep | None = KEEP
    participants: int | Keep | None = KEEP
    evaluation: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def add_session(store: Store, data: SessionInput) -> Done:
    """A new learning session at an institution."""
    said = given(data)
    state = SessionState.INTEREST
    if said.get("session_on"):
        state = SessionState.SCHEDULED
    elif said.get("enrolled_on"):
        state = SessionState.ENROLLED
    with store.write("add_session") as tx:
        check, watch = Check(), PlaceWatch(tx)
        row = add_within(tx, check, _SESSION, {"institution_id": None, "state": state, "state_since": store.today, **said})
        watch.tell(check, row.id)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.SESSION, row))


def change_session(store: Store, number: int, data: SessionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_session") as tx:
        check, watch = Check(), PlaceWatch(tx, [number])
        before = fetch(tx, RecordKind.SESSION, number)
        values = checked(tx, check, RecordKind.SESSION, given(data), _SESSION.lists, _SESSION.required)
        _session_rules(tx, check, values, before)
        check.finish()
        row = alter(tx, check, RecordKind.SESSION, number, values, _SESSION.lists, version)
        watch.tell(check)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.SESSION, row))


def evaluate_session(store: Store, number: int, participants: int | None, evaluation: str | None, version: int | None = None) -> Done:
    """Say how a session went: how many were there and what they thought of it. One that was planned is held by that."""
    with store.write("evaluate_session") as tx:
        check = Check()
        row = fetch(tx, RecordKind.SESSION, number)
        if row.state is SessionState.CANCELLED:
            raise Refused(_("{number} was cancelled.").format(number=RecordKind.SESSION.number(number)))
        values = checked(tx, check, RecordKind.SESSION, {"participants": participants, "evaluation": evaluation})
        check.finish()
        if row.state is not SessionState.HELD:
            advance_within(tx, check, Advance(kind=RecordKind.SESSION, numbers=[number], to=SessionState.HELD), version)
            version = None
        alter(tx, check, RecordKind.SESSION, number, values, version=version)
        return done(tx, check, _("Saved: {number}."), Ref(RecordKind.SESSION, number))


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
    found = tx.connection.execute(select(names.c[0]).where(func.lower(names.c[0]) == name.lower()).order_by(names.c[0])).scalars().all()
    return name if name in found or not found else found[0]


def _month(tx: Transaction, check: Check, field: str, text: str) -> str | None:
    try:
        return understand_month(text, tx.today)
    except Refused as refusal:
        check.errors.append(FieldError(check.prefix + field, str(refusal)))
        return None


def _warn_of_month(tx: Transaction, check: Check, month: str) -> None:
    """A month lies outside the window when the window neither begins nor ends in it."""
    first = first_day(month)
    last = first.replace(day=28)
    if outside_window(tx, first) and outside_window(tx, last):
        check.warnings.append(outside_window(tx, first))


def _session_rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    state = getattr(row, "state", None)
    if state in (SessionState.SCHEDULED, SessionState.HELD) and "session_on" in values:
        check.require("session_on", values["session_on"])
    if values.get("preferred_month"):
        month = values["preferred_month"] = _month(tx, check, "preferred_month", values["preferred_month"])
        if month and month != getattr(row, "preferred_month", None):
            _warn_of_month(tx, check, month)
    if values.get("provider"):
        values["provider"] = known_provider(tx, values["provider"])
    held_on = values.get("session_on")
    if state is SessionState.HELD and held_on is not None and held_on > tx.today:
        check.fail("session_on", _("{date} has not come yet.").format(date=held_on.isoformat()))


_SESSION = Shape(
    RecordKind.SESSION,
    required=("institution_id",),
    lists=(ListField("themes", "session_theme", "theme_id", "theme"),),
    rules=_session_rules,
)
