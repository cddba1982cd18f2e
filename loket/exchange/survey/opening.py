"""Opening a survey file for a person: the file, the mapping by which files of these headers were read before, and the rounds there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from loket.exchange.canonical import ALL_HEADERS
from loket.exchange.recognising import recognise
from loket.exchange.survey.checking import suggested
from loket.exchange.survey.days import ANONYMISED
from loket.exchange.survey.mapping import SurveyMapping
from loket.exchange.survey.reading import SurveyFile, SurveyFormat, SurveyRow, read_survey
from loket.exchange.survey.remembering import known_mapping
from loket.exchange.survey.tools import TOOLS
from loket.exchange.tabular import read_tables
from loket.models.errors import Refused
from loket.store.opening import Store

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
