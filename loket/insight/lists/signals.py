"""The list of signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_ADVISOR, BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Reach, RecordKind, SignalState
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal in the list. `institution` is its short name; a signal may be of no institution at all."""

    id: int
    version: int
    description: str | None
    institution_id: int | None
    institution: str | None
    party: str | None
    department: str | None
    theme: int | None
    obstacle: str | None
    reach: Reach | None
    advisor_id: int | None
    advisor: str | None
    recorded_on: date
    state: SignalState
    trend_id: int | None
    trend: str | None
    confidential: bool

    @property
    def number(self) -> str:
        """`S-12`."""
        return RecordKind.SIGNAL.number(self.id)

    @property
    def whose(self) -> str | None:
        """The institution, else the party."""
        return self.institution or self.party


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, SignalRow]:
    found = reader.records(
        SignalRow,
        f"""SELECT x.id, x.version, {shown("x.description")} AS description, x.institution_id, {INSTITUTION_NAME} AS institution,
            p.name AS party, x.department, x.theme_id AS theme, o.label AS obstacle, x.reach, x.advisor_id, a.name AS advisor,
            x.recorded_on, x.state, x.trend_id, t.title AS trend, x.confidential
        FROM signal x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        LEFT JOIN obstacle o ON o.id = x.obstacle_id LEFT JOIN advisor a ON a.id = x.advisor_id
        LEFT JOIN trend t ON t.id = x.trend_id WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


SIGNALS: Listing[SignalRow] = Listing(
    "signals",
    RecordKind.SIGNAL,
    sorts={
        "recorded": Sort("x.recorded_on"),
        "number": Sort("x.id"),
        "institution": Sort("x.institution_id", nullable=True, parents=BY_INSTITUTION),
        "theme": Sort("x.theme_id", nullable=True),
        "state": Sort(
            "CASE x.state WHEN 'new' THEN 1 WHEN 'interpreted' THEN 2 WHEN 'raised' THEN 3 WHEN 'picked_up' THEN 4 "
            "WHEN 'closed' THEN 5 ELSE 6 END"
        ),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": SignalState, "reach": Reach},
        institution="SELECT id FROM signal WHERE institution_id IN ({found})",
        party="SELECT id FROM signal WHERE party_id IN ({found})",
        advisor="SELECT id FROM signal WHERE advisor_id IN ({found})",
        theme="SELECT id FROM signal WHERE theme_id IN ({found})",
        also=(
            "SELECT id FROM signal WHERE obstacle_id IN (SELECT id FROM obstacle WHERE lower(label) LIKE {like} ESCAPE '!')",
            "SELECT id FROM signal WHERE trend_id IN (SELECT id FROM trend WHERE lower(title) LIKE {like} ESCAPE '!')",
        ),
    ),
    open_when="x.state NOT IN ('closed', 'rejected')",
    mine="x.advisor_id = :me",
    filters={
        "loose": "CASE WHEN x.trend_id IS NULL AND x.state NOT IN ('closed', 'rejected') THEN 'yes' ELSE 'no' END = :value",
        "trend": "x.trend_id = :value",
        "theme": "x.theme_id = :value",
        "obstacle": "x.obstacle_id = :value",
        "state": "x.state = :value",
        "reach": "x.reach = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value",
        "party": "x.party_id = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"trend", "theme", "obstacle", "advisor", "institution", "party"}),
    day="x.recorded_on",
    days={"recorded": "x.recorded_on"},
    texts={"department": "x.department"},
)
