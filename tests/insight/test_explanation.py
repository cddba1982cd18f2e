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

from loket.exchange.import_run import ImportOptions, import_paths
from loket.insight.explanation.evidence import Cause
from loket.insight.explanation.explanation import Effect, Explanation, Span, explain
from loket.insight.explanation.moments import AsOf, parse_moment, snapshot
from loket.insight.explanation.rendering import RenderedExplanation, render_explanation
from loket.insight.figures.figure import Duration, Figure
from loket.insight.figures.figure_names import find_indicator
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.models.errors import LoketError, Refused
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, RequestState
from loket.store.database import Moment, Store, open_store
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
            log_line = one.reason.log_line
            if log_line is None:
                assert line.cause in BY_THE_CLOCK, (found.indicator.id, line.cause, one)
            else:
                assert found.then.seq < log_line.seq <= found.now.seq


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
        from loket.casework.institution_merge import merge_institutions
        from loket.casework.institutions import Closing, close_institution
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
        then, now = (AsOf(Moment(day.isoformat(), seq, day)) for seq, day in zip((first, last), days, strict=True))
        with snapshot(store, then) as before, snapshot(store, now) as after:
            for indicator in INDICATORS:
                filters = FILTERS[0] if chance.random() < 0.4 else chance.choice(FILTERS)
                span = chance.choice((Span(), Span(dt.date(2025, 1, 1)), Span(dt.date(2025, 1, 1), dt.date(2025, 12, 31))))
                with suppress(Refused):
                    assert_adds_up(explain(indicator, filters, span, (then, before), (now, after)))


def test_the_lines_make_the_difference_whatever_was_done(sqlite_store: Store) -> None:
    lines = worked(sqlite_store, 1, 40)
    assert_all_add_up(sqlite_store, 1, lines, 6)


def test_the_lines_make_the_difference_on_postgresql(postgres_store: Store) -> None:
    lines = worked(postgres_store, 3, 10)
    assert_all_add_up(postgres_store, 3, lines, 1)


@pytest.fixture
def postgres_store(postgres_database: str) -> Iterator[Store]:
    """A store on PostgreSQL only: SQLite has the longer run."""
    opened = open_store(postgres_database, actor="ilse")
    yield opened
    opened.close()


# -- single causes ---------------------------------------------------------------------------------------------------

TODAY = dt.date(2026, 11, 21)
Found = dict[tuple[int, Cause], list[int]]


def why(store: Store, indicator: str, since: int, day: dt.date = TODAY, filters: Filters = FILTERS[0]) -> Found:
    """The lines of an explanation since a line of the log, asked on a day: sign and cause → records."""
    told = explained(store, indicator, since, day, filters)
    assert_adds_up(told.explanation)
    return {(line.line.sign, line.line.cause): [one.id for one in line.line.records] for line in told.lines}


def explained(store: Store, indicator: str, since: int, day: dt.date = TODAY, filters: Filters = FILTERS[0]) -> RenderedExplanation:
    """The explanation in words."""
    return render_explanation(store, BY_ID[indicator], filters, Span(), AsOf(Moment(day.isoformat(), since, day)), AsOf())


@pytest.fixture
def office(sqlite_store: Store) -> Store:
    """Two institutions, an open request of theme 4 with a due date, and an offering that fits it, with an end."""
    from loket.casework.institutions import InstitutionInput, add_institution
    from loket.casework.offerings import OfferingInput, add_offering
    from loket.casework.requests import RequestInput, register_request
    from loket.models.words import OfferingKind, OfferingStatus

    for name in ("Ziekenhuis Merenrand", "Kliniek Duinzicht"):
        add_institution(sqlite_store, InstitutionInput(name=name, kind=InstitutionKind.GENERAL))
    day = dt.date(2026, 10, 1)
    register_request(
        sqlite_store, RequestInput(title="PROM's in het EPD", institution_id=1, themes=(4,), received_on=day, due_on=dt.date(2026, 11, 10))
    )
    add_offering(
        sqlite_store,
        OfferingInput(
            title="Webinar PROM-keuze", kind=OfferingKind.WEBINAR, themes=(4,), state=OfferingStatus.AVAILABLE,
            outcome_info=OutcomeInfo.BOTH, available_until=dt.date(2026, 10, 31),
        ),
    )  # fmt: skip
    return sqlite_store


