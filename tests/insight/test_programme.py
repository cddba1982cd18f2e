"""The programme by month and by day: places, waiting lists and marks; and whom its events reached."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from loket.insight.events import event_reach, reach_of_event
from loket.insight.lists.attached_records import attached
from loket.insight.mails import session_mail
from loket.insight.search import search
from loket.insight.sessions import programme_days, session_months
from loket.insight.work.work_items import Wording
from loket.insight.work.work_queue import work_queue
from loket.models.institutions import Contact, Institution, Party
from loket.models.sessions import Event, EventInstitution, LearningSession, SessionCapacity
from loket.models.signals import Signal, Trend
from loket.models.words import AdvisorRole, Audience, InstitutionKind, RecordKind, SessionState
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)
GIVER = "Q-Academie"


def add(store: Store, *rows: Any) -> int:
    with store.write("set up") as tx:
        tx.session.add_all(rows)
        tx.session.flush()
        return int(getattr(rows[0], "id", 0) or 0)


@pytest.fixture
def mine(store: Store) -> Store:
    """Three institutions of the person at work, and one that is not active any more."""
    with store.write("look") as tx:
        me = tx.advisor.id
    add(
        store,
        Institution(name="Ziekenhuis Merenrand", kind=InstitutionKind.GENERAL, advisor_id=me),
        Institution(name="UMC Oosterveld", kind=InstitutionKind.UMC, advisor_id=me),
        Institution(name="Kliniek Duinzicht", advisor_id=me),
        Institution(name="Oud", active=False),
    )
    return store


def session(at: int, **more: Any) -> LearningSession:
    return LearningSession(**{"institution_id": at, "provider": GIVER, "team": f"team {at}", **more})


def test_who_wants_a_month_beyond_its_places_waits_in_the_order_of_enrolment(mine: Store) -> None:
    day = dt.date(2026, 12, 10)
    add(mine, SessionCapacity(provider=GIVER, month="2026-12", places=2))
    add(mine, session(1, session_on=day, state=SessionState.SCHEDULED), session(1, session_on=day, state=SessionState.CANCELLED))
    wants = {"preferred_month": "2026-12", "state": SessionState.ENROLLED}
    late, unknown, early = (
        add(mine, session(at, enrolled_on=on, **wants)) for at, on in ((1, TODAY), (2, None), (3, TODAY - dt.timedelta(days=3)))
    )
    add(mine, session(2, preferred_month="2027-02"))
    with mine.read() as reader:
        found = session_months(reader)
    room = found.room_of(GIVER, "2026-12")
    assert room is not None
    assert (room.taken, room.left, room.invited, room.waiting) == (1, 1, (early,), (late, unknown))
    unnoted = found.room_of(GIVER, "2027-02")
    assert unnoted is not None
    assert (unnoted.left, unnoted.waiting) == (None, ())
    assert [one.month for one in found.months][:2] == ["2025-09", "2025-10"], "the months of the window are there, empty or not"
    invited = [item for section in work_queue(mine).sections for item in section.items if item.wording is Wording.PLACE]
    assert [(item.id, item.text) for item in invited] == [(early, "Een plek in dec 2026 bij Q-Academie: team 3")]


def test_marks_are_averaged_over_the_known_ones_and_a_lead_sees_no_confidential_one(mine: Store) -> None:
    held = {"state": SessionState.HELD, "session_on": dt.date(2026, 10, 6)}
    add(
        mine, session(1, evaluation="7 – goed", **held), session(2, evaluation="8,5", **held), session(3, evaluation="fijn", **held),
        session(3, provider="Pharos", **held), session(1, provider="Pharos", evaluation="2 – niet", confidential=True, **held),
    )  # fmt: skip
    with mine.read() as reader:
        everything, shared = session_months(reader), session_months(reader.outside())
    given = everything.marks[GIVER]
    assert (given.mean, given.known, given.unknown) == (Decimal("7.75"), 2, 1)
    assert (everything.marks["Pharos"].mean, shared.marks["Pharos"].mean) == (Decimal(2), None)
    assert everything.months[-1].held == shared.months[-1].held == 5


def test_the_queue_asks_how_it_was_until_both_are_known_and_not_for_ever(mine: Store) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    asked = add(mine, session(1, session_on=yesterday, state=SessionState.HELD, participants=9))
    add(mine, session(1, session_on=yesterday, state=SessionState.HELD, participants=9, evaluation="8"))
    add(mine, session(1, session_on=TODAY - dt.timedelta(days=400), state=SessionState.HELD))
    overdue = add(mine, session(2, session_on=TODAY - dt.timedelta(days=400), state=SessionState.SCHEDULED))
    items = [item for section in work_queue(mine).sections for item in section.items if item.wording is Wording.SESSION]
    assert sorted(item.id for item in items) == sorted([asked, overdue])
    assert all(item.late for item in items)


def test_a_day_has_its_sessions_and_events_what_is_cancelled_last(mine: Store) -> None:
    day = dt.date(2026, 10, 31)
    add(mine, session(1, session_on=day, state=SessionState.CANCELLED), session(2, session_on=day, state=SessionState.HELD))
    add(mine, Event(title="Webinar", event_on=day), Event(title="Geheim", event_on=day, confidential=True))
    add(mine, session(3, session_on=dt.date(2026, 11, 1), state=SessionState.HELD))
    with mine.read() as reader:
        assert [one.name for one in programme_days(reader.outside(), "2026-10")] == ["Webinar", "UMC Oosterveld", "Ziekenhuis Merenrand"]
        assert len(programme_days(reader, "2026-10")) == 4


def test_reach_counts_each_active_institution_once_with_the_unknown_apart(mine: Store) -> None:
    first = add(mine, Event(title="Webinar", event_on=dt.date(2026, 3, 2), participants=30))
    second = add(mine, Event(title="Conferentie", event_on=dt.date(2026, 9, 2)))
    add(mine, Event(title="Zonder instellingen", event_on=dt.date(2026, 9, 3), participants=5), Event(title="Ooit"))
    add(mine, *(EventInstitution(event_id=event, institution_id=at) for event, at in ((first, 1), (second, 1), (second, 3), (second, 4))))
    with mine.read() as reader:
        year = event_reach(reader, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        ever, early = event_reach(reader), event_reach(reader, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
        assert reach_of_event(reader, second) == (2, 3)
    assert (year.reached, year.active, year.events, year.unattended) == (2, 3, 3, 1)
    assert (year.participants, year.uncounted) == (35, 1)
    assert (year.kinds[InstitutionKind.GENERAL], year.kinds[InstitutionKind.UMC], year.kinds[None]) == ((1, 1), (0, 1), (1, 1))
    assert (ever.events, ever.uncounted) == (4, 2)
    assert (early.events, early.reached, early.active, early.participants) == (0, 0, 3, 0)


def test_events_and_parties_are_found_and_show_what_hangs_on_them(mine: Store) -> None:
    event = add(mine, Event(title="Webinar gesprekstechniek", event_on=TODAY))
    party = add(mine, Party(name="Platform Oost"))
    add(mine, EventInstitution(event_id=event, institution_id=1), Signal(description="geen tijd", event_id=event, recorded_on=TODAY))
    add(mine, Trend(title="Tijdsdruk", owner_party_id=party), Contact(party_id=party, name="B. Smit"))
    assert [(hit.letter, hit.id) for hit in search(mine, "gesprekstech").hits] == [("B", event)]
    assert [(hit.letter, hit.id) for hit in search(mine, "k: oost", "K").hits or search(mine, "oost", "K").hits] == [("K", party)]
    with mine.read() as reader:
        of_event = {one.kind for one in attached(reader, RecordKind.EVENT, event, TODAY)}
        of_party = {one.kind for one in attached(reader, RecordKind.PARTY, party, TODAY)}
    assert of_event == {RecordKind.SIGNAL, RecordKind.INSTITUTION}
    assert of_party == {RecordKind.TREND, RecordKind.CONTACT}


def test_the_mail_confirms_the_day_to_whom_the_session_is_for(mine: Store) -> None:
    number = add(mine, session(1, session_on=dt.date(2026, 12, 10), audience=Audience.IT, state=SessionState.SCHEDULED))
    add(
        mine, Contact(institution_id=1, name="dr. Anna Bos", email="bos@example.nl", audience=Audience.IT),
        Contact(institution_id=1, name="Weg", email="weg@example.nl", audience=Audience.IT, left_on=TODAY),
        Contact(institution_id=1, name="Ander", email="ander@example.nl", audience=Audience.BOARD),
    )  # fmt: skip
    mail = session_mail(mine, number)
    assert mail is not None
    assert mail.to == ("bos@example.nl",)
    assert mail.body.startswith("Beste Anna,")
    assert "team 1 van Ziekenhuis Merenrand staat op donderdag 10 december 2026, gegeven door Q-Academie" in mail.body
    assert session_mail(mine, add(mine, session(1))) is None


def test_a_lead_counts_no_confidential_event(mine: Store) -> None:
    add(mine, Event(title="Geheim", event_on=TODAY, confidential=True, participants=9))
    with mine.write("role") as tx:
        tx.advisor.role = AdvisorRole.LEAD
    with mine.read() as reader:
        assert event_reach(reader).events == 0
