"""The board of trends, and which trend a loose signal looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Looker, View, count, every
from loket.insight.lists.rows import numbers
from loket.insight.lists.signals import SIGNALS
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.models.words import TrendState
from loket.store.reading import Reader, as_date

LOOSE = View(sort="recorded", descending=True, scope="open").filtered("loose", "yes")


@dataclass(frozen=True, slots=True)
class Card:
    """A trend on the board: `more` institutions than a month ago; `decision` is the latest one, with its day."""

    trend: TrendRow
    more: int
    decision: tuple[date, str] | None


@dataclass(frozen=True, slots=True)
class Board:
    """The cards by state, and how many signals there are, in all and loose."""

    columns: Mapping[TrendState, tuple[Card, ...]]
    signals: int
    loose: int

    @property
    def trends(self) -> int:
        """How many trends there are."""
        return sum(len(cards) for cards in self.columns.values())


def board(reader: Reader, looker: Looker, today: date) -> Board:
    """All trends, those of most institutions first."""
    rows = list(every(reader, TRENDS, looker, View(sort="signals", descending=True), today))
    before = _institutions_a_month_ago(reader, today)
    decisions = _decisions(reader)
    columns: dict[TrendState, list[Card]] = {state: [] for state in TrendState}
    for row in sorted(rows, key=lambda one: (-one.institutions, one.title.casefold())):
        columns[row.state].append(Card(row, row.institutions - before.get(row.id, 0), decisions.get(row.id)))
    signals = count(reader, SIGNALS, looker, View())
    return Board({state: tuple(cards) for state, cards in columns.items()}, signals, count(reader, SIGNALS, looker, LOOSE))


def _institutions_a_month_ago(reader: Reader, today: date) -> dict[int, int]:
    ago = today.replace(day=min(today.day, 28), month=today.month - 1 or 12, year=today.year - (today.month == 1))
    rows = reader.rows(
        "SELECT trend_id, count(DISTINCT institution_id) FROM signal WHERE trend_id IS NOT NULL AND recorded_on <= :ago GROUP BY trend_id",
        ago=ago,
    )
    return {row[0]: row[1] for row in rows}


def _decisions(reader: Reader) -> dict[int, tuple[date, str]]:
    rows = reader.rows(
        "SELECT on_id, written_on, substr(text, 1, 200) FROM note WHERE on_kind = 'trend' AND kind = 'decision' ORDER BY written_on, id"
    )
    return {row[0]: (as_date(row[1]) or date.min, row[2]) for row in rows}


def likely_trends(reader: Reader, signals: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The open trend that each signal looks like: one with signals of the same obstacle, the most of them first."""
    if not signals:
        return {}
    rows = reader.rows(
        f"""SELECT s.id, t.id, t.title, count(*) FROM signal s JOIN signal o ON o.obstacle_id = s.obstacle_id AND o.trend_id IS NOT NULL
        JOIN trend t ON t.id = o.trend_id AND t.state <> 'done' WHERE s.id IN ({numbers(signals)})
        GROUP BY s.id, t.id, t.title ORDER BY s.id, count(*), t.id DESC"""
    )
    return {row[0]: (row[1], row[2]) for row in rows}
