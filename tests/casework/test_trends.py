"""Trends: moving on with what each step asks, signals that go along, merging, and what does not belong."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.signals import SignalInput, record_signal
from loket.casework.trends import (
    TrendInput,
    TrendMove,
    bundle_signals,
    decide,
    merge_trends,
    move_trend,
    set_apart,
    start_trend,
    unbundle_signals,
)
from loket.casework.undo import undo
from loket.models.errors import Refused
from loket.models.words import RecordKind, SignalState, TrendState
from tests.casework.conftest import TODAY, House


def heard(house: House, *texts: str) -> list[int]:
    return [record_signal(house.store, SignalInput(description=text, institution_id=house.merenrand)).record.id for text in texts]


def test_a_trend_is_raised_with_a_new_party_and_its_signals_go_along(house: House) -> None:
    numbers = heard(house, "a", "b")
    trend = start_trend(house.store, TrendInput(title="Koppelkosten"), numbers).record
    with pytest.raises(Refused) as refused:
        move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.RAISED))
    assert refused.value.errors[0].field == "owner_party_id"
    done = move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.RAISED, new_owner="EPD-leveranciers"))
    assert "2 signalen gaan mee" in done.message
    assert house.column("SELECT name FROM party ORDER BY id") == ["VWS", "EPD-leveranciers"]
    assert house.column("SELECT DISTINCT state FROM signal") == [SignalState.RAISED]
    undo(house.store)
    assert house.column("SELECT name FROM party") == ["VWS"]
    assert (house.row(trend).state, house.column("SELECT DISTINCT state FROM signal")) == (TrendState.OBSERVED, [SignalState.INTERPRETED])


def test_picking_up_asks_a_decision_and_keeps_the_day_it_was_taken(house: House) -> None:
    trend = start_trend(house.store, TrendInput(title="Koppelkosten", owner_party_id=house.vws)).record
    later = TODAY + dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.PICKED_UP, decision=" ", decided_on=later))
    assert sorted(error.field for error in refused.value.errors) == ["decided_on", "decision"]
    move = TrendMove(trend=trend.id, to=TrendState.PICKED_UP, decision="VWS pakt op", decided_on=dt.date(2026, 11, 3))
    move_trend(house.store, move)
    assert house.column("SELECT text || written_on FROM note WHERE kind = 'decision' AND on_kind = 'trend'")[0].startswith(
        "VWS pakt op2026-11-03"
    )
    with pytest.raises(Refused):
        decide(house.store, trend.id, "morgen pas", later)


def test_a_step_back_asks_why_and_takes_back_only_what_went_along(house: House) -> None:
    numbers = heard(house, "a", "b")
    trend = start_trend(house.store, TrendInput(title="Koppelkosten", owner_party_id=house.vws), numbers).record
    move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.DONE, decision="opgelost"))
    assert house.column("SELECT DISTINCT state FROM signal") == [SignalState.CLOSED]
    with pytest.raises(Refused):
        move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.RAISED))
    move_trend(house.store, TrendMove(trend=trend.id, to=TrendState.RAISED, reason="toch niet"))
    assert house.column("SELECT DISTINCT state FROM signal") == [SignalState.RAISED]


def test_merging_moves_everything_and_one_undo_brings_it_back(house: House) -> None:
    first, second, third = heard(house, "a", "b", "c")
    keep = start_trend(house.store, TrendInput(title="Koppelkosten"), [first]).record
    gone = start_trend(house.store, TrendInput(title="Prijs {koppeling}", theme_id=4, description="te duur"), [second]).record
    decide(house.store, gone.id, "naar VWS")
    add_follow_up(house.store, FollowUpInput(what="bellen", due_on=TODAY, on_kind=RecordKind.TREND, on_id=gone.id))
    set_apart(house.store, [third], gone.id)
    merge_trends(house.store, keep.id, gone.id)
    assert (house.count("trend"), house.count("signal", f"trend_id = {keep.id}")) == (1, 2)
    assert house.count("note", f"on_kind = 'trend' AND on_id = {keep.id}") == 2
    assert house.count("follow_up", f"on_id = {keep.id}") == 1
    assert house.column("SELECT trend_id FROM signal_apart") == [keep.id]
    assert (house.row(keep).theme_id, house.row(keep).description) == (4, "te duur")
    assert house.count("note", "text LIKE '%Prijs {koppeling}%'") == 1
    undo(house.store)
    assert (house.count("trend"), house.count("signal", f"trend_id = {gone.id}"), house.count("note")) == (2, 1, 1)
    assert house.column("SELECT trend_id FROM signal_apart") == [gone.id]
    with pytest.raises(Refused):
        merge_trends(house.store, keep.id, keep.id)


def test_what_was_taken_out_is_not_proposed_again_until_it_is_put_back(house: House) -> None:
    (number,) = heard(house, "a")
    trend = start_trend(house.store, TrendInput(title="{Kosten}"), [number]).record
    unbundle_signals(house.store, [number])
    assert house.column("SELECT signal_id FROM signal_apart") == [number]
    bundle_signals(house.store, trend.id, [number])
    assert house.column("SELECT signal_id FROM signal_apart") == []
    assert "{Kosten}" in set_apart(house.store, heard(house, "b"), trend.id).message
