from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from loket.models.words import OfferingStatus
from loket.store.access import HOUSEKEEPING
from loket.store.database import Store
from loket.store.reader import SQLITE, Reader


@dataclass(frozen=True, slots=True)
class Line:
    """An offering as a list shows it."""

    id: int
    title: str
    provider: str | None
    state: OfferingStatus
    available_from: dt.date | None
    available_until: dt.date | None
    confidential: bool
    free: bool | None = None
    mean: float | None = None
    themes: tuple[int, ...] = ()


@pytest.fixture
def offerings(store: Store) -> Store:
    with store.write("add") as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO offering (sleutel, title, kind, state, available_from, confidential) "
            f"VALUES ('a', 'Routekaart', 'roadmap', 'in_development', '2026-03-01', {'true' if store.address.is_postgresql else 1})"
        )
    return store


_SQL = "SELECT id, state, title, provider, available_from, available_until, confidential FROM offering WHERE available_from < :day"


def test_a_row_becomes_its_dataclass_by_the_columns_names(offerings: Store) -> None:
    with offerings.read() as reader:
        found = reader.record(Line, _SQL, {"day": dt.date(2026, 4, 1)})
        none = reader.record(Line, _SQL, day=dt.date(2026, 1, 1))
    assert found == Line(1, "Routekaart", None, OfferingStatus.IN_DEVELOPMENT, dt.date(2026, 3, 1), None, True)
    assert found.state is OfferingStatus.IN_DEVELOPMENT
    assert found.confidential is True
    assert none is None


def test_other_fields_are_filled_from_the_row(offerings: Store) -> None:
    themes = {1: (2, 5)}
    with offerings.read() as reader:
        (found,) = reader.records(Line, _SQL, day=dt.date(2026, 4, 1), filled={"themes": lambda row: themes.get(row["id"], ())})
    assert found.themes == (2, 5)


def test_values_that_the_dialects_give_otherwise_are_alike(offerings: Store) -> None:
    columns = _SQL.replace("SELECT id", "SELECT 1 < 2 AS free, avg(2.5) OVER () AS mean, id")
    with offerings.read() as reader:
        (found,) = reader.records(Line, columns, day=dt.date(2026, 4, 1))
    assert (found.free, found.mean) == (True, 2.5)
    assert not isinstance(found.mean, Decimal)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("SELECT id", "SELECT id, version"), "no such field, or gets it twice: version"),
        (("SELECT id", "SELECT id, id"), "no such field, or gets it twice: id"),
        (("title, provider", "title"), "gets nothing for: provider"),
    ],
)
def test_columns_and_fields_must_agree_also_when_there_are_no_rows(store: Store, change: tuple[str, str], complaint: str) -> None:
    with store.read() as reader, pytest.raises(TypeError, match=complaint):
        reader.records(Line, _SQL.replace(*change), day=dt.date(2026, 1, 1))


def test_ten_thousand_rows_take_little_more_than_reading_them() -> None:
    row = (1, "in_development", "Routekaart", None, "2026-03-01", None, 1)

    class Cursor:
        description = [(name,) for name in _SQL.removeprefix("SELECT ").split(" FROM")[0].split(", ")]

        def execute(self, _sql: str, _values: Any) -> None: ...

        def close(self) -> None: ...

        def fetchall(self) -> list[tuple[Any, ...]]:
            return [row] * 10_000

    class Connection:
        cursor = Cursor

    started = time.perf_counter()
    assert len(Reader(Connection(), SQLITE, HOUSEKEEPING).records(Line, _SQL)) == 10_000
    assert time.perf_counter() - started < 1
