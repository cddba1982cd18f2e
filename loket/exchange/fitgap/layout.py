"""How the fit-gap workbook is laid out: the one thing that its writer and its reader agree on. Its words are Dutch: they are data."""

from __future__ import annotations

from dataclasses import dataclass

MARK = "loket-fitgap"
"""What the first cell of the hidden sheet says: by this, not by its name, a workbook is known."""
VERSION = 1
"""Of the layout. A workbook of a later one is refused; an earlier one is read, since cells are found by their labels."""

SHEET, GUIDE, HIDDEN = "Fit-gap", "Uitleg", "loket"
UNKNOWN = "onbekend"
NOT_THERE = "-"
"""Stands for the hash of a dimension that had no row when the workbook went out."""

FACTS = {
    "instelling": "instelling",
    "uitkomstenset": "uz_set",
    "status": "status",
    "gestart op": "gestart_op",
    "gerapporteerd op": "gerapporteerd_op",
    "besproken op": "besproken_op",
}
"""Label → column of the canonical table `fitgap`."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the sheet: what stands above it, what it is in `fitgap_punten` (empty: for reading only), how wide it is."""

    text: str
    column: str
    width: int


HEADS = (
    Head("Dimensie", "dimensie", 22),
    Head("Waar het om gaat", "", 38),
    Head("Huidig", "huidig", 34),
    Head("Gewenst", "gewenst", 34),
    Head("Kloof", "kloof", 11),
    Head("Actie", "actie", 34),
    Head("Landelijk", "landelijk", 11),
)
COLUMNS = {head.text.casefold(): head.column for head in HEADS if head.column}
"""Header → column of the canonical table `fitgap_punten`."""


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: row 7 (from 1), column 3 (from 0) is `D7`. No column here lies beyond Z."""
    return f"{chr(ord('A') + column)}{row}" if column < 26 else f"{row}"
