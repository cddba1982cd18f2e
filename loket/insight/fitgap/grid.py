"""The fit-gap analyses of one outcome set as a grid: dimensions down, institutions across, a gap in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.insight.fitgap.tally import Tally, tally
from loket.insight.lists.listing import Looker
from loket.insight.lists.rows import INSTITUTION_NAME, shown, word
from loket.models.words import FitGapDimension, FitGapState, RecordKind, RequestState, SignalState, Word, YesNo
from loket.store.reading import Reader, as_date


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell: `gap` 0 to 4, None when unknown."""

    item_id: int
    gap: int | None
    current: str | None
    needed: str | None
    action: str | None
    national: YesNo | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A column: the analysis at one institution."""

    id: int
    institution_id: int
    institution: str
    state: FitGapState
    since: date | None


@dataclass(frozen=True, slots=True)
class CameOf:
    """A request or signal that came out of a cell."""

    kind: RecordKind
    id: int
    text: str
    state: Word


@dataclass(frozen=True, slots=True)
class Summary:
    """What a row says of all columns: its gaps together, and how many need national action."""

    gaps: Tally
    national: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The analyses of one outcome set; `sets` are all sets that have any."""

    sets: tuple[tuple[int, str], ...]
    outcome_set: int
    name: str
    analyses: tuple[Analysis, ...]
    cells: Mapping[tuple[FitGapDimension, int], Gap]

    @property
    def reported(self) -> int:
        """How many analyses are reported."""
        return sum(1 for one in self.analyses if one.state in (FitGapState.REPORTED, FitGapState.DISCUSSED))

    def filled(self, dimension: FitGapDimension, analysis: int, **values: Any) -> Grid:
        """The grid as it will be when a cell gets these values."""
        old = self.cells.get((dimension, analysis)) or Gap(0, None, None, None, None, None)
        return replace(self, cells={**self.cells, (dimension, analysis): replace(old, **values)})

    def summary(self, dimension: FitGapDimension) -> Summary:
        """The figures at the end of a row."""
        row = [self.cells[dimension, one.id] for one in self.analyses if (dimension, one.id) in self.cells]
        return Summary(tally(cell.gap for cell in row), sum(1 for cell in row if cell.national is YesNo.YES))


def fitgap_grid(reader: Reader, looker: Looker, outcome_set: int | None = None) -> Grid | None:
    """The grid of one outcome set, else of the first that has analyses; None when there are none."""
    hidden = "" if looker.sees_confidential else " AND NOT x.confidential"
    sets = tuple(
        (row[0], row[1])
        for row in reader.rows(
            f"SELECT u.id, u.name FROM outcome_set u WHERE EXISTS (SELECT 1 FROM fit_gap_analysis x WHERE x.outcome_set_id = u.id{hidden}) "
            "ORDER BY u.id"
        )
    )
    if not sets:
        return None
    wanted: int = outcome_set if outcome_set is not None and outcome_set in dict(sets) else sets[0][0]
    analyses = tuple(
        Analysis(row[0], row[1], row[2], FitGapState(row[3]), as_date(row[4]))
        for row in reader.rows(
            f"SELECT x.id, x.institution_id, {INSTITUTION_NAME}, x.state, x.state_since FROM fit_gap_analysis x "
            f"JOIN institution i ON i.id = x.institution_id WHERE x.outcome_set_id = :id{hidden} ORDER BY lower(i.name), x.id",
            id=wanted,
        )
    )
    cells = {}
    for row in reader.rows(
        "SELECT g.id, g.analysis_id, g.dimension, g.gap, g.current, g.needed, g.action, g.national FROM fit_gap_item g "
        f"JOIN fit_gap_analysis x ON x.id = g.analysis_id WHERE x.outcome_set_id = :id{hidden}{hidden.replace('x.', 'g.')}",
        id=wanted,
    ):
        cells[FitGapDimension(row[2]), row[1]] = Gap(row[0], row[3], row[4], row[5], row[6], word(YesNo, row[7]))
    return Grid(sets, wanted, dict(sets)[wanted], analyses, cells)


def came_of(reader: Reader, looker: Looker, item: int) -> tuple[CameOf, ...]:
    """The requests and signals that came out of a cell."""
    hidden = "" if looker.sees_confidential else " AND NOT x.confidential"
    requests = reader.rows(
        f"SELECT x.id, x.title, x.state FROM support_request x WHERE x.fitgap_item_id = :id{hidden} ORDER BY x.id", id=item
    )
    signals = reader.rows(
        f"SELECT x.id, {shown('x.description')}, x.state FROM signal x WHERE x.fitgap_item_id = :id{hidden} ORDER BY x.id", id=item
    )
    return (
        *(CameOf(RecordKind.REQUEST, row[0], row[1], RequestState(row[2])) for row in requests),
        *(CameOf(RecordKind.SIGNAL, row[0], row[1] or "", SignalState(row[2])) for row in signals),
    )
