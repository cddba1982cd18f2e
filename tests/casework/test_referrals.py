from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.referrals import ReferralInput, check_back, refer
from loket.casework.requests import RequestInput, register_request
from loket.casework.states import Advance, advance
from loket.casework.undo import undo
from loket.language.dates import first_workday
from loket.models.errors import Refused
from loket.models.offerings import Offering
from loket.models.words import Helped, RecordKind, ReferralState, RequestState
from tests.casework.conftest import TODAY, House


@pytest.fixture
def offering(house: House) -> int:
    with house.store.write("set up") as tx:
        row = Offering(title="Routekaart")
        tx.session.add(row)
        tx.session.flush()
        return row.id or 0


def a_request(house: House) -> int:
    return register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1])).record.id


def test_referring_moves_the_request_and_checks_back_in_six_weeks(house: House, offering: int) -> None:
    request = a_request(house)
    done = refer(house.store, ReferralInput(offering_id=offering, request_id=request))
    row, moved = (house.row(record) for record in done.records)
    assert (row.state, row.referred_on, row.check_back_on) == (ReferralState.OPEN, TODAY, first_workday(TODAY + dt.timedelta(weeks=6)))
    assert (row.advisor_id, moved.state) == (house.ilse, RequestState.REFERRED)
    undo(house.store)
    assert house.count("referral") == 0
    assert house.column("SELECT state FROM support_request") == ["new"]


def test_a_closed_request_stays_closed(house: House, offering: int) -> None:
    request = a_request(house)
    advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=[request], to=RequestState.RESOLVED))
    refer(house.store, ReferralInput(offering_id=offering, request_id=request))
    assert house.column("SELECT state FROM support_request") == ["resolved"]


def test_material_may_be_handed_to_an_institution_but_not_to_nobody(house: House, offering: int) -> None:
    refer(house.store, ReferralInput(offering_id=offering, institution_id=house.merenrand))
    with pytest.raises(Refused) as refused:
        refer(house.store, ReferralInput(check_back_on=dt.date(2020, 1, 1)))
    assert sorted(error.field for error in refused.value.errors) == ["check_back_on", "offering_id", "request_id"]


def test_used_and_helped_are_noted_for_several_at_once(house: House, offering: int) -> None:
    numbers = [refer(house.store, ReferralInput(offering_id=offering, institution_id=house.merenrand)).record.id for _ in range(2)]
    done = check_back(house.store, numbers, used=True, helped=Helped.PARTLY, remark="goed ontvangen")
    for record in done.records:
        row = house.row(record)
        assert (row.state, row.helped, row.remark) == (ReferralState.USED, Helped.PARTLY, "goed ontvangen")
    with pytest.raises(Refused):
        check_back(house.store, numbers, used=False)


def test_what_was_not_used_cannot_have_helped(house: House, offering: int) -> None:
    number = refer(house.store, ReferralInput(offering_id=offering, institution_id=house.merenrand)).record.id
    with pytest.raises(Refused) as refused:
        check_back(house.store, [number], used=False, helped=Helped.YES)
    assert refused.value.errors[0].field == "helped"
