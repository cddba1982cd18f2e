"""The lists of fit-gap analyses and of their items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.store.access import is_confidential
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class FitGapRow:
    """A fit-gap analysis: `known` of its `items` have a gap, `large` of them 3 or 4."""

    id: int
    version: int
    institution_id: int
    institution: str
    outcome_set_id: int
    outcome_set: str
    state: FitGapState
    started_on: date | None
    reported_on: date | None
    discussed_on: date | None
    confidential: bool
    items: int
    known: int
    large: int

    @property
    def number(self) -> str:
        """`F-3`."""
        return RecordKind.FITGAP.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, FitGapRow]:
    found = reader.records(
        FitGapRow,
        f"""SELECT x.id, x.version, x.institution_id, {INSTITUTION_NAME} AS institution, x.outcome_set_id, u.name AS outcome_set, x.state,
            x.started_on, x.reported_on, x.discussed_on, x.confidential, coalesce(g.items, 0) AS items, coalesce(g.known, 0) AS known,
            coalesce(g.large, 0) AS large
        FROM fit_gap_analysis x JOIN institution i ON i.id = x.institution_id JOIN outcome_set u ON u.id = x.outcome_set_id LEFT JOIN (
            SELECT analysis_id, count(*) AS items, count(gap) AS known, count(CASE WHEN gap >= 3 THEN 1 END) AS large
            FROM fit_gap_item WHERE analysis_id IN ({numbers(ids)}) GROUP BY analysis_id
        ) g ON g.analysis_id = x.id WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


FITGAPS: Listing[FitGapRow] = Listing(
    "fitgaps",
    RecordKind.FITGAP,
    sorts={
        "institution": Sort("x.institution_id", parents=BY_INSTITUTION),
        "number": Sort("x.id"),
        "set": Sort("(SELECT lower(u.name) FROM outcome_set u WHERE u.id = x.outcome_set_id)"),
        "state": Sort("CASE x.state WHEN 'planned' THEN 1 WHEN 'running' THEN 2 WHEN 'reported' THEN 3 ELSE 4 END"),
        "reported": Sort("x.reported_on", nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": FitGapState},
        institution="SELECT id FROM fit_gap_analysis WHERE institution_id IN ({found})",
        also=(
            "SELECT id FROM fit_gap_analysis WHERE outcome_set_id IN (SELECT id FROM outcome_set WHERE lower(name) LIKE {like} ESCAPE '!')",
        ),
    ),
    open_when="x.state <> 'discussed'",
    mine="x.institution_id IN (SELECT id FROM institution WHERE advisor_id = :me)",
    filters={
        "state": "x.state = :value",
        "set": "x.outcome_set_id = :value",
        "institution": "x.institution_id = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"set", "institution"}),
    day="coalesce(x.discussed_on, x.reported_on, x.started_on)",
    days={"reported": "x.reported_on", "discussed": "x.discussed_on"},
)


@dataclass(frozen=True, slots=True)
class FitGapItemRow:
    """One dimension of an analysis: what is there, what is needed, how far apart, and what to do. As confidential as its analysis."""

    id: int
    version: int
    analysis_id: int
    institution_id: int
    institution: str
    outcome_set: str
    dimension: FitGapDimension
    current: str | None
    needed: str | None
    gap: int | None
    action: str | None
    national: YesNo | None
    confidential: bool

    @property
    def number(self) -> str:
        """`FP-3`."""
        return RecordKind.FITGAP_ITEM.number(self.id)

    @property
    def on(self) -> str:
        """The number of the analysis."""
        return RecordKind.FITGAP.number(self.analysis_id)


def _items(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, FitGapItemRow]:
    found = reader.records(
        FitGapItemRow,
        f"""SELECT x.id, x.version, x.analysis_id, f.institution_id, {INSTITUTION_NAME} AS institution, u.name AS outcome_set, x.dimension,
            {shown("x.current")} AS current, {shown("x.needed")} AS needed, x.gap, {shown("x.action")} AS action, x.national,
            {is_confidential("x", "fit_gap_item")} AS confidential
        FROM fit_gap_item x JOIN fit_gap_analysis f ON f.id = x.analysis_id JOIN institution i ON i.id = f.institution_id
        JOIN outcome_set u ON u.id = f.outcome_set_id WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


_OF_ANALYSES = "x.analysis_id IN (SELECT id FROM fit_gap_analysis WHERE {condition})"
_AT = "institution_id IN (SELECT id FROM institution WHERE {name} = :value)"

FITGAP_ITEMS: Listing[FitGapItemRow] = Listing(
    "fitgapitems",
    RecordKind.FITGAP_ITEM,
    sorts={
        "analysis": Sort("x.analysis_id"),
        "number": Sort("x.id"),
        "gap": Sort("x.gap", nullable=True),
    },
    rows=_items,
    search=WordSearch(
        words={"dimension": FitGapDimension},
        institution="SELECT id FROM fit_gap_item WHERE analysis_id IN (SELECT id FROM fit_gap_analysis WHERE institution_id IN ({found}))",
        also=(
            "SELECT id FROM fit_gap_item WHERE analysis_id IN (SELECT id FROM fit_gap_analysis WHERE outcome_set_id IN "
            "(SELECT id FROM outcome_set WHERE lower(name) LIKE {like} ESCAPE '!'))",
        ),
    ),
    filters={
        "dimension": "x.dimension = :value",
        "institution": _OF_ANALYSES.format(condition="institution_id = :value"),
        "set": _OF_ANALYSES.format(condition="outcome_set_id = :value"),
        **{
            name: _OF_ANALYSES.format(condition=_AT.format(name=column))
            for name, column in (("kind", "kind"), ("umbrella", "umbrella"), ("province", "province"))
        },
    },
    numeric=frozenset({"institution", "set"}),
)
