"""What was entered by mistake is removed: by whom, with what, and back by undo; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.notes import LinkInput, NoteInput, add_link, write_note
from loket.casework.referrals import ReferralInput, refer
from loket.casework.removal import NEVER, removal_of, remove
from loket.casework.requests import RequestInput, register_request
from loket.casework.signals import SignalInput, record_signal
from loket.casework.undo import undo
from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.history import history
from loket.insight.search import search
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.institutions import Contact, Institution, Party
from loket.models.notes import FollowUp
from loket.models.offerings import Offering
from loket.models.signals import Signal, Trend
from loket.models.words import AdvisorRole, ConversationKind, RecordKind
from loket.store.database import Store, open_store
from loket.store.doctor import examine

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def office(store: Store) -> Store:
    """ilse's, with a hospital and an offering."""
    with store.write("set up") as tx:
        tx.session.add_all([Institution(name="Ziekenhuis Merenrand"), Offering(title="Routekaart"), Advisor(name="mehmet")])
        tx.session.add(Advisor(name="bea", role=AdvisorRole.ADMIN))
    return store


def as_(store: Store, name: str) -> Store:
    address = store.address
    return open_store(address.url or str(address.path), actor=name)


def count(store: Store, table: str) -> int:
    with store.read() as reader:
        return int(reader.value(f"SELECT count(*) FROM {table}"))


def request_with_all(store: Store) -> int:
    number = register_request(store, RequestInput(title="Per ongeluk", institution_id=1, themes=[4], received_on=DAY)).record.id
    write_note(store, NoteInput(on_kind=RecordKind.REQUEST, on_id=number, text="dubbel"))
    add_follow_up(store, FollowUpInput(what="bellen", due_on=DAY, on_kind=RecordKind.REQUEST, on_id=number))
    add_link(store, LinkInput(on_kind=RecordKind.REQUEST, on_id=number, url="https://voorbeeld.nl"))
    refer(store, ReferralInput(request_id=number, offering_id=1))
    return number


def received(store: Store) -> Any:
    found = dashboard(store, Period(DAY, DAY), Filters())
    return getattr(found.figures["requests_received"], "numerator", None)


def test_a_record_goes_with_what_hangs_on_it_out_of_lists_search_and_figures_and_comes_back_by_undo(office: Store) -> None:
    number = request_with_all(office)
    assert received(office) == 1
    removal = removal_of(office, RecordKind.REQUEST, [number])
    assert removal.consequence == "Gaat mee: 1× doorverwijzing, 1× actie, 1× notitie, 1× link."
    assert not removal.needs_reason
    done = remove(office, RecordKind.REQUEST, [number])
    assert done.message == "Verwijderd: V-1."
    gone = ("support_request", "request_theme", "note", "follow_up", "link", "referral")
    assert {table: count(office, table) for table in gone} == dict.fromkeys(gone, 0)
    assert received(office) == 0
    assert not [hit for hit in search(office, "ongeluk").hits if hit.kind is RecordKind.REQUEST]
    assert history(office, RecordKind.REQUEST, number)[-1].op == "delete"
    assert [problem for finding in examine(office) for problem in finding.problems] == []
    undo(office)
    assert {table: count(office, table) for table in gone} == dict.fromkeys(gone, 1)
    assert received(office) == 1
    assert [hit.id for hit in search(office, "ongeluk").hits if hit.kind is RecordKind.REQUEST] == [number]
    assert [problem for finding in examine(office) for problem in finding.problems] == []


def test_only_who_entered_it_the_same_day_and_later_an_admin_with_a_reason(office: Store) -> None:
    number = register_request(office, RequestInput(title="Per ongeluk", institution_id=1, themes=[4], received_on=DAY)).record.id
    mehmet, bea = as_(office, "mehmet"), as_(office, "bea")
    with pytest.raises(Refused, match=r"V-1 is ingevoerd door ilse, .*: alleen wie het invoerde mag het verwijderen, dezelfde dag"):
        remove(mehmet, RecordKind.REQUEST, [number], "dubbel")
    assert removal_of(bea, RecordKind.REQUEST, [number]).needs_reason
    with pytest.raises(Refused):
        remove(bea, RecordKind.REQUEST, [number])
    with office.write("back in time") as tx:
        tx.connection.execute(text("UPDATE change_log SET at = '2026-01-05T10:00:00.000Z' WHERE tbl = 'support_request'"))
    with pytest.raises(Refused, match="5 jan"):
        remove(office, RecordKind.REQUEST, [number])
    remove(bea, RecordKind.REQUEST, [number], "dubbel ingevoerd")
    assert history(office, RecordKind.REQUEST, number)[-1].reason == "dubbel ingevoerd"
    undo(bea)
    assert count(office, "support_request") == 1
    mehmet.close()
    bea.close()