def test_what_the_calendar_alone_did_is_told_as_that(office: Store) -> None:
    since, before = _last(office), dt.date(2026, 10, 23)
    assert why(office, "requests_overdue", since, before) == {(1, Cause.DUE): [1]}
    told = explained(office, "unmet_needs", since, before)
    assert [(line.line.cause, line.detail) for line in told.lines] == [(Cause.OFFERING_LAPSED, "Webinar PROM-keuze, tot 31 okt")]
    assert why(office, "requests_received", since, dt.date(2026, 9, 1)) == {(1, Cause.CAME): [1]}
    assert why(office, "requests_received", since) == {}


def test_work_on_a_request_is_told_by_what_was_done(office: Store) -> None:
    from loket.casework.referrals import ReferralInput, refer
    from loket.casework.requests import RequestInput, change_request, register_request
    from loket.casework.states import Advance, advance
    from loket.models.words import RecordKind

    start = _last(office)
    register_request(office, RequestInput(title="Draagvlak", institution_id=2, themes=(5,)))
    assert why(office, "unmet_needs", start) == {(1, Cause.NEW): [2]}
    since = _last(office)
    advance(office, Advance(kind=RecordKind.REQUEST, numbers=[2], to=RequestState.DROPPED))
    assert why(office, "unmet_needs", since) == {(-1, Cause.DROPPED): [2]}
    assert why(office, "unmet_needs", start) == {}, "only what differs in the end is told"
    since = _last(office)
    advance(office, Advance(kind=RecordKind.REQUEST, numbers=[2], to=RequestState.IN_PROGRESS, reason="toch"))
    told = explained(office, "unmet_needs", since)
    assert [(line.line.cause, line.records[0].log_line and line.records[0].log_line.reason) for line in told.lines] == [
        (Cause.REOPENED, "toch")
    ]
    since = _last(office)
    refer(office, ReferralInput(request_id=2, offering_id=1))
    assert why(office, "unmet_needs", since) == {(-1, Cause.REFERRED): [2]}
    since = _last(office)
    change_request(office, 1, RequestInput(due_on=dt.date(2026, 12, 1)))
    told = explained(office, "requests_overdue", since)
    assert [(line.line.cause, line.line.sign, line.detail) for line in told.lines] == [(Cause.MOVED, -1, "streefdatum: 10 nov → 1 dec")]


def test_an_offering_that_changes_is_named(office: Store) -> None:
    from loket.casework.offerings import OfferingInput, change_offering

    since = _last(office)
    change_offering(office, 1, OfferingInput(available_until=None))
    assert why(office, "unmet_needs", since) == {(-1, Cause.OFFERING_CAME): [1]}
    since = _last(office)
    change_offering(office, 1, OfferingInput(themes=(5,)))
    assert why(office, "unmet_needs", since) == {(1, Cause.OFFERING_CHANGED): [1]}
    change_offering(office, 1, OfferingInput(themes=(4,)))
    since = _last(office)
    with office.write("correct") as tx:
        tx.connection.exec_driver_sql("UPDATE offering SET state = 'lapsed'")
    assert why(office, "unmet_needs", since) == {(1, Cause.OFFERING_LAPSED): [1]}


def test_undo_and_merge_go_before_what_they_did(office: Store) -> None:
    from loket.casework.institution_merge import merge_institutions
    from loket.casework.requests import RequestInput, register_request
    from loket.store.undo import undo

    done = register_request(office, RequestInput(title="Vergissing", institution_id=2, themes=(4,)))
    since = _last(office)
    undo(office, done.tx or 0)
    told = explained(office, "requests_received", since)
    assert [(line.line.cause, line.detail) for line in told.lines] == [(Cause.UNDONE, "ongedaan gemaakt: vraag vastgelegd")]
    since = _last(office)
    merge_institutions(office, 2, 1)
    assert why(office, "institutions_supported", since) == {(1, Cause.MERGED): [2], (-1, Cause.MERGED): [1]}


