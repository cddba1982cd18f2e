"""A chapter of the report to read: pieces that the cursor stops at, each with the records behind its numbers, and the list of chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from loket.exchange.documents.document import Bars, Bullets, Cell, Columns, Facts, Heading, Paragraph, Table, alignment
from loket.exchange.documents.document import shown as cell_text
from loket.exchange.report.report_model import Chapter, Part
from loket.insight.figures.record_set import RecordSet
from loket.language import N_
from loket.widgets.bars import bar
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line, paragraphs

Draw = Callable[[int], list[Content]]
"""The lines of a piece in so many columns."""

_GAP = 2
_LONGEST_NAME, _LONGEST_BAR = 34, 30
_KINDS = {"lead": "bold", "note": "$muted", "quote": "italic", "body": ""}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines that stay together. The cursor stops at it unless it is a `head`, which only says what comes."""

    draw: Draw
    behind: tuple[RecordSet, ...] = ()
    head: bool = False


def pieces_of(chapter: Chapter) -> tuple[Piece, ...]:
    """A chapter in reading order."""
    return tuple(piece for part in chapter.parts for piece in _pieces(part))


def hidden_in(chapter: Chapter) -> int:
    """How many counts of a chapter are hidden: `<5` or `-`."""
    shown: list[Cell] = []
    for part in chapter.parts:
        if isinstance(part.block, Bars):
            shown += [one.shown for one in part.block.rows]
        elif isinstance(part.block, Columns):
            shown += [text for group in part.block.groups for text in group.shown]
        elif isinstance(part.block, Table):
            shown += [cell for row in part.block.rows for cell in row[1:]]
    return sum(1 for text in shown if isinstance(text, str) and (text == "-" or text.startswith(("<", "-/"))))


def _pieces(part: Part) -> Iterator[Piece]:
    block = part.block
    if isinstance(block, Heading):
        yield Piece(_blank, head=True)
        yield Piece(_text(block.text, "bold $focus"), head=True)
    elif isinstance(block, Paragraph):
        yield Piece(_text(block.text, _KINDS[block.kind]), part.behind)
        yield Piece(_blank, head=True)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            yield Piece(_text(item, "", f"{number}. " if block.numbered else "· "), part.behind)
        yield Piece(_blank, head=True)
    elif isinstance(block, Facts):
        yield from _table(Table(("", ""), tuple(block.rows), ("left", "left")), part.behind)
    elif isinstance(block, Bars):
        yield from _bars(block, part.behind)
    elif isinstance(block, Columns):
        yield from _table(block.as_table(), part.behind)
    elif isinstance(block, Table):
        yield from _table(block, part.behind)


def _blank(_width: int) -> list[Content]:
    return [Content("")]


def _text(text: str, style: str, sign: str = "") -> Draw:
    def draw(width: int) -> list[Content]:
        lines = Content.styled(paragraphs(text), style).wrap(max(8, width - len(sign)))
        return [Content.assemble(sign if place == 0 else " " * len(sign), line) for place, line in enumerate(lines)]

    return draw


