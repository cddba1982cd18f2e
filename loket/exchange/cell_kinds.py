"""What a cell may hold: how each kind of column is read into the value that the database keeps, and written out again."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from loket.exchange.name_index import NameIndexes, NotUnderstood, likest
from loket.exchange.output_files import OutCell
from loket.exchange.source_tables import Cell
from loket.language import _
from loket.language.safe_text import LINE_LIMIT, clean_line, clean_text
from loket.models.errors import Refused
from loket.models.record import Record
from loket.models.words import Word

Value = str | int | dt.date | tuple[int | str, ...] | None
"""What the database keeps for a column: a text, number, date, the identifier of a word, a record's number, or several."""
Row = dict[str, Value]
"""One record in canonical form: header → value."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_DUTCH = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_AGB = re.compile(r"[0-9]{8}")
_WHOLE = re.compile(r"\d{1,9}")


class Kind(Protocol):
    """How one kind of column is read and shown."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The value of a filled cell; raises NotUnderstood."""

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The cell for a value."""


def cell_text(cell: Cell) -> str:
    """A cell as a person sees it."""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def items(cell: Cell) -> list[str]:
    """The items of a list in one cell, `|` between them."""
    return [item for part in cell_text(cell).split("|") if (item := part.strip())]


class Plain:
    """A kind whose value is shown as it is."""

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The value itself; a list with `|` between its items."""
        return "|".join(map(str, value)) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Line(Plain):
    """A name or title: one line."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The line without what hygiene drops, which the indexes hear of."""
        text = cell_text(cell)
        if len(text) <= LINE_LIMIT and text.isprintable() and unicodedata.is_normalized("NFC", text):
            return text.strip() or None
        return _cleaned(text, indexes, one_line=True)


@dataclass(frozen=True, slots=True)
class Text(Plain):
    """A text of any number of lines, up to 1 MB."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The text as it stands, without what hygiene drops, which the indexes hear of."""
        text = cell_text(cell)
        if len(text) <= 10_000 and text.isprintable() and unicodedata.is_normalized("NFC", text):
            return text
        return _cleaned(text, indexes, one_line=False)


def _cleaned(text: str, indexes: NameIndexes, *, one_line: bool) -> str | None:
    try:
        cleaned = clean_line(text) if one_line else clean_text(text)
    except Refused as error:
        raise NotUnderstood(str(error).removeprefix(": ").removesuffix(".")) from error
    if cleaned.warnings:
        indexes.dropped_characters += 1
    return cleaned.text or None


@dataclass(frozen=True, slots=True)
class Agb(Plain):
    """An AGB code: 8 digits. A spreadsheet that took it for a number has lost its first zeros."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The 8 digits."""
        text = f"{cell:08d}" if isinstance(cell, int) else cell_text(cell).strip()
        if _AGB.fullmatch(text):
            return text
        nearest = [text.zfill(8)] if text.isdecimal() and len(text) < 8 else []
        raise NotUnderstood(_("an AGB code has 8 digits"), nearest)


@dataclass(frozen=True, slots=True)
class Day(Plain):
    """A date: ISO, dd-mm-jjjj or a spreadsheet's own; a time behind it is left off."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The day."""
        if isinstance(cell, dt.date):
            return cell.date() if isinstance(cell, dt.datetime) else cell
        text = cell_text(cell).strip()
        if match := _ISO.fullmatch(text):
            year, month, day = match.groups()
        elif match := _DUTCH.fullmatch(text):
            day, month, year = match.groups()
        else:
            raise NotUnderstood(_("not a date; write it as 2026-11-21 or 21-11-2026"))
        if not 1900 <= int(year) <= 2199:
            raise NotUnderstood(_("a year must lie between 1900 and 2199"))
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise NotUnderstood(_("this day does not exist")) from None


@dataclass(frozen=True, slots=True)
class Whole(Plain):
    """A whole number from 0, with an upper bound if it has one."""

    highest: int | None = None

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The number."""
        text = cell_text(cell).strip()
        if _WHOLE.fullmatch(text) and (self.highest is None or int(text) <= self.highest):
            return int(text)
        if self.highest is None:
            raise NotUnderstood(_("not a whole number from 0"))
        raise NotUnderstood(_("not a whole number from 0 to {highest}").format(highest=self.highest))


@dataclass(frozen=True, slots=True)
class Flag:
    """Ja or nee, always known: an empty cell is the default."""

    default: bool

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """True for ja."""
        match cell_text(cell).strip().casefold():
            case "ja":
                return True
            case "nee":
                return False
        raise not_allowed(cell_text(cell), ["ja", "nee"])

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """`ja` or `nee`."""
        return "ja" if value else "nee"


class OneOf:
    """A word of a closed list; `unknown` are the words that stand for an empty cell, `leaving_out` those not allowed here."""

    def __init__(self, words: type[Word], unknown: Sequence[str] = (), leaving_out: Sequence[Word] = ()) -> None:
        members = [word for word in words if word not in leaving_out]
        self.allowed = [*(word.dutch for word in members), *unknown]
        self._shown = {word.value: word.dutch for word in words}
        self._values: dict[str, str | None] = {word.casefold(): None for word in unknown}
        for member in members:
            for spelling in (member.dutch, *member.also):
                self._values[spelling.casefold()] = member.value

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The word's identifier."""
        text = cell_text(cell).strip()
        try:
            return self._values[unicodedata.normalize("NFC", text).casefold()]
        except KeyError:
            raise not_allowed(text, self.allowed) from None

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The Dutch word."""
        return None if value is None else self._shown[str(value)]


def not_allowed(text: str, allowed: Sequence[str]) -> NotUnderstood:
    """The error for a word that is not in its list: which ones are, and the likest."""
    return NotUnderstood(_("not in the list; allowed: {words}").format(words=", ".join(allowed)), likest(text, allowed))


@dataclass(frozen=True, slots=True)
class Words:
    """Several words of a closed list, `|` between them."""

    one: OneOf

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The identifiers, each once, in a fixed order."""
        return tuple(sorted({str(self.one.read(item, indexes)) for item in items(cell)}))

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The Dutch words."""
        return "|".join(str(self.one.show(item, indexes)) for item in value) if isinstance(value, tuple) else None


@dataclass(frozen=True, slots=True)
class Named:
    """A record that is called by its name or key: `model` says of which kind."""

    model: type[Record]

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The record's number."""
        return indexes[self.model].find(cell_text(cell))

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The name by which it is found again."""
        return indexes[self.model].name(value) if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class AllNamed:
    """Several records that are called by their names, `|` between them."""

    model: type[Record]

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The records' numbers, each once, in order."""
        return tuple(sorted({indexes[self.model].find(item) for item in items(cell)}))

    def show(self, value: Value, indexes: NameIndexes) -> OutCell:
        """The names."""
        return "|".join(indexes[self.model].name(int(item)) for item in value) if isinstance(value, tuple) else None


@dataclass(frozen=True, slots=True)
class Aliases(Plain):
    """Other names, `|` between them."""

    def read(self, cell: Cell, indexes: NameIndexes) -> Value:
        """The names, each once, in a fixed order."""
        return tuple(sorted({str(name) for item in items(cell) if (name := Line().read(item, indexes)) is not None}))
