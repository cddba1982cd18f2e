"""What a trend comes to: how many institutions, of which kinds, since when, rising or falling, and what was decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.period import Period, months_before
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown, word
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.models.words import InstitutionKind, SignalState
from loket.store.reader import Reader, as_date

QUARTER = 3
"""Months that are compared with as many before them."""
_MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Movement:
    """How many institutions had a signal in the last three months, and in the three before."""

    recent: int = 0
    before: int = 0

    @property
    def change(self) -> int:
        """More (above 0) or fewer than before."""
        return self.recent - self.before


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal of a trend."""

    id: int
    day: date
    text: str
    state: SignalState
    institution_id: int | None


@dataclass(frozen=True, slots=True)
class InstitutionSignals:
    """An institution of a trend with what was heard there, the latest first; without an institution: what came from elsewhere."""

    id: int | None
    name: str
    kind: InstitutionKind | None
    signals: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True)
class KindShare:
    """Of how many of the active institutions of a kind something was heard."""

    kind: InstitutionKind | None
    institutions: int
    of: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a trend, when, and who wrote it down."""

    id: int
    on: date
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class TrendOverview:
    """Everything about one trend. `institutions` are active now; `inactive` ones closed or merged since; `elsewhere` are signals
    without an institution. `months` are the last twelve, as `2026-11`, with their signals."""

    trend: TrendRow
    signals: int
    institutions: int
    of: int
    inactive: int
    elsewhere: int
    since: date | None
    movement: Movement
    kinds: tuple[KindShare, ...]
    months: tuple[tuple[str, int], ...]
    places: tuple[InstitutionSignals, ...]
    decisions: tuple[Decision, ...]


def trend_overview(reader: Reader, number: int, today: date) -> TrendOverview | None:
    """One trend as this person may see it; None when there is none for these eyes."""
    trend = TRENDS.rows(reader, [number], today).get(number)
    if trend is None or not reader.viewer.may_see(trend.confidential):
        return None
    visible = reader.viewer.sees()
    lines = reader.records(
        SignalLine,
        f"""SELECT x.id, x.recorded_on AS day, {shown("coalesce(x.description, '?')")} AS text, x.state, x.institution_id
        FROM signal x WHERE x.trend_id = :trend AND {visible} ORDER BY x.recorded_on DESC, x.id DESC""",
        trend=number,
    )
    signals: dict[int | None, list[SignalLine]] = defaultdict(list)
    for line in lines:
        signals[line.institution_id].append(line)
    there = ", ".join(str(place) for place in signals if place is not None) or "0"
    of_these = reader.rows(f"SELECT i.id, {INSTITUTION_NAME}, i.kind, i.active FROM institution i WHERE i.id IN ({there})")
    institutions: dict[int | None, tuple[str, InstitutionKind | None, bool]] = {
        place: (name, word(InstitutionKind, kind), bool(active)) for place, name, kind, active in of_these
    }
    institutions[None] = ("", None, False)
    places = [InstitutionSignals(place, *institutions[place][:2], tuple(found)) for place, found in signals.items()]
    places.sort(key=lambda place: (place.id is None, -len(place.signals), place.name.casefold(), place.id or 0))
    active_ones = reader.rows("SELECT kind, count(*) FROM institution WHERE active AND merged_into_id IS NULL GROUP BY kind")
    everywhere = Counter({word(InstitutionKind, kind): many for kind, many in active_ones})
    heard = Counter(kind for place, (_name, kind, active) in institutions.items() if active)
    return TrendOverview(
        trend=trend,
        signals=len(lines),
        institutions=heard.total(),
        of=everywhere.total(),
        inactive=len(institutions) - 1 - heard.total(),
        elsewhere=len(signals.get(None, ())),
        since=min((line.day for line in lines), default=None),
        movement=_movement(lines, today),
        kinds=tuple(KindShare(kind, heard[kind], everywhere[kind]) for kind in (*InstitutionKind, None) if heard[kind] or everywhere[kind]),
        months=_months(lines, today),
        places=tuple(places),
        decisions=tuple(
            reader.records(
                Decision,
                f"""SELECT x.id, x.written_on AS "on", x.text, coalesce(a.name, '?') AS who
                FROM note x LEFT JOIN advisor a ON a.id = x.advisor_id
                WHERE x.on_kind = 'trend' AND x.kind = 'decision' AND x.on_id = :trend AND {visible}
                ORDER BY x.written_on DESC, x.id DESC""",
                trend=number,
            )
        ),
    )


def _movement(lines: Sequence[SignalLine], today: date) -> Movement:
    recent, before = quarters(today)

    def between(after: date, until: date) -> int:
        return len({line.institution_id for line in lines if line.institution_id is not None and after < line.day <= until})

    return Movement(between(recent, today), between(before, recent))


def _months(lines: Sequence[SignalLine], today: date) -> tuple[tuple[str, int], ...]:
    if not lines:
        return ()
    first = max(min(line.day for line in lines), months_before(today, _MONTHS_SHOWN - 1)).replace(day=1)
    heard = Counter(f"{line.day:%Y-%m}" for line in lines)
    return tuple((month.name, heard[month.name]) for month in Period(min(first, today), today).months())


def movements(reader: Reader, today: date) -> Mapping[int, Movement]:
    """The movement of each trend that had a signal in the last half-year."""
    recent, before = quarters(today)
    rows = reader.rows(
        f"""SELECT x.trend_id, count(DISTINCT CASE WHEN x.recorded_on > :recent THEN i.id END),
            count(DISTINCT CASE WHEN x.recorded_on <= :recent THEN i.id END)
        FROM signal x JOIN institution i ON i.id = x.institution_id AND i.active
        WHERE x.trend_id IS NOT NULL AND x.recorded_on > :before AND x.recorded_on <= :today AND {reader.viewer.sees()}
        GROUP BY x.trend_id""",
        recent=recent, before=before, today=today,
    )  # fmt: skip
    return {trend: Movement(now, then) for trend, now, then in rows}


def quarters(today: date) -> tuple[date, date]:
    """The days after which the last three months begin, and the three before them."""
    return months_before(today, QUARTER), months_before(today, 2 * QUARTER)


def latest_decisions(reader: Reader, trends: Sequence[int]) -> Mapping[int, tuple[date, str]]:
    """The latest decision of each trend that has any."""
    if not trends:
        return {}
    rows = reader.rows(
        f"""SELECT x.on_id, x.written_on, substr(x.text, 1, 200) FROM note x WHERE x.on_kind = 'trend' AND x.kind = 'decision'
        AND x.on_id IN ({numbers(trends)}) AND {reader.viewer.sees()} ORDER BY x.written_on, x.id"""
    )
    return {trend: (as_date(day) or date.min, text) for trend, day, text in rows}
