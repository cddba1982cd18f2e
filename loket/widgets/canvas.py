"""A drawing of texts with spots that can be chosen, and the view that shows it with one cursor over all its spots."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from loket.language import N_
from loket.widgets.keys import key
from loket.widgets.text import one_line, shorten

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


# What stands above a spot is its heading: it stays in sight with it.
_ABOVE = 2


class CanvasView(ScrollView, can_focus=True):
    """A drawing that `painter` makes for a width. Arrows go from spot to spot, tab from block to block.

    `Moved` names the spot under the cursor, `Opened` the one that enter or a second click opens. The cursor is known by its
    spot's key: it stays on the same number when the drawing is made anew.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"canvas--{part}" for part in ("head", "muted", "cursor", "sign")}
    DEFAULT_CSS = """
    CanvasView {
        background: $ground; color: $foreground; height: 1fr; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .canvas--head { color: $focus; text-style: bold; }
        & > .canvas--muted { color: $muted; }
        & > .canvas--cursor { background: $pane; }
        &:focus > .canvas--cursor { background: $cursor-row; }
        & > .canvas--sign { color: $focus; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", word=N_("records"), tooltip=N_("Lists exactly the records behind this number.")),
        Binding("up", "go_line(-1)", N_("line up"), show=False, id="line_up", tooltip=N_("To the number above.")),
        Binding("down", "go_line(1)", N_("line down"), show=False, id="line_down", tooltip=N_("To the number below.")),
        Binding("left", "go_column(-1)", N_("column left"), show=False, id="column_left", tooltip=N_("To the number at the left.")),
        Binding("right", "go_column(1)", N_("column right"), show=False, id="column_right", tooltip=N_("To the number at the right.")),
        Binding("tab", "go_block(1)", N_("next block"), show=False, id="next_block", tooltip=N_("To the next block of numbers.")),
        Binding("shift+tab", "go_block(-1)", N_("block before"), show=False, id="block_before", tooltip=N_("To the block before.")),
        Binding("pageup", "go_page(-1)", N_("page up"), show=False, id="page_up", tooltip=N_("One page up.")),
        Binding("pagedown", "go_page(1)", N_("page down"), show=False, id="page_down", tooltip=N_("One page down.")),
        Binding("home,ctrl+home", "go_first", N_("first"), show=False, id="first", tooltip=N_("To the first number.")),
        Binding("end,ctrl+end", "go_last", N_("last"), show=False, id="last", tooltip=N_("To the last number.")),
    ]

    class Moved(Message):
        """The cursor is on a spot, or on what that spot shows now."""

        def __init__(self, key: Hashable) -> None:
            super().__init__()
            self.key = key

    class Opened(Message):
        """Enter, or a click where the cursor is."""

        def __init__(self, key: Hashable) -> None:
            super().__init__()
            self.key = key

    def __init__(self, painter: Callable[[int], Drawing]) -> None:
        super().__init__()
        self._painter = painter
        self._tones: dict[str, Style] = {}
        self.drawing = Drawing()
        self.cursor: Hashable = None

    @property
    def spot(self) -> Spot | None:
        """Where the cursor is."""
        return self.drawing.spots.get(self.cursor)

    def redraw(self) -> None:
        """Draw anew; the cursor stays on its number, or goes where that was."""
        if not self.size.width:
            return
        old = self.spot
        self.drawing = self._painter(self.size.width - self.scrollbar_size_vertical)
        self.virtual_size = Size(self.size.width, self.drawing.height)
        if self.spot is None:
            spots = self.drawing.spots.values()
            found = nearest(spots, old.x, old.y) if old else next(iter(spots), None)
            self.cursor = found.key if found else None
        self.refresh()
        if self.cursor is not None:
            self.post_message(self.Moved(self.cursor))

    def go_to(self, wanted: Hashable) -> None:
        """Put the cursor on the spot of this key, in sight."""
        if wanted not in self.drawing.spots:
            return
        self.cursor = wanted
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(wanted))

    def on_resize(self) -> None:
        """Draw to the new width."""
        self.redraw()
        self._show_cursor()

    # The cursor

    def action_go_line(self, by: int) -> None:
        """Up or down; where there is nothing further, the drawing scrolls."""
        self._go(above_or_below(self.drawing.spots.values(), self.spot, by) if self.spot else None, by)

    def action_go_column(self, by: int) -> None:
        """Left or right."""
        self._go(beside(self.drawing.spots.values(), self.spot, by) if self.spot else None)

    def action_go_block(self, by: int) -> None:
        """To the first number of the next block, or of the one before."""
        blocks, at = self.drawing.blocks(), self.spot
        if at is not None:
            wanted = blocks[(blocks.index(at.block) + by) % len(blocks)]
            self._go(next(spot for spot in self.drawing.spots.values() if spot.block == wanted))

    def action_go_page(self, by: int) -> None:
        """About as many lines further as are in sight."""
        if at := self.spot:
            further = [spot for spot in self.drawing.spots.values() if (spot.y - at.y) * by > 0]
            self._go(nearest(further, at.x, at.y + by * max(1, self.size.height - 2)), by * self.size.height)

    def action_go_first(self) -> None:
        """To the first number."""
        self._go(next(iter(self.drawing.spots.values()), None))

    def action_go_last(self) -> None:
        """To the last number."""
        self._go(next(reversed(self.drawing.spots.values()), None))

    def _go(self, to: Spot | None, else_scroll: int = 0) -> None:
        if to is not None:
            self.go_to(to.key)
        elif else_scroll:
            self.scroll_relative(y=else_scroll, animate=False, immediate=True)

    def _show_cursor(self) -> None:
        at, height = self.spot, self.size.height
        if at is None or not height:
            return
        first = at.y == min(spot.y for spot in self.drawing.spots.values())
        if first or at.y - _ABOVE < self.scroll_offset.y:
            self.scroll_to(y=0 if first else at.y - _ABOVE, animate=False, immediate=True)
        elif at.y >= self.scroll_offset.y + height:
            self.scroll_to(y=at.y - height + 1, animate=False, immediate=True)

    def action_open(self) -> None:
        """Open the number under the cursor."""
        if self.spot is not None:
            self.post_message(self.Opened(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click goes there, a click where the cursor is opens."""
        y = self.scroll_offset.y + event.y
        for spot in self.drawing.spots.values():
            if spot.y == y and spot.x <= event.x < spot.end:
                if spot.key == self.cursor:
                    self.action_open()
                self.go_to(spot.key)
                return

    # Drawing

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._tones.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Mute the cursor."""
        self._tones.clear()
        self.refresh()

    def _tone(self, name: str) -> Style:
        if name not in self._tones:
            self._tones[name] = self.get_component_rich_style(f"canvas--{name}", partial=True)
        return self._tones[name]

    def render_line(self, y: int) -> Strip:
        """Line `y` of what is in sight."""
        width, base = self.size.width, self.rich_style
        number = self.scroll_offset.y + y
        pieces = self.drawing.lines[number] if number < self.drawing.height else []
        segments: list[Segment] = []
        used = 0
        for piece in sorted(pieces, key=lambda piece: piece.x):
            if piece.x >= width or piece.x < used:
                continue
            text = shorten(piece.text, width - piece.x)
            gap = piece.x - used
            if piece.key is not None and piece.key == self.cursor:
                segments += [Segment(" " * (gap - 1), base), Segment("▸", base + self._tone("sign"))]
            else:
                segments.append(Segment(" " * gap, base))
            segments.append(Segment(text, self._style(piece, base)))
            used = piece.x + cell_len(text)
        return Strip([*segments, Segment(" " * (width - used), base)], width)

    def _style(self, piece: Piece, base: Style) -> Style:
        style = base + self._tone(piece.tone) if piece.tone else base
        return style + self._tone("cursor") if piece.key is not None and piece.key == self.cursor else style
