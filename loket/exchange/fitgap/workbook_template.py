"""The fit-gap workbook: its layout, which the reader shares, and how it is written with what is known filled in. Its words are Dutch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from loket.exchange.canonical import FITGAP_ITEMS, FITGAPS, TableSpec
from loket.exchange.canonical_rows import current_rows, row_hash
from loket.exchange.cell_kinds import Row
from loket.exchange.name_index import NameIndex, NameIndexes, NotUnderstood, all_indexes
from loket.exchange.output_files import XLSX_LONGEST_TEXT, OutCell, whole_file
from loket.language import _
from loket.models.errors import Refused
from loket.models.themes import OutcomeSet
from loket.models.words import FitGapDimension, FitGapState, RecordKind, YesNo
from loket.store.database import Store
from loket.store.db_files import reference_rows
from loket.store.transaction import driver_errors

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


_FIRST_FACT, _HEAD_ROW = 2, 9
_TEXT_LINES = 48
_INK, _SOFT, _DEEP, _LINE, _WASH = "#21282B", "#546064", "#0A5C6B", "#CFD5D3", "#F3F1EB"
_LARGE, _MIDDLE = "#F2D3A8", "#F8E9CF"
_GUIDE = (
    ("Waarvoor", "Met deze fit-gapanalyse ziet u per onderdeel hoe het nu gaat, wat er nodig is en hoe groot de kloof is."),
    ("Invullen", "Vul op het blad Fit-gap de witte cellen in. Instelling en Uitkomstenset zijn altijd nodig; de rest mag leeg blijven."),
    ("Huidig", "Hoe het nu is, in een of twee zinnen. Bijvoorbeeld: vragenlijsten op papier, één keer per jaar."),
    ("Gewenst", "Wat nodig is om met de uitkomstenset te werken."),
    ("Kloof 0", "Geen kloof: het is er en het werkt."),
    ("Kloof 1", "Klein: het staat er grotendeels, er is nog wat afstelling nodig."),
    ("Kloof 2", "Matig: er is een begin, er moet nog veel gebeuren."),
    ("Kloof 3", "Groot: er is weinig; het kost veel tijd, geld of overleg."),
    ("Kloof 4", "Zeer groot: er is niets, of het lukt niet zonder hulp van buiten."),
    ("onbekend", "U weet het niet. Dat telt nooit als 0; leeg laten mag ook."),
    ("Actie", "Wat u zelf gaat doen, of wat u van anderen nodig hebt."),
    ("Landelijk", "ja: dit kan een instelling niet alleen oplossen, er is landelijke actie nodig."),
    ("Status", "gepland, loopt, gerapporteerd of besproken. Leeg bij een nieuwe analyse betekent: loopt."),
    ("Terugsturen", "Bewaar het bestand als .xlsx of .ods en stuur het terug aan uw adviseur van het UZ-loket."),
    ("Let op", "Laat de bladen en de kolommen staan. Zet geen namen of gegevens van patiënten in dit bestand."),
)
"""The instruction: a word and what it means. Dutch, as the workbook's other words."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """What is known beforehand: facts and dimensions as cells, and by what the analysis is found again."""

    facts: Mapping[str, OutCell] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, OutCell]] = field(default_factory=dict)
    key: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


