"""A chapter as pieces: what the cursor stops at, one paragraph, bar or row of a table each, with the records behind its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from loket.exchange.documents.model import Bars, Bullets, Cell, Columns, Facts, Heading, Paragraph, Table
from loket.exchange.documents.texts import alignment
from loket.exchange.documents.texts import shown as cell_text
from loket.exchange.report.model import Chapter, Part
from loket.insight.figures.record_set import RecordSet
from loket.widgets.bars import bar
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
