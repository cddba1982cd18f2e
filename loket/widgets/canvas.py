"""A drawing of numbers that a cursor can stand on: text at places, and the spots among it; and the way from spot to spot."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rich.cells import cell_len

from loket.widgets.text import one_line

Tone = Literal["", "head", "muted"]

# How much further off a line counts than a column, and from how many lines on it is no neighbour.
_LINE, _NEIGHBOUR = 4, 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the cursor can stand: its sign at column `x` of line `y`, its text behind it; `width` is that of both."""

    key: Hashable
    block: str
    x: int
    y: int
    width: int

    @property
    def end(self) -> int:
        """The first column behind it."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Piece:
    """A text at column `x` of its line; of a spot the text behind the sign."""

    x: int
    text: str
    tone: Tone = ""
    key: Hashable = None


class Drawing:
    """Lines of pieces, made by `write` and `spot` and put together by `put`."""

    def __init__(self) -> None:
        self.lines: list[list[Piece]] = []
        self.spots: dict[Hashable, Spot] = {}

    @property
    def height(self) -> int:
        """How many lines it has."""
        return len(self.lines)

    def write(self, x: int, y: int, text: str, tone: Tone = "") -> None:
        """Text at a place."""
        self._add(y, Piece(x, one_line(text), tone))

    def spot(self, x: int, y: int, text: str, key: Hashable, block: str, tone: Tone = "") -> None:
        """Text that the cursor can stand on; its sign comes at `x`, the text one column further."""
        shown = one_line(text)
        self._add(y, Piece(x + 1, shown, tone, key))
        self.spots[key] = Spot(key, block, x, y, 1 + cell_len(shown))

    def put(self, other: Drawing, x: int, y: int) -> None:
        """Another drawing with its left top corner at a place."""
        for line, pieces in enumerate(other.lines, y):
            for piece in pieces:
                self._add(line, replace(piece, x=piece.x + x))
            self._reach(line)
        for spot in other.spots.values():
            self.spots[spot.key] = replace(spot, x=spot.x + x, y=spot.y + y)

    def rule(self, y: int, width: int) -> None:
        """A thin line from left to right."""
        self.write(0, y, "─" * width, "muted")

    def blocks(self) -> list[str]:
        """The blocks that have a spot, in the order in which they were drawn."""
        return list(dict.fromkeys(spot.block for spot in self.spots.values()))

    def _add(self, y: int, piece: Piece) -> None:
        self._reach(y)
        self.lines[y].append(piece)

    def _reach(self, y: int) -> None:
        while len(self.lines) <= y:
            self.lines.append([])


def above_or_below(spots: Iterable[Spot], at: Spot, direction: int) -> Spot | None:
    """The nearest spot up (-1) or down (1): what stands in the same columns first, in the same block before all."""
    others = [spot for spot in spots if (spot.y - at.y) * direction > 0]
    over = [spot for spot in others if _between(at, spot) == 0]
    own = [spot for spot in over if spot.block == at.block]
    return min(own or over or others, key=lambda spot: (abs(spot.y - at.y), _between(at, spot), spot.x), default=None)


def beside(spots: Iterable[Spot], at: Spot, direction: int) -> Spot | None:
    """The nearest spot left (-1) or right (1), on the same line or a few away."""
    others = [spot for spot in spots if abs(spot.y - at.y) <= _NEIGHBOUR and (spot.x - at.x) * direction > 0 and _apart(at, spot)]
    return min(others, key=lambda spot: (_between(at, spot) + _LINE * abs(spot.y - at.y), spot.y), default=None)


def nearest(spots: Iterable[Spot], x: int, y: int) -> Spot | None:
    """The spot nearest to a place, lines before columns."""
    return min(spots, key=lambda spot: (abs(spot.y - y), abs(spot.x - x)), default=None)


def _between(one: Spot, other: Spot) -> int:
    """How many columns lie between two; 0 when they share one."""
    return max(0, other.x - one.end + 1, one.x - other.end + 1)


def _apart(one: Spot, other: Spot) -> bool:
    return _between(one, other) > 0
