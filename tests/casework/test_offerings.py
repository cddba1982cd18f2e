"""Requests that wait for an offering in development, until it is there, they are referred, or they stop waiting."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.offerings import OfferingInput, add_offering, stop_waiting, wait_for_offering
from loket.casework.referrals import ReferralInput, refer, refer_to_all
from loket.casework.requests import RequestInput, judge, register_request
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.models.errors import Refused
from loket.models.words import OfferingKind, OfferingStatus, RecordKind, RequestState, Verdict
from tests.casework.conftest import TODAY, House

COMING = OfferingInput(title="Blauwdrukken {v1}", kind=OfferingKind.GUIDE, themes=[4], state=OfferingStatus.IN_DEVELOPMENT)


def a_request(house: House) -> int:
    return register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[4])).record.id


def waiting(house: House) -> list[int]:
    return house.column("SELECT request_id FROM waiting_request ORDER BY 1")


def test_a_request_waits_once_and_stops_waiting_and_both_are_undone(house: House) -> None:
    offering = add_offering(house.store, COMING).record.id
    first, second = a_request(house), a_request(house)
    assert wait_for_offering(house.store, [first], offering).message == f"V-{first} wacht op: Blauwdrukken {{v1}}."
    assert wait_for_offering(house.store, [first, second], offering).message == "2 vragen wachten op: Blauwdrukken {v1}."
    assert waiting(house) == [first, second]
    assert house.column("SELECT waits_since FROM waiting_request") in ([TODAY] * 2, [TODAY.isoformat()] * 2)
    stop_waiting(house.store, [(first, offering)])
    assert waiting(house) == [second]
    undo(house.store)
    assert waiting(house) == [first, second]
    undo(house.store)
    assert waiting(house) == [first]
    with pytest.raises(Refused, match="Geen van deze"):
        stop_waiting(house.store, [(second, offering)])


def test_one_waits_only_for_what_is_to_come_and_only_with_an_open_request(house: House) -> None:
    offering = add_offering(house.store, COMING).record.id
    later = add_offering(house.store, OfferingInput(title="b", kind=OfferingKind.TOOL, themes=[4], available_from=TODAY + dt.timedelta(1)))
    request, closed = a_request(house), a_request(house)
    advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=[closed], to=RequestState.RESOLVED))
    with pytest.raises(Refused, match=f"V-{closed} is afgesloten"):
        wait_for_offering(house.store, [request, closed], offering)
    wait_for_offering(house.store, [request], later.record.id)
    advance(house.store, Advance(kind=RecordKind.OFFERING, numbers=[offering], to=OfferingStatus.LAPSED))
    with pytest.raises(Refused, match="niet meer gemaakt"):
        wait_for_offering(house.store, [request], offering)
    advance(house.store, Advance(kind=RecordKind.OFFERING, numbers=[later.record.id], to=OfferingStatus.LAPSED))
    there = add_offering(house.store, OfferingInput(title="c", kind=OfferingKind.TOOL, themes=[4])).record.id
    with pytest.raises(Refused, match="er nu"):
        wait_for_offering(house.store, [request], there)


def test_choosing_what_is_there_and_what_is_coming_refers_and_waits_in_one_step(house: House) -> None:
    coming = add_offering(house.store, COMING).record.id
    there = add_offering(house.store, OfferingInput(title="c", kind=OfferingKind.TOOL, themes=[4])).record.id
    request = a_request(house)
    done = refer_to_all(house.store, [request], [coming, there])
    assert done.message == f"Opgeslagen: D-1. V-{request} wacht op: Blauwdrukken {{v1}}."
    assert (house.count("referral"), waiting(house)) == (1, [request])
    undo(house.store)
    assert (house.count("referral"), waiting(house)) == (0, [])


def test_what_was_waited_for_becomes_available_and_the_referral_ends_the_waiting(house: House) -> None:
    request = a_request(house)
    offering = add_offering(house.store, COMING, [request])
    assert offering.message.endswith("1 vraag wacht hierop.")
    done = advance(house.store, Advance(kind=RecordKind.OFFERING, numbers=[offering.record.id], to=OfferingStatus.AVAILABLE))
    assert "1 vraag wachtte hierop" in done.warnings[0]
    refer(house.store, ReferralInput(offering_id=offering.record.id, request_id=request))
    assert waiting(house) == []


def test_a_referral_to_what_ended_is_saved_with_a_warning_and_the_setting_says_when_to_ask(house: House) -> None:
    with house.store.write("set up") as tx:
        tx.connection.exec_driver_sql("UPDATE setting SET value = '3' WHERE name = 'check_back_weeks'")
    ended = OfferingInput(title="c", kind=OfferingKind.TOOL, themes=[4], available_until=TODAY - dt.timedelta(21))
    offering = add_offering(house.store, ended).record.id
    done = refer(house.store, ReferralInput(offering_id=offering, request_id=a_request(house)))
    assert done.warnings == ("Let op: c liep af op 31 oktober 2026.",)
    assert house.row(done.record).check_back_on == dt.date(2026, 12, 14)  # three weeks later is a Saturday: the Monday after


def test_a_verdict_on_several_is_one_step_and_takes_the_old_reason_away(house: House) -> None:
    numbers = [a_request(house), a_request(house)]
    assert judge(house.store, numbers, Verdict.PARTLY, "alleen voor artsen").message == "Oordeel over 2 vragen: past deels."
    judge(house.store, numbers[:1], Verdict.FITS)
    assert house.column("SELECT coalesce(verdict_reason, '-') FROM support_request ORDER BY id") == ["-", "alleen voor artsen"]
    undo(house.store)
    undo(house.store)
    assert house.column("SELECT coalesce(verdict, '-') FROM support_request") == ["-", "-"]
