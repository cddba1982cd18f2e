"""Fit-gap analyses: the grid of one outcome set, what all analyses say together, and one analysis for its institution.

An institution counts once in a comparison: it has a large gap when one of its analyses has, and asks national action when one of its
analyses does. Averages are over analyses. An institution all of whose gaps on a dimension are unknown stands apart, never among the
small ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from loket.insight.lists.row_sql import INSTITUTION_NAME, shown, word
from loket.language import _
from loket.models.errors import Refused
from loket.models.words import FitGapDimension, FitGapState, RecordKind, RequestState, SignalState, Word, YesNo
from loket.store.reader import Reader, as_date

LARGE = 3
"""From this gap on a gap is large."""


@dataclass(frozen=True, slots=True)
class GapSummary:
    """Gaps together: `tenths` is their average in tenths, None when none is known."""

    tenths: int | None
    known: int
    unknown: int
    large: int


def summarize(gaps: Iterable[int | None]) -> GapSummary:
    """Counts gaps, unknown ones apart; their average is rounded half up to one decimal."""
    found = list(gaps)
    known = [gap for gap in found if gap is not None]
    tenths = (20 * sum(known) + len(known)) // (2 * len(known)) if known else None
    return GapSummary(tenths, len(known), len(found) - len(known), sum(1 for gap in known if gap >= LARGE))


@dataclass(frozen=True, slots=True)
class GridCell:
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
class CellResult:
    """A request or signal that came out of a cell."""

    kind: RecordKind
    id: int
    text: str
    state: Word


@dataclass(frozen=True, slots=True)
class RowSummary:
    """What a row says of all columns: its gaps together, and how many need national action."""

    gaps: GapSummary
    national: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The analyses of one outcome set; `sets` are all sets that have any."""

    sets: tuple[tuple[int, str], ...]
    outcome_set: int
    name: str
    analyses: tuple[Analysis, ...]
    cells: Mapping[tuple[FitGapDimension, int], GridCell]

    @property
    def reported(self) -> int:
        """How many analyses are reported."""
        return sum(1 for one in self.analyses if one.state in (FitGapState.REPORTED, FitGapState.DISCUSSED))

    def filled(self, dimension: FitGapDimension, analysis: int, **values: Any) -> Grid:
        """The grid as it will be when a cell gets these values."""
        old = self.cells.get((dimension, analysis)) or GridCell(0, None, None, None, None, None)
        return replace(self, cells={**self.cells, (dimension, analysis): replace(old, **values)})

    def summary(self, dimension: FitGapDimension) -> RowSummary:
        """The figures at the end of a row."""
        row = [self.cells[dimension, one.id] for one in self.analyses if (dimension, one.id) in self.cells]
        return RowSummary(summarize(cell.gap for cell in row), sum(1 for cell in row if cell.national is YesNo.YES))


def fitgap_grid(reader: Reader, outcome_set: int | None = None) -> Grid | None:
    """The grid of one outcome set, else of the first that has analyses; None when there are none."""
    seen, both_seen = reader.viewer.sees(), f"{reader.viewer.sees('x')} AND {reader.viewer.sees('g')}"
    any_of_it = f"SELECT 1 FROM fit_gap_analysis x WHERE x.outcome_set_id = u.id AND {seen}"
    sets: dict[int, str] = dict(reader.rows(f"SELECT u.id, u.name FROM outcome_set u WHERE EXISTS ({any_of_it}) ORDER BY u.id"))
    if not sets:
        return None
    wanted = outcome_set if outcome_set is not None and outcome_set in sets else next(iter(sets))
    analyses = reader.records(
        Analysis,
        f"""SELECT x.id, x.institution_id, {INSTITUTION_NAME} AS institution, x.state, x.state_since AS since
        FROM fit_gap_analysis x JOIN institution i ON i.id = x.institution_id
        WHERE x.outcome_set_id = :id AND {seen} ORDER BY lower(i.name), x.id""",
        id=wanted,
    )
    cells = {}
    for dimension, analysis, item, gap, current, needed, action, national in reader.rows(
        f"""SELECT g.dimension, g.analysis_id, g.id, g.gap, g.current, g.needed, g.action, g.national FROM fit_gap_item g
        JOIN fit_gap_analysis x ON x.id = g.analysis_id WHERE x.outcome_set_id = :id AND {both_seen}""",
        id=wanted,
    ):
        cells[FitGapDimension(dimension), analysis] = GridCell(item, gap, current, needed, action, word(YesNo, national))
    return Grid(tuple(sets.items()), wanted, sets[wanted], tuple(analyses), cells)


