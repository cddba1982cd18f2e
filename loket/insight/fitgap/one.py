"""One analysis for the report that its institution gets: without what is confidential, and of others only how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.fitgap.tally import LARGE
from loket.insight.lists.rows import word
from loket.language import _
from loket.models.errors import Refused
from loket.models.words import FitGapDimension, FitGapState, RecordKind, RequestState, YesNo
from loket.store.reading import Reader, as_date


@dataclass(frozen=True, slots=True)
class Examined:
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
class FollowedUp:
    """A request that came out of the analysis."""

    title: str
    state: RequestState
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OneAnalysis:
    """An analysis with what came of it; `examined` with the largest gap first, unknown ones last."""

    id: int
    institution: str
    outcome_set: str
    state: FitGapState
    started_on: date | None
    reported_on: date | None
    discussed_on: date | None
    advisor: str | None
    examined: tuple[Examined, ...]
    requests: tuple[FollowedUp, ...]
    talk_on: date | None

    @property
    def number(self) -> str:
        """`F-3`."""
        return RecordKind.FITGAP.number(self.id)


def one_analysis(reader: Reader, number: int, today: date) -> OneAnalysis:
    """What may leave the house of an analysis; refused when it is not there or is confidential itself."""
    row = reader.row(
        "SELECT x.institution_id, x.outcome_set_id, i.name, u.name, x.state, x.started_on, x.reported_on, x.discussed_on, a.name, "
        "x.confidential FROM fit_gap_analysis x JOIN institution i ON i.id = x.institution_id "
        "JOIN outcome_set u ON u.id = x.outcome_set_id LEFT JOIN advisor a ON a.id = i.advisor_id WHERE x.id = :id",
        id=number,
    )
    shown = RecordKind.FITGAP.number(number)
    if row is None:
        raise Refused(_("There is no {number}.").format(number=shown))
    if row[9]:
        raise Refused(_("{number} is confidential: it makes no workbook and no report.").format(number=shown))
    institution, outcome_set = row[0], row[1]
    return OneAnalysis(
        number,
        row[2],
        row[3],
        FitGapState(row[4]),
        as_date(row[5]),
        as_date(row[6]),
        as_date(row[7]),
        row[8],
        _examined(reader, number, institution, outcome_set),
        _requests(reader, number),
        as_date(
            reader.value(
                "SELECT min(c.planned_at) FROM conversation c JOIN conversation_institution l ON l.conversation_id = c.id "
                "WHERE l.institution_id = :institution AND c.kind = 'fit_gap' AND c.state = 'planned' AND c.planned_at >= :today "
                "AND NOT c.confidential",
                institution=institution,
                today=today,
            )
        ),
    )


def _examined(reader: Reader, number: int, institution: int, outcome_set: int) -> tuple[Examined, ...]:
    others = _others(reader, institution, outcome_set)
    rows = reader.rows(
        "SELECT dimension, gap, current, needed, action, national FROM fit_gap_item WHERE analysis_id = :id AND NOT confidential", id=number
    )
    found = []
    for name, gap, current, needed, action, national in rows:
        dimension = FitGapDimension(name)
        large, known = others.get(dimension, (0, 0))
        found.append(Examined(dimension, gap, current, needed, action, word(YesNo, national), large, known))
    places = {dimension: place for place, dimension in enumerate(FitGapDimension)}
    return tuple(sorted(found, key=lambda one: (-1 if one.gap is None else one.gap, -places[one.dimension]), reverse=True))


def _others(reader: Reader, institution: int, outcome_set: int) -> dict[FitGapDimension, tuple[int, int]]:
    """For each dimension how many other active institutions have a large gap in this set, and of how many it is known."""
    rows = reader.rows(
        f"""SELECT dimension, sum(CASE WHEN gap >= {LARGE} THEN 1 ELSE 0 END), count(*) FROM (
            SELECT g.dimension AS dimension, x.institution_id AS institution_id, max(g.gap) AS gap FROM fit_gap_item g
            JOIN fit_gap_analysis x ON x.id = g.analysis_id JOIN institution i ON i.id = x.institution_id
            WHERE x.outcome_set_id = :outcome_set AND x.institution_id <> :institution AND g.gap IS NOT NULL AND i.active
            AND NOT x.confidential AND NOT g.confidential
            GROUP BY g.dimension, x.institution_id
        ) known GROUP BY dimension""",
        outcome_set=outcome_set,
        institution=institution,
    )
    return {FitGapDimension(row[0]): (int(row[1]), int(row[2])) for row in rows}


def _requests(reader: Reader, number: int) -> tuple[FollowedUp, ...]:
    rows = reader.rows(
        "SELECT r.title, r.state, r.due_on FROM support_request r JOIN fit_gap_item g ON g.id = r.fitgap_item_id "
        "WHERE g.analysis_id = :id AND NOT r.confidential AND NOT g.confidential AND r.state <> 'dropped' ORDER BY r.id",
        id=number,
    )
    return tuple(FollowedUp(row[0], RequestState(row[1]), as_date(row[2])) for row in rows)
