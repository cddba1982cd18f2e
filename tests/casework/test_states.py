from __future__ import annotations

import contextlib
import datetime as dt

import pytest

from loket.casework.requests import RequestInput, register_request
from loket.casework.states import Advance, advance, back_states, next_states
from loket.models.errors import Refused
from loket.models.words import RecordKind, RequestState, Word
from tests.casework.conftest import TODAY, House


def a_request(house: House, received: dt.date = TODAY) -> int:
    data = RequestInput(title="a", institution_id=house.merenrand, themes=[1], received_on=received)
    return register_request(house.store, data).record.id


def move(house: House, number: int, to: Word, **more: object) -> None:
    advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=[number], to=to, **more))  # type: ignore[arg-type]


def columns(house: House, number: int) -> tuple[object, ...]:
    with house.store.write("look") as tx:
        from loket.models.requests import SupportRequest

        row = tx.session.get(SupportRequest, number)
        assert row is not None
        return row.state, row.closed_on, row.resolution


def test_any_later_state_may_be_reached_in_one_step(house: House) -> None:
    number = a_request(house)
    move(house, number, RequestState.REFERRED)
    assert columns(house, number) == (RequestState.REFERRED, None, None)


def test_closing_sets_the_date_and_keeps_the_resolution(house: House) -> None:
    number = a_request(house, TODAY - dt.timedelta(days=10))
    move(house, number, RequestState.RESOLVED, resolution="uitgelegd", on=TODAY - dt.timedelta(days=1))
    assert columns(house, number) == (RequestState.RESOLVED, TODAY - dt.timedelta(days=1), "uitgelegd")


def test_closing_before_it_was_received_or_tomorrow_is_refused(house: House) -> None:
    number = a_request(house)
    for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            move(house, number, RequestState.RESOLVED, on=day)
        assert refused.value.errors[0].field == "on"


def test_a_step_back_needs_a_reason_that_stays_with_it(house: House) -> None:
    number = a_request(house)
    move(house, number, RequestState.REFERRED)
    with pytest.raises(Refused) as refused:
        move(house, number, RequestState.NEW)
    assert refused.value.errors[0].field == "reason"
    move(house, number, RequestState.NEW, reason="verkeerde vraag")
    assert house.column("SELECT reason FROM log_tx WHERE reason IS NOT NULL") == ["verkeerde vraag"]


def test_waiting_and_in_progress_follow_each_other_freely(house: House) -> None:
    number = a_request(house)
    move(house, number, RequestState.WAITING)
    move(house, number, RequestState.IN_PROGRESS)
    assert columns(house, number)[0] is RequestState.IN_PROGRESS


def test_reopening_clears_the_closing_date(house: House) -> None:
    number = a_request(house)
    move(house, number, RequestState.DROPPED)
    assert columns(house, number)[1] == TODAY
    move(house, number, RequestState.IN_PROGRESS, reason="toch nog")
    assert columns(house, number)[:2] == (RequestState.IN_PROGRESS, None)


def test_where_it_cannot_go_is_refused_with_where_it_can(house: House) -> None:
    number = a_request(house)
    move(house, number, RequestState.RESOLVED)
    with pytest.raises(Refused, match="in behandeling"):
        move(house, number, RequestState.WAITING)
    with pytest.raises(Refused, match="afgerond"):
        move(house, number, RequestState.RESOLVED)


def test_many_at_once_are_one_transaction_or_nothing(house: House) -> None:
    numbers = [a_request(house) for _ in range(3)]
    done = advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=numbers, to=RequestState.WAITING))
    assert [ref.id for ref in done.records] == numbers
    assert "3" in done.message
    assert house.column(f"SELECT DISTINCT tx FROM change_log WHERE op = 'update' AND tx = {done.tx}") == [done.tx]
    move(house, numbers[0], RequestState.RESOLVED)
    with pytest.raises(Refused) as refused:
        advance(house.store, Advance(kind=RecordKind.REQUEST, numbers=numbers, to=RequestState.REFERRED))
    assert RecordKind.REQUEST.number(numbers[0]) in str(refused.value)
    assert columns(house, numbers[1])[0] is RequestState.WAITING


@pytest.mark.parametrize("start", list(RequestState))
def test_whatever_the_moves_a_closed_request_has_its_date_and_an_open_one_none(house: House, start: RequestState) -> None:
    for to in RequestState:
        number = a_request(house)
        for state in (start, to):
            with contextlib.suppress(Refused):
                move(house, number, state, reason="proef")
        now, closed_on, _resolution = columns(house, number)
        assert (closed_on is not None) == (now in (RequestState.RESOLVED, RequestState.DROPPED))


def test_what_the_keys_offer() -> None:
    assert RequestState.DROPPED in next_states(RecordKind.REQUEST, RequestState.NEW)
    assert back_states(RecordKind.REQUEST, RequestState.RESOLVED) == (RequestState.IN_PROGRESS,)
