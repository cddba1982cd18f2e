"""Requests that wait for an offering: those that somebody let wait, and those that it would fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.offering_fit import IS_NO_EXPERTISE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO
from loket.insight.lists.rows import numbers
from loket.models.words import OfferingStatus
from loket.store.reader import Reader, as_date

WOULD_FIT = " AND ".join((IS_NO_EXPERTISE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO))
"""Offering `o` would fit request `x` if it were there."""


@dataclass(frozen=True, slots=True)
class Wait:
    """An offering that a request waits for."""

    offering_id: int
    title: str
    since: date | None
    state: OfferingStatus
    expected_on: date | None
    available_from: date | None


def waits_of(reader: Reader, request: int) -> tuple[Wait, ...]:
    """What a request waits for, the longest first."""
    rows = reader.rows(
        f"""SELECT o.id, o.title, w.waits_since, o.state, o.expected_on, o.available_from FROM waiting_request w
        JOIN offering o ON o.id = w.offering_id WHERE w.request_id = :id AND {reader.viewer.sees("o")} ORDER BY w.waits_since, o.id""",
        id=request,
    )
    return tuple(Wait(row[0], row[1], as_date(row[2]), OfferingStatus(row[3]), as_date(row[4]), as_date(row[5])) for row in rows)


def waiting_counts(reader: Reader, offerings: Sequence[int]) -> Mapping[int, int]:
    """How many open requests somebody let wait for each of these offerings."""
    if not offerings:
        return {}
    rows = reader.rows(
        f"""SELECT w.offering_id, count(*) FROM waiting_request w JOIN support_request x ON x.id = w.request_id
        WHERE w.offering_id IN ({numbers(offerings)}) AND x.closed_on IS NULL GROUP BY w.offering_id"""
    )
    return {row[0]: row[1] for row in rows}


def would_fit_counts(reader: Reader, offerings: Sequence[int]) -> Mapping[int, int]:
    """How many open requests without a referral each of these offerings would fit if it were there."""
    if not offerings:
        return {}
    rows = reader.rows(
        f"""SELECT o.id, count(*) FROM offering o, support_request x WHERE o.id IN ({numbers(offerings)}) AND x.closed_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id) AND {WOULD_FIT} GROUP BY o.id"""
    )
    return {row[0]: row[1] for row in rows}
