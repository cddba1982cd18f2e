"""Why a figure differs: lines that add up to the difference, whatever was done in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from loket.exchange.importing import ImportOptions, import_paths
from loket.insight.explaining.causes import Cause
from loket.insight.explaining.explanation import Effect, Explanation, Span, explain
from loket.insight.explaining.moments import Known, look, understood
from loket.insight.explaining.naming import indicator_of
from loket.insight.explaining.telling import Account, account
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.insight.figures.reckoning import Duration, Figure
from loket.models.errors import LoketError, Refused
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, RequestState
from loket.store.as_of import Moment
from loket.store.opening import Store
from tests.store.clients import outsider
from tests.worlds.generate import make
from tests.worlds.load import load
from tests.worlds.write import write

FILTERS = (
    Filters(),
    Filters(kind=InstitutionKind.GENERAL),
    Filters(theme=4),
    Filters(audience=Audience.PROFESSIONALS),
    Filters(outcome_info=OutcomeInfo.WITH),
    Filters(advisor="ilse"),
)
BY_THE_CLOCK = frozenset({Cause.CAME, Cause.WENT, Cause.DUE, Cause.ROUND, Cause.OFFERING_CAME, Cause.OFFERING_LAPSED})


def numbers(figure: Figure) -> Effect:
    """The numbers of a figure as an explanation adds them up."""
    if isinstance(figure, Duration):
        return Effect(figure.n, figure.n)
    return Effect(figure.numerator, figure.denominator or 0, figure.unknown, figure.contradictory or 0)


def assert_adds_up(found: Explanation) -> None:
    """The lines make the difference, every record is in one of them, and what the clock did not do somebody did in between."""
    assert numbers(found.then.figure) + found.difference == numbers(found.now.figure)
    assert found.difference.numerator == found.came - found.went
    records = [one.id for line in found.lines for one in line.records]
    assert len(records) == len(set(records))
    for line in found.lines:
        assert sum((one.effect for one in line.records), Effect()) == line.effect
        for one in line.records:
            deed = one.reason.deed
            if deed is None:
                assert line.cause in BY_THE_CLOCK, (found.indicator.id, line.cause, one)
            else:
                assert found.then.seq < deed.seq <= found.now.seq


class Office:
    """Random work on a random world: anything that changes a figure, by verbs and past them."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.random = store, Random(seed)
        self.transactions: list[int] = []

    def number(self, table: str, where: str = "1 = 1") -> int:
        with self.store.read() as reader:
            found = [row[0] for row in reader.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
        return int(self.random.choice(found)) if found else 0

    def day(self) -> dt.date:
        return dt.date(2025, 6, 1) + dt.timedelta(days=self.random.randint(0, 640))

    def sql(self, verb: str, *statements: str) -> None:
        with self.store.write(verb) as tx:
            for statement in statements:
                tx.connection.exec_driver_sql(statement)

    def act(self) -> None:
        """One random act; what is refused or cannot be is no act."""
        with suppress(LoketError, IntegrityError):
            self.random.choice([*self.verbs(), *self.corrections()])()

    def verbs(self) -> list[Callable[[], Any]]:
        from loket.casework.closing import Closing, close_institution
        from loket.casework.merging import merge_institutions
        from loket.casework.referrals import ReferralInput, check_back, refer
        from loket.casework.requests import RequestInput, register_request
        from loket.casework.states import Advance, advance
        from loket.models.words import Helped, RecordKind
        from loket.store.undo import undo

        store, pick = self.store, self.random.choice

        def state(where: str, *to: RequestState) -> Any:
            number = self.number("support_request", where)
            return advance(store, Advance(kind=RecordKind.REQUEST, numbers=[number], to=pick(to), reason="test"))

        def undone() -> None:
            with store.read() as reader:
                last = reader.value("SELECT coalesce(max(id), 0) FROM log_tx")
            undo(store, int(last) - self.random.randint(0, 3))

        return [
            lambda: register_request(store, RequestInput(title="Nieuw", institution_id=self.number("institution"), themes=(pick((1, 4)),))),
            lambda: state("state IN ('new', 'in_progress', 'referred')", RequestState.RESOLVED, RequestState.DROPPED),
            lambda: state("state IN ('resolved', 'dropped')", RequestState.IN_PROGRESS),
            lambda: refer(store, ReferralInput(request_id=self.number("support_request"), offering_id=self.number("offering"))),
            lambda: check_back(store, [self.number("referral")], True, pick((Helped.YES, Helped.NO, None))),
            lambda: merge_institutions(store, self.number("institution", "active"), self.number("institution", "active")),
            lambda: close_institution(store, self.number("institution", "active"), Closing(ended=(RecordKind.REQUEST,))),
            undone,
            undone,
        ]

    def corrections(self) -> list[Callable[[], Any]]:
        pick, day = self.random.choice, self.day().isoformat()
        request, offering, response = self.number("support_request"), self.number("offering"), self.number("wensenscan_response")
        institution, talk, session = self.number("institution"), self.number("conversation"), self.number("learning_session")
        settings = [
            f"support_request SET received_on = '{day}' WHERE id = {request}",
            f"support_request SET due_on = '{day}' WHERE id = {request}",
            f"support_request SET outcome_info = '{pick(('with', 'without', 'both'))}' WHERE id = {request}",
            f"support_request SET audience = '{pick(('it', 'professionals'))}' WHERE id = {request}",
            f"support_request SET institution_id = {institution} WHERE id = {request}",
            f"offering SET state = '{pick(('lapsed', 'available', 'in_development'))}' WHERE id = {offering}",
            f"offering SET available_until = '{day}' WHERE id = {offering}",
            f"offering SET outcome_info = '{pick(('with', 'without', 'both'))}' WHERE id = {offering}",
            f"wensenscan_response SET sdm_scope = {pick(('NULL', 'NULL', chr(39) + 'all' + chr(39)))} WHERE id = {response}",
            f"wensenscan_response SET submitted_on = '{day}' WHERE id = {response}",
            f"wensenscan_response SET institution_id = {institution} WHERE id = {response}",
            f"institution SET kind = '{pick(('general', 'clinic'))}' WHERE id = {institution}",
            f"institution SET role = '{pick(('frontrunner', 'follower'))}' WHERE id = {institution}",
            f"conversation SET state = 'held', held_at = '{day}', kind = 'wensenscan' WHERE id = {talk}",
            f"conversation SET kind = 'intake' WHERE id = {talk}",
            f"learning_session SET state = '{pick(('held', 'cancelled', 'interest'))}' WHERE id = {session}",
            f"learning_session SET session_on = '{day}' WHERE id = {session}",
            f"referral SET check_back_on = '{day}' WHERE id = {self.number('referral')}",
            f"signal SET reach = '{pick(('national', 'institution'))}', recorded_on = '{day}' WHERE id = {self.number('signal')}",
            f"signal SET institution_id = {institution} WHERE id = {self.number('signal')}",
            f"fit_gap_analysis SET reported_on = '{day}' WHERE id = {self.number('fit_gap_analysis')}",
            f"trend SET state = '{pick(('observed', 'raised'))}' WHERE id = {self.number('trend')}",
        ]
        gone = [
            f"request_theme WHERE request_id = {request}",
            f"offering_theme WHERE offering_id = {offering}",
            f"offering_audience WHERE offering_id = {offering}",
            f"referral WHERE id = {self.number('referral')}",
            f"signal WHERE id = {self.number('signal')}",
            f"conversation_institution WHERE conversation_id = {talk}",
            f"round_population WHERE institution_id = {institution}",
        ]
        return [lambda: self.sql("correct", f"UPDATE {pick(settings)}"), lambda: self.sql("delete", f"DELETE FROM {pick(gone)}")]


def worked(store: Store, seed: int, acts: int) -> list[int]:
    """The lines of the log between which things happened: nothing, a load, random acts, another load."""
    ends = [0, _last(store)]
    load(store, make(seed), seed)
    ends.append(_last(store))
    office = Office(store, seed)
    for turn in range(acts):
        office.act()
        if turn % 10 == 9:
            ends.append(_last(store))
    with TemporaryDirectory() as folder, suppress(Refused):
        write(make(seed + 1000), Path(folder), seed)
        import_paths(store, [Path(folder)], ImportOptions(skip_invalid=True, overwrite=True, rejects=Path(folder)))
    return [*ends, _last(store)]


def _last(store: Store) -> int:
    with store.read() as reader:
        return int(reader.value("SELECT max(seq) FROM change_log"))


def assert_all_add_up(store: Store, seed: int, lines: list[int], pairs: int) -> None:
    """Every figure, between random moments on random days, narrowed or not."""
    chance = Random(seed)
    for _turn in range(pairs):
        first, last = sorted(chance.sample(lines, 2))
        days = sorted(dt.date(2025, 3, 1) + dt.timedelta(days=chance.randint(0, 700)) for _end in range(2))
        days = days if chance.random() < 0.5 else [days[1]] * 2
        then, now = (Known(Moment(day.isoformat(), seq, day)) for seq, day in zip((first, last), days, strict=True))
        with look(store, then) as before, look(store, now) as after:
            for indicator in INDICATORS:
                filters = FILTERS[0] if chance.random() < 0.4 else chance.choice(FILTERS)
                span = chance.choice((Span(), Span(dt.date(2025, 1, 1)), Span(dt.date(2025, 1, 1), dt.date(2025, 12, 31))))
                with suppress(Refused):
                    assert_adds_up(explain(indicator, filters, span, (then, before), (now, after)))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_lines_make_the_difference_whatever_was_done(sqlite_store: Store, seed: int) -> None:
    lines = worked(sqlite_store, seed, 60)
    assert_all_add_up(sqlite_store, seed, lines, 12)


def test_the_lines_make_the_difference_on_both_dialects(store: Store) -> None:
    lines = worked(store, 3, 20)
    assert_all_add_up(store, 3, lines, 3)
