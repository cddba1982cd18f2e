"""The fit-gap analyses of one outcome set as a grid: dimensions down, institutions across, a gap in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.insight.fitgap.tally import Tally, tally
from loket.insight.lists.listing import Looker
from loket.insight.lists.rows import INSTITUTION_NAME, word
from loket.models.words import FitGapDimension, FitGapState, YesNo
from loket.store.reading import Reader


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
        Analysis(row[0], row[1], row[2], FitGapState(row[3]))
        for row in reader.rows(
            f"SELECT x.id, x.institution_id, {INSTITUTION_NAME}, x.state FROM fit_gap_analysis x "
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
