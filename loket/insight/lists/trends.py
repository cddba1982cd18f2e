"""The list of trends, with the signals and institutions behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Listing, Sort
from loket.insight.lists.row_sql import numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import RecordKind, TrendState
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A trend: `institutions` and `kinds` count the active ones behind its signals, `since` is the first signal."""

    id: int
    version: int
    title: str
    theme: int | None
    description: str | None
    owner_id: int | None
    owner: str | None
    state: TrendState
    state_since: date | None
    confidential: bool
    signals: int
    institutions: int
    kinds: int
    since: date | None

    @property
    def number(self) -> str:
        """`T-3`."""
        return RecordKind.TREND.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, TrendRow]:
    found = reader.records(
        TrendRow,
        f"""SELECT x.id, x.version, x.title, x.theme_id AS theme, {shown("x.description")} AS description, x.owner_party_id AS owner_id,
            p.name AS owner, x.state, x.state_since, x.confidential, coalesce(s.signals, 0) AS signals,
            coalesce(s.institutions, 0) AS institutions, coalesce(s.kinds, 0) AS kinds, s.since
        FROM trend x LEFT JOIN party p ON p.id = x.owner_party_id LEFT JOIN (
            SELECT s.trend_id, count(*) AS signals, count(DISTINCT i.id) AS institutions, count(DISTINCT i.kind) AS kinds,
                min(s.recorded_on) AS since
            FROM signal s LEFT JOIN institution i ON i.id = s.institution_id AND i.active
            WHERE s.trend_id IN ({numbers(ids)}) GROUP BY s.trend_id
        ) s ON s.trend_id = x.id WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


TRENDS: Listing[TrendRow] = Listing(
    "trends",
    RecordKind.TREND,
    sorts={
        "title": Sort("lower(x.title)"),
        "number": Sort("x.id"),
        "theme": Sort("x.theme_id", nullable=True),
        "state": Sort("CASE x.state WHEN 'observed' THEN 1 WHEN 'raised' THEN 2 WHEN 'picked_up' THEN 3 ELSE 4 END"),
        "signals": Sort("(SELECT count(*) FROM signal s WHERE s.trend_id = x.id)"),
    },
    rows=_rows,
    search=WordSearch(
        texts=("title",),
        words={"state": TrendState},
        party="SELECT id FROM trend WHERE owner_party_id IN ({found})",
        theme="SELECT id FROM trend WHERE theme_id IN ({found})",
    ),
    open_when="x.state <> 'done'",
    filters={"theme": "x.theme_id = :value", "state": "x.state = :value", "owner": "x.owner_party_id = :value", "trend": "x.id = :value"},
    numeric=frozenset({"theme", "owner", "trend"}),
)
