"""The board of trends by state, with how each moves and what was last decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import View, count, every
from loket.insight.lists.signals import SIGNALS
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.insight.trends.trend_overview import Movement, latest_decisions, movements
from loket.models.words import TrendState
from loket.store.reader import Reader

LOOSE = View(sort="recorded", descending=True, scope="open").filtered("loose", "yes")


@dataclass(frozen=True, slots=True)
class Card:
    """A trend on the board; `decision` is the latest one, with its day."""

    trend: TrendRow
    movement: Movement
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


def board(reader: Reader, today: date) -> Board:
    """All trends, those of most institutions first."""
    rows = list(every(reader, TRENDS, View(sort="signals", descending=True), today))
    moving = movements(reader, today)
    decisions = latest_decisions(reader, [row.id for row in rows])
    columns: dict[TrendState, list[Card]] = {state: [] for state in TrendState}
    for row in sorted(rows, key=lambda one: (-one.institutions, one.title.casefold())):
        columns[row.state].append(Card(row, moving.get(row.id, Movement()), decisions.get(row.id)))
    signals = count(reader, SIGNALS, View())
    return Board({state: tuple(cards) for state, cards in columns.items()}, signals, count(reader, SIGNALS, LOOSE))
