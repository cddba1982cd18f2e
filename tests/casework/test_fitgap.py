from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.events import EventInput, record_event
from loket.casework.fitgap import FitGapInput, FitGapItemInput, add_fitgap, score_item
from loket.casework.offerings import OfferingInput, add_offering, change_offering
from loket.casework.records import fetch
from loket.casework.sessions import SessionInput, add_session, change_session
from loket.casework.signals import SignalInput, record_signal
from loket.casework.states import Advance, advance
from loket.casework.trends import TrendInput, bundle_signals, decide, start_trend, unbundle_signals
from loket.models.errors import Refused
from loket.models.words import (
    Audience,
    FitGapDimension,
    FitGapState,
    OfferingKind,
    OfferingStatus,
    RecordKind,
    SessionState,
    SignalState,
    TrendState,
    YesNo,
)
from tests.casework.conftest import TODAY, House

TOMORROW = TODAY + dt.timedelta(days=1)


def test_signals_are_bundled_into_a_trend_and_taken_out_again(house: House) -> None:
    numbers = [record_signal(house.store, SignalInput(description=d, institution_id=house.merenrand)).record.id for d in "abc"]
    trend = start_trend(house.store, TrendInput(title="Koppelkosten", theme_id=4, owner_party_id=house.vws), numbers[:1])
    bundle_signals(house.store, trend.record.id, numbers[1:])
    assert house.column("SELECT DISTINCT state FROM signal") == [SignalState.INTERPRETED]
    unbundle_signals(house.store, numbers[:2])
    assert house.count("signal", "trend_id IS NOT NULL") == 1
    decide(house.store, trend.record.id, "naar de leveranciers")
    advance(house.store, Advance(kind=RecordKind.TREND, numbers=[trend.record.id], to=TrendState.RAISED))
    assert house.row(trend.record).state is TrendState.RAISED
    with pytest.raises(Refused) as refused:
        start_trend(house.store, TrendInput(title="Koppelkosten"))
    assert refused.value.errors[0].field == "title"


def test_an_offering_has_title_kind_and_theme(house: House) -> None:
    with pytest.raises(Refused) as refused:
        add_offering(house.store, OfferingInput(available_from=TODAY, available_until=dt.date(2020, 1, 1)))
    assert sorted(error.field for error in refused.value.errors) == ["available_until", "kind", "themes", "title"]
    data = OfferingInput(title="Routekaart", kind=OfferingKind.ROADMAP, themes=[3], audiences=[Audience.IT])
    done = add_offering(house.store, data)
    change_offering(house.store, done.record.id, OfferingInput(audiences=[Audience.BOARD, Audience.IT]))
    assert sorted(house.column("SELECT audience FROM offering_audience")) == ["board", "it"]
    advance(house.store, Advance(kind=RecordKind.OFFERING, numbers=[done.record.id], to=OfferingStatus.LAPSED))
    row = house.row(done.record)
    assert (row.state, row.available_until) == (OfferingStatus.LAPSED, TODAY)


def test_a_session_goes_from_interest_to_held(house: House) -> None:
    done = add_session(house.store, SessionInput(institution_id=house.merenrand, team="orthopedie", themes=[3]))
    assert house.row(done.record).state is SessionState.INTEREST
    with pytest.raises(Refused) as refused:
        advance(house.store, Advance(kind=RecordKind.SESSION, numbers=[done.record.id], to=SessionState.SCHEDULED))
    assert refused.value.errors[0].field == "on"
    advance(house.store, Advance(kind=RecordKind.SESSION, numbers=[done.record.id], to=SessionState.SCHEDULED, on=TOMORROW))
    assert house.row(done.record).session_on == TOMORROW
    change_session(house.store, done.record.id, SessionInput(session_on=TODAY, participants=14))
    advance(house.store, Advance(kind=RecordKind.SESSION, numbers=[done.record.id], to=SessionState.HELD))
    assert house.row(done.record).session_on == TODAY


def test_a_fitgap_keeps_the_days_of_its_states(house: House) -> None:
    done = add_fitgap(house.store, FitGapInput(institution_id=house.merenrand, outcome_set_id=1))
    number = done.record.id
    advance(house.store, Advance(kind=RecordKind.FITGAP, numbers=[number], to=FitGapState.REPORTED))
    assert house.row(done.record).reported_on == TODAY
    advance(house.store, Advance(kind=RecordKind.FITGAP, numbers=[number], to=FitGapState.RUNNING, reason="te vroeg"))
    row = house.row(done.record)
    assert (row.reported_on, row.started_on) == (None, TODAY)


def test_an_item_is_filled_in_and_again(house: House) -> None:
    number = add_fitgap(house.store, FitGapInput(institution_id=house.merenrand, outcome_set_id=1)).record.id
    score_item(house.store, number, FitGapDimension.API, FitGapItemInput(gap=4, national=YesNo.YES))
    score_item(house.store, number, FitGapDimension.API, FitGapItemInput(gap=None))
    assert house.count("fit_gap_item", "gap IS NULL AND national = 'yes'") == 1
    with pytest.raises(Refused) as refused:
        score_item(house.store, number, FitGapDimension.API, FitGapItemInput(gap=5))
    assert refused.value.errors[0].field == "gap"


def test_an_item_is_as_confidential_as_its_analysis(house: House) -> None:
    number = add_fitgap(house.store, FitGapInput(institution_id=house.merenrand, outcome_set_id=1, confidential=True)).record.id
    item = score_item(house.store, number, FitGapDimension.API, FitGapItemInput(gap=4)).record
    lead = house.as_lead()
    with lead.write("look") as tx, pytest.raises(Refused):
        fetch(tx, item.kind, item.id)
    lead.close()


def test_an_event_has_who_attended(house: House) -> None:
    data = EventInput(title="Webinar", event_on=TODAY, institution_ids=[house.merenrand], contact_ids=[house.wit])
    record_event(house.store, data)
    assert (house.count("event_institution"), house.count("event_contact")) == (1, 1)
