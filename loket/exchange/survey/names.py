"""The institutions in a survey file that nobody knows by that name, with who they may be and what tells them apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select

from loket.exchange.canonical import BY_NAME
from loket.exchange.current import all_books
from loket.exchange.matching import Books, InstitutionBook, NotUnderstood, fold
from loket.exchange.survey.binding import bind
from loket.exchange.survey.mapping import SurveyMapping
from loket.exchange.survey.reading import SurveyFile, SurveyRow, in_format
from loket.exchange.survey.translating import TranslatedRow, Translator
from loket.models.tables import METADATA
from loket.models.words import Audience, Province
from loket.store.opening import Store
from loket.store.writing import driver_errors

_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An institution that a name may mean, with how much the two look alike (0 to 1)."""

    number: int
    name: str
    city: str | None
    province: Province | None
    score: float


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that means no institution, or several (`shared`), with what its first response says."""

    name: str
    rows: tuple[int, ...]
    audience: Audience | None
    day: dt.date | None
    excerpt: str
    candidates: tuple[Candidate, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class SurveyNames:
    """Of the complete responses: how many there are, of how many the institution is known, and the names that are not."""

    total: int
    known: int
    unknown: tuple[UnknownName, ...]


def survey_names(store: Store, survey: SurveyFile, mapping: SurveyMapping) -> SurveyNames:
    """Look every institution up; raises Refused when the mapping does not go with the file."""
    survey = in_format(survey, mapping.format)
    with driver_errors(store.address), store.engine.begin() as connection:
        books, places = all_books(connection), _places(connection)
    # Which round it is does not matter here, and may not have been said yet.
    translator = Translator(bind(survey, mapping, books), books, mapping.round or "-")
    rows = [(row, translator.translate(row)) for row in survey.complete]
    unknown: dict[str, list[tuple[SurveyRow, TranslatedRow]]] = {}
    institutions = books["institution"]
    for row, made in rows:
        name = str(made.cells.get("instelling", ""))
        if name and len(institutions.owners(name)) != 1:
            unknown.setdefault(fold(name), []).append((row, made))
    named = sum(1 for _row, made in rows if made.cells.get("instelling"))
    told = tuple(_unknown(own, books, places) for own in unknown.values())
    return SurveyNames(len(rows), named - sum(len(own) for own in unknown.values()), told)


def _places(connection: Connection) -> dict[int, tuple[str | None, Province | None]]:
    table = METADATA.tables["institution"]
    return {number: (city, province) for number, city, province in connection.execute(select(table.c.id, table.c.city, table.c.province))}


def _unknown(
    own: list[tuple[SurveyRow, TranslatedRow]], books: Books, places: dict[int, tuple[str | None, Province | None]]
) -> UnknownName:
    book = books["institution"]
    first = own[0][1].cells
    name = str(first["instelling"])
    owners = book.owners(name)
    found = [(number, 1.0) for number in owners]
    if not found and isinstance(book, InstitutionBook):
        found = book.propose(name)
    day = first.get("ingevuld_op")
    excerpt = " ".join((str(first.get("toelichting") or "") or str(first.get("ambitie") or "")).split())
    return UnknownName(
        name,
        tuple(row.number for row, _made in own),
        _audience(str(first.get("doelgroep") or ""), books),
        day if isinstance(day, dt.date) else None,
        excerpt if len(excerpt) <= _EXCERPT else f"{excerpt[:_EXCERPT]}…",
        tuple(Candidate(number, book.name(number), *places.get(number, (None, None)), round(score, 2)) for number, score in found),
        bool(owners),
    )


def _audience(text: str, books: Books) -> Audience | None:
    try:
        found = BY_NAME["wensenscan"].by_header["doelgroep"].kind.read(text, books) if text else None
    except NotUnderstood:
        return None
    return Audience(str(found)) if found else None