def test_what_stands_by_itself_stops_it_and_is_named(office: Store) -> None:
    talk = log_conversation(
        office,
        LogConversation(
            conversation=ConversationInput(institution_ids=[1], kind=ConversationKind.PROGRESS, held_at=DAY),
            requests=[RequestInput(title="PROM's", themes=[4])],
            follow_ups=[FollowUpInput(what="bellen", due_on=DAY)],
        ),
    ).record
    with pytest.raises(Refused, match=r"G-1 kan niet weg: V-1 kwamen eruit voort of verwijzen ernaar"):
        remove(office, RecordKind.CONVERSATION, [talk.id])
    remove(office, RecordKind.REQUEST, [1])
    remove(office, RecordKind.CONVERSATION, [talk.id])
    assert (count(office, "conversation"), count(office, "conversation_institution"), count(office, "follow_up")) == (0, 0, 0)
    undo(office)
    assert (count(office, "conversation"), count(office, "conversation_institution"), count(office, "follow_up")) == (1, 1, 1)
    with pytest.raises(Refused, match=r"I-1 kan niet weg: .*G-1"):
        remove(office, RecordKind.INSTITUTION, [1])


def test_the_signals_of_a_trend_come_loose_and_are_bundled_again_by_undo(office: Store) -> None:
    record_signal(office, SignalInput(institution_id=1, theme_id=4, description="koppelkosten"))
    with office.write("set up") as tx:
        tx.session.add(Trend(title="Koppelkosten", theme_id=4))
        tx.session.flush()
        signal = tx.session.get(Signal, 1)
        assert signal is not None
        signal.trend_id = 1
    remove(office, RecordKind.TREND, [1])
    with office.read() as reader:
        assert reader.rows("SELECT trend_id, version FROM signal") == [(None, 3)]
    undo(office)
    with office.read() as reader:
        assert reader.value("SELECT trend_id FROM signal") == 1


def test_many_at_once_are_one_act(office: Store) -> None:
    with office.write("set up") as tx:
        tx.session.add_all([FollowUp(what=str(n), due_on=DAY) for n in range(600)])
    done = remove(office, RecordKind.FOLLOW_UP, list(range(1, 601)))
    assert done.message == "600 records verwijderd."
    assert count(office, "follow_up") == 0
    undo(office)
    assert count(office, "follow_up") == 600


def test_every_kind_of_record_can_be_removed_or_says_that_it_is_not(office: Store) -> None:
    with office.write("set up") as tx:
        tx.session.add_all([Party(name="Nictiz"), Contact(institution_id=1, name="A. de Wit")])
    for kind in RecordKind:
        if kind in NEVER:
            with pytest.raises(Refused, match="wordt niet verwijderd"):
                removal_of(office, kind, [1])
    for kind, number in ((RecordKind.PARTY, 1), (RecordKind.CONTACT, 1), (RecordKind.OFFERING, 1), (RecordKind.INSTITUTION, 1)):
        remove(office, kind, [number])
    assert (count(office, "party"), count(office, "contact"), count(office, "offering"), count(office, "institution")) == (0, 0, 0, 0)


def test_nobody_removes_what_they_may_not_see(office: Store) -> None:
    with office.write("set up") as tx:
        tx.session.add(Advisor(name="lea", role=AdvisorRole.LEAD))
    lea = as_(office, "lea")
    number = register_request(lea, RequestInput(title="van lea", institution_id=1, themes=[4], received_on=DAY)).record.id
    write_note(office, NoteInput(on_kind=RecordKind.REQUEST, on_id=number, text="geheim", confidential=True))
    with pytest.raises(Refused, match="vertrouwelijks"):
        remove(lea, RecordKind.REQUEST, [number])
    lea.close()
