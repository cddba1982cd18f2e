"""The page for a visit: what to take up first, nothing confidential, and of other institutions never more than how many."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.exchange.documents.document_files import Format, document_bytes
from loket.exchange.institution_documents import institution_named, visit_document
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution
from loket.models.notes import FollowUp
from loket.models.offerings import Offering, OfferingTheme, Referral
from loket.models.requests import RequestTheme, SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.signals import Signal, Trend
from loket.models.words import (
    Audience,
    ConversationKind,
    ConversationState,
    FitGapDimension,
    Helped,
    InstitutionKind,
    OfferingKind,
    OfferingStatus,
    OutcomeInfo,
    RecordKind,
    ReferralState,
    RequestState,
    SdmScope,
    TrendState,
)
from loket.store.database import Store

DAY = dt.date(2026, 10, 1)


@pytest.fixture
def visited(store: Store) -> Store:
    """Merenrand with something of everything, each also confidential; seven others of its kind, of which six answered."""
    with store.write("set up") as tx:

        def put(*rows: Any) -> None:
            for row in rows:
                tx.session.add(row)
                tx.session.flush()

        put(Institution(name="Ziekenhuis Merenrand", kind=InstitutionKind.GENERAL, agb="06010001", advisor_id=tx.advisor.id))
        put(*(Institution(name=f"Kliniek Elders {number}", kind=InstitutionKind.GENERAL) for number in range(7)))
        put(WensenscanRound(name="WensenScan 2026"))
        put(
            WensenscanResponse(round_id=1, institution_id=1, audience=Audience.BOARD, submitted_on=DAY, sdm_scope=SdmScope.ALL),
            WensenscanResponse(round_id=1, institution_id=1, audience=Audience.PROFESSIONALS, submitted_on=DAY, sdm_scope=SdmScope.NONE),
            *(WensenscanResponse(round_id=1, institution_id=2 + number, submitted_on=DAY) for number in range(6)),
        )
        put(
            SupportRequest(title="PROM's in het EPD", institution_id=1, received_on=DAY, due_on=DAY, outcome_info=OutcomeInfo.WITH),
            SupportRequest(title="Draagvlak", institution_id=1, received_on=DAY, state=RequestState.RESOLVED, closed_on=DAY),
            SupportRequest(title="Training", institution_id=1, received_on=DAY),
            SupportRequest(title="Geheim", institution_id=1, received_on=DAY, confidential=True),
            SupportRequest(title="Van elders", institution_id=2, received_on=DAY),
        )
        put(RequestTheme(request_id=1, theme_id=4), RequestTheme(request_id=3, theme_id=3), RequestTheme(request_id=2, theme_id=5))
        put(
            Offering(title="Routekaart", kind=OfferingKind.ROADMAP, outcome_info=OutcomeInfo.BOTH),
            Offering(
                title="Nieuwe training", kind=OfferingKind.TRAINING, outcome_info=OutcomeInfo.BOTH, state=OfferingStatus.IN_DEVELOPMENT
            ),
        )
        put(OfferingTheme(offering_id=1, theme_id=4), OfferingTheme(offering_id=2, theme_id=3))
        put(Referral(request_id=2, offering_id=1, referred_on=DAY, state=ReferralState.USED, helped=Helped.PARTLY))
        put(
            Conversation(
                kind=ConversationKind.PROGRESS, state=ConversationState.HELD, held_at=DAY, agreements="Bellen over Kliniek Elders 3"
            ),
            Conversation(state=ConversationState.HELD, held_at=DAY, agreements="in vertrouwen", confidential=True),
        )
        put(ConversationInstitution(conversation_id=1, institution_id=1), ConversationInstitution(conversation_id=2, institution_id=1))
        put(ConversationInstitution(conversation_id=1, institution_id=5))
        put(Trend(title="Koppelkosten", state=TrendState.RAISED))
        put(
            Signal(description="Koppeling kost apart", institution_id=1, recorded_on=DAY, trend_id=1),
            Signal(description="uit vertrouwen", institution_id=1, recorded_on=DAY, conversation_id=2),
        )
        put(FollowUp(what="Terugkoppelen", institution_id=1, due_on=DAY))
        put(FollowUp(what="van geheim", institution_id=1, on_kind=RecordKind.REQUEST, on_id=4))
        put(FitGapAnalysis(institution_id=1, outcome_set_id=1), FitGapItem(analysis_id=1, dimension=FitGapDimension.API, gap=4))
        put(Contact(institution_id=1, name="A. de Wit", function="beleid"))
    return store


def test_it_begins_with_what_to_take_up_and_tells_nothing_confidential_or_of_others(visited: Store) -> None:
    text = document_bytes(visit_document(visited, 1), Format.MARKDOWN).decode()
    first = text[text.index("### Aan de orde") : text.index("### Ingevuld")]
    for line in (
        "over samen beslissen spreken elkaar tegen: zorgverleners: niet; bestuur: alle patiëntgroepen",
        "Over de WensenScan 2026 is nog niet gesproken",
        "Te laat: PROM's in het EPD, streefdatum 1 okt 2026",
        "Beloofd: Terugkoppelen (moest op 1 okt 2026)",
        r"Afgesproken op 1 okt 2026: Bellen over \[…\]",
        "PROM's in het EPD — hiervoor is er nu: Routekaart",
        "Training — in ontwikkeling: Nieuwe training",
    ):
        assert line in first, line
    for line in (
        "Gevraagd: 3, waarvan 2 open",
        "| Routekaart | Draagvlak | gebruikt, hielp: deels |",
        "Koppeling kost apart | nieuw; in: Koppelkosten (geagendeerd)",
        "grote kloof: API-koppeling (4); 1 van 1 dimensies bekend",
        "A. de Wit",
        "Weggelaten, want vertrouwelijk: 4.",
    ):
        assert line in text, line
    assert [word for word in ("eheim", "vertrouwen", "Elders", "elders") if word in text] == []


def test_of_few_others_it_tells_no_number(visited: Store) -> None:
    text = document_bytes(visit_document(visited, 1), Format.MARKDOWN).decode()
    assert r"| vulde de WensenScan in | ja | \- |" in text, "all but one did: that would tell who did not"
    assert r"| sprak met het loket | ja | \<5 |" in text
    assert "| deed een fit-gap-analyse | ja | 0/7 |" in text


def test_it_is_asked_by_number_code_or_name_in_each_form(visited: Store, database: str, loket: Any) -> None:
    assert {institution_named(visited, text) for text in ("1", "i-1", "06010001", "merenrand")} == {1}
    page = visit_document(visited, 1)
    assert document_bytes(page, Format.WORD) == document_bytes(visit_document(visited, 1), Format.WORD)
    ran = loket("--database", database, "--as", "ilse", "visit", "merenrand", "--format", "html")
    assert (ran.status, "<h1>Ziekenhuis Merenrand</h1>" in ran.out) == (0, True)
    assert loket("--database", database, "visit", "999999").status == 1
