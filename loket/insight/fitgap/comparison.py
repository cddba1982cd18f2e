"""The overarching analysis: gaps across sets and front-runners, where they are shared, and where national action is asked.

An institution counts once in a row: it has a large gap when one of its analyses has, and asks national action when one of its analyses
does. Averages are over analyses. An institution all of whose gaps on a dimension are unknown stands apart, never among the small ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from loket.insight.fitgap.tally import Tally, tally
from loket.insight.lists.listing import Looker
from loket.insight.lists.rows import INSTITUTION_NAME, shown
from loket.models.words import FitGapDimension, YesNo
from loket.store.reading import Reader

Key = TypeVar("Key")

_ROWS = """
SELECT x.id, x.outcome_set_id, u.name, x.institution_id, {name}, g.dimension, g.gap, g.national
FROM fit_gap_analysis x JOIN outcome_set u ON u.id = x.outcome_set_id JOIN institution i ON i.id = x.institution_id
JOIN fit_gap_item g ON g.analysis_id = x.id WHERE i.active{hidden} ORDER BY lower(i.name), x.id
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """How far a dimension's gap is shared: over analyses, over institutions by their largest; `national` of `asked` ask action."""

    gaps: Tally
    institutions: Tally
    national: int
    asked: int

    @property
    def order(self) -> tuple[int, int]:
        """Puts most shared first: the share of institutions with a large gap (in millionths), then the average."""
        found = self.institutions
        return (-(found.large * 1_000_000 // found.known) if found.known else 1, -(self.gaps.tenths or 0))


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A dimension over all sets, and in each set that has analyses."""

    dimension: FitGapDimension
    over_all: Shared
    by_set: Mapping[int, Shared]


@dataclass(frozen=True, slots=True)
class FrontRunner:
    """An institution over all its analyses: per dimension its largest gap (None: unknown), and what needs national action."""

    id: int
    name: str
    analyses: tuple[int, ...]
    gaps: Tally
    largest: Mapping[FitGapDimension, int | None]
    national: frozenset[FitGapDimension]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Dimensions with the most shared gaps first, and front-runners by name; `sets` are those with analyses that say anything."""

    sets: tuple[tuple[int, str], ...]
    rows: tuple[SharedRow, ...]
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


def comparison(reader: Reader, looker: Looker) -> Comparison:
    """Everything that the analyses of active institutions say together."""
    hidden = "" if looker.sees_confidential else " AND NOT x.confidential AND NOT g.confidential"
    items = [
        _Item(row[0], row[1], row[2], row[3], row[4], FitGapDimension(row[5]), row[6], row[7] == YesNo.YES.value)
        for row in reader.rows(_ROWS.format(name=INSTITUTION_NAME, hidden=hidden))
    ]
    sets = dict(sorted({one.outcome_set: one.set_name for one in items}.items()))
    rows = [_row(dimension, [one for one in items if one.dimension is dimension], sets) for dimension in FitGapDimension]
    front_runners = [
        _front_runner([one for one in items if one.institution == number]) for number in dict.fromkeys(o.institution for o in items)
    ]
    return Comparison(tuple(sets.items()), tuple(sorted(rows, key=lambda row: row.over_all.order)), tuple(front_runners))


def _row(dimension: FitGapDimension, items: Sequence[_Item], sets: Iterable[int]) -> SharedRow:
    by_set = {number: shared([one for one in items if one.outcome_set == number]) for number in sets}
    return SharedRow(dimension, shared(items), by_set)


def shared(items: Sequence[_Item]) -> Shared:
    """How far the gaps of these items are shared."""
    largest = _largest((one.institution, one.gap) for one in items)
    asking = {one.institution for one in items if one.national}
    return Shared(tally(one.gap for one in items), tally(largest.values()), len(asking), len(largest))


def _front_runner(items: Sequence[_Item]) -> FrontRunner:
    return FrontRunner(
        items[0].institution,
        items[0].name,
        tuple(dict.fromkeys(one.analysis for one in items)),
        tally(one.gap for one in items),
        _largest((one.dimension, one.gap) for one in items),
        frozenset(one.dimension for one in items if one.national),
    )


def _largest(pairs: Iterable[tuple[Key, int | None]]) -> dict[Key, int | None]:
    """The largest gap of each, None where none is known."""
    found: dict[Key, int | None] = {}
    for key, gap in pairs:
        known = found.get(key)
        found[key] = gap if known is None else max(known, gap if gap is not None else known)
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """One analysis' gap on a dimension, for who wants to see behind a number."""

    analysis: int
    institution: str
    outcome_set: str
    gap: int | None
    action: str | None
    national: bool


def cases(
    reader: Reader, looker: Looker, dimension: FitGapDimension, outcome_set: int | None = None, institution: int | None = None
) -> tuple[Case, ...]:
    """The analyses behind a cell, largest gap first, unknown ones last."""
    hidden = "" if looker.sees_confidential else " AND NOT x.confidential AND NOT g.confidential"
    where = (
        f"{' AND x.outcome_set_id = :outcome_set' if outcome_set else ''}{' AND x.institution_id = :institution' if institution else ''}"
    )
    rows = reader.rows(
        f"""SELECT x.id, {INSTITUTION_NAME}, u.name, g.gap, {shown("g.action")}, g.national FROM fit_gap_item g
        JOIN fit_gap_analysis x ON x.id = g.analysis_id JOIN outcome_set u ON u.id = x.outcome_set_id
        JOIN institution i ON i.id = x.institution_id WHERE g.dimension = :dimension AND i.active{where}{hidden}
        ORDER BY coalesce(g.gap, -1) DESC, lower(i.name), x.id""",
        dimension=dimension.value,
        **({"outcome_set": outcome_set} if outcome_set else {}),
        **({"institution": institution} if institution else {}),
    )
    return tuple(Case(row[0], row[1], row[2], row[3], row[4], row[5] == YesNo.YES.value) for row in rows)
