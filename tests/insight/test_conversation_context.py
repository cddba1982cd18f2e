"""What stands beside the notes of a conversation, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.casework.conversations import ConversationInput, change_conversation, plan_conversation
from loket.insight.institution.conversation_context import conversation_context, open_requests, similar_request
from loket.insight.institution.dossier_parts import RequestLine
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.listing import View, page
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.words import ConversationKind, FitGapDimension, RequestState, SdmScope, YesNo
from loket.store.database import Store
from tests.app.merenrand import LINGE, MERENRAND, fill


@pytest.fixture
def numbers(store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    return fill(store)


def test_answers_stand_per_audience_and_contradictions_are_seen(store: Store, numbers: dict[str, int]) -> None:
    [talker] = conversation_context(store, [numbers[MERENRAND]]).institutions
    survey = talker.survey
    assert survey is not None
    assert [(one.sdm_scope, one.uses_outcome_info) for one in survey.answers] == [(SdmScope.SOME, YesNo.NO), (SdmScope.SOME, YesNo.YES)]
    assert survey.outcome_info_contradicts
    assert not survey.sdm_contradicts
    assert survey.answers[0].themes == (3, 4)
    assert not survey.followed_up


def test_the_gaps_of_the_latest_analysis_come_the_largest_first_and_the_unknown_apart(store: Store, numbers: dict[str, int]) -> None:
    with store.write("analysis") as tx:
        for day in (date(2025, 1, 1), date(2026, 1, 1)):
            analysis = FitGapAnalysis(institution_id=numbers[MERENRAND], outcome_set_id=1, started_on=day)
            tx.session.add(analysis)
            tx.session.flush()
        number = analysis.id or 0
        for dimension, gap in ((FitGapDimension.SUPPORT, 0), (FitGapDimension.API, 4), (FitGapDimension.DASHBOARD, None)):
            tx.session.add(FitGapItem(analysis_id=number, dimension=dimension, gap=gap, national=YesNo.YES if gap else None))
    [talker] = conversation_context(store, [numbers[MERENRAND]]).institutions
    assert talker.gaps is not None
    assert [(one.dimension, one.gap, one.national) for one in talker.gaps.known] == [
        (FitGapDimension.API, 4, True),
        (FitGapDimension.SUPPORT, 0, False),
    ]
    assert talker.gaps.unknown == 1
    [linge] = conversation_context(store, [numbers[LINGE]]).institutions
    assert linge.gaps is None


def test_a_talk_has_the_agenda_it_was_planned_with_else_that_of_its_kind(store: Store, numbers: dict[str, int]) -> None:
    context = conversation_context(store, [numbers[MERENRAND]])
    assert context.agenda(ConversationKind.WENSENSCAN).startswith("1. Waar staat Zkh Merenrand nu")
    assert context.agenda(ConversationKind.INTAKE).startswith("1. Kennismaken")
    assert context.agenda(None) == ""
    change_conversation(store, numbers["planned"], ConversationInput(agenda="1. De fusie\n——— voor onszelf"))
    assert conversation_context(store, (), numbers["planned"]).agenda(ConversationKind.INTAKE) == "1. De fusie"


def test_promises_and_open_requests_say_what_is_late(store: Store, numbers: dict[str, int]) -> None:
    [talker] = conversation_context(store, [numbers[MERENRAND]]).institutions
    assert [(one.what, one.late) for one in talker.promises] == [("terugkoppeling leverancier", True)]
    assert [(one.title, one.late) for one in talker.requests] == [("draagvlak MDL", True), ("vragenlijsten op papier", False)]
    assert talker.earlier is not None
    assert (talker.earlier.day, talker.earlier.agreements) == (date(2026, 11, 12), "terugkoppeling leverancier")
    assert open_requests(store, talker.facts.id) == talker.requests


def test_planned_talks_of_today_and_two_weeks_back_may_be_the_one_and_none_is_taken_by_itself(
    store: Store, numbers: dict[str, int]
) -> None:
    meren = numbers[MERENRAND]
    late, too_late, coming = (
        plan_conversation(store, ConversationInput(institution_ids=[meren], planned_at=date(2026, 11, day))).record.id for day in (9, 8, 24)
    )
    context = conversation_context(store, [meren])
    assert context.planned is None
    assert [one.id for one in context.could_be] == [numbers["planned"], late]
    assert context.could_be[0].planned_time == "10:00"
    assert context.could_be[0].advisors == ("ilse",)
    assert conversation_context(store, [numbers[LINGE]]).could_be == ()
    assert conversation_context(store, [meren, numbers[LINGE]]).could_be == ()
    for named in (too_late, coming):  # from its own row it is the one, whenever it was planned
        assert named in [one.id for one in conversation_context(store, (), named).could_be]


def test_a_planned_talk_that_is_named_brings_what_was_planned(store: Store, numbers: dict[str, int]) -> None:
    context = conversation_context(store, (), numbers["planned"])
    assert context.planned is not None
    assert context.planned.id == numbers["planned"]
    assert len(context.planned.contact_ids) == 2


def test_a_talk_that_was_held_only_says_with_whom_the_next_one_is(store: Store, numbers: dict[str, int]) -> None:
    context = conversation_context(store, (), 1)
    assert context.planned is None
    assert [talker.facts.name for talker in context.institutions] == [MERENRAND]


def test_the_kind_is_what_it_most_likely_is(store: Store, numbers: dict[str, int]) -> None:
    assert conversation_context(store, [numbers[MERENRAND]]).usual_kind is ConversationKind.WENSENSCAN
    assert conversation_context(store, [numbers[LINGE]]).usual_kind is ConversationKind.INTAKE
    assert conversation_context(store, (), None, [numbers["Nictiz"]]).usual_kind is ConversationKind.OTHER


def test_who_is_not_there_is_left_out(store: Store, numbers: dict[str, int]) -> None:
    context = conversation_context(store, [999], 999, [999])
    assert (context.institutions, context.parties, context.planned) == ((), (), None)


def test_the_agenda_begins_with_what_is_planned_and_goes_back_from_there(store: Store, numbers: dict[str, int]) -> None:
    with store.read() as reader:
        rows = page(reader, CONVERSATIONS, View(sort="agenda"), store.today).rows
    assert [row.day for row in rows] == [date(2026, 11, 23), date(2026, 11, 12)]


def test_what_is_confidential_stays_with_the_advisors(store: Store, numbers: dict[str, int]) -> None:
    with store.write("spoil") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET confidential = true")
        tx.connection.exec_driver_sql("UPDATE conversation SET confidential = true")
    assert len(open_requests(store, numbers[MERENRAND])) == 2
    with store.write("spoil") as tx:
        tx.connection.exec_driver_sql("UPDATE advisor SET role = 'lead' WHERE name = 'ilse'")
    [talker] = conversation_context(store, [numbers[MERENRAND]]).institutions
    assert (talker.requests, talker.earlier) == ((), None)


def _request(number: int, title: str) -> RequestLine:
    return RequestLine(
        number, title, RequestState.NEW, date(2026, 11, 1), None, None, late=False, days=20, themes=(), resolution="", advisor="",
        contact_left=False, institution_id=1,
    )  # fmt: skip


OPEN = [_request(398, "Draagvlak bij vakgroep MDL"), _request(360, "Vragenlijsten op papier"), _request(371, "PROM's in het EPD")]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("vragenlijsten nog op papier", 360),
        ("papieren vragenlijsten", 360),
        ("draagvlak vakgroep MDL vergroten", 398),
        ("PROMs in EPD", 371),
        ("training gesprekken voor verpleegkundigen", None),
        ("papier", None),
        ("", None),
    ],
)
def test_a_request_like_an_open_one_is_seen(title: str, number: int | None) -> None:
    found = similar_request(title, OPEN)
    assert (found.id if found else None) == number


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=5))
def test_likeness_never_fails(title: str, titles: list[str]) -> None:
    found = similar_request(title, [_request(place, one) for place, one in enumerate(titles)])
    assert found is None or found.title in titles
