"""A survey file as the loading screen shows it: how it was read before, and the institutions that nobody knows by that name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from loket.exchange.canonical import ALL_HEADERS, RESPONSES
from loket.exchange.import_files import recognise
from loket.exchange.name_index import NameIndexes, NotUnderstood, all_indexes, fold
from loket.exchange.source_tables import read_tables
from loket.exchange.survey.day_formats import ANONYMISED
from loket.exchange.survey.mapping_binding import bind
from loket.exchange.survey.mapping_check import suggested
from loket.exchange.survey.mapping_store import known_mapping
from loket.exchange.survey.survey_file import SurveyFile, SurveyRow, in_format, read_survey
from loket.exchange.survey.survey_mapping import SurveyMapping
from loket.exchange.survey.survey_tools import TOOLS, SurveyFormat
from loket.exchange.survey.survey_translation import TranslatedRow, Translator
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.models.words import Audience, Province
from loket.store.database import Store
from loket.store.transaction import driver_errors

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
    viewer = store.viewer()
    with driver_errors(store.address), store.engine.begin() as connection:
        indexes = all_indexes(connection, viewer)
        found = connection.execute(select(col(Institution.id), col(Institution.city), col(Institution.province)))
        places = {number: (city, province) for number, city, province in found if number is not None}
    # Which round it is does not matter here, and may not have been said yet.
    translator = Translator(bind(survey, mapping, indexes), indexes, mapping.round or "-")
    rows = [(row, translator.translate(row)) for row in survey.complete]
    unknown: dict[str, list[tuple[SurveyRow, TranslatedRow]]] = {}
    institutions = indexes.institutions
    for row, made in rows:
        name = str(made.cells.get("instelling", ""))
        if name and len(institutions.owners(name)) != 1:
            unknown.setdefault(fold(name), []).append((row, made))
    named = sum(1 for _row, made in rows if made.cells.get("instelling"))
    told = tuple(_unknown(own, indexes, places) for own in unknown.values())
    return SurveyNames(len(rows), named - sum(len(own) for own in unknown.values()), told)


def _unknown(
    own: list[tuple[SurveyRow, TranslatedRow]], indexes: NameIndexes, places: dict[int, tuple[str | None, Province | None]]
) -> UnknownName:
    index = indexes.institutions
    first = own[0][1].cells
    name = str(first["instelling"])
    owners = index.owners(name)
    found = [(number, 1.0) for number in owners] or index.propose(name)
    day = first.get("ingevuld_op")
    excerpt = " ".join((str(first.get("toelichting") or "") or str(first.get("ambitie") or "")).split())
    return UnknownName(
        name,
        tuple(row.number for row, _made in own),
        _audience(str(first.get("doelgroep") or ""), indexes),
        day if isinstance(day, dt.date) else None,
        excerpt if len(excerpt) <= _EXCERPT else f"{excerpt[:_EXCERPT]}…",
        tuple(Candidate(number, index.name(number), *places.get(number, (None, None)), round(score, 2)) for number, score in found),
        bool(owners),
    )


def _audience(text: str, indexes: NameIndexes) -> Audience | None:
    try:
        found = RESPONSES.by_header["doelgroep"].kind.read(text, indexes) if text else None
    except NotUnderstood:
        return None
    return Audience(str(found)) if found else None


_TAKEN_AWAY = ANONYMISED.isoformat()
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class OpenedSurvey:
    """A survey file with what is known of such files. `is_table`: it is a canonical table, which needs no mapping.

    `likely` is the round by the year of most responses, `anonymised` how many complete ones have their day taken away.
    """

    survey: SurveyFile
    mapping: SurveyMapping | None
    rounds: tuple[str, ...]
    likely: str | None
    is_table: bool
    anonymised: int = 0

    @property
    def is_of_another_year(self) -> bool:
        """Whether the round that the mapping says is, by its name, of another year than most responses."""
        said = round_of(self.mapping) if self.mapping else None
        years = _YEAR.findall(said or "")
        return bool(years and self.likely and not any(year in self.likely for year in years))


def open_survey(store: Store, path: Path) -> OpenedSurvey:
    """Read a survey file; raises Refused when it cannot be read."""
    survey = read_survey(path)
    with store.read() as reader:
        rounds = tuple(row[0] for row in reader.rows("SELECT name FROM wensenscan_round ORDER BY id DESC"))
    is_table = survey.format is SurveyFormat.PLAIN and _is_table(path)
    if is_table:
        return OpenedSurvey(survey, None, rounds, None, is_table)
    return OpenedSurvey(survey, known_mapping(store, survey), rounds, suggested(store, survey).round, is_table, _anonymised(survey))


def _anonymised(survey: SurveyFile) -> int:
    own = survey.own(TOOLS[survey.format].submitted)
    return sum(1 for row in survey.complete if survey.text(row, own).startswith(_TAKEN_AWAY)) if own else 0


def _is_table(path: Path) -> bool:
    for source in read_tables(path, ALL_HEADERS):
        try:
            recognise(source)
        except Refused:
            return False
    return True


def round_of(mapping: SurveyMapping) -> str | None:
    """The round that a mapping says, when it says one for the whole file."""
    return mapping.round or mapping.fixed.get("ronde")


def says_round(mapping: SurveyMapping) -> bool:
    """Whether a mapping says which round this is, for the whole file or by a column."""
    return bool(round_of(mapping)) or "ronde" in mapping.columns


def cells_of(survey: SurveyFile, number: int) -> tuple[tuple[str, str], ...]:
    """The questions and answers of one row, by its number in a spreadsheet."""
    row: SurveyRow | None = next((one for one in survey.rows if one.number == number), None)
    return tuple((column.shown, survey.text(row, column)) for column in survey.columns) if row else ()
