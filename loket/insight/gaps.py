"""The gaps of an institution's latest fit-gap analysis, the largest first: what a conversation about it goes along."""

from __future__ import annotations

from dataclasses import dataclass

from loket.models.words import FitGapDimension, FitGapState, YesNo
from loket.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Gap:
    """One dimension; `gap` 0 to 4. `action` is what was agreed to do about it."""

    dimension: FitGapDimension
    gap: int
    national: bool
    action: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps that are known, and how many are not."""

    outcome_set: str
    state: FitGapState
    known: tuple[Gap, ...]
    unknown: int


def gaps_of(reader: Reader, institution: int, seen: str) -> Gaps | None:
    """The analysis that began last; None when there is none. `seen` is the condition on `x`."""
    row = reader.row(
        f"""SELECT x.id, o.name, x.state FROM fit_gap_analysis x JOIN outcome_set o ON o.id = x.outcome_set_id
            WHERE x.institution_id = :id AND {seen} ORDER BY x.started_on IS NOT NULL DESC, x.started_on DESC, x.id DESC LIMIT 1""",
        id=institution,
    )
    if row is None:
        return None
    items = reader.rows(
        f"""SELECT x.dimension, x.gap, x.national, x.action FROM fit_gap_item x WHERE x.analysis_id = :id AND {seen}
            ORDER BY x.gap DESC, x.id""",
        id=row[0],
    )
    known = [
        Gap(FitGapDimension(dimension), gap, national == YesNo.YES.value, action or "")
        for dimension, gap, national, action in items
        if gap is not None
    ]
    return Gaps(row[1], FitGapState(row[2]), tuple(known), len(items) - len(known))
