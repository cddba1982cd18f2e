"""Every number of every chart and figure is the number of the records behind it, and those are the right ones."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from loket.casework.institution_merge import merge_institutions
from loket.insight.figures.breakdowns import BY_ID as BREAKDOWNS
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.models.words import RecordKind
from loket.store.database import Store, open_store
from loket.store.reader import Reader
from tests.worlds.asking import chosen_filters, days_of, filters_of
from tests.worlds.generate import make
from tests.worlds.load import load
from tests.worlds.oracle import Asked
from tests.worlds.records import Found, Lines, Records
from tests.worlds.world import World, listed

LONG = os.environ.get("LOKET_LONG") == "1"
NAMES = {
    RecordKind.INSTITUTION: "SELECT id, name FROM institution",
    RecordKind.REQUEST: "SELECT id, sleutel FROM support_request",
    RecordKind.SIGNAL: "SELECT id, sleutel FROM signal",
    RecordKind.CONVERSATION: "SELECT id, sleutel FROM conversation",
    RecordKind.REFERRAL: "SELECT id, sleutel FROM referral",
    RecordKind.SESSION: "SELECT id, sleutel FROM learning_session",
    RecordKind.TREND: "SELECT id, title FROM trend",
    RecordKind.FOLLOW_UP: "SELECT id, id FROM follow_up",
}
PARTS = {"counted": Part.COUNTED, "based": Part.BASED, "unknown": Part.UNKNOWN, "contradicts": Part.CONTRADICTS}


@pytest.mark.parametrize("seed", range(50, 80 if LONG else 52))
def test_every_number_is_that_of_the_right_records(sqlite_database: str, seed: int) -> None:
    compare(sqlite_database, seed)


@pytest.mark.parametrize("seed", range(80, 90 if LONG else 81))
def test_every_number_is_that_of_the_right_records_on_postgresql(postgres_database: str, seed: int) -> None:
    compare(postgres_database, seed)


def compare(database: str, seed: int) -> None:
    """All figures and charts of a world, in which two institutions merged and closed requests were opened again."""
    world = make(seed)
    store = open_store(database, actor="ilse")
    try:
        load(store, world, seed)
        change(store, world, Random(seed))
        with store.read() as reader:
            names = {kind: dict(reader.rows(sql)) for kind, sql in NAMES.items()}
            for asked in questions(world, seed):
                question = Question.resolve(reader, Period(asked.start, asked.end), filters_of(asked))
                Walk(reader, question, names, asked).over(Found(world, asked))
    finally:
        store.close()


class Walk:
    """Goes over every number of one question."""

    def __init__(self, reader: Reader, question: Question, names: dict[RecordKind, dict[int, str]], asked: Asked) -> None:
        self.reader = reader
        self.question = question
        self.names = names
        self.asked = asked

    def over(self, found: Found) -> None:
        parts = found.parts()
        assert {indicator.id for indicator in INDICATORS if indicator.applies(self.question)} == set(parts), self.asked
        for indicator in INDICATORS:
            for part, records in parts.get(indicator.id, {}).items():
                behind = indicator_records(indicator, PARTS[part])
                self.same(behind, behind.count(self.reader, self.question), records, f"{indicator.id} {part}")
        expected = found.charts()
        assert set(expected) == set(CHARTS)
        for name, lines in expected.items():
            self.chart(CHARTS[name].compute(self.reader, self.question), lines)

    def chart(self, chart: Chart, expected: Lines | None) -> None:
        assert (chart.lines is None) == (expected is None), (chart.id, self.asked)
        if chart.lines is None or expected is None:
            return
        keys = [line.key for line in chart.lines]
        assert len(set(keys)) == len(keys)
        assert set(expected) <= set(keys), (chart.id, self.asked)
        if chart.id not in (*BREAKDOWNS, "load_by_advisor"):
            assert [key for key in keys if key in expected] == list(expected), (chart.id, self.asked)
        for line in chart.lines:
            assert len(line.cells) == len(chart.columns), chart.id
            # A value of a list that nothing has is there with noughts.
            cells = expected.get(line.key, (frozenset(),) * len(line.cells))
            for cell, records, column in zip(line.cells, cells, chart.columns, strict=True):
                self.same(cell.behind, cell.count, records, f"{chart.id}, {line.label}, {column}")

    def same(self, behind: RecordSet, count: int, records: Records, where: str) -> None:
        ids = behind.ids(self.reader, self.question)
        assert (count, len(set(ids))) == (len(records), len(ids)), (where, self.asked)
        assert {self.names[behind.kind][number] for number in ids} == records, (where, self.asked)


# -- worlds in which something happened after they were loaded ------------------------------------------------------------


def questions(world: World, seed: int) -> Iterable[Asked]:
    """The whole time; and months clipped at both ends under two filters, the seed saying which, or under each."""
    random = Random(seed)
    days = days_of(world)
    yield Asked(date(2020, 1, 1), date(2030, 12, 31))
    names = list(chosen_filters(world, random))
    pair = {names[seed % len(names)], names[(seed + 4) % len(names)]}
    for narrowed in (pair, *([{name} for name in names] if LONG else [])):
        start = random.choice(days)
        chosen = chosen_filters(world, random)
        yield Asked(start, start + timedelta(days=random.choice((0, 40, 200))), **{name: chosen[name] for name in narrowed})


def change(store: Store, world: World, random: Random) -> None:
    """Merge two institutions and open some closed requests again, in the database and in the world."""
    with store.read() as reader:
        numbers = {name: number for number, name in reader.rows(NAMES[RecordKind.INSTITUTION])}
    gone, kept = random.sample(sorted(numbers), 2)
    merge_institutions(store, numbers[kept], numbers[gone])
    freeze_populations(world)
    merge(world, kept, gone)
    closed = [row for row in world.rows("ondersteuningsvragen") if row["status"] in ("afgerond", "vervallen")]
    for row in random.sample(closed, min(3, len(closed))):
        row["status"], row["afgesloten_op"] = "in behandeling", ""
        with store.write("reopen", reason="toch niet klaar") as tx:
            tx.connection.exec_driver_sql(
                f"UPDATE support_request SET state = 'in_progress', closed_on = NULL WHERE sleutel = '{row['sleutel']}'"
            )


def freeze_populations(world: World) -> None:
    """A round without invitations was sent to the institutions that were active when it was loaded."""
    rounds = {row["ronde"] for row in world.rows("wensenscan")} - {row["ronde"] for row in world.rows("uitnodigingen")}
    active = [row["naam"] for row in world.rows("instellingen") if row.get("actief") != "nee"]
    world.tables.setdefault("uitnodigingen", []).extend({"ronde": name, "instelling": each} for name in rounds for each in active)


def merge(world: World, kept: str, gone: str) -> None:
    """What merging comes to: everything is of the survivor, which learns what it did not know; who was invited stays."""
    institutions = {row["naam"]: row for row in world.rows("instellingen")}
    institutions[gone]["actief"] = "nee"
    for column in ("soort", "koepel", "provincie", "epd", "fase", "rol", "adviseur"):
        institutions[kept][column] = institutions[kept][column] or institutions[gone][column]
    for table, rows in world.tables.items():
        for row in rows if table not in ("instellingen", "uitnodigingen") else ():
            if "instelling" in row:
                row["instelling"] = "|".join(dict.fromkeys(kept if name == gone else name for name in listed(row["instelling"])))
