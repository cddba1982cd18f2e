"""What a document is made of: a title and blocks, and how texts, numbers and days stand in it. The writers say how it looks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from loket.language.formats import month_name, number
from loket.language.safe_text import for_terminal

Cell = str | int | float | dt.date | None
"""A cell of a table: a text, a number or day that is written in the language's own way, or None for nothing known."""

Align = Literal["left", "right", "centre"]
Kind = Literal["body", "lead", "note", "quote"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part: level 1 for a chapter, 2 and 3 below it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline in it stays. `lead` opens a document, `note` is small, `quote` is somebody's own words."""

    text: str
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts, numbered when their order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a thing: a label and a value a line."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. Without `alignment` numbers stand right and text left; `first_is_name`: the first column names its row."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignment: tuple[Align, ...] = ()
    caption: str = ""
    first_is_name: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: None has no length. `shown` is what stands beside it, always the figure itself (`51`, `37/118 31%`)."""

    label: str
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart. A full bar stands for `top`, else for the longest."""

    title: str
    rows: tuple[Bar, ...]
    top: float | None = None

    def share(self, bar: Bar) -> float:
        """How much of the full length a bar has, 0 to 1."""
        top = self.top if self.top is not None else max((row.value or 0 for row in self.rows), default=0)
        return min(1.0, max(0.0, (bar.value or 0) / top)) if top > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together in a column chart, one value for each series: None has no column. `shown` is what stands on it."""

    label: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A column chart: `series` name the columns of each group; `heading` says what the groups are. Without room it is a table."""

    title: str
    heading: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def top(self) -> float:
        """What the highest column stands for; 0 when there is none."""
        return max((value for group in self.groups for value in group.values if value is not None), default=0)

    def as_table(self) -> Table:
        """The same numbers as a table."""
        rows = tuple((group.label, *group.shown) for group in self.groups)
        aligns: list[Align] = ["right" if place else "left" for place in range(len(self.series) + 1)]
        return Table((self.heading, *self.series), rows, tuple(aligns), self.title)


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings, down to a level."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


Block = Heading | Paragraph | Bullets | Facts | Table | Bars | Columns | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `on` is its day (never "now": the same document gives the same bytes), `lang` the language of its words.

    One that is `compact` is set small and close, to stand on one page.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    author: str = "UZ-loket"
    on: dt.date | None = None
    lang: str = "nl"
    compact: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


NOTHING = "–"
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def plain(text: str) -> str:
    """A text without what no file format takes; newlines stay, as `\\n`."""
    return _NO_CHARACTERS.sub("", for_terminal("\n".join(text.splitlines())))


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(plain(text).split())


def shown(cell: Cell) -> str:
    """A cell as people read it: `1.204`, `41,5`, `23 nov 2026`, `–`."""
    match cell:
        case None | "":
            return NOTHING
        case str():
            return plain(cell)
        case dt.date():
            return f"{cell.day} {month_name(cell.month, short=True)} {cell.year}"
        case int():
            return number(cell)
        case _:
            return number(cell, 1)


def alignment(table: Table) -> tuple[Align, ...]:
    """How each column stands: as the table says, else right where it holds numbers only."""
    if table.alignment:
        return table.alignment
    columns = ([row[place] for row in table.rows if row[place] is not None] for place in range(len(table.header)))
    return tuple("right" if cells and all(isinstance(cell, int | float) for cell in cells) else "left" for cells in columns)
