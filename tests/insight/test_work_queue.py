"""The work queue: what is in it, in which group, for whom, and how much it reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.casework.done import Ref
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.given_work import mark_seen
from loket.casework.reassignment import reassign
from loket.insight.work.work_items import Group, WorkItem
from loket.insight.work.work_queue import LATER, MOST, WorkQueue, work_queue
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation, ConversationAdvisor, ConversationInstitution
from loket.models.fitgap import FitGapAnalysis
from loket.models.institutions import Institution
from loket.models.notes import FollowUp
from loket.models.offerings import Offering, OfferingTheme, Referral, WaitingRequest
from loket.models.requests import RequestTheme, SupportRequest
from loket.models.rounds import ResponseTheme, WensenscanResponse, WensenscanRound
from loket.models.sessions import LearningSession
from loket.models.themes import OutcomeSet, Setting
from loket.models.words import (
    AdvisorRole,
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    FitGapState,
    OfferingStatus,
    RecordKind,
    SessionState,
)
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)  # a Saturday


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


class Office:
    """A database with ilse at work, her colleague ruud, and two hospitals of hers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ruud, self.mehmet = self.add(Advisor(name="ruud")), self.add(Advisor(name="mehmet"))
        with store.write("look") as tx:
            self.ilse = tx.advisor.id
        self.meren = self.add(Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand", advisor_id=self.ilse))
        self.ooster = self.add(Institution(name="UMC Oosterveld", advisor_id=self.ilse))

    def add(self, *rows: Any) -> Any:
        with self.store.write("set up") as tx:
            tx.session.add_all(rows)
            tx.session.flush()
            return getattr(rows[0], "id", None)

    def follow_up(self, what: str, due: dt.date, **more: Any) -> int:
        number: int = self.add(FollowUp(**{"what": what, "due_on": due, "advisor_id": self.ilse, "institution_id": self.meren, **more}))
        return number

    def request(self, title: str, **more: Any) -> int:
        usual = {"title": title, "received_on": day(-3), "state_since": day(-3), "advisor_id": self.ilse, "institution_id": self.meren}
        number: int = self.add(SupportRequest(**{**usual, **more}))
        return number

    def talk(self, state: ConversationState, when: dt.date | None = None, **more: Any) -> int:
        talk = Conversation(**{"kind": ConversationKind.WENSENSCAN, "channel": Channel.TEAMS, "state": state, "planned_at": when, **more})
        number = self.add(talk)
        self.add(ConversationInstitution(conversation_id=number, institution_id=self.meren))
        assert self.ilse is not None
        self.add(ConversationAdvisor(conversation_id=number, advisor_id=self.ilse))
        return int(number)

    def response(self, institution: int, audience: Audience, on: dt.date, *themes: int, round_name: str = "WensenScan 2024") -> None:
        with self.store.read() as reader:
            number = reader.value("SELECT id FROM wensenscan_round WHERE name = :name", name=round_name)
        number = number or self.add(WensenscanRound(name=round_name))
        response = self.add(WensenscanResponse(round_id=number, institution_id=institution, audience=audience, submitted_on=on))
        self.add(*[ResponseTheme(response_id=response, theme_id=theme) for theme in themes]) if themes else None


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def lines(queue: WorkQueue) -> dict[Group, list[str]]:
    return {section.group: [f"{item.shown_word}: {item.text}" for item in section.items] for section in queue.sections}


def only(queue: WorkQueue, group: Group) -> WorkItem:
    (item,) = next(section.items for section in queue.sections if section.group is group)
    return item


def test_an_empty_database_has_no_work(store: Store) -> None:
    assert work_queue(store).sections == ()


def test_follow_ups_stand_in_the_group_of_their_day(office: Office) -> None:
    for what, offset in (("gisteren", -1), ("vandaag", 0), ("zondag", 1), ("maandag", 2), ("later", 40)):
        office.follow_up(what, day(offset))
    office.follow_up("van ruud", day(-1), advisor_id=office.ruud)
    office.follow_up("gedaan", day(-1), state="done")
    assert lines(work_queue(office.store)) == {
        Group.LATE: ["actie: gisteren"],
        Group.TODAY: ["actie: vandaag"],
        Group.THIS_WEEK: ["actie: zondag"],
        Group.NEXT_WEEK: ["actie: maandag"],
        Group.LATER: ["actie: later"],
    }
    assert lines(work_queue(office.store, mine=False))[Group.LATE] == ["actie: gisteren", "actie: van ruud"]


def test_a_follow_up_that_begins_with_a_verb_shows_it_as_its_word(office: Office) -> None:
    request = office.request("vraag")
    office.follow_up("bellen: terugkoppelen overleg", day(0), on_kind=RecordKind.REQUEST, on_id=request)
    item = only(work_queue(office.store), Group.TODAY)
    assert (item.shown_word, item.text, item.about) == ("bellen", "Terugkoppelen overleg", (RecordKind.REQUEST, request))


def test_check_backs_due_requests_and_planned_talks_are_work(office: Office) -> None:
    request = office.request("PROM's in het EPD", due_on=day(-2))
    offering = office.add(Offering(title="Routekaart"))
    office.add(Referral(request_id=request, offering_id=offering, advisor_id=office.ilse, referred_on=day(-40), check_back_on=day(-1)))
    office.talk(ConversationState.PLANNED, day(0), planned_time="10:00")
    queue = work_queue(office.store)
    assert lines(queue) == {
        Group.LATE: ["vraag: Streefdatum: PROM's in het EPD", "navraag: Is dit gebruikt? Routekaart"],
        Group.TODAY: ["gesprek: vervolg WensenScan, Teams"],
    }
    late = queue.sections[0].items
    assert [item.number for item in late] == [f"V-{request}", "D-1"]
    assert {item.company for section in queue.sections for item in section.items} == {3}
    assert only(queue, Group.TODAY).time == "10:00"


def test_respondents_that_nobody_called_are_work_until_somebody_does(office: Office) -> None:
    office.response(office.meren, Audience.PROFESSIONALS, dt.date(2024, 12, 9), 3)
    office.response(office.meren, Audience.POLICY_QUALITY, dt.date(2024, 12, 2), 4, 3)
    item = only(work_queue(office.store), Group.UNCALLED)
    assert (item.text, item.day, item.institution) == ("Ingevuld door B Z, wil hulp bij 3 4", dt.date(2024, 12, 2), "Zkh Merenrand")
    talk = office.talk(ConversationState.HELD, held_at=dt.date(2025, 1, 17))
    assert work_queue(office.store).count_of(Group.UNCALLED) == 0
    with office.store.write("look") as tx:
        found = tx.session.get(Conversation, talk)
        assert found is not None
        found.held_at = dt.date(2024, 11, 1)
    assert work_queue(office.store).count_of(Group.UNCALLED) == 1


def test_a_respondent_without_an_advisor_is_everybodys(office: Office) -> None:
    free = office.add(Institution(name="Kliniek Hoogland"))
    theirs = office.add(Institution(name="Kliniek Duinzicht", advisor_id=office.ruud))
    for institution in (free, theirs):
        office.response(institution, Audience.POLICY_QUALITY, dt.date(2024, 12, 2))
    assert only(work_queue(office.store), Group.UNCALLED).institution == "Kliniek Hoogland"


def test_a_request_is_silent_after_three_weeks_without_movement_or_promise(office: Office) -> None:
    old = {"received_on": day(-60), "state_since": day(-22)}
    request = office.request("stil", **old)
    office.request("net nog niet", received_on=day(-60), state_since=day(-20))
    promised = office.request("beloofd", **old)
    office.follow_up("bellen", day(30), on_kind=RecordKind.REQUEST, on_id=promised)
    moved = office.request("doorverwezen", **old)
    office.add(Referral(request_id=moved, offering_id=office.add(Offering(title="x")), referred_on=day(-5)))
    office.request("klaar", closed_on=day(-10), state="resolved", **old)
    item = only(work_queue(office.store), Group.SILENT)
    assert (item.id, item.day) == (request, day(-22))


def test_what_waits_for_an_offering_is_work_when_it_becomes_available(office: Office) -> None:
    waiting = office.request("wacht")
    office.add(RequestTheme(request_id=waiting, theme_id=4))
    for title, since in (("nieuw", day(-2)), ("ook nieuw", day(-1)), ("oud", day(-200))):
        offering = office.add(Offering(title=title, state=OfferingStatus.AVAILABLE, available_from=since))
        office.add(OfferingTheme(offering_id=offering, theme_id=4))
    item = only(work_queue(office.store), Group.NEWS)
    assert (item.id, item.text) == (waiting, "nieuw, voor: wacht")


def test_a_session_that_has_been_asks_how_it_was(office: Office) -> None:
    office.add(LearningSession(institution_id=office.meren, team="orthopedie", session_on=day(-1), state=SessionState.SCHEDULED))
    assert lines(work_queue(office.store)) == {Group.LATE: ["sessie: Hoe was het? orthopedie"]}


def test_the_stand_in_sees_what_an_absent_colleague_has_due(office: Office) -> None:
    with office.store.write("look") as tx:
        ruud = tx.session.get(Advisor, office.ruud)
        assert ruud is not None
        ruud.away_until, ruud.stand_in_id = day(5), office.ilse
    office.follow_up("van ruud", day(-1), advisor_id=office.ruud)
    office.add(Institution(name="Kliniek", advisor_id=office.ruud, stand_in_id=office.mehmet))
    item = only(work_queue(office.store), Group.STAND_IN)
    assert (item.text, item.advisor) == ("van ruud", "ruud")
    with office.store.write("look") as tx:
        ruud = tx.session.get(Advisor, office.ruud)
        assert ruud is not None
        ruud.away_until = day(-1)
    assert work_queue(office.store).sections == ()


def test_drafts_are_work_of_who_left_them(office: Office) -> None:
    from loket.casework.drafts import keep_draft

    keep_draft(office.store, "request_form", "new", "Vraag: half [/]", {"a": 1})
    item = only(work_queue(office.store, mine=False), Group.DRAFTS)
    assert (item.text, item.form, item.subject) == ("Vraag: half [/]", "request_form", "new")
    office.store.actor = "ruud"
    assert work_queue(office.store).sections == ()


def test_a_filter_keeps_the_lines_that_hold_every_word(office: Office) -> None:
    office.follow_up("overleg EPD", day(-1))
    office.follow_up("overleg dashboard", day(-1), institution_id=office.ooster)
    queue = work_queue(office.store, text="overleg OOSTER")
    assert (queue.count, queue.all_count) == (1, 2)
    assert only(queue, Group.LATE).text == "overleg dashboard"


def test_a_lead_sees_no_confidential_work(office: Office) -> None:
    office.follow_up("geheim", day(-1), confidential=True)
    assert work_queue(office.store, mine=False).count == 1
    with office.store.write("look") as tx:
        tx.advisor.role = AdvisorRole.LEAD
    assert work_queue(office.store, mine=False).count == 0


def test_thousands_of_lines_are_counted_not_read(office: Office) -> None:
    office.add(*[FollowUp(what=f"nr {n}", due_on=day(-1 - n), advisor_id=office.ilse) for n in range(MOST + 30)])
    (section,) = work_queue(office.store).sections
    assert (len(section.items), section.count) == (MOST, MOST + 30)
    assert section.items[0].text == f"nr {MOST + 29}"


def test_who_owns_an_offering_sees_it_end_and_come(office: Office) -> None:
    for row in (
        Offering(title="Film", owner="Ilse", state=OfferingStatus.AVAILABLE, available_until=day(5)),
        Offering(title="Routekaart", owner="Nictiz", state=OfferingStatus.IN_DEVELOPMENT, expected_on=day(-1)),
        Offering(title="Later", owner="ilse", state=OfferingStatus.IN_DEVELOPMENT, expected_on=day(60)),
    ):
        office.add(row)
    mine = [line for group in lines(work_queue(office.store)).values() for line in group]
    everybody = [line for group in lines(work_queue(office.store, mine=False)).values() for line in group]
    assert mine == ["einde: Film: verlengen of laten vervallen?"]
    assert sorted(everybody) == ["einde: Film: verlengen of laten vervallen?", "verwacht: Routekaart: is het er?"]


def test_what_a_request_waits_for_comes_when_it_is_there_or_when_it_never_will_be(office: Office) -> None:
    first, second = office.request("a"), office.request("b")
    coming = office.add(Offering(title="Film", state=OfferingStatus.IN_DEVELOPMENT))
    dropped = office.add(Offering(title="Boek", state=OfferingStatus.LAPSED, state_since=day(-1)))
    later = office.add(Offering(title="Later", state=OfferingStatus.AVAILABLE, available_from=day(1)))
    for request, offering in ((first, coming), (second, dropped), (second, later)):
        office.add(WaitingRequest(request_id=request, offering_id=offering, waits_since=day(-3)))
    queue = work_queue(office.store)
    assert lines(queue)[Group.ARRIVED] == ["komt niet: Boek komt er niet, voor: b"]
    assert only(queue, Group.ARRIVED).offering == dropped
    with office.store.write("it is there") as tx:
        tx.connection.exec_driver_sql(f"UPDATE offering SET state = 'available' WHERE id = {coming}")
    assert "nu er: Film – verwijs door: a" in lines(work_queue(office.store))[Group.ARRIVED]


def test_a_report_that_nobody_discussed_is_to_be_planned_until_a_talk_is(office: Office) -> None:
    knees = office.add(OutcomeSet(name="knieën"))
    office.add(FitGapAnalysis(institution_id=office.meren, outcome_set_id=knees, state=FitGapState.REPORTED, reported_on=day(-9)))
    office.add(FitGapAnalysis(institution_id=office.ooster, outcome_set_id=knees, state=FitGapState.RUNNING))
    item = only(work_queue(office.store), Group.TO_PLAN)
    assert (item.kind, item.text, item.institution) == (RecordKind.FITGAP, "Verslag bespreken: knieën", "Zkh Merenrand")
    talk = office.add(Conversation(kind=ConversationKind.FIT_GAP, state=ConversationState.PLANNED, planned_at=day(30)))
    office.add(ConversationInstitution(conversation_id=talk, institution_id=office.meren))
    assert work_queue(office.store).count_of(Group.TO_PLAN) == 0


def test_what_is_due_after_next_week_stands_in_the_last_group_and_so_does_what_has_no_day(office: Office) -> None:
    office.follow_up("zondag over een week", day(1))  # this Sunday
    office.follow_up("eind volgende week", day(8))
    office.follow_up("de maandag erna", day(9), recurs="20261130/FREQ=WEEKLY;INTERVAL=2")
    office.follow_up("over een jaar", day(365))
    office.follow_up("ooit", None)  # type: ignore[arg-type]
    office.follow_up("gedaan", day(30), state="done")
    office.follow_up("van ruud", day(40), advisor_id=office.ruud)
    office.add(SupportRequest(institution_id=office.meren, title="PROM's", received_on=day(-1), due_on=day(60), advisor_id=office.ilse))
    queue = work_queue(office.store)
    assert lines(queue)[Group.LATER] == ["actie: de maandag erna", "vraag: Streefdatum: PROM's", "actie: over een jaar", "actie: ooit"]
    assert [section.group for section in queue.sections] == [Group.THIS_WEEK, Group.NEXT_WEEK, Group.LATER]
    assert queue.sections[-1].items[0].recurs
    assert lines(work_queue(office.store, mine=False, text="@ruu"))[Group.LATER] == ["actie: van ruud"]
    assert lines(work_queue(office.store, mine=False, text="@ruud maandag")) == {}


def test_many_later_ones_are_counted_and_the_first_are_shown(office: Office) -> None:
    office.add(*[FollowUp(what=str(n), due_on=day(20 + n), advisor_id=office.ilse) for n in range(MOST + 25)])
    queue = work_queue(office.store)
    assert queue.count_of(Group.LATER) == MOST + 25
    assert len(queue.sections[-1].items) == MOST


@pytest.mark.parametrize("mine", [True, False])
def test_what_is_due_later_is_read_along_its_day(sqlite_store: Store, mine: bool) -> None:
    """Where a hundred thousand are kept, none of them is read for what is due after next week but the first ones."""
    with sqlite_store.read() as reader:
        for source in LATER:
            select, _count = source.sql(reader.dialect, "own" if mine else "all", reader.viewer)
            named = {name: 1 for name in ("me", "today", "until", "most") if f":{name}" in select}
            plan = [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {select}", named)]
            assert any(line.startswith("SEARCH x USING INDEX") for line in plan), plan


def given_by(office: Office, name: str) -> Store:
    """The same database with another at work in it."""
    return Store(office.store.address, name)


def test_what_a_colleague_gave_is_new_until_it_is_seen_and_stands_there_once(office: Office) -> None:
    number = office.request("PROM's", advisor_id=office.ruud, due_on=day(-1))
    talk = office.talk(ConversationState.PLANNED, day(0))
    office.add(FollowUp(what="bellen", due_on=day(0), advisor_id=office.ruud, institution_id=office.meren))
    ruud = given_by(office, "ruud")
    ruud.made_by = "ilse"
    assert office.ilse is not None
    reassign(ruud, RecordKind.REQUEST, [number], office.ilse)
    add_follow_up(ruud, FollowUpInput(what="offerte sturen", due_on=day(0), institution_id=office.meren, advisor_id=office.ilse))
    queue = work_queue(office.store)
    assert lines(queue)[Group.GIVEN] == ["nieuw: PROM's, van ruud", "nieuw: offerte sturen, van ruud"]
    assert Group.LATE not in lines(queue)
    assert queue.sections[0].group is Group.GIVEN
    assert queue.count == 3
    mark_seen(office.store, [Ref(RecordKind.REQUEST, number)])
    assert lines(work_queue(office.store)) == {
        Group.GIVEN: ["nieuw: offerte sturen, van ruud"], Group.LATE: ["vraag: Streefdatum: PROM's"],
        Group.TODAY: ["gesprek: vervolg WensenScan, Teams"],
    }  # fmt: skip
    assert talk
    add_follow_up(office.store, FollowUpInput(what="zelf", due_on=day(0), institution_id=office.meren, advisor_id=office.ilse))
    assert len(lines(work_queue(office.store))[Group.GIVEN]) == 1
    ruud.close()


def test_a_request_that_nobody_has_waits_for_the_institutions_advisor_or_else_for_everybody(office: Office) -> None:
    theirs = office.add(Institution(name="Kliniek Duinzicht", advisor_id=office.ruud))
    free = office.add(Institution(name="Kliniek Hoogland"))
    office.request("bij mijn huis", advisor_id=None)
    office.request("bij ruud", advisor_id=None, institution_id=theirs)
    office.request("van niemand", advisor_id=None, institution_id=free)
    office.request("dicht", advisor_id=None, institution_id=free, closed_on=day(-1), state="resolved")
    office.request("van mij")
    assert lines(work_queue(office.store))[Group.UNOWNED] == ["vrij: bij mijn huis", "vrij: van niemand"]
    assert lines(work_queue(office.store, mine=False))[Group.UNOWNED] == ["vrij: bij mijn huis", "vrij: bij ruud", "vrij: van niemand"]


def test_how_long_silence_is_is_a_rule_of_the_programme(office: Office) -> None:
    office.request("stil", received_on=day(-15), state_since=day(-15))
    assert Group.SILENT not in lines(work_queue(office.store))
    with office.store.write("change_setting") as tx:
        found = tx.session.get(Setting, "silent_after_days")
        assert found is not None
        found.value = "14"
    assert only(work_queue(office.store), Group.SILENT).text == "stil"


def test_a_dossier_has_all_that_anybody_has_still_to_do_there(office: Office) -> None:
    from loket.insight.institution.dossier import dossier

    office.follow_up("terugbellen", day(-1))
    office.follow_up("van ruud, over een jaar", day(365), advisor_id=office.ruud)
    office.follow_up("elders", day(1), institution_id=office.ooster)
    office.follow_up("gedaan", day(1), state="done")
    office.add(Offering(title="Routekaart"))
    number = office.add(SupportRequest(institution_id=office.meren, title="PROM's", received_on=day(-1), advisor_id=office.ilse))
    office.add(Referral(request_id=number, offering_id=1, referred_on=TODAY, check_back_on=day(42), advisor_id=office.mehmet))
    talk = office.add(Conversation(kind=ConversationKind.PROGRESS, state=ConversationState.PLANNED, planned_at=day(3)))
    office.add(ConversationInstitution(conversation_id=talk, institution_id=office.ooster))
    office.add(ConversationInstitution(conversation_id=talk, institution_id=office.meren))
    office.add(ConversationAdvisor(conversation_id=talk, advisor_id=office.ruud))
    found = dossier(office.store, office.meren)
    assert found is not None
    assert [(item.shown_word, item.text, item.advisor) for item in found.actions] == [
        ("actie", "terugbellen", "ilse"),
        ("gesprek", "Voortgang", "ruud"),
        ("navraag", "Is dit gebruikt? Routekaart", "mehmet"),
        ("actie", "van ruud, over een jaar", "ruud"),
    ]
