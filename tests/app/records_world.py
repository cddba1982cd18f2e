"""A small office for the tests of lists and forms: known records, an app on them, and the screen at a size."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from loket.app import LoketApp
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, InstitutionAlias, Party
from loket.models.offerings import Offering, OfferingAudience, OfferingTheme, Referral
from loket.models.requests import RequestTheme, SupportRequest
from loket.models.rounds import ResponseTheme, RoundPopulation, WensenscanResponse, WensenscanRound
from loket.models.sessions import LearningSession
from loket.models.signals import Signal, Trend
from loket.models.themes import Obstacle
from loket.models.words import (
    Audience,
    ConversationKind,
    ConversationState,
    FitGapDimension,
    InstitutionKind,
    OfferingKind,
    OfferingStatus,
    OutcomeInfo,
    RequestState,
    SdmScope,
    SessionState,
    TrendState,
    Umbrella,
)
from loket.store.database import Store
from tests.app.helpers import settle

TODAY = dt.date(2026, 11, 21)
SIZES = ((120, 40), (80, 24))


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = (120, 40), first: int = 3) -> AsyncIterator[Pilot[Any]]:
    app = LoketApp(lambda: store, database="loket-uz", first=first, strict=True)
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


def office(store: Store, text: str = "") -> None:
    """Two institutions, four requests, offerings, signals, a round, a session and an analysis; `text` goes into every name."""
    with store.write("set up") as tx:

        def put(*rows: Any) -> None:
            tx.session.add_all(rows)
            tx.session.flush()

        me = tx.advisor.id
        colleague = Advisor(name=f"mehmet{text}")
        put(colleague)
        put(
            Institution(
                name=f"Ziekenhuis Merenrand{text}",
                short_name="Zkh Merenrand",
                kind=InstitutionKind.GENERAL,
                umbrella=Umbrella.NVZ,
                advisor_id=me,
            ),
            Institution(name=f"Kliniek Hoogland{text}", kind=InstitutionKind.CLINIC, umbrella=Umbrella.ZKN, advisor_id=colleague.id),
            Party(name=f"VWS{text}"),
        )
        put(InstitutionAlias(institution_id=1, alias="Streekziekenhuis Meer", former_until=days(-300)))
        put(Contact(institution_id=1, name=f"A. Bos{text}", audience=Audience.IT, email="bos@example.nl"))
        put(
            SupportRequest(
                title=f"PROM's in het EPD{text}", institution_id=1, contact_id=1, advisor_id=me, received_on=days(-40), due_on=days(-1),
                state=RequestState.IN_PROGRESS, outcome_info=OutcomeInfo.WITH, audience=Audience.IT, description=f"Vanaf januari{text}",
            ),
            SupportRequest(title=f"Draagvlak vakgroep{text}", institution_id=1, advisor_id=me, received_on=days(-20), due_on=days(9)),
            SupportRequest(title=f"Training gesprekken{text}", institution_id=2, advisor_id=colleague.id, received_on=days(-10)),
            SupportRequest(title="Oud en klaar", institution_id=2, advisor_id=me, received_on=days(-90), state=RequestState.RESOLVED,
                           closed_on=days(-30)),
        )  # fmt: skip
        put(RequestTheme(request_id=1, theme_id=4), RequestTheme(request_id=2, theme_id=5), RequestTheme(request_id=3, theme_id=3))
        put(
            Offering(title=f"Invoering van PROMIS{text}", kind=OfferingKind.TOOL, outcome_info=OutcomeInfo.WITH),
            Offering(title="Kennisbijeenkomst", kind=OfferingKind.WEBINAR, outcome_info=OutcomeInfo.WITH),
            Offering(title="Blauwdrukken", kind=OfferingKind.GUIDE, outcome_info=OutcomeInfo.BOTH, state=OfferingStatus.IN_DEVELOPMENT),
            Offering(title="Eigen begeleiding", kind=OfferingKind.EXPERTISE, outcome_info=OutcomeInfo.BOTH),
        )
        put(*(OfferingTheme(offering_id=number, theme_id=4) for number in (1, 2, 3, 4)), OfferingTheme(offering_id=4, theme_id=5))
        put(OfferingAudience(offering_id=2, audience=Audience.PROFESSIONALS))
        put(Referral(request_id=4, offering_id=1, advisor_id=me, referred_on=days(-50), check_back_on=days(-2)))
        obstacle = tx.session.get(Obstacle, 1)
        put(
            Trend(title=f"Koppelkosten{text}", theme_id=4),
            Trend(title="Geen tijd voor scholing", theme_id=5, state=TrendState.RAISED),
        )
        put(
            Signal(
                description=f"Koppeling kost apart{text}", institution_id=1, theme_id=obstacle.theme_id if obstacle else None,
                obstacle_id=1, recorded_on=days(-1), advisor_id=me,
            ),
            Signal(description="Ook zo'n geluid", institution_id=2, obstacle_id=1, recorded_on=days(-60), trend_id=1, advisor_id=me),
            Conversation(kind=ConversationKind.WENSENSCAN, state=ConversationState.HELD, held_at=days(-5), summary=f"Gesproken{text}"),
        )  # fmt: skip
        put(ConversationInstitution(conversation_id=1, institution_id=1))
        put(WensenscanRound(name=f"WensenScan 2026{text}", closed_on=days(-10)))
        put(*(RoundPopulation(round_id=1, institution_id=number) for number in (1, 2)))
        put(
            WensenscanResponse(
                round_id=1, institution_id=1, audience=Audience.POLICY_QUALITY, submitted_on=days(-30), sdm_scope=SdmScope.ALL
            ),
            WensenscanResponse(
                round_id=1, institution_id=1, audience=Audience.PROFESSIONALS, submitted_on=days(-29), sdm_scope=SdmScope.SOME,
                ambition=f"Meer{text}",
            ),
        )  # fmt: skip
        put(ResponseTheme(response_id=1, theme_id=4))
        put(
            LearningSession(institution_id=1, team=f"orthopedie{text}", session_on=days(-20), state=SessionState.HELD, participants=14),
            LearningSession(institution_id=2, team="nefrologie"),
        )
        put(
            FitGapAnalysis(institution_id=1, outcome_set_id=1),
        )
        put(FitGapItem(analysis_id=1, dimension=FitGapDimension.API, gap=4, current=f"handmatig{text}"))


def values(store: Store, sql: str) -> list[Any]:
    with store.read() as reader:
        return [row[0] for row in reader.rows(sql)]