def write_template(
    store: Store, path: Path, institution: str | None = None, outcome_set: str | None = None, number: int | None = None
) -> str:
    """Write a workbook to fill in: empty, for an institution or a set, or with what analysis `number` holds.

    Gives what it is for, as people say it. What is confidential stays out.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refused(_("{file}: the workbook is an .xlsx; give the file that ending").format(file=path.name))
    viewer = store.viewer()
    with driver_errors(store.address), store.engine.begin() as connection:
        indexes = all_indexes(connection, viewer)
        if number is not None:
            analyses = current_rows(connection, FITGAPS)
            filled = _of_analysis(analyses, current_rows(connection, FITGAP_ITEMS), number, indexes)
            _agrees(filled, indexes, institution, outcome_set)
        else:
            filled = _Filled(_asked(indexes, institution, outcome_set))
        sets = list(connection.execute(select(col(OutcomeSet.name)).order_by(col(OutcomeSet.id))).scalars())
    _write(path, filled, sets)
    return " · ".join(str(filled.facts[column]) for column in ("instelling", "uz_set") if filled.facts.get(column))


def _asked(indexes: NameIndexes, institution: str | None, outcome_set: str | None) -> dict[str, OutCell]:
    """The institution and set that were asked, by their own names."""
    asked = (("instelling", indexes.institutions, institution), ("uz_set", indexes[OutcomeSet], outcome_set))
    return {column: _named(index, name) for column, index, name in asked if name}


def _named(index: NameIndex, text: str) -> str:
    """The own name of what a person called by some name."""
    try:
        return index.name(index.find(text))
    except NotUnderstood as error:
        nearest = f" ({', '.join(error.nearest)})" if error.nearest else ""
        raise Refused(f"“{text}”: {error.why}{nearest}") from error


def _of_analysis(analyses: Mapping[int, Row], items: Mapping[int, Row], number: int, indexes: NameIndexes) -> _Filled:
    """What an analysis holds; refused when it is not there, or may not leave the house."""
    analysis, name = analyses.get(number), RecordKind.FITGAP.number(number)
    if analysis is None:
        raise Refused(_("There is no {number}.").format(number=name))
    if analysis["vertrouwelijk"]:
        raise Refused(_("{number} is confidential: it makes no workbook and no report.").format(number=name))
    own = {str(row["dimensie"]): row for row in items.values() if row["analyse"] == number}
    shown = {dimension: row for dimension, row in own.items() if not row["vertrouwelijk"]}
    return _Filled(
        facts=_cells(FITGAPS, analysis, indexes),
        items={dimension: _item(_cells(FITGAP_ITEMS, row, indexes)) for dimension, row in shown.items()},
        key=str(analysis["sleutel"]),
        hashes={
            "fitgap": row_hash(FITGAPS, analysis),
            **{one.value: row_hash(FITGAP_ITEMS, shown[one.value]) if one.value in shown else NOT_THERE for one in FitGapDimension},
        },
        kept=frozenset(own.keys() - shown.keys()),
    )


def _cells(spec: TableSpec, row: Row, indexes: NameIndexes) -> dict[str, OutCell]:
    return {column.header: column.kind.show(row[column.header], indexes) for column in spec.columns}


def _item(cells: Mapping[str, OutCell]) -> dict[str, OutCell]:
    """A dimension that was looked at says that its gap is unknown; one that was not stays blank."""
    return {**cells, "kloof": UNKNOWN if cells["kloof"] is None else cells["kloof"]}


def _agrees(filled: _Filled, indexes: NameIndexes, institution: str | None, outcome_set: str | None) -> None:
    """Refuse an institution or set that is not the analysis' own."""
    for column, name in _asked(indexes, institution, outcome_set).items():
        if name != filled.facts[column]:
            message = _("This analysis is of {own}, not of {asked}.")
            asked = institution if column == "instelling" else outcome_set
            raise Refused(message.format(own=filled.facts[column], asked=asked))


