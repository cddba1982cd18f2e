"""Whom the events reached: active institutions that attended, apart from every figure about requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.row_sql import word
from loket.models.words import InstitutionKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class EventReach:
    """What the events of a period reached.

    `reached` of the `active` institutions attended at least one; `unattended` events have no institution on record, so that
    whom they reached is unknown. `participants` are those of the events where they were counted, `uncounted` the others.
    `kinds` has `(reached, active)` for every kind of institution, None for those whose kind is unknown.
    """

    events: int
    unattended: int
    reached: int
    active: int
    participants: int
    uncounted: int
    kinds: Mapping[InstitutionKind | None, tuple[int, int]]


def event_reach(reader: Reader, first: date | None = None, last: date | None = None) -> EventReach:
    """The reach of the events from `first` up to and including `last`; of all of them, those without a date too, when left out."""
    conditions = [reader.viewer.sees("e")]
    parameters: dict[str, object] = {}
    if first is not None and last is not None:
        conditions.append("e.event_on BETWEEN :first AND :last")
        parameters = {"first": first, "last": last}
    chosen = f"SELECT e.id, e.participants FROM event e{' WHERE ' if conditions else ''}{' AND '.join(conditions)}"
    events, uncounted, participants, unattended = reader.row(
        f"""SELECT count(*), coalesce(sum(CASE WHEN x.participants IS NULL THEN 1 ELSE 0 END), 0), coalesce(sum(x.participants), 0),
            coalesce(sum(CASE WHEN NOT EXISTS (SELECT 1 FROM event_institution a WHERE a.event_id = x.id) THEN 1 ELSE 0 END), 0)
        FROM ({chosen}) x""",
        parameters,
    ) or (0, 0, 0, 0)
    rows = reader.rows(
        f"""SELECT i.kind, count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM event_institution a JOIN ({chosen}) x ON x.id = a.event_id
            WHERE a.institution_id = i.id) THEN 1 ELSE 0 END)
        FROM institution i WHERE i.active GROUP BY i.kind""",
        parameters,
    )
    found = {word(InstitutionKind, kind): (int(reached), int(active)) for kind, active, reached in rows}
    kinds = {kind: found.get(kind, (0, 0)) for kind in (*InstitutionKind, None) if kind is not None or None in found}
    return EventReach(
        events, int(unattended), sum(reached for reached, _active in kinds.values()), sum(active for _reached, active in kinds.values()),
        int(participants), int(uncounted), kinds,
    )  # fmt: skip


def reach_of_event(reader: Reader, number: int) -> tuple[int, int]:
    """How many of the active institutions attended one event."""
    row = reader.row(
        """SELECT (SELECT count(*) FROM event_institution a JOIN institution i ON i.id = a.institution_id
            WHERE a.event_id = :id AND i.active), (SELECT count(*) FROM institution WHERE active)""",
        id=number,
    )
    return (row[0], row[1]) if row else (0, 0)