def test_another_client_and_a_correction_are_told_too(office: Store) -> None:
    since = _last(office)
    with outsider(office) as connection:
        connection.execute("UPDATE support_request SET received_on = '2025-10-01' WHERE id = 1")
        connection.commit()
    told = explained(office, "requests_received", since).lines[0]
    assert (told.line.cause, told.records[0].what) == (Cause.CORRECTED, "ontvangen op: 1 okt → 1 okt '25")
    assert told.records[0].log_line is not None
    assert told.records[0].log_line.verb is None
    assert why(office, "institutions_supported", since) == {(-1, Cause.CORRECTED): [1]}


def test_a_filter_is_left_by_what_the_institution_became(office: Store) -> None:
    from loket.casework.institutions import InstitutionInput, change_institution

    since = _last(office)
    change_institution(office, 1, InstitutionInput(kind=InstitutionKind.UMC))
    filters = Filters(kind=InstitutionKind.GENERAL)
    told = explained(office, "requests_open", since, filters=filters).lines[0]
    assert (told.line.cause, told.detail) == (Cause.CORRECTED, "I-1 Ziekenhuis Merenrand, soort: algemeen → umc")


def test_another_round_is_a_cause_of_its_own(office: Store) -> None:
    from loket.casework.rounds import RoundInput, add_round

    for name in ("WensenScan 2024", "WensenScan 2026"):
        add_round(office, RoundInput(name=name))
    answer = (
        "INSERT INTO wensenscan_response (sleutel, round_id, institution_id, submitted_on, sdm_scope) VALUES ('{0}', {0}, 1, '{1}', 'all')"
    )
    with office.write("import") as tx:
        tx.connection.exec_driver_sql("INSERT INTO round_population VALUES (1, 1), (1, 2), (2, 1)")
        tx.connection.exec_driver_sql(answer.format(1, "2024-11-20"))
    since = _last(office)
    with office.write("import") as tx:
        tx.connection.exec_driver_sql(answer.format(2, "2026-11-20"))
    told = explained(office, "wensenscan_response", since)
    assert [(line.line.cause, line.detail) for line in told.lines] == [(Cause.ROUND, "WensenScan 2024 → WensenScan 2026")]


def test_what_is_confidential_is_counted_and_not_named(office: Store) -> None:
    from loket.models.words import AdvisorRole

    since = _last(office)
    with office.write("correct") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET confidential = 1, received_on = '2026-11-01', due_on = NULL")
        tx.connection.exec_driver_sql(f"UPDATE advisor SET role = '{AdvisorRole.LEAD.value}' WHERE name = 'ilse'")
    told = explained(office, "requests_overdue", since).lines[0]
    assert len(told.line.records) == 1
    assert (told.records[0].title, told.records[0].what, told.records[0].institution) == ("vertrouwelijk", "", "")
    assert "EPD" not in told.detail


# -- moments and names -----------------------------------------------------------------------------------------------


def test_a_moment_is_understood_as_days_are_everywhere(office: Store) -> None:
    assert parse_moment(office, " Nu ").moment is None
    assert parse_moment(office, "1 okt").moment == parse_moment(office, parse_moment(office, "1 okt").asked).moment
    for asked in ("", "gisteravond", "#999999"):
        with pytest.raises(Refused):
            parse_moment(office, asked)


@pytest.mark.parametrize("name", ["unmet_needs", "Unmet-Needs", "onvervuld", "Onvervulde behoeften", "unmet"])
def test_a_figure_is_found_by_any_of_its_names(name: str) -> None:
    found: Indicator = find_indicator(name)
    assert found.id == "unmet_needs"


def test_an_unknown_figure_names_the_nearest() -> None:
    with pytest.raises(Refused, match="unmet_needs"):
        find_indicator("onvervulde wens")
