"""The people and records of the drawings: Ziekenhuis Merenrand, what it answered, what was promised, what is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.follow_ups import FollowUpInput
from loket.casework.requests import RequestInput, register_request
from loket.models.institutions import Contact, Institution, Party
from loket.models.rounds import ResponseObstacle, ResponseTheme, WensenscanResponse, WensenscanRound
from loket.models.words import (
    Audience,
    Channel,
    ConversationKind,
    InstitutionKind,
    InstitutionRole,
    SdmScope,
    Umbrella,
    YesNo,
)

if TYPE_CHECKING:
    from loket.store.database import Store

MERENRAND, LINGE, OOSTEVELD = "Ziekenhuis Merenrand", "Ziekenhuis De Linge", "UMC Oosterveld"


def fill(store: Store) -> dict[str, int]:
    """Put them into an empty database; gives the numbers by name."""
    numbers = _people(store)
    meren = numbers[MERENRAND]
    log_conversation(
        store,
        LogConversation(
            conversation=ConversationInput(
                institution_ids=[meren], kind=ConversationKind.PROGRESS, channel=Channel.TEAMS, held_at=date(2026, 11, 12),
                duration_min=35, summary="MDL wil starten.", agreements="terugkoppeling leverancier",
            ),
            follow_ups=[FollowUpInput(what="terugkoppeling leverancier", due_on=date(2026, 11, 20))],
        ),
    )  # fmt: skip
    for title, due in (("draagvlak MDL", date(2026, 11, 20)), ("vragenlijsten op papier", None)):
        done = register_request(
            store, RequestInput(title=title, institution_id=meren, themes=[4], due_on=due, received_on=date(2026, 10, 12))
        )
        numbers[title] = done.record.id
    planned = plan_conversation(
        store,
        ConversationInput(
            institution_ids=[meren], kind=ConversationKind.WENSENSCAN, channel=Channel.TEAMS, planned_at=date(2026, 11, 23),
            planned_time="10:00", contact_ids=[numbers["A. de Wit"], numbers["R. Postma"]],
        ),
    )  # fmt: skip
    return {**numbers, "planned": planned.record.id}


def _people(store: Store) -> dict[str, int]:
    numbers: dict[str, int] = {}
    with store.write("fill") as tx:
        session = tx.session
        institutions = [
            Institution(name=MERENRAND, short_name="Zkh Merenrand", kind=InstitutionKind.GENERAL, umbrella=Umbrella.NVZ,
                        role=InstitutionRole.FOLLOWER, city="Zwolle"),
            Institution(name=LINGE, short_name="Zkh De Linge", kind=InstitutionKind.TOP_CLINICAL, umbrella=Umbrella.NVZ),
            Institution(name=OOSTEVELD, short_name="UMC Oosterveld", kind=InstitutionKind.UMC, umbrella=Umbrella.UMCNL),
        ]  # fmt: skip
        party = Party(name="Nictiz")
        survey = WensenscanRound(name="WensenScan 2024", sent_on=date(2024, 11, 18))
        session.add_all([*institutions, party, survey])
        session.flush()
        meren = institutions[0].id or 0
        people = [
            Contact(institution_id=meren, name="A. de Wit", function="beleid en kwaliteit", audience=Audience.POLICY_QUALITY),
            Contact(institution_id=meren, name="R. Postma", function="MDL-arts", audience=Audience.PROFESSIONALS),
        ]
        responses = [
            WensenscanResponse(sleutel="1", round_id=survey.id or 0, institution_id=meren, audience=Audience.POLICY_QUALITY,
                               submitted_on=date(2024, 12, 2), sdm_scope=SdmScope.SOME, uses_outcome_info=YesNo.NO,
                               ambition="PROMs in spreekkamer"),
            WensenscanResponse(sleutel="2", round_id=survey.id or 0, institution_id=meren, audience=Audience.PROFESSIONALS,
                               submitted_on=date(2024, 12, 9), sdm_scope=SdmScope.SOME, uses_outcome_info=YesNo.YES),
        ]  # fmt: skip
        session.add_all([*people, *responses])
        session.flush()
        first = responses[0].id or 0
        session.add_all([ResponseTheme(response_id=first, theme_id=theme) for theme in (3, 4)])
        session.add_all([ResponseObstacle(response_id=first, obstacle_id=number) for number in (8, 17)])
        numbers |= {row.name: row.id or 0 for row in institutions} | {row.name or "": row.id or 0 for row in people}
        numbers["Nictiz"] = party.id or 0
    return numbers
