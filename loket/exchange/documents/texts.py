"""How texts, numbers and days stand in a document, whatever it is written as."""

from __future__ import annotations

import datetime as dt
import re

from loket.exchange.documents.model import Align, Cell, Table
from loket.language.formats import month_name, number
from loket.language.text import for_terminal

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
