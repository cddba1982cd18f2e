"""The drill-down counts equal the figures, for every number of the dashboard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from textual._context import active_app

from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.figure import Duration, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID, INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.insight.lists.listing import Among
from loket.models.words import InstitutionKind, RecordKind
from loket.screens.figure_records import LISTS
from loket.store.as_of import PastStore, moment
from loket.store.database import Store, open_store
from loket.widgets.base_app import BaseApp
from loket.widgets.columns import Row
from loket.widgets.pages import PageRequest
from tests.conftest import Ran
from tests.worlds.generate import make
from tests.worlds.load import load

PERIOD = Period(date(2026, 1, 1), date(2026, 11, 21))
QUESTIONS = (Filters(), Filters(kind=InstitutionKind.GENERAL), Filters(theme=4))


def shown_numbers(store: Store, filters: Filters) -> Iterator[tuple[str, int, RecordSet]]:
    """Every number of the dashboard: its name, what is shown, and what its drill-down asks for."""
    with store.read() as reader:
        question = Question.resolve(reader, PERIOD, filters)
        for indicator in INDICATORS:
            found = compute_figure(reader, question, indicator)
            if found is None:
                continue
            if isinstance(found, Duration):
                yield indicator.id, found.n, indicator_records(indicator)
                continue
            parts = {Part.COUNTED: found.numerator, Part.BASED: found.denominator, Part.CONTRADICTS: found.contradictory}
            for part, many in {**parts, Part.UNKNOWN: found.unknown}.items():
                if many is not None:
                    yield f"{indicator.id}:{part}", many, indicator_records(indicator, part)
        for name, kind in CHARTS.items():
            for line in kind.compute(reader, question).lines or ():
                for place, cell in enumerate(line.cells):
                    yield f"{name}:{line.key}:{place}", cell.count, cell.behind


def listed(store: Store, behind: RecordSet, filters: Filters) -> int:
    """How many records the screen lists."""
    screen = LISTS[behind.kind](Among(behind, PERIOD, filters), past=store if isinstance(store, PastStore) else None)
    found = screen.loader()(store, PageRequest(0, size=1))
    assert found.records == found.of
    return found.of or 0


def walk(store: Store, filters: Filters, step: int = 1) -> int:
    """Compare every number, or one in so many, on PostgreSQL one in twelve: its planner takes its time. Gives how many were not nothing."""
    numbers = list(shown_numbers(store, filters))[:: 12 if store.address.is_postgresql else step]
    wrong = [(name, many, seen) for name, many, behind in numbers if (seen := listed(store, behind, filters)) != many]
    assert not wrong
    return sum(many > 0 for _name, many, _behind in numbers)


def without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loader of a screen run where there is no app."""
    monkeypatch.setenv("LOKET_TODAY", PERIOD.end.isoformat())
    active_app.set(BaseApp())


@pytest.fixture(autouse=True)
def _headless(monkeypatch: pytest.MonkeyPatch) -> None:
    without_a_terminal(monkeypatch)


@pytest.mark.parametrize("filters", QUESTIONS, ids=["everything", "general", "theme"])
def test_every_number_lists_exactly_what_it_counted(sqlite_store: Store, filters: Filters) -> None:
    load(sqlite_store, make(3), 3)
    assert walk(sqlite_store, filters) > 100


def test_every_number_of_an_earlier_moment_lists_what_it_counted_then(store: Store) -> None:
    load(store, make(7), 7)
    then = moment(store, f"#{_last_line(store)}")
    shown = [(name, many) for name, many, _behind in shown_numbers(store, Filters())]
    _much_later(store)
    past = PastStore(store, then)
    try:
        assert [(name, many) for name, many, _behind in shown_numbers(past, Filters())] == shown
        assert walk(past, Filters()) > 10
    finally:
        past.close()
    assert [(name, many) for name, many, _behind in shown_numbers(store, Filters())] != shown
    assert walk(store, QUESTIONS[1]) > 5


def _last_line(store: Store) -> int:
    with store.read() as reader:
        return int(reader.value("SELECT max(seq) FROM change_log"))


def _much_later(store: Store) -> None:
    """Requests close, signals go, institutions change hands and close."""
    with store.write("test") as tx:
        for statement in (
            "UPDATE support_request SET state = 'dropped', closed_on = '2026-11-20' WHERE state <> 'resolved' AND id % 3 = 0",
            "DELETE FROM signal WHERE id % 4 = 0",
            "UPDATE institution SET active = false WHERE id % 7 = 0",
            "UPDATE institution SET advisor_id = NULL WHERE id % 5 = 0",
        ):
            tx.connection.exec_driver_sql(statement.replace("%", "%%") if store.address.is_postgresql else statement)


def test_a_lead_sees_how_many_are_confidential_and_none_of_them(sqlite_store: Store) -> None:
    load(sqlite_store, make(3), 3)
    with sqlite_store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET confidential = 1 WHERE id <= 5")
        tx.connection.exec_driver_sql("INSERT INTO advisor (name, role, active, version) VALUES ('leida', 'lead', 1, 1)")
    lead = open_store(sqlite_store.address, actor="leida")
    among = Among(RecordSet(RecordKind.REQUEST, "alle vragen", "SELECT id FROM support_request"), PERIOD, Filters())
    screen = LISTS[RecordKind.REQUEST](among)
    found = screen.loader()(lead, PageRequest(0))
    lead.close()
    assert screen.hidden == 5
    assert min(row.record.id for row in found.lines if isinstance(row, Row)) == 6
    assert found.of == screen.counted - 5


def test_a_page_of_a_list_costs_the_same_wherever_it_is_and_finds_each_record_once(sqlite_store: Store) -> None:
    load(sqlite_store, make(3), 3)
    among = Among(indicator_records(BY_ID["requests_received"]), PERIOD, Filters())
    with sqlite_store.read() as reader:
        wanted = among.behind.ids(reader, Question.resolve(reader, PERIOD, Filters()))
    read = LISTS[RecordKind.REQUEST](among).loader()
    seen: list[int] = []
    page = read(sqlite_store, PageRequest(0, size=20, sort="number"))
    for index in range(1, len(wanted) // 20 + 2):
        seen += [row.record.id for row in page.lines if isinstance(row, Row)]
        page = read(sqlite_store, PageRequest(index, size=20, sort="number", after=page.last))
    assert seen == wanted


def test_the_records_of_a_number_come_as_json_and_csv(sqlite_store: Store, loket: Callable[..., Ran]) -> None:
    load(sqlite_store, make(3), 3)
    asked = ("--database", str(sqlite_store.address.path), "records")
    days = ("--from", str(PERIOD.start), "--to", str(PERIOD.end))
    with sqlite_store.read() as reader:
        question = Question.resolve(reader, PERIOD, Filters())
        wanted = [f"V-{number}" for number in indicator_records(BY_ID["requests_overdue"], Part.UNKNOWN).ids(reader, question)]
    found = json.loads(loket(*asked, "requests_overdue:unknown", *days, "--json").out)
    assert [record["number"] for record in found] == wanted
    themed = loket(*asked, "requests_by_theme:4:aantal", *days, "--csv", "--as-of", f"#{_last_line(sqlite_store)}").out
    shown = {name: many for name, many, _behind in shown_numbers(sqlite_store, Filters())}
    assert len(list(csv.reader(io.StringIO(themed), delimiter=";"))) == 1 + shown["requests_by_theme:4:0"]
    for wrong in ("vragen", "requests_open:half", "requests_by_theme", "requests_by_theme:9", "requests_by_theme:4:x"):
        assert loket(*asked, wrong).status in (1, 2)