def _bars(block: Bars, behind: tuple[RecordSet, ...]) -> Iterator[Piece]:
    names = min(_LONGEST_NAME, max((cell_len(one_line(row.label)) for row in block.rows), default=0))
    shown = max((cell_len(row.shown) for row in block.rows), default=0)

    def drawn(place: int) -> Draw:
        row = block.rows[place]

        def draw(width: int) -> list[Content]:
            label = min(names, max(8, width // 2))
            room = min(_LONGEST_BAR, width - label - shown - 2 * _GAP)
            drawing = bar(block.share(row), 1, room) if room > 0 else ""
            parts: list[str | tuple[str, str]] = [
                fit(one_line(row.label), label),
                " " * _GAP,
                (drawing, "$focus"),
                " " * _GAP if drawing else "",
                fit(row.shown, shown, "right"),
            ]
            return [Content.assemble(*parts)]

        return draw

    yield Piece(_text(block.title, "bold"), head=True)
    for place, records in enumerate(_shared_out(behind, len(block.rows))):
        yield Piece(drawn(place), records)
    yield Piece(_blank, head=True)


def _table(block: Table, behind: tuple[RecordSet, ...]) -> Iterator[Piece]:
    rows = [tuple(one_line(cell_text(cell)) for cell in row) for row in block.rows]
    if block.caption:
        yield Piece(_text(block.caption, "bold"), head=True)
    if any(block.header):
        yield Piece(_row(block, block.header, rows, "$muted"), head=True)
    for row, records in zip(rows, _by_row(behind, rows), strict=True):
        yield Piece(_row(block, row, rows), records)
    yield Piece(_blank, head=True)


def _row(block: Table, row: Sequence[str], rows: Sequence[Sequence[str]], style: str = "") -> Draw:
    aligns = alignment(block)

    def draw(width: int) -> list[Content]:
        widths = _widths([block.header, *rows], aligns, width)
        cells = [Content(text).wrap(room) or [Content("")] for text, room in zip(row, widths, strict=True)]
        lines = []
        for place in range(max(map(len, cells))):
            parts = [
                fit(cell[place].plain.rstrip() if place < len(cell) else "", room, "right" if align == "right" else "left")
                for cell, room, align in zip(cells, widths, aligns, strict=True)
            ]
            lines.append(Content.styled((" " * _GAP).join(parts), style))
        return lines

    return draw


def _widths(rows: Sequence[Sequence[str]], aligns: Sequence[str], room: int) -> list[int]:
    """As wide as the texts are; where that is too much, the widest column of words gives way first."""
    widths = [max(1, *(cell_len(row[place]) for row in rows)) for place in range(len(aligns))]
    over = sum(widths) + _GAP * (len(widths) - 1) - room
    while over > 0 and max(widths) > 4:
        words = [place for place, align in enumerate(aligns) if align != "right" and widths[place] > 4] or range(len(widths))
        widest = max(words, key=lambda place: widths[place])
        widths[widest] -= 1
        over -= 1
    return widths


def _by_row(behind: tuple[RecordSet, ...], rows: Sequence[Sequence[str]]) -> list[tuple[RecordSet, ...]]:
    """The records of each row: as many for each, or else those that are called as the row is."""
    if not rows or len(behind) % len(rows) == 0:
        return _shared_out(behind, len(rows))
    return [tuple(one for one in behind if one.label.partition(":")[0] == row[0]) or behind for row in rows]


def _shared_out(behind: tuple[RecordSet, ...], rows: int) -> list[tuple[RecordSet, ...]]:
    each, rest = divmod(len(behind), rows) if rows else (0, 0)
    return [behind if rest else behind[each * place : each * (place + 1)] for place in range(rows)]


_READABLE = 110
"""Columns of a line at the most: longer ones are hard to read."""


class ChapterText(VerticalScroll, can_focus=True):
    """A chapter as it will be written. Enter on a piece with numbers opens their records."""

    DEFAULT_CSS = """
    ChapterText { width: 1fr; height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; background: $ground; }
    ChapterText > Static { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_piece", N_("records"), tooltip=N_("Opens the records behind the numbers in this line.")),
        Binding("up", "move(-1)", N_("line up"), show=False, id="line_up"),
        Binding("down", "move(1)", N_("line down"), show=False, id="line_down"),
        Binding("pageup", "leap(-1)", N_("page up"), show=False, id="page_up"),
        Binding("pagedown", "leap(1)", N_("page down"), show=False, id="page_down"),
        Binding("home,ctrl+home", "to_end(0)", N_("first"), show=False, id="first"),
        Binding("end,ctrl+end", "to_end(-1)", N_("last"), show=False, id="last"),
    ]
    cursor: var[int] = var(0, init=False)

    class Opened(Message):
        """The records behind this piece are wanted."""

        def __init__(self, piece: Piece) -> None:
            super().__init__()
            self.piece = piece

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Sequence[Piece] = ()
        self._starts: list[int] = []

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(Content(""), markup=False)

    def show(self, pieces: Sequence[Piece], *, keep_place: bool = False) -> None:
        """Show another chapter from its beginning, or the same one anew."""
        self._pieces = pieces
        stops = self._stops()
        place = self.cursor if keep_place and self.cursor in stops else next(iter(stops), 0)
        self.set_reactive(ChapterText.cursor, place)
        self._draw()
        if not keep_place:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Lay out to the new width."""
        self._draw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._draw()

    def watch_cursor(self) -> None:
        """Draw the cursor where it stands now, in sight."""
        self._draw()
        if self.cursor < len(self._starts):
            last = self._starts[self.cursor + 1] if self.cursor + 1 < len(self._starts) else self.virtual_size.height
            top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
            first = 0 if self.cursor == next(iter(self._stops()), 0) else self._starts[self.cursor]
            if first < top or last > bottom:
                self.scroll_to(y=first if first < top else max(0, min(first, last - self.size.height)), animate=False)

    def _stops(self) -> list[int]:
        return [place for place, piece in enumerate(self._pieces) if not piece.head]

    def _draw(self) -> None:
        width = min(_READABLE, self.scrollable_content_region.width) - 2
        if width <= 0:
            return
        lines: list[Content] = []
        self._starts = []
        for place, piece in enumerate(self._pieces):
            self._starts.append(len(lines))
            at = place == self.cursor and self.has_focus
            for number, line in enumerate(piece.draw(width)):
                sign = "▸" if at and number == 0 else "·" if piece.behind and number == 0 else " "
                shown = line.stylize("on $cursor-row") if at else line
                lines.append(Content.assemble((sign, "$focus" if at else "$muted"), " ", shown))
        self.query_one(Static).update(Content("\n").join(lines))

    def action_move(self, by: int) -> None:
        """To the next piece, or the one before."""
        stops = self._stops()
        if self.cursor in stops:
            self.cursor = stops[max(0, min(len(stops) - 1, stops.index(self.cursor) + by))]

    def action_leap(self, by: int) -> None:
        """A screen further."""
        here = self._starts[self.cursor] if self.cursor < len(self._starts) else 0
        wanted = here + by * max(1, self.size.height - 2)
        stops = self._stops()
        if stops:
            self.cursor = min(stops, key=lambda place: abs(self._starts[place] - wanted))

    def action_to_end(self, place: int) -> None:
        """To the first piece, or the last."""
        stops = self._stops()
        if stops:
            self.cursor = stops[place]

    def action_open_piece(self) -> None:
        """Ask for the records."""
        if self.cursor < len(self._pieces):
            self.post_message(self.Opened(self._pieces[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """The piece that is clicked on; once more opens it."""
        line = event.y + self.scroll_offset.y
        place = max((place for place in self._stops() if self._starts[place] <= line), default=None)
        if place is not None and place == self.cursor:
            self.action_open_piece()
        elif place is not None:
            self.cursor = place


class ChapterLines(Widget):
    """The chapters, the open one marked; a click opens another."""

    DEFAULT_CSS = "ChapterLines { height: auto; width: 1fr; }"

    class Picked(Message):
        """Another chapter is wanted; `place` counts from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[tuple[str, str, bool]] = ()
        self._open = 0

    def show(self, lines: Sequence[tuple[str, str, bool]], place: int) -> None:
        """Show chapters as title, mark, and whether the mark asks for attention."""
        self._lines, self._open = lines, place
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A line each, and one more for what does not fit beside its title."""
        return max(1, len(self._lines))

    def render(self) -> Content:
        """`▸ 2 Wat instellingen vragen  ✓`."""
        width = self.size.width
        rows = []
        for place, (title, mark, attention) in enumerate(self._lines):
            at = place == self._open
            room = max(8, width - 5 - len(mark))
            text = f"{place + 1:>2} {fit(one_line(title), room - 1)} "
            rows.append(
                Content.assemble(
                    ("▸" if at else " ", "$focus"), (text, "bold" if at else ""), (mark, "$attention" if attention else "$done")
                )
            )
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        """Open the chapter."""
        if event.y < len(self._lines):
            self.post_message(self.Picked(event.y))
