"""The chain: the same links from wherever one stands, and none that this person may not see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from loket.insight.chain import Step, chain
from loket.models.conversations import Conversation
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Institution
from loket.models.offerings import Offering, Referral
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.sessions import Event, LearningSession
from loket.models.signals import Signal, Trend
from loket.models.words import (
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    FitGapDimension,
    Helped,
    RecordKind,
    ReferralState,
)
from loket.store.database import Store

DAY = dt.date(2026, 11, 2)
Shown = list[tuple[int, str, str]]


@pytest.fixture
def numbers(store: Store) -> dict[str, int]:
    """A response that was talked about, and all that came of it; requests and signals from elsewhere."""
    found: dict[str, int] = {}
    with store.write("set up") as tx:

        def put(name: str, row: Any) -> int:
            tx.session.add(row)
            tx.session.flush()
            found[name] = row.id
            return int(row.id)

        hospital = put("hospital", Institution(name="Ziekenhuis Merenrand"))
        survey = put("round", WensenscanRound(name="WensenScan 2024"))
        response = put("response", WensenscanResponse(round_id=survey, institution_id=hospital, audience=Audience.BOARD, submitted_on=DAY))
        held = ConversationState.HELD
        talk = put(
            "talk", Conversation(kind=ConversationKind.WENSENSCAN, channel=Channel.VISIT, state=held, held_at=DAY, response_id=response)
        )
        put("direct", SupportRequest(title="Meteen", received_on=DAY, response_id=response))
        request = put("request", SupportRequest(title="Training", received_on=DAY, response_id=response, conversation_id=talk))
        offering = put("offering", Offering(title="Webinar"))
        used = ReferralState.USED
        put("referral", Referral(request_id=request, offering_id=offering, referred_on=DAY, state=used, helped=Helped.YES))
        put("unknown", Referral(request_id=request, offering_id=offering, referred_on=DAY, state=used))
        put("material", Referral(conversation_id=talk, offering_id=offering, referred_on=DAY))
        trend = put("trend", Trend(title="Koppelkosten"))
        put("signal", Signal(description="kost apart", recorded_on=DAY, response_id=response, conversation_id=talk, trend_id=trend))
        put("secret", Signal(description="geheim", recorded_on=DAY, conversation_id=talk, trend_id=trend, confidential=True))
        session = put("session", LearningSession(institution_id=hospital, team="orthopedie", session_on=DAY))
        put("from_session", SupportRequest(title="Vervolg", received_on=DAY, session_id=session))
        event = put("event", Event(title="Kennisdag", event_on=DAY))
        put("from_event", Signal(description="in de zaal", recorded_on=DAY, event_id=event))
        analysis = put("analysis", FitGapAnalysis(institution_id=hospital, outcome_set_id=1, started_on=DAY))
        item = put("item", FitGapItem(analysis_id=analysis, dimension=FitGapDimension.API))
        put("from_item", SupportRequest(title="API", received_on=DAY, fitgap_item_id=item))
    return found


@pytest.fixture
def shown(store: Store, numbers: dict[str, int]) -> Callable[[RecordKind, str], Shown]:
    def of(kind: RecordKind, name: str) -> Shown:
        return [(step.depth, step.text, step.state) for step in chain(store, kind, numbers[name])]

    return of


def names(steps: Shown) -> list[str]:
    return [text for _depth, text, _state in steps]


def test_from_the_request_one_sees_the_answer_it_came_from_and_whether_it_helped(shown: Callable[[RecordKind, str], Shown]) -> None:
    found = shown(RecordKind.REQUEST, "request")
    assert found == [
        (0, "WensenScan 2024, bestuur", ""),
        (1, "wensenscan, bezoek", "gehouden"),
        (2, "Training", "nieuw"),
        (3, "Webinar", "geholpen: ja"),
        (3, "Webinar", "gebruikt, geholpen: ?"),
    ]


def test_from_the_answer_one_sees_all_that_came_of_it(shown: Callable[[RecordKind, str], Shown]) -> None:
    found = names(shown(RecordKind.RESPONSE, "response"))
    assert found[:3] == ["WensenScan 2024, bestuur", "wensenscan, bezoek", "Training"]
    assert {"kost apart", "geheim", "Koppelkosten", "Meteen"} < set(found)
    assert found.count("Training") == 1  # it came by the conversation, and is not said twice


def test_from_a_referral_up_to_the_answer_and_on_to_the_offering(shown: Callable[[RecordKind, str], Shown]) -> None:
    assert names(shown(RecordKind.REFERRAL, "referral")) == [
        "WensenScan 2024, bestuur",
        "wensenscan, bezoek",
        "Training",
        "Webinar",
        "Webinar",
    ]
    assert names(shown(RecordKind.REFERRAL, "material"))[:2] == ["WensenScan 2024, bestuur", "wensenscan, bezoek"]
    assert names(shown(RecordKind.OFFERING, "offering"))[1:] == ["Training", "Training", "Webinar"]


def test_signals_lead_to_their_trend_and_a_trend_to_its_signals(shown: Callable[[RecordKind, str], Shown]) -> None:
    assert names(shown(RecordKind.SIGNAL, "signal")) == ["WensenScan 2024, bestuur", "wensenscan, bezoek", "kost apart", "Koppelkosten"]
    assert names(shown(RecordKind.TREND, "trend")) == ["Koppelkosten", "kost apart", "geheim"]


@pytest.mark.parametrize(
    ("kind", "name", "origin"),
    [
        (RecordKind.REQUEST, "from_session", "orthopedie"),
        (RecordKind.SIGNAL, "from_event", "Kennisdag"),
        (RecordKind.REQUEST, "from_item", "API-koppeling"),
    ],
)
def test_a_session_an_event_and_a_gap_are_origins_too(
    shown: Callable[[RecordKind, str], Shown], kind: RecordKind, name: str, origin: str
) -> None:
    found = shown(kind, name)
    assert origin in found[0][1]
    assert [depth for depth, _text, _state in found] == [0, 1]


def test_the_origins_lead_to_what_came_of_them(shown: Callable[[RecordKind, str], Shown]) -> None:
    assert names(shown(RecordKind.SESSION, "session")) == ["orthopedie", "Vervolg"]
    assert names(shown(RecordKind.EVENT, "event")) == ["Kennisdag", "in de zaal"]
    assert names(shown(RecordKind.FITGAP, "analysis"))[1:] == ["API"]


def test_who_may_not_see_what_is_confidential_sees_no_link_of_it(store: Store, numbers: dict[str, int]) -> None:
    with store.write("lead") as tx:
        tx.connection.exec_driver_sql("INSERT INTO advisor (name, role) VALUES ('marieke', 'lead')")
    store.actor = "marieke"
    steps: tuple[Step, ...] = chain(store, RecordKind.CONVERSATION, numbers["talk"])
    assert "geheim" not in [step.text for step in steps]
    assert "kost apart" in [step.text for step in steps]
    assert chain(store, RecordKind.SIGNAL, numbers["secret"]) == ()
    assert chain(store, RecordKind.REQUEST, 999) == ()
    assert chain(store, RecordKind.CONTACT, 1) == ()
