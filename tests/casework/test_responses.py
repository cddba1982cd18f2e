"""Responses by hand: what must be filled in, who was invited, a correction with its reason, figures that follow, raw answers that stay."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.responses import ResponseInput, correct_response, enter_response
from loket.casework.rounds import RoundInput, add_round
from loket.casework.undo import undo
from loket.insight.figures.figure import Share, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.history import history
from loket.insight.rounds import raw_answers
from loket.models.errors import Refused
from loket.models.rounds import WensenscanResponse
from loket.models.words import Audience, RecordKind, SdmScope, YesNo
from tests.casework.conftest import TODAY, House


def a_round(house: House) -> int:
    return add_round(house.store, RoundInput(name="WensenScan 2026", sent_on=dt.date(2026, 11, 2))).record.id


def figure(house: House, name: str) -> tuple[int, int | None, int]:
    """Numerator, denominator and unknown of an indicator of today."""
    with house.store.read() as reader:
        question = Question.resolve(reader, Period(TODAY, TODAY), Filters())
        found = compute_figure(reader, question, next(one for one in INDICATORS if one.id == name))
    assert isinstance(found, Share)
    return found.numerator, found.denominator, found.unknown


def test_a_response_by_phone_counts_and_fixes_who_was_invited(house: House) -> None:
    number = a_round(house)
    said = ResponseInput(
        round_id=number, institution_id=house.merenrand, audience=Audience.BOARD, submitted_on=TODAY, sdm_scope=SdmScope.ALL,
        uses_outcome_info=YesNo.NO, themes=[3, 4], obstacles=[8],
    )  # fmt: skip
    done = enter_response(house.store, said)
    invited = house.count("round_population")
    assert done.warnings == (f"Wie voor WensenScan 2026 is uitgenodigd staat hiermee vast: de {invited} instellingen die nu actief zijn.",)
    assert figure(house, "sdm_all_groups") == (1, 1, 0)
    assert figure(house, "outcome_info_used") == (0, 1, 0)
    with pytest.raises(Refused, match="is al van deze doelgroep en dag") as refused:
        enter_response(house.store, said)
    assert [error.field for error in refused.value.errors] == ["submitted_on"]
    undo(house.store, done.tx)
    assert house.count("round_population") == 0


def test_what_is_missing_or_still_to_come_is_said_at_once(house: House) -> None:
    with pytest.raises(Refused) as refused:
        enter_response(house.store, ResponseInput(institution_id=house.merenrand, submitted_on=TODAY + dt.timedelta(days=1)))
    assert sorted(error.field for error in refused.value.errors) == ["audience", "round_id", "submitted_on"]


def test_a_correction_says_why_and_leaves_what_the_survey_tool_wrote(house: House) -> None:
    number = a_round(house)
    with house.store.write("loaded") as tx:
        row = WensenscanResponse(
            sleutel="1", round_id=number, institution_id=house.merenrand, audience=Audience.BOARD, submitted_on=TODAY,
            sdm_scope=SdmScope.SOME, raw='{"SB1": "A2"}',
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        response = row.id or 0
    assert figure(house, "sdm_all_groups") == (0, 1, 0)
    with pytest.raises(Refused) as refused:
        correct_response(house.store, response, ResponseInput(sdm_scope=SdmScope.ALL), " ")
    assert [error.field for error in refused.value.errors] == ["reason"]
    done = correct_response(
        house.store, response, ResponseInput(sdm_scope=SdmScope.ALL, themes=[2]), "verkeerd aangekruist, zegt A. de Wit"
    )
    assert figure(house, "sdm_all_groups") == (1, 1, 0)
    with house.store.read() as reader:
        assert raw_answers(reader, [response]) == {response: '{"SB1": "A2"}'}
    entry = history(house.store, RecordKind.RESPONSE, response)[-1]
    assert (entry.verb, entry.reason) == ("correct_response", "verkeerd aangekruist, zegt A. de Wit")
    assert {change.field for change in entry.changes} == {"sdm_scope", "themes"}
    undo(house.store, done.tx)
    assert figure(house, "sdm_all_groups") == (0, 1, 0)
