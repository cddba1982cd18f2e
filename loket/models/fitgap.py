"""Fit-gap analyses: what is there at an institution against what an outcome set needs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint

from loket.models.record import Versioned, ref, sleutel, word
from loket.models.words import FitGapDimension, FitGapState, YesNo


class FitGapAnalysis(Versioned, table=True):
    """A baseline at one institution for one outcome set: what is there against what is needed."""

    __tablename__ = "fit_gap_analysis"
    sleutel: str = sleutel()
    institution_id: int = ref("institution")
    outcome_set_id: int = ref("outcome_set")
    state: FitGapState = word(FitGapState, FitGapState.PLANNED)
    state_since: date | None = None
    started_on: date | None = None
    reported_on: date | None = None
    discussed_on: date | None = None


class FitGapItem(Versioned, table=True):
    """One dimension of an analysis; `gap` 0 (none) to 4, empty when unknown."""

    __tablename__ = "fit_gap_item"
    __table_args__ = (UniqueConstraint("analysis_id", "dimension"), CheckConstraint("gap BETWEEN 0 AND 4", name="gap"))
    analysis_id: int = ref("fit_gap_analysis", index=False)
    dimension: FitGapDimension = word(FitGapDimension)
    current: str | None = None
    needed: str | None = None
    gap: int | None = None
    action: str | None = None
    national: YesNo | None = word(YesNo)
