"""The programme's instruments: learning sessions, fit-gap analyses with their items, and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import ListField, alter, checked, done, fetch, make, ref
from loket.casework.saving import Shape, add, change
from loket.language import _
from loket.models.programme import FitGapItem
from loket.models.words import Audience, EventKind, FitGapDimension, FitGapState, RecordKind, SessionState, YesNo
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInput:
    """The fields of a learning session. A new one with a day is scheduled, else an interest; states move by `advance`."""

    institution_id: int | Keep = KEEP
    team: str | Keep | None = KEEP
    audience: Audience | Keep | None = KEEP
    themes: Sequence[int] | Keep = KEEP
    goal: str | Keep | None = KEEP
    provider: str | Keep | None = KEEP
    enrolled_on: date | Keep | None = KEEP
    session_on: date | Keep | None = KEEP
    participants: int | Keep | None = KEEP
    evaluation: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class FitGapInput:
    """The fields of a fit-gap analysis at an institution for an outcome set."""

    institution_id: int | Keep = KEEP
    outcome_set_id: int | Keep = KEEP
    started_on: date | Keep | None = KEEP
    confidential: bool | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class FitGapItemInput:
    """The fields of one dimension of an analysis; `gap` is 0 (none) to 4, None when unknown."""

    current: str | Keep | None = KEEP
    needed: str | Keep | None = KEEP
    gap: int | Keep | None = KEEP
    action: str | Keep | None = KEEP
    national: YesNo | Keep | None = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInput:
    """The fields of an event, with who attended."""

    title: str | Keep = KEEP
    kind: EventKind | Keep | None = KEEP
    event_on: date | Keep | None = KEEP
    offering_id: int | Keep | None = KEEP
    institution_ids: Sequence[int] | Keep = KEEP
    contact_ids: Sequence[int] | Keep = KEEP
    confidential: bool | Keep = KEEP


def add_session(store: Store, data: SessionInput) -> Done:
    """A new learning session at an institution."""
    said = given(data)
    state = SessionState.INTEREST
    if said.get("session_on"):
        state = SessionState.SCHEDULED
    elif said.get("enrolled_on"):
        state = SessionState.ENROLLED
    return add(store, "add_session", _SESSION, data, {"state": state, "state_since": store.today})


def change_session(store: Store, number: int, data: SessionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_session", _SESSION, number, data, version)


def add_fitgap(store: Store, data: FitGapInput) -> Done:
    """A new analysis, planned, or running when it has started."""
    running = bool(given(data).get("started_on"))
    state = FitGapState.RUNNING if running else FitGapState.PLANNED
    return add(store, "add_fitgap", _FITGAP, data, {"state": state, "state_since": store.today})


def change_fitgap(store: Store, number: int, data: FitGapInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_fitgap", _FITGAP, number, data, version)


def score_item(store: Store, analysis: int, dimension: FitGapDimension, data: FitGapItemInput) -> Done:
    """Fill in one dimension of an analysis, for the first time or again."""
    with store.write("score_item") as tx:
        check = Check()
        fetch(tx, RecordKind.FITGAP, analysis)
        values = checked(tx, check, RecordKind.FITGAP_ITEM, given(data))
        if values.get("gap") is not None and not 0 <= values["gap"] <= 4:
            check.fail("gap", _("A gap is 0 to 4, or unknown."))
        check.finish()
        at = (FitGapItem.analysis_id == analysis, FitGapItem.dimension == dimension)
        row = tx.session.exec(select(FitGapItem).where(*at)).first()
        if row is None:
            row = make(tx, RecordKind.FITGAP_ITEM, {"analysis_id": analysis, "dimension": dimension, **values})
        else:
            alter(tx, check, RecordKind.FITGAP_ITEM, row.id or 0, values)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.FITGAP_ITEM, row))


def record_event(store: Store, data: EventInput) -> Done:
    """A new event."""
    return add(store, "record_event", _EVENT, data)


def change_event(store: Store, number: int, data: EventInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_event", _EVENT, number, data, version)


def _session_rules(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    state = getattr(row, "state", None)
    if state in (SessionState.SCHEDULED, SessionState.HELD) and "session_on" in values:
        check.require("session_on", values["session_on"])


_SESSION = Shape(
    RecordKind.SESSION,
    required=("institution_id",),
    lists=(ListField("themes", "session_theme", "theme_id", "theme"),),
    rules=_session_rules,
)
_FITGAP = Shape(RecordKind.FITGAP, required=("institution_id", "outcome_set_id"))
_EVENT = Shape(
    RecordKind.EVENT,
    required=("title",),
    lists=(
        ListField("institution_ids", "event_institution", "institution_id", "institution"),
        ListField("contact_ids", "event_contact", "contact_id", "contact"),
    ),
)