def _write(path: Path, filled: _Filled, sets: Sequence[str]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole_file(path) as file:
        book = xlsxwriter.Workbook(file, options)
        book.set_properties({"title": "Fit-gapanalyse", "author": "UZ-loket", "created": dt.datetime(2000, 1, 1)})
        sheet = book.add_worksheet(SHEET)
        guide = book.add_worksheet(GUIDE)
        hidden = book.add_worksheet(HIDDEN)
        _Formats.of(book).fill(sheet, filled, len(sets))
        _fill_guide(guide, book)
        _fill_hidden(hidden, filled, sets)
        hidden.hide()
        book.close()


@dataclass(frozen=True, slots=True)
class _Formats:
    """The looks of the sheet's cells."""

    title: Any
    note: Any
    label: Any
    fact: Any
    given: Any
    day: Any
    head: Any
    name: Any
    hint: Any
    text: Any
    choice: Any
    large: Any
    middle: Any

    @classmethod
    def of(cls, book: Any) -> _Formats:
        """The looks of one workbook."""
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", "text_wrap": True}
        boxed = {**base, "border": 1, "border_color": _LINE}
        return cls(
            title=book.add_format({**base, "font_size": 18, "bold": True, "font_color": _DEEP, "text_wrap": False}),
            note=book.add_format({**base, "font_color": _SOFT, "text_wrap": False}),
            label=book.add_format({**base, "font_color": _SOFT}),
            fact=book.add_format({**boxed, "locked": False, "text_wrap": False, "num_format": "@"}),
            given=book.add_format({**boxed, "text_wrap": False, "bold": True, "bg_color": _WASH}),
            day=book.add_format({**boxed, "locked": False, "num_format": "dd-mm-yyyy", "align": "left"}),
            head=book.add_format({**boxed, "bold": True, "bg_color": _WASH}),
            name=book.add_format({**boxed, "bold": True, "bg_color": _WASH}),
            hint=book.add_format({**boxed, "font_size": 9, "font_color": _SOFT, "bg_color": _WASH}),
            text=book.add_format({**boxed, "locked": False, "num_format": "@"}),
            choice=book.add_format({**boxed, "locked": False, "align": "center"}),
            large=book.add_format({"bg_color": _LARGE}),
            middle=book.add_format({"bg_color": _MIDDLE}),
        )

    def fill(self, sheet: Any, filled: _Filled, sets: int) -> None:
        """The sheet that is filled in."""
        for place, head in enumerate(HEADS):
            sheet.set_column(place, place, head.width)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, "Fit-gapanalyse", self.title)
        sheet.write_string(1, 0, f"Vul de witte cellen in. Het blad {GUIDE} zegt hoe.", self.note)
        self._facts(sheet, filled.facts, sets)
        for place, head in enumerate(HEADS):
            sheet.write_string(_HEAD_ROW, place, head.text, self.head)
        questions = {row["dimensie"]: row["vraag"] for row in reference_rows("fitgap_dimensions")}
        shown = [one for one in FitGapDimension if one.value not in filled.kept]
        for row, dimension in enumerate(shown, _HEAD_ROW + 1):
            self._dimension(sheet, row, dimension, questions.get(dimension.dutch, ""), filled.items.get(dimension.value, {}))
        self._rules(sheet, _HEAD_ROW + 1, _HEAD_ROW + len(shown))
        # Locked against slips only: no password, and rows may be made higher.
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&Rblad &P van &N")

    def _facts(self, sheet: Any, facts: Mapping[str, OutCell], sets: int) -> None:
        lists: dict[str, str | list[str]] = {
            "uz_set": f"='{HIDDEN}'!$D$1:$D${max(1, sets)}",
            "status": [state.dutch for state in FitGapState],
        }
        for row, (label, column) in enumerate(FACTS.items(), _FIRST_FACT):
            sheet.write_string(row, 0, label.capitalize(), self.label)
            if column in ("instelling", "uz_set") and facts.get(column):
                self._cell(sheet, row, 1, facts[column], self.given)
                continue
            self._cell(sheet, row, 1, facts.get(column), self.day if column.endswith("_op") else self.fact)
            if column in lists:
                self._list(sheet, (row, 1, row, 1), lists[column], "Kies een waarde uit de lijst.")
            elif column.endswith("_op"):
                day = {"validate": "date", "criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2199, 12, 31)}
                sheet.data_validation(row, 1, row, 1, {**day, "error_title": "Datum", "error_message": "Typ een datum, zoals 21-11-2026."})

    def _dimension(self, sheet: Any, row: int, dimension: FitGapDimension, question: str, item: Mapping[str, OutCell]) -> None:
        looks = {"dimensie": self.name, "": self.hint, "kloof": self.choice, "landelijk": self.choice}
        known = {**item, "dimensie": dimension.dutch, "": question}
        for place, head in enumerate(HEADS):
            self._cell(sheet, row, place, known.get(head.column), looks.get(head.column, self.text))
        sheet.set_row(row, _TEXT_LINES)

    def _rules(self, sheet: Any, first: int, last: int) -> None:
        """What may be chosen, and a colour for what is large."""
        gap, national = (next(place for place, head in enumerate(HEADS) if head.column == name) for name in ("kloof", "landelijk"))
        self._list(sheet, (first, gap, last, gap), [*"01234", UNKNOWN], f"Kies 0 tot en met 4, of {UNKNOWN}.")
        self._list(sheet, (first, national, last, national), [word.dutch for word in YesNo], "Kies ja of nee.")
        for least, most, look in ((3, 4, self.large), (2, 2, self.middle)):
            rule = {"type": "cell", "criteria": "between", "minimum": least, "maximum": most, "format": look}
            sheet.conditional_format(first, gap, last, gap, rule)

    @staticmethod
    def _list(sheet: Any, place: tuple[int, int, int, int], source: str | list[str], message: str) -> None:
        sheet.data_validation(*place, {"validate": "list", "source": source, "error_title": "Niet in de lijst", "error_message": message})

    @staticmethod
    def _cell(sheet: Any, row: int, column: int, value: OutCell, look: Any) -> None:
        """Text as text, whatever it begins with."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, look)
            case str():
                if sheet.write_string(row, column, value, look):
                    raise Refused(
                        _("{text}: longer than the {limit} characters of an XLSX cell; shorten it first").format(
                            text=f"{value[:40]}…", limit=XLSX_LONGEST_TEXT
                        )
                    )
            case dt.date():
                sheet.write_datetime(row, column, value, look)
            case _:
                sheet.write_number(row, column, value, look)


def _fill_guide(sheet: Any, book: Any) -> None:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True, "font_color": _INK}
    word, text = book.add_format({**base, "bold": True}), book.add_format(base)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Uitleg", book.add_format({**base, "font_size": 18, "bold": True, "font_color": _DEEP, "text_wrap": False}))
    for row, (name, meaning) in enumerate(_GUIDE, 2):
        sheet.write_string(row, 0, name, word)
        sheet.write_string(row, 1, meaning, text)
    sheet.protect()
    sheet.hide_gridlines(2)


def _fill_hidden(sheet: Any, filled: _Filled, sets: Sequence[str]) -> None:
    """The mark, the key of the analysis with what it held, and the lists."""
    sheet.write_string(0, 0, MARK)
    sheet.write_number(0, 1, VERSION)
    for row, (name, value) in enumerate([("sleutel", filled.key), *filled.hashes.items()] if filled.key else [], 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    for row, name in enumerate(sets):
        sheet.write_string(row, 3, name)
