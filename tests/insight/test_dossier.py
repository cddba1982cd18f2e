"""The dossier: everything of one institution, its next step, and what happened in order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.insight.institution.dossier import brief, dossier, timeline
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.errors import Refused
from loket.models.fitgap import FitGapAnalysis
from loket.models.institutions import Contact, Institution
from loket.models.notes import FollowUp, Note
from loket.models.offerings import Offering, Referral
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.sessions import LearningSession
from loket.models.signals import Signal
from loket.models.words import AdvisorRole, Audience, Channel, ConversationState, FollowUpState, NoteKind, RecordKind, SessionState, YesNo
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)


def add(store: Store, *rows: Any) -> int:
    with store.write("set up") as tx:
        tx.session.add_all(rows)
        tx.session.flush()
        return int(getattr(rows[0], "id", 0) or 0)


@pytest.fixture
def meren(store: Store) -> int:
    number = add(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand", epd_vendor="Noorderlicht"))
    add(store, Institution(name="Aa"), Institution(name="Zz"), Institution(name="Oud", active=False))
    return number


def test_an_institution_that_is_not_there_has_none(store: Store) -> None:
    assert dossier(store, 99) is None
    assert brief(store, 99) is None


def test_an_empty_dossier_is_a_dossier(store: Store, meren: int) -> None:
    found = dossier(store, meren)
    assert found is not None
    assert (found.facts.name, found.next_step, found.people, found.survey, found.requests) == ("Ziekenhuis Merenrand", None, (), None, ())
    assert timeline(store, meren).total == 0


def test_the_next_step_is_what_is_due_first(store: Store, meren: int) -> None:
    add(store, SupportRequest(title="later", institution_id=meren, received_on=TODAY, due_on=TODAY + dt.timedelta(days=9)))
    talk = add(store, Conversation(state=ConversationState.PLANNED, planned_at=TODAY + dt.timedelta(days=2), planned_time="10:00"))
    add(store, ConversationInstitution(conversation_id=talk, institution_id=meren))
    found = dossier(store, meren)
    assert found is not None
    assert found.next_step is not None
    assert (found.next_step.kind, found.next_step.id, found.next_step.time) == (RecordKind.CONVERSATION, talk, "10:00")
    add(store, FollowUp(what="bellen", institution_id=meren, due_on=TODAY - dt.timedelta(days=1)))
    found = dossier(store, meren)
    assert found is not None
    assert found.next_step is not None
    assert (found.next_step.text, found.next_step.late) == ("bellen", True)


def test_neighbours_are_those_of_the_list_else_of_all_by_name(store: Store, meren: int) -> None:
    found = dossier(store, meren)
    assert found is not None
    assert (found.neighbours.place, found.neighbours.of, found.neighbours.previous, found.neighbours.next) == (2, 3, 2, 3)
    found = dossier(store, meren, (3, meren))
    assert found is not None
    assert (found.neighbours.previous, found.neighbours.next) == (3, None)


def test_people_who_left_stand_last_and_erased_ones_are_gone(store: Store, meren: int) -> None:
    add(
        store,
        Contact(institution_id=meren, name="A. Weg", left_on=TODAY),
        Contact(institution_id=meren, name="B. Blijft", audience=Audience.BOARD),
        Contact(institution_id=meren, name=None, erased_on=TODAY),
    )
    found = dossier(store, meren)
    assert found is not None
    assert [person.name for person in found.people] == ["B. Blijft", "A. Weg"]


def everything(store: Store, meren: int) -> None:
    talk = add(
        store, Conversation(state=ConversationState.HELD, held_at=dt.date(2026, 11, 12), channel=Channel.TEAMS, summary="MDL wil starten")
    )
    add(store, ConversationInstitution(conversation_id=talk, institution_id=meren))
    request = add(store, SupportRequest(title="Draagvlak", institution_id=meren, received_on=dt.date(2026, 10, 28), conversation_id=talk))
    offering = add(store, Offering(title="Routekaart"))
    round_id = add(store, WensenscanRound(name="WensenScan 2024"))
    add(
        store,
        Referral(request_id=request, offering_id=offering, referred_on=dt.date(2026, 11, 2)),
        Signal(institution_id=meren, description="API", recorded_on=dt.date(2026, 6, 30), conversation_id=talk),
        LearningSession(institution_id=meren, team="orthopedie", session_on=dt.date(2026, 9, 14)),
        WensenscanResponse(
            round_id=round_id, institution_id=meren, audience=Audience.POLICY_QUALITY, submitted_on=dt.date(2024, 12, 2),
            uses_outcome_info=YesNo.NO,
        ),
        FitGapAnalysis(institution_id=meren, outcome_set_id=1, started_on=dt.date(2025, 2, 1)),
        Note(on_kind=RecordKind.INSTITUTION, on_id=meren, institution_id=meren, text="les", written_on=dt.date(2025, 3, 1)),
        FollowUp(what="gebeld", institution_id=meren, done_on=dt.date(2025, 4, 1), state=FollowUpState.DONE),
    )  # fmt: skip


def test_the_timeline_has_everything_newest_first(store: Store, meren: int) -> None:
    everything(store, meren)
    page = timeline(store, meren)
    assert [one.kind for one in page.happenings] == [
        RecordKind.CONVERSATION, RecordKind.REFERRAL, RecordKind.REQUEST, RecordKind.SESSION, RecordKind.SIGNAL,
        RecordKind.FOLLOW_UP, RecordKind.NOTE, RecordKind.FITGAP, RecordKind.RESPONSE,
    ]  # fmt: skip
    assert (page.happenings[0].requests, page.happenings[0].signals) == (1, 1)
    assert timeline(store, meren, offset=2, size=1).happenings == page.happenings[2:3]


def test_the_timeline_can_be_narrowed(store: Store, meren: int) -> None:
    everything(store, meren)
    page = timeline(store, meren, text="ROUTE")
    assert ([one.what for one in page.happenings], page.total, page.of) == (["Routekaart"], 1, 9)
    assert timeline(store, meren, text="50%_!'").total == 0


def test_a_lead_sees_no_confidential_records(store: Store, meren: int) -> None:
    add(store, SupportRequest(title="geheim", institution_id=meren, received_on=TODAY, due_on=TODAY, confidential=True))
    with store.write("look") as tx:
        tx.advisor.role = AdvisorRole.LEAD
    found = dossier(store, meren)
    assert found is not None
    assert (found.requests, found.next_step) == ((), None)
    assert timeline(store, meren).total == 0
    glance = brief(store, meren)
    assert glance is not None
    assert glance.requests == ()


def test_a_brief_tells_whom_to_call_and_what_was_promised(store: Store, meren: int) -> None:
    everything(store, meren)
    add(store, Contact(institution_id=meren, name="Zonder nummer"), Contact(institution_id=meren, name="A. de Wit", phone="0555"))
    add(store, FollowUp(what="terugkoppeling", institution_id=meren, due_on=TODAY))
    found = brief(store, meren)
    assert found is not None
    assert found.contact is not None
    assert found.promise is not None
    assert found.signal is not None
    assert (found.contact.name, found.promise.what, found.signal.description) == ("A. de Wit", "terugkoppeling", "API")
    assert found.last is not None
    assert found.last.day == dt.date(2026, 11, 12)
    assert [case.title for case in found.requests] == ["Draagvlak"]


def test_the_timeline_is_narrowed_by_what_a_line_is_and_by_fields(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    with store.write("prepare") as tx:
        tx.session.add(Institution(id=1, name="Kliniek"))
        tx.session.flush()
        day = dt.date(2026, 11, 2)
        tx.session.add_all([
            Note(on_kind=RecordKind.INSTITUTION, on_id=1, institution_id=1, text="belt liever", written_on=day, advisor_id=tx.advisor.id),
            Note(on_kind=RecordKind.INSTITUTION, on_id=1, institution_id=1, text="eerst bellen", written_on=day, kind=NoteKind.LESSON),
            LearningSession(institution_id=1, team="MDL", session_on=dt.date(2026, 3, 1), state=SessionState.HELD),
            SupportRequest(institution_id=1, title="PROMIS", received_on=dt.date(2025, 3, 1)),
        ])  # fmt: skip
    for text, kinds in {
        "notitie": "NN", "sessie": "L", "les": "N", "gehouden": "L", "wat:notitie belt": "N", "wat:vraag": "V", "sinds:2026": "LNN",
        "tot:2025": "V", f"bij:{store.actor}": "N", "note": "NN",
    }.items():  # fmt: skip
        found = timeline(store, 1, text=text)
        assert "".join(sorted(one.kind.prefix for one in found.happenings)) == kinds, text
        assert (found.total, found.of) == (len(kinds), 4)
    with pytest.raises(Refused, match="zegt hier niets; wel: wat, bij, sinds, tot"):
        timeline(store, 1, text="thema:4")
