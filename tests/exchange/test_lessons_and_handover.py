"""What leaves the house at the end: lessons by theme without names, and an institution's own handover without what is not its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.casework.done import Ambiguous
from loket.exchange.documents.document_files import Format, document_bytes
from loket.exchange.institution_documents import handover_document, institution_named, visit_document
from loket.exchange.lessons import lessons_document
from loket.language.known_names import KnownNames
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, InstitutionAlias
from loket.models.notes import FollowUp, Note
from loket.models.offerings import Offering, Referral
from loket.models.requests import RequestObstacle, RequestTheme, SupportRequest
from loket.models.rounds import ResponseTheme, WensenscanResponse, WensenscanRound
from loket.models.sessions import LearningSession
from loket.models.signals import Signal
from loket.models.words import (
    AdvisorRole,
    Audience,
    ConversationState,
    FitGapDimension,
    FitGapState,
    Helped,
    InstitutionKind,
    NoteKind,
    OfferingKind,
    OutcomeInfo,
    RecordKind,
    ReferralState,
    RequestState,
    SdmScope,
    SessionState,
)
from loket.store.database import Store

DAY = dt.date(2026, 3, 2)
SECRETS = ("Geheim", "fusie", "Weg van hier", "buurman", "Elders", "alleen voor ons", "losse notitie", "gehoord")


@pytest.fixture
def programme(store: Store) -> Store:
    """Merenrand with something of everything, each also confidential or somebody else's."""
    with store.write("set up") as tx:

        def put(*rows: Any) -> None:
            for row in rows:
                tx.session.add(row)
                tx.session.flush()

        me = tx.advisor.id
        put(Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand", kind=InstitutionKind.GENERAL, advisor_id=me))
        put(Institution(name="Kliniek Elders", kind=InstitutionKind.CLINIC), InstitutionAlias(institution_id=1, alias="Meren"))
        put(Contact(institution_id=1, name="A. de Wit", function="beleid", audience=Audience.POLICY_QUALITY, email="wit@example.nl"))
        put(Contact(institution_id=1, name="B. Bos", left_on=DAY), Contact(institution_id=1, name="Weg van hier", left_on=DAY))
        put(
            SupportRequest(title="PROM's in het EPD", institution_id=1, advisor_id=me, received_on=DAY, outcome_info=OutcomeInfo.WITH),
            SupportRequest(title="Training", institution_id=1, received_on=DAY, state=RequestState.RESOLVED, closed_on=DAY,
                           resolution="Zelf opgepakt"),
            SupportRequest(title="Geheim", institution_id=1, received_on=DAY, confidential=True),
        )  # fmt: skip
        put(*(RequestTheme(request_id=number, theme_id=4) for number in (1, 2, 3)), RequestObstacle(request_id=1, obstacle_id=8))
        put(Offering(title="Routekaart", kind=OfferingKind.ROADMAP, provider="Santeon", url="https://voorbeeld.nl"))
        put(Referral(request_id=1, offering_id=1, referred_on=DAY, state=ReferralState.USED, helped=Helped.PARTLY))
        put(Referral(request_id=2, offering_id=1, referred_on=DAY, state=ReferralState.USED))
        put(Referral(request_id=3, offering_id=1, referred_on=DAY, state=ReferralState.USED, helped=Helped.YES))
        on: dict[str, Any] = {"written_on": DAY, "institution_id": 1, "theme_id": 4}

        def lesson(text: str, request: int, **more: Any) -> Note:
            return Note(text=text, kind=NoteKind.LESSON, on_kind=RecordKind.REQUEST, on_id=request, **on, **more)

        put(lesson("Zkh Merenrand begon klein, zei mevrouw De Wit; Bos ook.", 1), lesson("over de fusie", 1, confidential=True))
        put(lesson("over de buurman", 3), Note(text="losse notitie", on_kind=RecordKind.REQUEST, on_id=1, **on))
        put(FollowUp(what="Terugbellen", institution_id=1, on_kind=RecordKind.REQUEST, on_id=1, advisor_id=me, due_on=DAY))
        put(FollowUp(what="alleen voor ons", institution_id=1, on_kind=RecordKind.REQUEST, on_id=3))
        put(Signal(description="gehoord", institution_id=1, obstacle_id=8, recorded_on=DAY))
        put(LearningSession(institution_id=1, team="orthopedie", session_on=DAY, state=SessionState.HELD, participants=14))
        put(Conversation(state=ConversationState.HELD, held_at=DAY), ConversationInstitution(conversation_id=1, institution_id=1))
        put(FitGapAnalysis(institution_id=1, outcome_set_id=1, state=FitGapState.REPORTED, reported_on=DAY))
        put(FitGapItem(analysis_id=1, dimension=FitGapDimension.API, gap=4, needed="koppeling"))
        put(WensenscanRound(name="WensenScan 2024"))
        put(WensenscanResponse(round_id=1, institution_id=1, audience=Audience.BOARD, sdm_scope=SdmScope.SOME, ambition="meer"))
        put(ResponseTheme(response_id=1, theme_id=2))
    return store


def test_lessons_name_nobody_and_tell_nothing_confidential(programme: Store) -> None:
    written = lessons_document(programme)
    text = document_bytes(written.document, Format.MARKDOWN).decode()
    assert (written.lessons, written.taken_out) == (1, 3)
    assert r"\[…\] begon klein, zei mevrouw \[…\]; \[…\] ook. | algemeen | met | vraag" in text
    assert "een adviseur moet dit document doorlezen" in text
    assert "| API-koppeling EPD en externe applicaties | 1 | 1 |" in text
    assert "| Routekaart | Santeon | 2 | 2 | 1/1 | 1 |" in text
    assert [word for word in (*SECRETS, "Merenrand", "De Wit", "Bos") if word in text] == []
    assert "## 4 Gebruik" in document_bytes(lessons_document(programme, 4).document, Format.MARKDOWN).decode()


def test_a_handover_tells_an_institution_its_own_and_nothing_of_the_loket(programme: Store) -> None:
    number = institution_named(programme, "merenr")
    document = handover_document(programme, number)
    text = document_bytes(document, Format.MARKDOWN).decode()
    expected = (
        "Wat vertrouwelijk is, en de eigen notities en signalen van het loket, staan er niet in",
        "**Vragen**: 2, waarvan 1 afgesloten",
        "2 gebruikt; hielp 1/1, onb. 1",
        "Zelf opgepakt",
        "Routekaart (Santeon) | PROM's in het EPD | gebruikt, hielp: deels",
        "Zkh Merenrand begon klein",
        "orthopedie",
        "enkele patiëntgroepen",
        "| API-koppeling | 4 | – | koppeling | – |",
        "Terugbellen",
        "A. de Wit",
    )
    assert [part for part in expected if part not in text] == []
    assert [word for word in SECRETS if word in text] == []
    assert document_bytes(document, Format.WORD) == document_bytes(handover_document(programme, number), Format.WORD)
    assert "<h1" in document_bytes(document, Format.HTML).decode()
    with pytest.raises(Ambiguous):
        institution_named(programme, "bestaat niet")


def test_an_empty_institution_has_a_handover_too(programme: Store) -> None:
    text = document_bytes(handover_document(programme, institution_named(programme, "elders")), Format.MARKDOWN).decode()
    assert "Er zijn geen vragen vastgelegd." in text
    assert "Er is niets open." in text


def test_names_that_only_others_may_see_are_taken_out_too(programme: Store) -> None:
    with programme.write("set up") as tx:
        tx.session.add(Institution(name="Kliniek Geheimwoud", confidential=True))
        text = "B. Bos belde met Kliniek Geheimwoud over de koppeling."
        lesson = Note(text=text, kind=NoteKind.LESSON, on_kind=RecordKind.REQUEST, on_id=1, written_on=DAY, institution_id=1, theme_id=4)
        tx.session.add_all([lesson, Signal(institution_id=1, description="Hoorde het van Kliniek Geheimwoud", recorded_on=DAY)])
    for role in (AdvisorRole.ADVISOR, AdvisorRole.LEAD):
        with programme.write("look") as tx:
            tx.advisor.role = role
        lessons = document_bytes(lessons_document(programme).document, Format.MARKDOWN).decode()
        visit = document_bytes(visit_document(programme, institution_named(programme, "Ziekenhuis Merenrand")), Format.MARKDOWN).decode()
        assert "belde met" in lessons
        assert "Hoorde het van" in visit
        for told in (lessons, visit):
            assert "Geheimwoud" not in told, role
        assert "Bos belde" not in lessons, role


def test_words_that_only_look_like_a_name_stay() -> None:
    names = KnownNames(["Meren", "UMC"], ["B. Bos", "ilse", "J. van den Berg"])
    assert names.without("in het bos, merendeel; Ilse en Van den Berg; Bosch; mer") == "in het bos, merendeel; […] en […]; Bosch; mer"
    assert names.taken_out == 2
