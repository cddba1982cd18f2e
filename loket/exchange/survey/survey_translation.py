"""A survey file made into a canonical wensenscan table, row by row, with its own table kept beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from loket.exchange.name_index import NameIndexes, NotUnderstood, fold
from loket.exchange.source_tables import Cell, Flaw, Original, SourceTable
from loket.exchange.survey.answers import NOT_TICKED, TICKED
from loket.exchange.survey.day_formats import ANONYMISED, DayReader
from loket.exchange.survey.mapping_binding import Binding, BoundQuestion
from loket.exchange.survey.survey_file import SurveyColumn, SurveyFile, SurveyRow
from loket.exchange.survey.survey_mapping import COLUMNS
from loket.exchange.survey.survey_tools import RowState
from loket.language import N_, _
from loket.models.errors import Refused

LEFT_OUT_BECAUSE = {
    RowState.INCOMPLETE: N_("not completed"),
    RowState.PREVIEW: N_("preview or test"),
    RowState.SPAM: N_("spam"),
}
INSTITUTION_LEFT_OUT = N_("institution left out on request")
# What a spreadsheet makes of a long number: many different ones look alike then.
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """What a survey file held: `left_out` counts the responses that do not count by reason, `undated` those without a real date."""

    file: str
    format: str
    read_as: str
    mapping: str
    rounds: tuple[str, ...]
    rows: int
    complete: int
    left_out: tuple[tuple[str, int], ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Translated:
    """A survey file as a canonical table; `names` are the institutions as its complete responses call them."""

    table: SourceTable
    summary: SurveySummary
    warnings: tuple[str, ...]
    names: frozenset[str]


class Translator:
    """Makes rows of one file canonical. `round_name` wins over what the mapping says."""

    def __init__(self, binding: Binding, indexes: NameIndexes, round_name: str | None = None) -> None:
        """Raises Refused when nobody says which round this is, or `date_format` says nothing."""
        self.binding = binding
        self.survey: SurveyFile = binding.survey
        self.questions: Mapping[str, BoundQuestion] = binding.questions
        self.indexes = indexes
        self.round_name = round_name or binding.mapping.round
        mapping = binding.mapping
        if not self.round_name and "ronde" not in {**self.questions, **mapping.fixed}:
            raise Refused(
                _("{file}: which round is this? Give --round NAME, or round = “…” under [source] in the mapping").format(
                    file=self.survey.name
                )
            )
        asked = self.questions.get("ingevuld_op")
        cells = [self.survey.cell(row, place) for row in self.survey.complete for place in asked.places] if asked else []
        try:
            self.days = DayReader(self.survey.format, cells, mapping.date_format)
        except Refused as refusal:
            raise Refused(f"{mapping.at('source', 'date_format')}: {refusal}") from refusal

    @property
    def headers(self) -> tuple[str, ...]:
        """The canonical columns that the table will have."""
        given = {"ronde", *self.questions, *self.binding.mapping.fixed}
        return tuple(header for header in COLUMNS if header in given)

    def translate(self, row: SurveyRow) -> TranslatedRow:
        """One response."""
        made = TranslatedRow()
        if row.fault:
            made.flaws.append(Flaw("", "", "", row.fault))
        for header in self.headers:
            made.cells[header] = self._value(row, header, made)
        return made

    def _value(self, row: SurveyRow, header: str, made: TranslatedRow) -> Cell:
        question = self.questions.get(header)
        if header == "ronde" and self.round_name:
            return self.round_name
        if question is None:
            return self.binding.mapping.fixed[header]
        if header == "instelling":
            return self._institution(row, question, made)
        if header == "ingevuld_op":
            return self._day(row, question, made)
        if header == "sleutel":
            return self._key(row, question, made)
        if question.is_list:
            return self._list(row, question, made)
        if question.is_text:
            return self._text(row, question)
        return self._single(row, question, made)

    def _flaw(self, made: TranslatedRow, question: BoundQuestion, place: SurveyColumn, text: str, error: NotUnderstood) -> None:
        made.flaws.append(Flaw(question.column.header, place.shown, text, error.why, error.nearest))

    def _text(self, row: SurveyRow, question: BoundQuestion) -> str:
        """What was written, under each other when it stands in several columns."""
        parts = []
        for place in question.places:
            text = self.survey.text(row, place)
            listed = question.answers.one(text) if text else ""
            parts.append(text if listed is None else listed)
        return "\n".join(part for part in parts if part)

    def _single(self, row: SurveyRow, question: BoundQuestion, made: TranslatedRow) -> Cell:
        """The one answer; of one column an option, the one that is ticked."""
        found: dict[str, SurveyColumn] = {}
        for place in question.places:
            text = self.survey.text(row, place)
            if text == "":
                continue
            option = question.options.get(place.place)
            listed = question.answers.one(text)
            if listed is None and option is not None:
                if text.casefold() in NOT_TICKED:
                    continue
                listed = option if text.casefold() in TICKED or text == place.option else None
            found.setdefault(text if listed is None else listed, place)
        if len(found) > 1:
            said = " / ".join(found)
            self._flaw(made, question, next(iter(found.values())), said, NotUnderstood(_("several answers where one belongs")))
        for answer, place in found.items():
            made.picked[question.column.header] = place.place
            return answer
        return ""

    def _list(self, row: SurveyRow, question: BoundQuestion, made: TranslatedRow) -> str:
        """All answers that were given, in whatever way they stand in the cells."""
        found: list[str] = []
        for place in question.places:
            text = self.survey.text(row, place)
            if text == "":
                continue
            try:
                found += self._answers_in(text, place, question)
            except NotUnderstood as error:
                self._flaw(made, question, place, text, error)
        return "|".join(dict.fromkeys(found))

    def _answers_in(self, text: str, place: SurveyColumn, question: BoundQuestion) -> list[str]:
        if question.answers.lists(text):
            return question.answers.several(text)
        word = text.casefold()
        option = question.options.get(place.place)
        one_of_many = option is not None or bool(place.option) or len(question.places) > 1
        if word in NOT_TICKED and one_of_many:
            return []
        if (word in TICKED and one_of_many) or (place.option and text == place.option):
            if option is not None:
                return [item for item in option.split("|") if item]
            raise self._no_option(place, question)
        return question.answers.several(text)

    def _no_option(self, place: SurveyColumn, question: BoundQuestion) -> NotUnderstood:
        """A tick in a column of which nobody said what it stands for."""
        if place.option:
            return question.answers.unknown(place.option)
        why = _('nobody said what this column stands for; write under [answers.{header}]: "{column}" = “…”')
        return NotUnderstood(why.format(header=question.column.header, column=place.shown))

    def _institution(self, row: SurveyRow, question: BoundQuestion, made: TranslatedRow) -> str:
        """The first column that says an institution which is known: a token or code, else a name."""
        known: dict[int, tuple[SurveyColumn, str]] = {}
        last = None
        for place in question.places:
            text = self.survey.text(row, place)
            listed = question.answers.one(text)
            text = text if listed is None else listed
            if text:
                last = place, text
                for owner in self._owner(text):
                    known.setdefault(owner, (place, text))
        if len(known) > 1:
            named = " / ".join(text for _place, text in known.values())
            self._flaw(made, question, question.places[0], named, NotUnderstood(_("these are different institutions")))
        chosen = next(iter(known.values()), last)
        if chosen is None:
            return ""
        made.picked["instelling"] = chosen[0].place
        return chosen[1]

    def _owner(self, text: str) -> tuple[int, ...]:
        owners = self.indexes.institutions.owners(text)
        return owners if len(owners) == 1 else ()

    def _day(self, row: SurveyRow, question: BoundQuestion, made: TranslatedRow) -> Cell:
        for place in question.places:
            cell = self.survey.cell(row, place)
            if cell == "":
                continue
            try:
                return self.days.read(cell)
            except NotUnderstood as error:
                self._flaw(made, question, place, self.survey.text(row, place), error)
        return ""

    def _key(self, row: SurveyRow, question: BoundQuestion, made: TranslatedRow) -> str:
        text = next((text for place in question.places if (text := self.survey.text(row, place))), "")
        if _SHORTENED.fullmatch(text):
            why = NotUnderstood(_("a spreadsheet has shortened this number; take the file as the survey tool gave it"))
            self._flaw(made, question, question.places[0], text, why)
        return self.binding.mapping.prefix + text if text else ""


@dataclass(slots=True)
class TranslatedRow:
    """One response in canonical cells, what was wrong with it, and which column a value came from when there were several."""

    cells: dict[str, Cell] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    picked: dict[str, int] = field(default_factory=dict)


def translate(translator: Translator, taken: Mapping[str, str], skipped: Callable[[str], bool]) -> Translated:
    """The whole file. `taken` gives the round of every response key there is; `skipped` tells the institutions to be left out."""
    survey = translator.survey
    headers = translator.headers
    made = [(row, translator.translate(row)) for row in survey.complete]
    names = frozenset(str(one.cells["instelling"]) for _row, one in made)
    kept = [(row, one) for row, one in made if not skipped(str(one.cells["instelling"]))]
    give_keys([one for _row, one in kept], taken)
    original = Original(
        survey.head,
        [row.cells for row, _one in kept],
        tuple(column.shown for column in survey.columns),
        {header: tuple(place.place for place in question.places) for header, question in translator.questions.items()},
        {(index, header): place for index, (_row, one) in enumerate(kept) for header, place in one.picked.items()},
        {index: one.flaws for index, (_row, one) in enumerate(kept) if one.flaws},
        [survey.raw(row) for row, _one in kept],
    )
    table = SourceTable(
        survey.path,
        survey.sheet,
        headers,
        [tuple(one.cells[header] for header in headers) for _row, one in kept],
        [row.number for row, _one in kept],
        f"{survey.format.label} · {survey.read_as}",
        "",
        original=original,
    )
    undated = sum(1 for _row, one in kept if one.cells.get("ingevuld_op") == ANONYMISED)
    rounds = dict.fromkeys(str(one.cells["ronde"]) for _row, one in kept if one.cells["ronde"])
    summary = _summary(translator, len(made), len(made) - len(kept), undated, tuple(rounds))
    return Translated(table, summary, (*survey.warnings, *translator.binding.warnings), names)


def give_keys(rows: Sequence[TranslatedRow], taken: Mapping[str, str]) -> None:
    """Survey tools number every survey from 1: an id that another round's response has gets its own round behind it.

    So do the other new ones of that file, since which of two answers of one day counts goes by the order of their keys.
    """
    asked = [(row, str(row.cells["ronde"]), str(row.cells["sleutel"])) for row in rows if row.cells.get("sleutel")]
    clashing = {fold(name) for _row, name, key in asked if taken.get(key, fold(name)) != fold(name)}
    for row, name, key in asked:
        own = f"{key} ({name})"
        if own in taken or (fold(name) in clashing and taken.get(key) != fold(name)):
            row.cells["sleutel"] = own


def _summary(translator: Translator, complete: int, skipped: int, undated: int, rounds: tuple[str, ...]) -> SurveySummary:
    survey = translator.survey
    left_out = [(_(reason), survey.count(state)) for state, reason in LEFT_OUT_BECAUSE.items()]
    left_out.append((_(INSTITUTION_LEFT_OUT), skipped))
    return SurveySummary(
        survey.name,
        survey.format.label,
        survey.read_as,
        translator.binding.mapping.name,
        rounds,
        len(survey.rows),
        complete,
        tuple((reason, count) for reason, count in left_out if count),
        undated,
    )
