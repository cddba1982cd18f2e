"""Fit-gap analyses with their items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import Shape, add, alter, change, checked, done, fetch, make, ref
from loket.language import _, label, ngettext
from loket.models.programme import FitGapItem
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class FitGapInput:
    """The fields of a fit-gap analysis at an institution for an outcome set."""

    institution_id: int | Keep = KEEP
    outcome_set_id: int | Keep = KEEP
    started_on: date | Keep | None = KEEP
    reported_on: date | Keep | None = KEEP
    discussed_on: date | Keep | None = KEEP
    confidential: bool | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class FitGapItemInput:
    """The fields of one dimension of an analysis; `gap` is 0 (none) to 4, None when unknown."""

    current: str | Keep | None = KEEP
    needed: str | Keep | None = KEEP
    gap: int | Keep | None = KEEP
    action: str | Keep | None = KEEP
    national: YesNo | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class Scored:
    """What was filled in for one dimension of an analysis."""

    analysis: int
    dimension: FitGapDimension
    data: FitGapItemInput


def add_fitgap(store: Store, data: FitGapInput) -> Done:
    """A new analysis, in the state that its latest date tells: planned when it has none."""
    said = given(data)
    state = next((state for name, state in _DATED if said.get(name)), FitGapState.PLANNED)
    return add(store, "add_fitgap", _FITGAP, data, {"state": state, "state_since": store.today})


def change_fitgap(store: Store, number: int, data: FitGapInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_fitgap", _FITGAP, number, data, version)


def score_item(store: Store, analysis: int, dimension: FitGapDimension, data: FitGapItemInput, version: int | None = None) -> Done:
    """Fill in one dimension of an analysis, for the first time or again; `version` is the one the person saw."""
    with store.write("score_item") as tx:
        check = Check()
        row = _score(tx, check, Scored(analysis, dimension, data), version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.FITGAP_ITEM, row))


def score_items(store: Store, scores: Sequence[Scored]) -> Done:
    """Fill in several cells of the grid as one act, which one undo takes back."""
    with store.write("score_items") as tx:
        check = Check()
        found = [ref(RecordKind.FITGAP_ITEM, _score(tx, check, one)) for one in scores]
        message = ngettext("{count} cell filled in.", "{count} cells filled in.", len(found)).replace("{count}", str(len(found)))
        return done(tx, check, message, *found)


def _score(tx: Transaction, check: Check, score: Scored, version: int | None = None) -> Any:
    fetch(tx, RecordKind.FITGAP, score.analysis)
    values = checked(tx, check, RecordKind.FITGAP_ITEM, given(score.data))
    if values.get("gap") is not None and not 0 <= values["gap"] <= 4:
        check.fail("gap", _("A gap is 0 to 4, or unknown."))
    check.finish()
    at = (FitGapItem.analysis_id == score.analysis, FitGapItem.dimension == score.dimension)
    row = tx.session.exec(select(FitGapItem).where(*at)).first()
    if row is None:
        return make(tx, RecordKind.FITGAP_ITEM, {"analysis_id": score.analysis, "dimension": score.dimension, **values})
    return alter(tx, check, RecordKind.FITGAP_ITEM, row.id or 0, values, version=version)


def _fitgap_rules(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    """A date belongs to a state that has been reached."""
    if row is None:
        return
    order = list(FitGapState)
    for name, state in _DATED:
        if values.get(name) is not None and order.index(row.state) < order.index(state):
            check.fail(name, _("The analysis is not {state} yet: s moves it on, and sets this date.").format(state=label(state)))


_DATED = (("discussed_on", FitGapState.DISCUSSED), ("reported_on", FitGapState.REPORTED), ("started_on", FitGapState.RUNNING))
_FITGAP = Shape(RecordKind.FITGAP, required=("institution_id", "outcome_set_id"), rules=_fitgap_rules)
