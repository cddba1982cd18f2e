"""One round of the WensenScan: who answered what and was called since, who did not answer, and the answers side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.institutions import INSTITUTIONS, InstitutionRow
from loket.insight.lists.responses import RESPONSES, ResponseRow
from loket.insight.lists.row_sql import lists_of, numbers, word
from loket.models.words import Audience, SdmScope, YesNo
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class Answered:
    """A responding institution: the day per audience, its answers by the rule of the figures, and whether it was called since."""

    institution: InstitutionRow
    days: Mapping[Audience, date | None]
    first_on: date | None
    sdm: SdmScope | None
    uses_info: YesNo | None
    sdm_contradicts: bool
    info_contradicts: bool
    themes: tuple[int, ...]
    called_on: date | None

    @property
    def id(self) -> int:
        """The institution."""
        return self.institution.id


@dataclass(frozen=True, slots=True)
class RoundName:
    """A round to choose: its name, when it was sent and closed, how many responses it has."""

    id: int
    name: str
    sent_on: date | None
    closed_on: date | None
    responses: int


@dataclass(frozen=True, slots=True)
class Silent:
    """An institution that was invited and did not answer, with the days on which it was reminded."""

    institution: InstitutionRow
    reminded: tuple[date, ...]

    @property
    def id(self) -> int:
        """The institution."""
        return self.institution.id


@dataclass(frozen=True, slots=True)
class Invited:
    """An institution of the frozen population as it is now, with who of it answered."""

    institution: InstitutionRow
    audiences: frozenset[Audience]
    answered: bool

    @property
    def id(self) -> int:
        """The institution."""
        return self.institution.id


@dataclass(frozen=True, slots=True)
class RoundList:
    """A round: `population` is who was invited, `silent` those of it that are active and did not answer.

    Who answered without being invited stands among `answered`, not in the population.
    """

    id: int
    name: str
    sent_on: date | None
    closed_on: date | None
    responses: int
    answered: tuple[Answered, ...]
    silent: tuple[Silent, ...]
    population: tuple[Invited, ...]
    rounds: tuple[RoundName, ...]

    @property
    def invited(self) -> int:
        """How many were invited."""
        return len(self.population)

    @property
    def called(self) -> int:
        """How many of those who answered were called since."""
        return sum(1 for one in self.answered if one.called_on is not None)

    @property
    def contradicting(self) -> int:
        """How many have audiences that contradict each other."""
        return sum(1 for one in self.answered if one.sdm_contradicts or one.info_contradicts)


def round_list(reader: Reader, today: date, name: str | None = None) -> RoundList | None:
    """The named round, else the latest that was answered, else the last that was made; None when there is none yet."""
    names = round_names(reader)
    known = name if any(one.name == name for one in names) else None
    question = Question.resolve(reader, Period(today, today), Filters(round=known))
    if question.round is None and names:
        question = Question.resolve(reader, Period(today, today), Filters(round=names[-1].name))
    if question.round is None:
        return None

    def rows(template: str) -> list[tuple[Any, ...]]:
        return reader.rows(question.sql(template), question.parameters)

    round_id = question.round.id
    invited = [row[0] for row in rows("SELECT id FROM {population}")]
    responding = [row[0] for row in rows("SELECT id FROM {responding}")]
    all_ids = list({*responding, *invited})
    facts: dict[int, InstitutionRow] = {}
    for start in range(0, len(all_ids), 500):
        facts |= INSTITUTIONS.rows(reader, all_ids[start : start + 500], today)
    answered = _answered(reader, rows, round_id, facts)
    reminded = lists_of(reader, _REMINDED.format(round=round_id))
    others = [facts[number] for number in invited if number in facts]
    silent = [one for one in others if one.active and one.now is None and one.id not in answered]
    this = next(one for one in names if one.id == round_id)
    return RoundList(
        round_id, this.name, this.sent_on, this.closed_on,
        rows("SELECT count(*) FROM {responses}")[0][0],
        tuple(sorted(answered.values(), key=_name)),
        tuple(sorted((Silent(one, _days(reminded.get(one.id, ()))) for one in silent), key=_name)),
        tuple(sorted((_invited(one, answered) for one in others), key=_name)),
        names,
    )  # fmt: skip


def round_names(reader: Reader) -> tuple[RoundName, ...]:
    """All rounds, the last made last."""
    return tuple(
        reader.records(
            RoundName,
            """SELECT o.id, o.name, o.sent_on, o.closed_on,
                (SELECT count(*) FROM wensenscan_response w WHERE w.round_id = o.id) AS responses
            FROM wensenscan_round o ORDER BY o.id""",
        )
    )


def _answered(reader: Reader, rows: _Ask, round_id: int, facts: Mapping[int, InstitutionRow]) -> dict[int, Answered]:
    days: dict[int, dict[Audience, date | None]] = defaultdict(dict)
    for number, audience, day in rows("SELECT institution_id, audience, max(counts_on) FROM {responses} GROUP BY institution_id, audience"):
        if audience is not None:
            days[number][Audience(audience)] = as_date(day)
    sdm: dict[int, str] = dict(rows("SELECT id, answer FROM {sdm_answers}"))
    info: dict[int, str] = dict(rows("SELECT id, answer FROM {info_answers}"))
    sdm_against = {row[0] for row in rows("SELECT id FROM {sdm_contradictions}")}
    info_against = {row[0] for row in rows("SELECT id FROM {info_contradictions}")}
    called = {row[0]: as_date(row[1]) for row in rows(_CALLED)}
    themes = lists_of(reader, _THEMES.format(round=round_id))
    return {
        number: Answered(
            facts[number], days[number], as_date(first), word(SdmScope, sdm.get(number)), word(YesNo, info.get(number)),
            number in sdm_against, number in info_against, themes.get(number, ()), called.get(number),
        )
        for number, first in rows("SELECT id, first_on FROM {responding}")
        if number in facts
    }  # fmt: skip


def _invited(one: InstitutionRow, answered: Mapping[int, Answered]) -> Invited:
    """A merged institution's answers are its survivor's."""
    known = answered.get(one.now[0] if one.now else one.id)
    return Invited(one, frozenset(known.days) if known else frozenset(), known is not None)


def _name(one: Answered | Silent | Invited) -> str:
    return one.institution.name.casefold()


def _days(found: Sequence[Any]) -> tuple[date, ...]:
    return tuple(day for one in found if (day := as_date(one)) is not None)


_Ask = Callable[[str], list[tuple[Any, ...]]]
_REMINDED = "SELECT institution_id, reminded_on FROM round_reminder WHERE round_id = {round} ORDER BY 1, 2"
_CALLED = """SELECT r.id, min(c.held_at) FROM {responding} r JOIN conversation_institution ci ON ci.institution_id = r.id
    JOIN conversation c ON c.id = ci.conversation_id
    WHERE c.kind = 'wensenscan' AND c.state = 'held' AND c.held_at >= r.first_on AND c.held_at <= :end GROUP BY r.id"""
_THEMES = """SELECT DISTINCT w.institution_id, t.theme_id FROM wensenscan_response w JOIN response_theme t ON t.response_id = w.id
    WHERE w.round_id = {round} ORDER BY 1, 2"""


def answers_of(reader: Reader, institution: int, round_name: str, today: date) -> tuple[ResponseRow, ...]:
    """All responses of an institution in a round, in the order of the audiences, an audience's latest first."""
    rows = reader.rows(
        "SELECT w.id FROM wensenscan_response w JOIN wensenscan_round r ON r.id = w.round_id "
        "WHERE w.institution_id = :id AND r.name = :name",
        id=institution,
        name=round_name,
    )
    read = RESPONSES.rows(reader, [row[0] for row in rows], today).values() if rows else ()
    found = [one for one in read if reader.viewer.may_see(one.confidential)]
    order = {audience: place for place, audience in enumerate(Audience)}
    by_day = sorted(found, key=lambda one: (one.submitted_on or date.min, one.id), reverse=True)
    return tuple(sorted(by_day, key=lambda one: order[one.audience] if one.audience else len(order)))


def raw_answers(reader: Reader, responses: Sequence[int]) -> dict[int, str]:
    """What the survey tool wrote of each response, unchanged; without those that have nothing of the kind."""
    if not responses:
        return {}
    return dict(reader.rows(f"SELECT id, raw FROM wensenscan_response WHERE id IN ({numbers(responses)}) AND raw IS NOT NULL"))
