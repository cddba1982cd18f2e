"""A mapping as a person checks it: what each canonical column takes from the file, and what every answer that was given becomes."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loket.exchange.canonical import RESPONSES, Column
from loket.exchange.name_index import NameIndexes, NotUnderstood, all_indexes
from loket.exchange.survey.answers import NOT_TICKED, TICKED
from loket.exchange.survey.mapping_binding import BoundQuestion, bind, known_words, words_to_choose
from loket.exchange.survey.mapping_suggestion import parts, suggest_mapping
from loket.exchange.survey.survey_file import SurveyFile, in_format
from loket.exchange.survey.survey_mapping import COLUMNS, SurveyMapping, mapping_text, parse_mapping
from loket.exchange.survey.survey_tools import SurveyFormat
from loket.models.errors import Refused
from loket.store.database import Store
from loket.store.transaction import driver_errors

SHOWN = tuple(header for header in COLUMNS if header not in ("ronde", "vertrouwelijk"))
"""The canonical columns that a person checks; the round is asked by itself."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class MappedAnswer:
    """One answer: `key` is what the mapping calls it, `text` what a person reads, `meaning` the canonical word, None when nobody said.

    `listed`: the mapping itself says so; else it is the canonical word already.
    """

    key: str
    text: str
    meaning: str | None
    times: int
    listed: bool


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One canonical column: which columns of the file it takes, their answers with what may be chosen, or what stands in them."""

    header: str
    places: tuple[str, ...]
    fixed: str | None
    answers: tuple[MappedAnswer, ...]
    allowed: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def unknown(self) -> int:
        """How many answers mean nothing yet."""
        return sum(1 for one in self.answers if one.meaning is None)


def suggested(store: Store, survey: SurveyFile) -> SurveyMapping:
    """A first mapping, also where it lacks what a mapping must have."""
    name, text = f"{survey.path.stem}.toml", suggest_mapping(store, survey)
    try:
        return parse_mapping(text, name)
    except Refused:
        found = tomllib.loads(text)
        columns = {header: (one,) if isinstance(one, str) else tuple(one) for header, one in found.get("columns", {}).items()}
        source = found.get("source", {})
        mapping = SurveyMapping(
            name, text, SurveyFormat(source["format"]), source.get("round"), columns=columns, answers=found.get("answers", {})
        )
        return replace(mapping, content=mapping_text(mapping))


def check_mapping(store: Store, survey: SurveyFile, mapping: SurveyMapping) -> tuple[MappedColumn, ...]:
    """Every canonical column with what it takes; raises Refused when the mapping names what the file has not."""
    survey = in_format(survey, mapping.format)
    viewer = store.viewer()
    with driver_errors(store.address), store.engine.begin() as connection:
        indexes = all_indexes(connection, viewer)
        binding = bind(survey, mapping, indexes)
        return tuple(_column(survey, mapping, RESPONSES.by_header[header], binding.questions.get(header), indexes) for header in SHOWN)


def _column(
    survey: SurveyFile, mapping: SurveyMapping, column: Column, question: BoundQuestion | None, indexes: NameIndexes
) -> MappedColumn:
    if question is None:
        return MappedColumn(column.header, (), mapping.fixed.get(column.header), (), (), ())
    words = known_words(column, indexes)
    answers = _answers(survey, mapping, question, words) if words else ()
    cells = (survey.text(row, place) for row in survey.complete for place in question.places)
    examples = list(dict.fromkeys(text for text in cells if text))[:_EXAMPLES]
    return MappedColumn(
        column.header,
        tuple(place.shown for place in question.places),
        None,
        answers,
        tuple(words_to_choose(column, words, indexes)),
        tuple(examples),
    )


def _answers(survey: SurveyFile, mapping: SurveyMapping, question: BoundQuestion, words: Sequence[str]) -> tuple[MappedAnswer, ...]:
    header = question.column.header
    listed = mapping.answers.get(header, {})
    options = {place.place: place for place in question.places if place.option or (question.is_list and len(question.places) > 1)}
    ticked: Counter[int] = Counter()
    said: Counter[str] = Counter()
    for row in survey.complete:
        for place in question.places:
            text = survey.text(row, place)
            if text == "" or (place.place in options and text.casefold() in NOT_TICKED):
                continue
            if place.place in options and (text.casefold() in TICKED or text == place.option):
                ticked[place.place] += 1
            else:
                said.update(_items(text, question, [*words, *listed]))
    found = [
        MappedAnswer(place.shown, place.option or place.shown, question.options.get(number), ticked[number], place.shown in listed)
        for number, place in options.items()
    ]
    found += [MappedAnswer(text, text, _meaning(text, question), times, text in listed) for text, times in said.items()]
    return tuple(found)


def _items(text: str, question: BoundQuestion, words: Sequence[str]) -> Sequence[str]:
    """The answers in a cell: of a list that is understood as a whole, its labels, else as it is likely cut."""
    if not question.is_list or question.answers.lists(text):
        return [text]
    return list(dict.fromkeys(parts(text, words)))


def _meaning(text: str, question: BoundQuestion) -> str | None:
    if not question.is_list:
        return question.answers.one(text)
    try:
        return "|".join(question.answers.several(text))
    except NotUnderstood:
        return None


# Changing it


def with_column(mapping: SurveyMapping, header: str, reference: str | None) -> SurveyMapping:
    """The mapping with a canonical column taken from elsewhere, or from nowhere."""
    columns = {name: one for name, one in mapping.columns.items() if name != header}
    answers = {name: one for name, one in mapping.answers.items() if name != header}
    fixed = {name: one for name, one in mapping.fixed.items() if name != header}
    if reference is not None:
        columns[header] = (reference,)
    return _written(replace(mapping, columns=columns, answers=answers, fixed=fixed))


def with_answer(mapping: SurveyMapping, header: str, key: str, meaning: str | None) -> SurveyMapping:
    """The mapping with another meaning of an answer: a canonical word, empty for no answer at all, None for not said any more."""
    listed = {name: one for name, one in mapping.answers.get(header, {}).items() if name != key}
    if meaning is not None:
        listed[key] = meaning
    answers = {**mapping.answers, header: listed}
    return _written(replace(mapping, answers={name: one for name, one in answers.items() if one}))


def with_round(mapping: SurveyMapping, name: str) -> SurveyMapping:
    """The mapping for another round."""
    columns = {header: one for header, one in mapping.columns.items() if header != "ronde"}
    fixed = {header: one for header, one in mapping.fixed.items() if header != "ronde"}
    return _written(replace(mapping, round=name, columns=columns, fixed=fixed))


def _written(mapping: SurveyMapping) -> SurveyMapping:
    return replace(mapping, content=mapping_text(mapping))
