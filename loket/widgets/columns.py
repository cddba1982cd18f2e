"""What a table shows: columns that give way from the right when the terminal is narrow, rows, and group lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Tone = Literal["", "muted", "attention", "error", "done", "focus", "bold"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `label` is a msgid. `width` is in cells, for a `flexible` one the least; the rest is shared by weight.

    `keep` marks state, date and number: they stay when others give way. `sortable` ones take a click and the sort key. `wants` is a width
    for which columns that are neither kept nor flexible give way, where that is enough to reach it. `means` explains an abbreviated label.
    """

    key: str
    label: str
    width: int
    flexible: int = 0
    keep: bool = False
    align: Literal["left", "right"] = "left"
    sortable: bool = False
    wants: int = 0
    means: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """Which columns a person hides, shows whatever the width, and how many cells wider than usual they are."""

    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    wider: Mapping[str, int] = field(default_factory=dict)

    def of(self, columns: Sequence[Column]) -> list[tuple[int, Column]]:
        """The columns that are shown, with their index in the row, as wide as they are wanted."""
        found = []
        for index, column in enumerate(columns):
            if column.key not in self.hidden:
                wider = self.wider.get(column.key, 0)
                kept = column.keep or column.key in self.shown or wider > 0
                found.append((index, replace(column, width=max(3, column.width + wider), keep=kept)))
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a tone; a plain `str` in a row means the ordinary tone.

    `tail` follows it and `lead` stands before it, both muted and never cut. `brief` stands in its place where it does not fit.
    """

    text: str
    tone: Tone = ""
    tail: str = ""
    lead: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record's line: its key, one cell a column, whether it is late (`!`), and the record for who opens it.

    `signs` stand before the first column: at most one character, `~` proposed, `≠` contradicts, `?` unknown.
    With `across` the first cell takes the whole line. `confidential` stands as ◆ where the sign of a selected one would.
    """

    key: Hashable
    cells: Sequence[str | Cell]
    late: bool = False
    sign: str = ""
    record: Any = None
    across: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A line that names the rows below it, with how many they are."""

    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Below(Group):
    """More of the row above it, in one of its columns: the cursor passes it by."""

    column: str = ""


Line = Row | Group


@dataclass(frozen=True, slots=True)
class Placed:
    """A column in its place: its index in the row, and how wide it is now."""

    column: Column
    index: int
    width: int


def place_columns(columns: Sequence[Column], room: int, gap: int, layout: ColumnLayout | None = None) -> list[Placed]:
    """The columns that fit in `room` cells, each `gap` apart: others go from the right, never the ones to keep."""
    kept = layout.of(columns) if layout is not None else list(enumerate(columns))
    kept = _as_wanted(kept, room, gap)
    while _needed(kept, gap) > room:
        droppable = [place for place, (_index, column) in enumerate(kept) if not column.keep and place > 0]
        loose = [place for place in droppable if not kept[place][1].flexible] or droppable
        if not loose:
            break
        del kept[loose[-1]]
    spare = room - _needed(kept, gap)
    return _widened(kept, spare)


def _as_wanted(kept: list[tuple[int, Column]], room: int, gap: int) -> list[tuple[int, Column]]:
    """The columns with the widths that they want, when leaving out loose ones makes room for that; else as they were."""
    wanted = [(index, replace(column, width=max(column.width, column.wants))) for index, column in kept]
    while _needed(wanted, gap) > room:
        loose = [place for place, (_index, column) in enumerate(wanted) if not column.keep and not column.flexible and place > 0]
        if not loose:
            return kept
        del wanted[loose[-1]]
    return wanted


def _needed(kept: Sequence[tuple[int, Column]], gap: int) -> int:
    return sum(column.width for _index, column in kept) + gap * max(0, len(kept) - 1)


def _widened(kept: Sequence[tuple[int, Column]], spare: int) -> list[Placed]:
    weights = sum(column.flexible for _index, column in kept)
    placed = []
    for index, column in kept:
        extra = 0
        if column.flexible and weights:
            # Where even the kept ones do not fit, a flexible one gives way, down to four cells.
            extra = max(spare * column.flexible // weights, min(0, 4 - column.width))
            spare -= extra
            weights -= column.flexible
        placed.append(Placed(column, index, max(1, column.width + extra)))
    return placed
