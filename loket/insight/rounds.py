"""One round of the WensenScan: who answered what and was called since, who did not answer, and the answers side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.institutions import INSTITUTIONS, InstitutionRow
from loket.insight.lists.listing import Looker
from loket.insight.lists.responses import RESPONSES, ResponseRow
from loket.insight.lists.rows import lists_of, word
from loket.models.words import Audience, SdmScope, YesNo
from loket.store.reading import Reader, as_date


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
class RoundList:
    """A round: `invited` are its population, `silent` those of it that are active and did not answer."""

    name: str
    sent_on: date | None
    closed_on: date | None
    invited: int
    responses: int
    answered: tuple[Answered, ...]
    silent: tuple[InstitutionRow, ...]
    rounds: tuple[str, ...]

    @property
    def called(self) -> int:
        """How many of those who answered were called since."""
        return sum(1 for one in self.answered if one.called_on is not None)

    @property
    def contradicting(self) -> int:
        """How many have audiences that contradict each other."""
        return sum(1 for one in self.answered if one.sdm_contradicts or one.info_contradicts)


def round_list(reader: Reader, today: date, name: str | None = None) -> RoundList | None:
    """The named round, else the latest; None when there is none yet."""
    question = Question.put(reader, Period(today, today), Filters(round=name))
    if question.round is None:
        return None

    def rows(template: str) -> list[tuple[Any, ...]]:
        return reader.rows(question.sql(template), question.parameters)

    responding = {row[0]: as_date(row[1]) for row in rows("SELECT id, first_on FROM {responding}")}
    days: dict[int, dict[Audience, date | None]] = defaultdict(dict)
    for number, audience, day in rows("SELECT institution_id, audience, max(counts_on) FROM {responses} GROUP BY institution_id, audience"):
        if audience is not None:
            days[number][Audience(audience)] = as_date(day)
    sdm = _pairs(rows("SELECT id, answer FROM {sdm_answers}"))
    info = _pairs(rows("SELECT id, answer FROM {info_answers}"))
    sdm_against = {row[0] for row in rows("SELECT id FROM {sdm_contradictions}")}
    info_against = {row[0] for row in rows("SELECT id FROM {info_contradictions}")}
    called = {row[0]: as_date(row[1]) for row in rows(_CALLED)}
    themes = lists_of(reader, _THEMES.format(round=question.round.id))
    silent = [row[0] for row in rows("SELECT id FROM {population} WHERE active AND id NOT IN (SELECT id FROM {responding})")]
    facts = _institutions(reader, [*responding, *silent], today)

    def of(number: int) -> Answered:
        return Answered(
            facts[number], days[number], responding[number], word(SdmScope, sdm.get(number)), word(YesNo, info.get(number)),
            number in sdm_against, number in info_against, themes.get(number, ()), called.get(number),
        )  # fmt: skip

    answered = [of(number) for number in responding if number in facts]
    sent, closed = reader.rows("SELECT sent_on, closed_on FROM wensenscan_round WHERE id = :id", id=question.round.id)[0]
    return RoundList(
        question.round.name,
        as_date(sent),
        as_date(closed),
        rows("SELECT count(*) FROM {population}")[0][0],
        rows("SELECT count(*) FROM {responses}")[0][0],
        tuple(sorted(answered, key=lambda one: one.institution.name.casefold())),
        tuple(sorted((facts[number] for number in silent if number in facts), key=lambda one: one.name.casefold())),
        tuple(row[0] for row in reader.rows("SELECT name FROM wensenscan_round ORDER BY id")),
    )


_CALLED = """SELECT r.id, min(c.held_at) FROM {responding} r JOIN conversation_institution ci ON ci.institution_id = r.id
    JOIN conversation c ON c.id = ci.conversation_id
    WHERE c.kind = 'wensenscan' AND c.state = 'held' AND c.held_at >= r.first_on AND c.held_at <= :end GROUP BY r.id"""
_THEMES = """SELECT DISTINCT w.institution_id, t.theme_id FROM wensenscan_response w JOIN response_theme t ON t.response_id = w.id
    WHERE w.round_id = {round} ORDER BY 1, 2"""


def _pairs(rows: list[tuple[Any, ...]]) -> dict[int, str]:
    return {row[0]: row[1] for row in rows}


def _institutions(reader: Reader, ids: list[int], today: date) -> dict[int, InstitutionRow]:
    found: dict[int, InstitutionRow] = {}
    for start in range(0, len(ids), 500):
        found |= INSTITUTIONS.rows(reader, ids[start : start + 500], today)
    return found


def answers_of(reader: Reader, looker: Looker, institution: int, round_name: str, today: date) -> tuple[ResponseRow, ...]:
    """All responses of an institution in a round, in the order of the audiences, an audience's latest first."""
    rows = reader.rows(
        "SELECT w.id FROM wensenscan_response w JOIN wensenscan_round r ON r.id = w.round_id "
        "WHERE w.institution_id = :id AND r.name = :name",
        id=institution,
        name=round_name,
    )
    read = RESPONSES.rows(reader, [row[0] for row in rows], today).values() if rows else ()
    found = [one for one in read if looker.sees_confidential or not one.confidential]
    order = {audience: place for place, audience in enumerate(Audience)}
    by_day = sorted(found, key=lambda one: (one.submitted_on or date.min, one.id), reverse=True)
    return tuple(sorted(by_day, key=lambda one: order[one.audience] if one.audience else len(order)))
