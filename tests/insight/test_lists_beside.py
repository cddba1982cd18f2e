"""What the screens show beside their lists agrees with the figures of the dashboard, on worlds with everything odd in them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.fitgap import fitgap_grid
from loket.insight.lists.attached_records import attached
from loket.insight.lists.listing import View, every
from loket.insight.lists.requests import REQUESTS, request_context
from loket.insight.lists.signals import SIGNALS
from loket.insight.referrals import referral_choices
from loket.insight.rounds import answers_of, round_list
from loket.insight.trends.trend_board import board
from loket.insight.trends.trend_proposals import trend_proposals
from loket.insight.unmet_needs import Computed, Grouping, compare_verdicts, unmet_needs
from loket.models.words import FitGapDimension, RecordKind
from tests.worlds.generate import make
from tests.worlds.load import load

if TYPE_CHECKING:
    from loket.store.database import Store

TODAY = date(2026, 11, 21)


@pytest.fixture(params=[3, 11])
def world(store: Store, request: pytest.FixtureRequest) -> Store:
    load(store, make(request.param))
    return store


def test_unmet_needs_and_the_round_agree_with_the_figures(world: Store) -> None:
    figures = json.loads(dashboard(world, Period.of(None, TODAY, TODAY), Filters()).as_json())["indicators"]
    with world.read() as reader:
        needs = unmet_needs(reader, TODAY)
        compared = compare_verdicts(reader, TODAY)
        found = round_list(reader, TODAY)
    assert figures["unmet_needs"] == {"numerator": needs.unmet, "denominator": needs.open, "unknown": 0}
    for by in Grouping:
        assert len({need.request.id for group in needs.grouped(by) for need in group.needs}) == needs.unmet
    assert sum(cell.count for cell in compared.cells if cell.computed is Computed.UNMET) == needs.unmet
    assert compared.open == needs.open
    if found is None:
        assert figures["wensenscan_response"]["denominator"] == 0
        return
    assert figures["wensenscan_response"]["numerator"] == len(found.answered)
    assert figures["wensenscan_response"]["denominator"] == found.invited
    assert figures["wensenscan_followed_up"]["numerator"] == found.called
    known = [one for one in found.answered if one.uses_info is not None]
    assert figures["outcome_info_used"]["denominator"] == len(known)
    assert figures["outcome_info_used"]["contradictory"] == sum(one.info_contradicts for one in found.answered)
    assert figures["sdm_any"]["contradictory"] == sum(one.sdm_contradicts for one in found.answered)


def test_what_fits_a_request_is_the_same_wherever_it_is_shown(world: Store) -> None:
    with world.read() as reader:
        for row in list(every(reader, REQUESTS, View(scope="open"), TODAY))[:25]:
            found = referral_choices(reader, row.id, TODAY)
            assert found is not None
            assert len(found.fitting) == request_context(reader, row.id, TODAY).fitting
            shown = [*found.fitting, *found.nearly, *found.always, *found.others]
            assert len({one.offering.id for one in shown}) == len(shown)
            assert attached(reader, RecordKind.REQUEST, row.id, TODAY) is not None


def test_board_and_grid_hold_everything_once(world: Store) -> None:
    with world.read() as reader:
        shown = board(reader, TODAY)
        assert shown.trends == reader.value("SELECT count(*) FROM trend")
        assert shown.signals == reader.value("SELECT count(*) FROM signal")
        loose = {row.id for row in every(reader, SIGNALS, View(), TODAY) if row.trend_id is None}
        proposed = trend_proposals(reader)
        clustered = [number for cluster in proposed.clusters for number in cluster.signals]
        assert loose >= {*proposed.trends, *clustered}
        assert len(clustered) == len({*clustered}) == len({*clustered} - {*proposed.trends})
        grid = fitgap_grid(reader)
        while grid is not None:
            for dimension in FitGapDimension:
                summary = grid.summary(dimension)
                assert summary.gaps.known <= len(grid.analyses)
            numbers = [number for number, _name in grid.sets]
            place = numbers.index(grid.outcome_set) + 1
            grid = fitgap_grid(reader, numbers[place]) if place < len(numbers) else None


def test_a_programme_lead_sees_no_confidential_request_beside_the_lists_either(admin_store: Store) -> None:
    from loket.models.requests import RequestTheme, SupportRequest

    with admin_store.write("prepare") as tx:
        secret = SupportRequest(title="Geheim", received_on=TODAY, confidential=True)
        tx.session.add(secret)
        tx.session.flush()
        assert secret.id is not None
        tx.session.add(RequestTheme(request_id=secret.id, theme_id=1))
        number = secret.id
    with admin_store.read() as reader:
        assert referral_choices(reader.outside(), number, TODAY) is None
        assert referral_choices(reader, number, TODAY) is not None
        assert (unmet_needs(reader.outside(), TODAY).unmet, unmet_needs(reader, TODAY).unmet) == (0, 1)
        assert answers_of(reader.outside(), 1, "geen", TODAY) == ()
