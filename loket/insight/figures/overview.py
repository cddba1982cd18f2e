"""What the dashboard's screen reads, each on one snapshot: all figures, some charts, and what there is to narrow to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.figures.charts.all import charts
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Figure, figure

if TYPE_CHECKING:
    from loket.store.opening import Store


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a question; one is None where a filter cannot apply to it."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    figures: Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a question can be narrowed to, besides the closed lists."""

    rounds: tuple[str, ...]
    themes: tuple[tuple[int, str], ...]
    epd_vendors: tuple[str, ...]
    advisors: tuple[str, ...]


def all_figures(store: Store, period: Period, filters: Filters) -> Figures:
    """The figures of a period. Raises Refused for a round, theme, vendor or advisor that is not there."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        found = {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS}
        return Figures(store.today, period, question.filters, question.round.name if question.round else None, found)


def some_charts(store: Store, period: Period, filters: Filters, names: Sequence[str]) -> list[Chart]:
    """Some charts of a period, in the order asked."""
    with store.read() as reader:
        return charts(reader, Question.put(reader, period, filters), names)


def last_change(store: Store) -> int:
    """The last line of the change log: while it is the same, so is every figure."""
    with store.read() as reader:
        return int(reader.value("SELECT coalesce(max(seq), 0) FROM change_log"))


def choices(store: Store) -> Choices:
    """What there is to choose from, names in the order of the alphabet."""
    with store.read() as reader:
        return Choices(
            tuple(name for (name,) in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
            tuple((number, text) for number, text in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            _names(reader.rows("SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> ''")),
            _names(reader.rows("SELECT name FROM advisor")),
        )


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted((row[0] for row in rows), key=lambda name: (name.casefold(), name)))