def cell_results(reader: Reader, item: int) -> tuple[CellResult, ...]:
    """The requests and signals that came out of a cell."""
    where = f"WHERE x.fitgap_item_id = :id AND {reader.viewer.sees()} ORDER BY x.id"
    requests = reader.rows(f"SELECT x.id, x.title, x.state FROM support_request x {where}", id=item)
    signals = reader.rows(f"SELECT x.id, {shown('x.description')}, x.state FROM signal x {where}", id=item)
    return (
        *(CellResult(RecordKind.REQUEST, number, title, RequestState(state)) for number, title, state in requests),
        *(CellResult(RecordKind.SIGNAL, number, text or "", SignalState(state)) for number, text, state in signals),
    )


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class SharedGaps:
    """How far a dimension's gap is shared: over analyses, over institutions by their largest; `national` of `asked` ask action."""

    gaps: GapSummary
    institutions: GapSummary
    national: int
    asked: int

    @property
    def order(self) -> tuple[int, int]:
        """Puts most shared first: the share of institutions with a large gap (in millionths), then the average."""
        found = self.institutions
        return (-(found.large * 1_000_000 // found.known) if found.known else 1, -(self.gaps.tenths or 0))


@dataclass(frozen=True, slots=True)
class SharedGapRow:
    """A dimension over all sets, and in each set that has analyses."""

    dimension: FitGapDimension
    over_all: SharedGaps
    by_set: Mapping[int, SharedGaps]


@dataclass(frozen=True, slots=True)
class FrontRunner:
    """An institution over all its analyses: per dimension its largest gap (None: unknown), and what needs national action."""

    id: int
    name: str
    analyses: tuple[int, ...]
    gaps: GapSummary
    largest: Mapping[FitGapDimension, int | None]
    national: frozenset[FitGapDimension]


@dataclass(frozen=True, slots=True)
class FitgapComparison:
    """Dimensions with the most shared gaps first, and front-runners by name; `sets` are those with analyses that say anything."""

    sets: tuple[tuple[int, str], ...]
    rows: tuple[SharedGapRow, ...]
    front_runners: tuple[FrontRunner, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    analysis: int
    outcome_set: int
    set_name: str
    institution: int
    name: str
    dimension: FitGapDimension
    gap: int | None
    national: bool


def fitgap_comparison(reader: Reader) -> FitgapComparison:
    """Everything that the analyses of active institutions say together."""
    items = reader.records(
        _Item,
        f"""SELECT x.id AS analysis, x.outcome_set_id AS outcome_set, u.name AS set_name, x.institution_id AS institution,
            {INSTITUTION_NAME} AS name, g.dimension, g.gap, g.national = 'yes' AS national
        FROM fit_gap_analysis x JOIN outcome_set u ON u.id = x.outcome_set_id JOIN institution i ON i.id = x.institution_id
        JOIN fit_gap_item g ON g.analysis_id = x.id
        WHERE i.active AND {reader.viewer.sees("x")} AND {reader.viewer.sees("g")} ORDER BY lower(i.name), x.id""",
    )
    sets = dict(sorted({one.outcome_set: one.set_name for one in items}.items()))
    rows = []
    for dimension in FitGapDimension:
        found = [one for one in items if one.dimension is dimension]
        by_set = {number: _shared([one for one in found if one.outcome_set == number]) for number in sets}
        rows.append(SharedGapRow(dimension, _shared(found), by_set))
    front_runners = []
    for number in dict.fromkeys(one.institution for one in items):
        found = [one for one in items if one.institution == number]
        front_runners.append(
            FrontRunner(
                number,
                found[0].name,
                tuple(dict.fromkeys(one.analysis for one in found)),
                summarize(one.gap for one in found),
                _largest((one.dimension, one.gap) for one in found),
                frozenset(one.dimension for one in found if one.national),
            )
        )
    return FitgapComparison(tuple(sets.items()), tuple(sorted(rows, key=lambda row: row.over_all.order)), tuple(front_runners))


def _shared(items: Sequence[_Item]) -> SharedGaps:
    largest = _largest((one.institution, one.gap) for one in items)
    asking = {one.institution for one in items if one.national}
    return SharedGaps(summarize(one.gap for one in items), summarize(largest.values()), len(asking), len(largest))


def _largest(pairs: Iterable[tuple[Key, int | None]]) -> dict[Key, int | None]:
    """The largest gap of each, None where none is known."""
    found: dict[Key, int | None] = {}
    for key, gap in pairs:
        known = found.get(key)
        found[key] = gap if known is None else max(known, gap if gap is not None else known)
    return found


@dataclass(frozen=True, slots=True)
class FitgapCase:
    """One analysis' gap on a dimension, for who wants to see behind a number."""

    analysis: int
    institution: str
    outcome_set: str
    gap: int | None
    action: str | None
    national: bool


def fitgap_cases(
    reader: Reader, dimension: FitGapDimension, outcome_set: int | None = None, institution: int | None = None
) -> tuple[FitgapCase, ...]:
    """The analyses behind a cell, largest gap first, unknown ones last."""
    where = f"g.dimension = :dimension AND i.active AND {reader.viewer.sees('x')} AND {reader.viewer.sees('g')}"
    where += " AND x.outcome_set_id = :outcome_set" if outcome_set else ""
    where += " AND x.institution_id = :institution" if institution else ""
    found = reader.records(
        FitgapCase,
        f"""SELECT x.id AS analysis, {INSTITUTION_NAME} AS institution, u.name AS outcome_set, g.gap, {shown("g.action")} AS action,
            g.national = 'yes' AS national
        FROM fit_gap_item g JOIN fit_gap_analysis x ON x.id = g.analysis_id JOIN outcome_set u ON u.id = x.outcome_set_id
        JOIN institution i ON i.id = x.institution_id WHERE {where} ORDER BY coalesce(g.gap, -1) DESC, lower(i.name), x.id""",
        {"dimension": dimension.value, "outcome_set": outcome_set, "institution": institution},
    )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ExaminedDimension:
    """One dimension as it was found. `others` of `others_known` other institutions have a large gap on it in the same set."""

    dimension: FitGapDimension
    gap: int | None
    current: str | None
    needed: str | None
    action: str | None
    national: YesNo | None
    others: int
    others_known: int


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """A request that came out of the analysis."""

    title: str
    state: RequestState
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReportedAnalysis:
    """An analysis with what came of it; `examined` with the largest gap first, unknown ones last."""

    id: int
    institution: str
    outcome_set: str
    state: FitGapState
    started_on: date | None
    reported_on: date | None
    discussed_on: date | None
    advisor: str | None
    examined: tuple[ExaminedDimension, ...]
    requests: tuple[AnalysisRequest, ...]
    talk_on: date | None

    @property
    def number(self) -> str:
        """The number as people say it: `F-3`."""
        return RecordKind.FITGAP.number(self.id)


def reported_analysis(reader: Reader, number: int, today: date) -> ReportedAnalysis:
    """What may leave the house of an analysis; refused when it is not there or is confidential itself."""
    row = reader.row("SELECT x.institution_id, x.outcome_set_id, x.confidential FROM fit_gap_analysis x WHERE x.id = :id", id=number)
    told = RecordKind.FITGAP.number(number)
    if row is None:
        raise Refused(_("There is no {number}.").format(number=told))
    institution, outcome_set, confidential = row
    if confidential:
        raise Refused(_("{number} is confidential: it makes no workbook and no report.").format(number=told))
    seen = reader.viewer.outside().sees
    requests = reader.records(
        AnalysisRequest,
        f"""SELECT r.title, r.state, r.due_on FROM support_request r JOIN fit_gap_item g ON g.id = r.fitgap_item_id
        WHERE g.analysis_id = :id AND {seen("r")} AND {seen("g")} AND r.state <> 'dropped' ORDER BY r.id""",
        id=number,
    )
    talk_on = reader.value(
        f"""SELECT min(c.planned_at) FROM conversation c JOIN conversation_institution l ON l.conversation_id = c.id
        WHERE l.institution_id = :institution AND c.kind = 'fit_gap' AND c.state = 'planned' AND c.planned_at >= :today AND {seen("c")}""",
        institution=institution,
        today=today,
    )
    examined = _examined(reader, number, institution, outcome_set)
    (found,) = reader.records(
        ReportedAnalysis,
        """SELECT x.id, i.name AS institution, u.name AS outcome_set, x.state, x.started_on, x.reported_on, x.discussed_on,
            a.name AS advisor
        FROM fit_gap_analysis x JOIN institution i ON i.id = x.institution_id JOIN outcome_set u ON u.id = x.outcome_set_id
        LEFT JOIN advisor a ON a.id = i.advisor_id WHERE x.id = :id""",
        id=number,
        filled={"examined": lambda row: examined, "requests": lambda row: tuple(requests), "talk_on": lambda row: as_date(talk_on)},
    )
    return found


def _examined(reader: Reader, number: int, institution: int, outcome_set: int) -> tuple[ExaminedDimension, ...]:
    """The dimensions, each with how many other active institutions have a large gap on it in this set, and of how many it is known."""
    seen = reader.viewer.outside().sees
    others = {
        dimension: (int(large), int(known))
        for dimension, large, known in reader.rows(
            f"""SELECT dimension, sum(CASE WHEN gap >= {LARGE} THEN 1 ELSE 0 END), count(*) FROM (
                SELECT g.dimension AS dimension, x.institution_id AS institution_id, max(g.gap) AS gap FROM fit_gap_item g
                JOIN fit_gap_analysis x ON x.id = g.analysis_id JOIN institution i ON i.id = x.institution_id
                WHERE x.outcome_set_id = :outcome_set AND x.institution_id <> :institution AND g.gap IS NOT NULL AND i.active
                AND {seen("x")} AND {seen("g")}
                GROUP BY g.dimension, x.institution_id
            ) known GROUP BY dimension""",
            outcome_set=outcome_set,
            institution=institution,
        )
    }
    found = reader.records(
        ExaminedDimension,
        f"SELECT dimension, gap, current, needed, action, national FROM fit_gap_item x WHERE analysis_id = :id AND {seen('x')}",
        id=number,
        filled={
            "others": lambda row: others.get(row["dimension"].value, (0, 0))[0],
            "others_known": lambda row: others.get(row["dimension"].value, (0, 0))[1],
        },
    )
    places = {dimension: place for place, dimension in enumerate(FitGapDimension)}
    return tuple(sorted(found, key=lambda one: (-1 if one.gap is None else one.gap, -places[one.dimension]), reverse=True))


@dataclass(frozen=True, slots=True)
class KnownGap:
    """One dimension; `gap` 0 to 4. `action` is what was agreed to do about it."""

    dimension: FitGapDimension
    gap: int
    national: bool
    action: str


@dataclass(frozen=True, slots=True)
class LatestGaps:
    """The gaps that are known, and how many are not."""

    outcome_set: str
    state: FitGapState
    known: tuple[KnownGap, ...]
    unknown: int


def latest_gaps(reader: Reader, institution: int) -> LatestGaps | None:
    """The gaps of the analysis that began last, the largest first: what a conversation about it goes along. None when there is none."""
    seen = reader.viewer.sees()
    row = reader.row(
        f"""SELECT x.id, o.name, x.state FROM fit_gap_analysis x JOIN outcome_set o ON o.id = x.outcome_set_id
            WHERE x.institution_id = :id AND {seen} ORDER BY x.started_on IS NOT NULL DESC, x.started_on DESC, x.id DESC LIMIT 1""",
        id=institution,
    )
    if row is None:
        return None
    analysis, outcome_set, state = row
    items = f"FROM fit_gap_item x WHERE x.analysis_id = :id AND {seen} AND x.gap IS"
    known = reader.records(
        KnownGap,
        f"""SELECT x.dimension, x.gap, x.national = 'yes' AS national, coalesce(x.action, '') AS action
        {items} NOT NULL ORDER BY x.gap DESC, x.id""",
        id=analysis,
    )
    unknown = int(reader.value(f"SELECT count(*) {items} NULL", id=analysis))
    return LatestGaps(outcome_set, FitGapState(state), tuple(known), unknown)
