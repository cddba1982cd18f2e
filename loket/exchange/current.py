"""What the database holds now, in the canonical form: what a file's rows are compared with, and what an export writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Text, select, type_coerce

from loket.exchange.canonical import Column, Link, TableSpec
from loket.exchange.matching import Book, Books, InstitutionBook, KeyBook, OpenBook
from loket.exchange.values import Value
from loket.language import _
from loket.models.base import WordType
from loket.models.tables import METADATA

Row = dict[str, Value]
"""One record in canonical form: header → value."""


def current_rows(connection: Connection, spec: TableSpec) -> dict[int, Row]:
    """Every record of a table by its number, in the order of the numbers."""
    plain = [column for column in spec.columns if isinstance(column.place, str)]
    table = spec.table
    columns = [table.c[str(column.place)] for column in plain]
    raw = [type_coerce(column, Text) if isinstance(column.type, WordType) else column for column in columns]
    rows: dict[int, Row] = {}
    for number, *values in connection.execute(select(table.c.id, *raw).order_by(table.c.id)):
        rows[number] = {column.header: None if value == "" else value for column, value in zip(plain, values, strict=True)}
    for column in spec.columns:
        if isinstance(column.place, Link):
            _add_list(connection, rows, column, column.place)
    return rows


def _add_list(connection: Connection, rows: dict[int, Row], column: Column, link: Link) -> None:
    """Put a list's values into their records."""
    table = METADATA.tables[link.table]
    value = table.c[link.value]
    raw = type_coerce(value, Text) if isinstance(value.type, WordType) else value
    found: dict[int, set[int | str]] = {}
    for owner, item in connection.execute(select(table.c[link.owner], raw)):
        found.setdefault(owner, set()).add(item)
    for number, row in rows.items():
        row[column.header] = tuple(sorted(found.get(number, ()), key=_place)) if number in found else ()


def _place(item: int | str) -> tuple[int, str]:
    return (item, "") if isinstance(item, int) else (0, item)


def raw_answers(connection: Connection, spec: TableSpec) -> dict[int, str]:
    """What is kept with each record as it was answered; empty for tables that keep nothing so."""
    if "raw" not in spec.table.c:
        return {}
    found = connection.execute(select(spec.table.c.id, spec.table.c.raw).where(spec.table.c.raw.is_not(None)))
    return {number: raw for number, raw in found}  # noqa: C416 - a Row is no pair to mypy


def population(connection: Connection) -> dict[int, set[int]]:
    """The institutions that each round was sent to."""
    table = METADATA.tables["round_population"]
    found: dict[int, set[int]] = {}
    for round_id, institution_id in connection.execute(select(table.c.round_id, table.c.institution_id)):
        found.setdefault(round_id, set()).add(institution_id)
    return found


def row_hash(spec: TableSpec, row: Mapping[str, Value]) -> str:
    """What import memory keeps of a row: enough to see that it was edited since."""
    values = [row.get(column.header) for column in spec.columns]
    return hashlib.blake2b(json.dumps(values, default=str, ensure_ascii=False).encode(), digest_size=16).hexdigest()


def all_books(connection: Connection) -> Books:
    """The books of everything that a file may name, from what the database holds."""
    books = Books()
    books["institution"] = institution_book(connection)
    books["advisor"] = _open_book(connection, books, "advisor", "name", slips=True)
    books["party"] = _party_book(connection, books)
    books["round"] = _open_book(connection, books, "wensenscan_round", "name")
    books["theme"] = Book(_("unknown theme; themes run from 1 to 6"), tiers=2)
    for number, label in _names(connection, "theme", "label"):
        books["theme"].add(number, str(number))
        books["theme"].add(number, label, tier=1)
    books["obstacle"] = Book(_("unknown obstacle; an admin adds new ones on purpose"))
    books["outcome_set"] = Book(_("unknown UZ-set"))
    books["trend"] = Book(_("unknown trend"))
    for book, table, name in (("obstacle", "obstacle", "label"), ("outcome_set", "outcome_set", "name"), ("trend", "trend", "title")):
        _fill(books[book], _names(connection, table, name))
    for book, table in (
        ("conversation", "conversation"),
        ("request", "support_request"),
        ("offering", "offering"),
        ("fitgap", "fit_gap_analysis"),
    ):
        books[book] = KeyBook(_("there is no row with this sleutel, in this import or in loket"))
        _fill(books[book], _names(connection, table, "sleutel"))
    return books


def institution_book(connection: Connection) -> InstitutionBook:
    """Institutions by name and AGB code, then by short name and alias; a merged one's names mean its survivor."""
    book = InstitutionBook(_("unknown institution"), tiers=2)
    table = METADATA.tables["institution"]
    columns = (table.c.id, table.c.name, table.c.short_name, table.c.agb, table.c.merged_into_id)
    rows = connection.execute(select(*columns).order_by(table.c.id)).all()
    merged: dict[int, int] = {number: into for number, _name, _short, _agb, into in rows if into is not None}
    # Survivors first: a record is shown by the first name it gets.
    for number, name, short, agb, into in sorted(rows, key=lambda row: row.merged_into_id is not None):
        add_institution(book, survivor(merged, number), name, short, agb, own=into is None)
        if number in merged:
            book.show_as(number, name)
    aliases = METADATA.tables["institution_alias"]
    for owner, alias in connection.execute(select(aliases.c.institution_id, aliases.c.alias)):
        book.add(survivor(merged, owner), alias, tier=1)
    return book


def survivor(merged: Mapping[int, int], number: int) -> int:
    """Where a record that was merged, perhaps more than once, ended up."""
    seen = {number}
    while number in merged and merged[number] not in seen:
        number = merged[number]
        seen.add(number)
    return number


def add_institution(book: Book, number: int, name: str, short: str | None, agb: str | None, *, own: bool = True) -> None:
    """Enter an institution's names; those of a merged one (`own` is False) are what its survivor is also called."""
    book.add(number, name, tier=0 if own else 1)
    book.add(number, agb, tier=0 if own else 1)
    book.add(number, short, tier=1)


def _open_book(connection: Connection, books: Books, table: str, name: str, *, slips: bool = False) -> OpenBook:
    book = OpenBook(books.new_numbers, slips=slips)
    for number, text in _names(connection, table, name):
        book.know(number, text)
    return book


def _party_book(connection: Connection, books: Books) -> OpenBook:
    book = _open_book(connection, books, "party", "name")
    aliases = METADATA.tables["party_alias"]
    for owner, alias in connection.execute(select(aliases.c.party_id, aliases.c.alias)):
        book.know(owner, alias)
    return book


def _names(connection: Connection, table: str, name: str) -> Iterable[tuple[int, str]]:
    source = METADATA.tables[table]
    return [(number, text) for number, text in connection.execute(select(source.c.id, source.c[name]).order_by(source.c.id))]


def _fill(book: Book, names: Iterable[tuple[int, str]]) -> None:
    for number, name in names:
        book.add(number, name)
