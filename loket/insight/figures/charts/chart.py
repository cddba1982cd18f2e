"""What a chart is: a title, columns, and lines of cells. The same data is drawn as bars, as a heat map and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from loket.insight.figures.breakdowns import Value
from loket.insight.figures.filters import OF_REQUESTS, Narrowing
from loket.insight.figures.period import Month
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.language import _
from loket.store.reader import Reader


class Shape(Enum):
    """How a chart is best drawn."""

    BARS = auto()
    """A bar for the first column, the others as numbers."""
    SHARES = auto()
    """A bar for the first column's share, its `count` out of its `of`."""
    HEAT = auto()
    """A shade for each cell; the last column is the line's total."""
    MONTHS = auto()
    """The lines are months, which stand across."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with the records behind it; `of`: out of how many, which have a cell of their own elsewhere in the chart."""

    count: int
    behind: RecordSet
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its key (None is the empty value), its label, and a cell for each column."""

    key: str | None
    label: str
    cells: tuple[Cell, ...]


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its numbers, all texts translated. `lines` is None where a filter cannot apply.

    `heading` stands above the labels, `columns` above the cells. `note` says what a reader might get wrong.
    """

    id: str
    title: str
    shape: Shape
    heading: str
    columns: tuple[str, ...]
    lines: Lines | None
    note: str = ""
    brief: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is computed for a chart: its lines; `columns` where they depend on what there is, `brief` where there is little room; `note`."""

    lines: Lines
    columns: tuple[str, ...] = ()
    note: str = ""
    brief: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart that can be asked for; its texts are English msgids, `counts` in words. Columns that depend on what there is are left out."""

    id: str
    title: str
    shape: Shape
    heading: str
    columns: tuple[str, ...]
    draw: Callable[[Reader, Question], Drawing]
    counts: str
    narrowed_by: frozenset[Narrowing] = OF_REQUESTS

    def compute(self, reader: Reader, question: Question) -> Chart:
        """The chart of a question."""
        drawn = self.draw(reader, question) if question.filters.apply_to(self.narrowed_by) else None
        columns = (drawn and drawn.columns) or tuple(map(_, self.columns))
        drawn = drawn or Drawing(())
        lines = drawn.lines if question.filters.apply_to(self.narrowed_by) else None
        return Chart(self.id, _(self.title), self.shape, _(self.heading), columns, lines, drawn.note, drawn.brief)


def key_condition(expression: str, stored: object, name: str = "row_key") -> tuple[str, tuple[tuple[str, Any], ...]]:
    """The condition that `expression` is a value of a list, or empty for None; with the parameter that it needs."""
    return (f"{expression} IS NULL", ()) if stored is None else (f"{expression} = :{name}", ((name, stored),))


def with_empty(values: Sequence[Value], counted: Iterable[object], label: str) -> list[Value]:
    """The values of a list, with the empty one under this label where something was counted that has none."""
    return [*values, (None, None, label)] if None in counted else list(values)


def days_of(month: Month) -> tuple[tuple[str, date], ...]:
    """The parameters `:first_day` and `:last_day` of a record set in one month."""
    return ("first_day", month.first), ("last_day", month.last)
