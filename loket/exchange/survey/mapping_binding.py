"""A mapping held against a file: which of its columns are meant, and what in the mapping the file does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.exchange.canonical import RESPONSES, Column
from loket.exchange.cell_kinds import AllNamed, Named, OneOf, Text
from loket.exchange.name_index import NameIndexes, NotUnderstood, fold, likest
from loket.exchange.survey.answers import Answers
from loket.exchange.survey.survey_file import SurveyColumn, SurveyFile
from loket.exchange.survey.survey_mapping import SurveyMapping
from loket.exchange.survey.survey_tools import TOOLS
from loket.language import _
from loket.models.errors import Refused
from loket.models.themes import Obstacle, Theme

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class BoundQuestion:
    """One canonical column: where its answers stand, what they mean, and which option each of its columns stands for."""

    column: Column
    places: tuple[SurveyColumn, ...]
    answers: Answers
    options: Mapping[int, str]

    @property
    def is_list(self) -> bool:
        """Whether a response may have several of it."""
        return isinstance(self.column.kind, AllNamed)

    @property
    def is_text(self) -> bool:
        """Whether it is a text that a person wrote."""
        return isinstance(self.column.kind, Text)


@dataclass(frozen=True, slots=True)
class Binding:
    """The questions that a mapping finds in a file, by canonical header. `warnings` name what it lists and the file has not."""

    survey: SurveyFile
    mapping: SurveyMapping
    questions: Mapping[str, BoundQuestion]
    warnings: tuple[str, ...]


def fits(survey: SurveyFile, mapping: SurveyMapping) -> bool:
    """Whether the file has every column that the mapping names."""
    try:
        return all(survey.find(name) for names in mapping.columns.values() for name in names)
    except Refused:
        return False


def bind(survey: SurveyFile, mapping: SurveyMapping, indexes: NameIndexes) -> Binding:
    """Hold the mapping against the file and the canonical words; raises Refused with all that it names and the file has not."""
    binder = _Binder(survey, mapping, indexes)
    questions = {}
    for header, references in mapping.columns.items():
        places = binder.places(header, references)
        questions[header] = binder.question(header, places, mapping.answers.get(header, {}))
    for header, wanted in (("sleutel", TOOLS[survey.format].key), ("ingevuld_op", TOOLS[survey.format].submitted)):
        own = survey.own(wanted)
        if own is not None and header not in questions and header not in mapping.fixed:
            questions[header] = binder.question(header, (own,), {})
    for header, value in mapping.fixed.items():
        binder.check_value("fixed", header, header, value)
    if binder.faults:
        raise Refused("\n".join(binder.faults))
    return Binding(survey, mapping, questions, tuple(binder.warnings))


def known_words(column: Column, indexes: NameIndexes) -> list[str]:
    """The canonical words of a column; empty when anything may stand there."""
    kind = column.kind
    if isinstance(kind, OneOf):
        return kind.allowed
    if isinstance(kind, Named | AllNamed) and kind.model in (Theme, Obstacle):
        return indexes[kind.model].spellings()
    return []


def words_to_choose(column: Column, words: Sequence[str], indexes: NameIndexes) -> Sequence[str]:
    """The canonical words of a column for a person to choose from: themes by number and name."""
    if isinstance(column.kind, AllNamed) and column.kind.model is Theme:
        return [f"{indexes[Theme].find(word)} {word}" for word in words if not word.isdecimal()]
    return words


class _Binder:
    def __init__(self, survey: SurveyFile, mapping: SurveyMapping, indexes: NameIndexes) -> None:
        self.survey = survey
        self.mapping = mapping
        self.indexes = indexes
        self.faults: list[str] = []
        self.warnings: list[str] = []

    def places(self, header: str, references: Sequence[str]) -> tuple[SurveyColumn, ...]:
        """The columns that are named, each once."""
        found: dict[int, SurveyColumn] = {}
        for reference in references:
            try:
                columns = self.survey.find(reference)
            except Refused as refusal:
                self.faults.append(f"{self.mapping.at('columns', header)} = “{reference}”: {refusal}")
                continue
            if not columns:
                self.faults.append(self._no_column(header, reference))
            found.update((column.place, column) for column in columns)
        return tuple(found.values())

    def question(self, header: str, places: tuple[SurveyColumn, ...], listed: Mapping[str, str]) -> BoundQuestion:
        """The question with its answers: those of the mapping that name a column are options, the others answers."""
        column = RESPONSES.by_header[header]
        options: dict[int, str] = {}
        texts: dict[str, str] = {}
        for answer, value in listed.items():
            self.check_value(f"answers.{header}", header, answer, value)
            own = [place for place in self._named(answer) if place in places]
            if len(own) == 1:
                options[own[0].place] = value
            if len(own) != 1 or own[0].option == answer:
                texts[answer] = value
        answers = Answers(texts, known_words(column, self.indexes))
        for place in places:
            meant = [answers.one(said) for said in (place.option, place.shown) if said and (place.option or len(places) > 1)]
            found = next((one for one in meant if one is not None), None)
            if place.place not in options and found is not None:
                options[place.place] = found
        self._tell_absent(header, places, texts)
        return BoundQuestion(column, places, answers, options)

    def check_value(self, table: str, header: str, key: str, value: str) -> None:
        """What the mapping itself says must be canonical."""
        column = RESPONSES.by_header[header]
        if value == "" or header == "ronde":
            return
        try:
            column.kind.read(value, self.indexes)
        except NotUnderstood as error:
            near = " " + _("Did you mean: {names}?").format(names=" / ".join(error.nearest)) if error.nearest else ""
            self.faults.append(f"{self.mapping.at(table, key)} = “{value}”: {error.why}.{near}")

    def _named(self, reference: str) -> list[SurveyColumn]:
        try:
            return self.survey.find(reference)
        except Refused:
            return []

    def _no_column(self, header: str, reference: str) -> str:
        near = likest(reference, [column.shown for column in self.survey.columns])
        where = f"{self.mapping.at('columns', header)} = “{reference}”"
        if near:
            return _("{where}: {file} has no such column; did you mean {names}?").format(
                where=where, file=self.survey.name, names=" / ".join(near)
            )
        shown = ", ".join(column.shown for column in self.survey.columns)
        return _("{where}: {file} has no such column; it has {names}").format(where=where, file=self.survey.name, names=shown)

    def _tell_absent(self, header: str, places: Sequence[SurveyColumn], texts: Mapping[str, str]) -> None:
        """Answers that nobody gave are no error: most files do not have every answer in them. A slip must be seen all the same."""
        said = {fold(self.survey.text(row, place)) for row in self.survey.complete for place in places}
        said |= {fold(place.option) for place in places}
        absent = [answer for answer in texts if not any(fold(answer) in one for one in said)]
        if absent:
            shown = ", ".join(absent[:_MOST_TOLD]) + (" …" if len(absent) > _MOST_TOLD else "")
            where = self.mapping.at(f"answers.{header}", "")
            self.warnings.append(_("{where}: not in {file}: {answers}").format(where=where, file=self.survey.name, answers=shown))
