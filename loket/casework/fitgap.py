"""Fit-gap analyses with their items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import field_validator
from sqlmodel import select

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Text
from loket.casework.records import add_within, alter, change, checked, done, fetch, make, ref
from loket.language import _, label, ngettext
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.store.database import Store
from loket.store.transaction import Transaction


class FitGapInput(Input):
    """The fields of a fit-gap analysis at an institution for an outcome set."""

    KIND = RecordKind.FITGAP
    REQUIRED = ("institution_id", "outcome_set_id")

    institution_id: int | None = None
    outcome_set_id: int | None = None
    started_on: date | None = None
    reported_on: date | None = None
    discussed_on: date | None = None
    confidential: bool = False

    def dates(self) -> tuple[tuple[str, date | None, FitGapState], ...]:
        """The dates with the state that each belongs to, the last state first."""
        return (
            ("discussed_on", self.discussed_on, FitGapState.DISCUSSED),
            ("reported_on", self.reported_on, FitGapState.REPORTED),
            ("started_on", self.started_on, FitGapState.RUNNING),
        )


class FitGapItemInput(Input):
    """The fields of one dimension of an analysis; `gap` is 0 (none) to 4, None when unknown."""

    KIND = RecordKind.FITGAP_ITEM

    current: Text = None
    needed: Text = None
    gap: int | None = None
    action: Text = None
    national: YesNo | None = None

    @field_validator("gap")
    @classmethod
    def _gap(cls, value: int | None) -> int | None:
        if value is not None and not 0 <= value <= 4:
            raise ValueError(_("A gap is 0 to 4, or unknown."))
        return value


@dataclass(frozen=True, slots=True)
class Scored:
    """What was filled in for one dimension of an analysis."""

    analysis: int
    dimension: FitGapDimension
    data: FitGapItemInput


def add_fitgap(store: Store, data: FitGapInput) -> Done:
    """A new analysis, in the state that its latest date tells: planned when it has none."""
    with store.write("add_fitgap") as tx:
        check = Check()
        state = next((state for _name, day, state in data.dates() if day is not None), FitGapState.PLANNED)
        return done(tx, check, _("Saved: {number}."), ref(add_within(tx, check, data, state=state)))


def change_fitgap(store: Store, number: int, data: FitGapInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_fitgap", number, data, version, _reached)


def score_item(store: Store, analysis: int, dimension: FitGapDimension, data: FitGapItemInput, version: int | None = None) -> Done:
    """Fill in one dimension of an analysis, for the first time or again; `version` is the one the person saw."""
    with store.write("score_item") as tx:
        check = Check()
        row = _score(tx, check, Scored(analysis, dimension, data), version)
        return done(tx, check, _("Saved: {number}."), ref(row))


def score_items(store: Store, scores: Sequence[Scored]) -> Done:
    """Fill in several cells of the grid as one act, which one undo takes back."""
    with store.write("score_items") as tx:
        check = Check()
        found = [ref(_score(tx, check, one)) for one in scores]
        message = ngettext("{count} cell filled in.", "{count} cells filled in.", len(found)).replace("{count}", str(len(found)))
        return done(tx, check, message, *found)


def _score(tx: Transaction, check: Check, score: Scored, version: int | None = None) -> FitGapItem:
    fetch(tx, FitGapAnalysis, score.analysis)
    at = (FitGapItem.analysis_id == score.analysis, FitGapItem.dimension == score.dimension)
    row = tx.session.exec(select(FitGapItem).where(*at)).first()
    data = checked(tx, check, score.data, row)
    check.finish()
    if row is None:
        row = make(tx, data, analysis_id=score.analysis, dimension=score.dimension)
    else:
        alter(tx, check, ref(row), data.said(), version)
    return row


def _reached(_tx: Transaction, check: Check, data: FitGapInput, row: FitGapAnalysis) -> FitGapInput:
    """A date belongs to a state that has been reached."""
    order = list(FitGapState)
    for name, day, state in data.dates():
        if day is not None and order.index(row.state) < order.index(state):
            check.fail(name, _("The analysis is not {state} yet: s moves it on, and sets this date.").format(state=label(state)))
    return data
