"""The catalogue of offerings, with how often each was referred to and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loket.insight.lists.listing import Listing, Sort
from loket.insight.lists.row_sql import lists_of, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.insight.unmet_needs import waiting_counts
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind
from loket.store.reader import Reader

SOON = timedelta(weeks=6)
"""How long before an offering ends people see it coming."""


@dataclass(frozen=True, slots=True)
class OfferingEffect:
    """What came of the referrals to an offering: `helped` (yes or partly) of `known` used ones, `unknown` besides.

    Of those that are neither `used` nor `unused` nobody asked yet.
    """

    referred: int = 0
    used: int = 0
    helped: int = 0
    known: int = 0
    unused: int = 0

    @property
    def open(self) -> int:
        """Referred, and not known yet whether it was used."""
        return self.referred - self.used - self.unused

    @property
    def unknown(self) -> int:
        """Used, and nobody knows whether it helped."""
        return self.used - self.known


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering in the catalogue. No audiences means everyone; `waiting` open requests were let wait for it."""

    id: int
    version: int
    title: str
    kind: OfferingKind | None
    provider: str | None
    url: str | None
    description: str | None
    themes: tuple[int, ...]
    audiences: tuple[Audience, ...]
    outcome_info: OutcomeInfo | None
    state: OfferingStatus
    available_from: date | None
    available_until: date | None
    owner: str | None
    expected_on: date | None
    confidential: bool
    effect: OfferingEffect
    waiting: int

    @property
    def number(self) -> str:
        """`O-12`."""
        return RecordKind.OFFERING.number(self.id)

    def is_available(self, today: date) -> bool:
        """Whether one can refer to it today."""
        begun = self.available_from is None or self.available_from <= today
        ended = self.available_until is not None and self.available_until < today
        return self.state is OfferingStatus.AVAILABLE and begun and not ended

    def is_coming(self, today: date) -> bool:
        """Whether it is in development or begins later: what a request can wait for."""
        later = self.available_from is not None and self.available_from > today
        return self.state is OfferingStatus.IN_DEVELOPMENT or (self.state is OfferingStatus.AVAILABLE and later)

    def needs_attention(self, today: date) -> bool:
        """Whether it ends soon or ended while it still counts as available, or should have been there by now."""
        if self.state is OfferingStatus.AVAILABLE:
            return self.available_until is not None and self.available_until <= today + SOON
        return self.state is OfferingStatus.IN_DEVELOPMENT and self.expected_on is not None and self.expected_on < today


def effects(reader: Reader, ids: Sequence[int]) -> Mapping[int, OfferingEffect]:
    """What came of the referrals to these offerings."""
    rows = reader.rows(
        f"""SELECT offering_id, count(*), count(CASE WHEN state = 'used' THEN 1 END),
            count(CASE WHEN state = 'used' AND helped IN ('yes', 'partly') THEN 1 END),
            count(CASE WHEN state = 'used' AND helped IS NOT NULL THEN 1 END), count(CASE WHEN state = 'not_used' THEN 1 END)
        FROM referral WHERE offering_id IN ({numbers(ids)}) GROUP BY offering_id"""
    )
    return {offering: OfferingEffect(*counts) for offering, *counts in rows}


def offering_rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, OfferingRow]:
    """The rows of these offerings."""
    wanted = numbers(ids)
    themes = lists_of(reader, f"SELECT offering_id, theme_id FROM offering_theme WHERE offering_id IN ({wanted}) ORDER BY 1, 2")
    audiences = lists_of(reader, f"SELECT offering_id, audience FROM offering_audience WHERE offering_id IN ({wanted}) ORDER BY 1, 2")
    effect = effects(reader, ids)
    waiting = waiting_counts(reader, ids)
    found = reader.records(
        OfferingRow,
        f"""SELECT x.id, x.version, x.title, x.kind, x.provider, x.url, {shown("x.description")} AS description, x.outcome_info, x.state,
            x.available_from, x.available_until, x.owner, x.expected_on, x.confidential FROM offering x WHERE x.id IN ({wanted})""",
        filled={
            "themes": lambda row: themes.get(row["id"], ()),
            "audiences": lambda row: tuple(one for one in Audience if one.value in audiences.get(row["id"], ())),
            "effect": lambda row: effect.get(row["id"], OfferingEffect()),
            "waiting": lambda row: waiting.get(row["id"], 0),
        },
    )
    return {row.id: row for row in found}


OFFERINGS: Listing[OfferingRow] = Listing(
    "offerings",
    RecordKind.OFFERING,
    sorts={
        "title": Sort("lower(x.title)"),
        "number": Sort("x.id"),
        "kind": Sort("x.kind", nullable=True),
        "provider": Sort("lower(x.provider)", nullable=True),
        "state": Sort("CASE x.state WHEN 'available' THEN 1 WHEN 'in_development' THEN 2 ELSE 3 END"),
        "until": Sort("x.available_until", nullable=True),
        "referred": Sort("(SELECT count(*) FROM referral f WHERE f.offering_id = x.id)"),
    },
    rows=offering_rows,
    search=WordSearch(
        texts=("title", "provider", "owner"),
        words={"kind": OfferingKind, "state": OfferingStatus},
        theme="SELECT offering_id FROM offering_theme WHERE theme_id IN ({found})",
    ),
    open_when="x.state <> 'lapsed'",
    filters={
        "theme": "x.id IN (SELECT offering_id FROM offering_theme WHERE theme_id = :value)",
        "kind": "x.kind = :value",
        "state": "x.state = :value",
        "audience": "NOT EXISTS (SELECT 1 FROM offering_audience oa WHERE oa.offering_id = x.id) OR EXISTS "
        "(SELECT 1 FROM offering_audience oa WHERE oa.offering_id = x.id AND oa.audience = :value)",
        "outcome_info": "x.outcome_info = :value OR x.outcome_info = 'both'",
        "obstacle": "x.id IN (SELECT offering_id FROM offering_obstacle WHERE obstacle_id = :value)",
        "offering": "x.id = :value",
    },
    numeric=frozenset({"theme", "obstacle", "offering"}),
    texts={"provider": "x.provider"},
)
