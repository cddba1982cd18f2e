"""Learning sessions, events and material handed out: what people do with them, and what they are told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.done import Done
from loket.casework.events import EventInput, change_event, record_event
from loket.casework.follow_ups import postpone
from loket.casework.offerings import OfferingInput, add_offering
from loket.casework.referrals import HandOut, hand_out
from loket.casework.sessions import SessionInput, SessionOutcome, add_session, change_session, evaluate_session, set_capacity
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.insight.institution.dossier import timeline
from loket.language.dates import month_after, shown_month, understand_month
from loket.language.formats import mark_of
from loket.models.errors import Refused
from loket.models.words import OfferingKind, OfferingStatus, RecordKind, SessionState
from tests.casework.conftest import TODAY, House

PROVIDER = "Q-Academie"
MONTH = "2026-12"
DAY = dt.date(2026, 12, 3)


def enrol(house: House, institution: int, **more: object) -> Done:
    usual = {"institution_id": institution, "provider": PROVIDER, "preferred_month": MONTH, "enrolled_on": TODAY}
    return add_session(house.store, SessionInput(**{**usual, **more}))  # type: ignore[arg-type]


def plan(house: House, number: int, day: dt.date = DAY) -> Done:
    return advance(house.store, Advance(kind=RecordKind.SESSION, numbers=[number], to=SessionState.SCHEDULED, on=day))


def test_a_month_that_is_full_is_told_and_the_first_on_the_list_named_when_a_place_comes_free(house: House) -> None:
    set_capacity(house.store, PROVIDER, ["dec 2026"], 1)
    planned = enrol(house, house.merenrand).record.id
    waits = enrol(house, house.duinzicht, enrolled_on=TODAY)
    assert any("nummer 1 op de wachtlijst" in text for text in waits.warnings)
    later = waits.record.id
    first = enrol(house, house.oosterveld, enrolled_on=TODAY - dt.timedelta(days=9)).record.id
    assert "buiten het programma" in plan(house, planned).warnings[0]
    assert any("heeft 1 plek" in text and "de 2e" in text for text in plan(house, later).warnings)
    moved = postpone(house.store, RecordKind.SESSION, [later], dt.date(2027, 1, 7))
    assert not any("plek vrij" in text for text in moved.warnings), "the month is still full"
    freed = advance(house.store, Advance(kind=RecordKind.SESSION, numbers=[planned], to=SessionState.CANCELLED))
    assert freed.warnings == (f"Er kwam een plek vrij bij Q-Academie in dec 2026: L-{first} UMC Oosterveld staat bovenaan de wachtlijst.",)


def test_places_are_noted_for_many_months_at_once_forgotten_and_undone(house: House) -> None:
    months = [MONTH, month_after(MONTH), "2027-02"]
    done = set_capacity(house.store, PROVIDER, months, 4)
    set_capacity(house.store, "q-academie", [MONTH], None)
    assert house.count("session_capacity") == 2
    undo(house.store)
    assert house.column("SELECT DISTINCT places FROM session_capacity") == [4]
    undo(house.store, done.tx)
    assert house.count("session_capacity") == 0
    with pytest.raises(Refused) as refused:
        set_capacity(house.store, " ", ["ooit"], 400)
    assert {error.field for error in refused.value.errors} == {"provider", "month", "places"}


def test_one_provider_has_one_name_and_a_month_is_typed_in_words(house: House) -> None:
    enrol(house, house.merenrand)
    second = enrol(house, house.merenrand, provider="q-academie", preferred_month="jan '27")
    row = house.row(second.record)
    assert (row.provider, row.preferred_month, row.state) == (PROVIDER, "2027-01", SessionState.ENROLLED)
    with pytest.raises(Refused) as refused:
        change_session(house.store, second.record.id, SessionInput(preferred_month="binnenkort"))
    assert refused.value.errors[0].field == "preferred_month"


def test_saying_how_it_was_holds_the_session_in_one_step(house: House) -> None:
    number = enrol(house, house.merenrand, session_on=TODAY - dt.timedelta(days=1)).record.id
    done = evaluate_session(house.store, number, SessionOutcome(participants=14, evaluation="7,9 – goed ontvangen"))
    row = house.row(done.record)
    assert (row.state, row.participants, mark_of(row.evaluation)) == (SessionState.HELD, 14, Decimal("7.9"))
    undo(house.store)
    row = house.row(done.record)
    assert (row.state, row.participants, row.evaluation) == (SessionState.SCHEDULED, None, None)
    coming = enrol(house, house.merenrand, session_on=DAY).record.id
    with pytest.raises(Refused):
        evaluate_session(house.store, coming, SessionOutcome(participants=14))


@pytest.mark.parametrize(
    ("text", "mark"),
    [("7,9 – goed", "7.9"), ("8", "8"), ("8/10: top", "8"), ("7.25 fijn", "7.25"), ("10", "10"), ("8 deelnemers bleven weg", None),
     ("8-9 mensen", None), ("14 mensen", None), ("8%", None), ("goed", None), ("", None), ("11", None), ("0,5", None)],
)  # fmt: skip
def test_an_evaluation_begins_with_its_mark_or_has_none(text: str, mark: str | None) -> None:
    assert mark_of(text) == (None if mark is None else Decimal(mark))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("okt 2026", "2026-10"),
        ("oktober", "2027-10"),
        ("nov", "2026-11"),
        ("10-2026", "2026-10"),
        ("2026-1", "2026-01"),
        ("mrt '27", "2027-03"),
    ],
)
def test_a_month_is_understood_as_it_is_typed(text: str, month: str) -> None:
    assert understand_month(text, TODAY) == month
    assert understand_month(shown_month(month), TODAY) == month


def test_a_contact_who_attended_brings_the_institution_and_is_counted_among_the_participants(house: House) -> None:
    done = record_event(house.store, EventInput(title="Webinar", contact_ids=[house.wit], institution_ids=[house.duinzicht]))
    assert set(house.column("SELECT institution_id FROM event_institution")) == {house.merenrand, house.duinzicht}
    with pytest.raises(Refused) as refused:
        change_event(house.store, done.record.id, EventInput(participants=0))
    assert refused.value.errors[0].field == "participants"
    change_event(house.store, done.record.id, EventInput(participants=30))
    assert house.row(done.record).participants == 30


def test_material_is_handed_out_to_all_who_took_part_and_stands_in_their_dossiers(house: House) -> None:
    guide = add_offering(house.store, OfferingInput(title="Routekaart", kind=OfferingKind.ROADMAP, themes=[3])).record.id
    both = (house.merenrand, house.oosterveld)
    talk = plan_conversation(house.store, ConversationInput(institution_ids=both)).record.id
    done = hand_out(house.store, HandOut(offering_ids=[guide], conversation_id=talk))
    assert [house.row(one).institution_id for one in done.records] == list(both)
    assert house.row(done.record).check_back_on == dt.date(2027, 1, 4)  # six weeks later is a Saturday: the Monday after
    seen = [one for one in timeline(house.store, house.oosterveld).happenings if one.kind is RecordKind.REFERRAL]
    assert [(one.what, one.number) for one in seen] == [("Routekaart", None)]
    undo(house.store)
    assert house.count("referral") == 0


def test_what_is_not_there_yet_cannot_be_handed_out(house: House) -> None:
    data = OfferingInput(title="Blauwdruk", kind=OfferingKind.GUIDE, themes=[3], state=OfferingStatus.IN_DEVELOPMENT)
    coming = add_offering(house.store, data).record.id
    with pytest.raises(Refused):
        hand_out(house.store, HandOut(offering_ids=[coming], institution_id=house.merenrand))
    with pytest.raises(Refused):
        hand_out(house.store, HandOut(offering_ids=[], institution_id=house.merenrand))
