"""Who has a record open right now, so that two people do not do the same work. In no log: it is gone a few minutes later.

Plain SQL: loads no SQLModel while a person types, and says "insert or replace" in one statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.store.database import Store

SIGN_OF_LIFE_S = 60
"""How often an open record says so."""
_FRESH = timedelta(seconds=2.5 * SIGN_OF_LIFE_S)

_SAY = """
INSERT INTO presence (advisor, on_kind, on_id, seen_at) VALUES (:advisor, :kind, :number, :now)
ON CONFLICT (advisor, on_kind, on_id) DO UPDATE SET seen_at = excluded.seen_at
"""
# What belongs to an institution's dossier: a colleague in one of its requests is in the dossier too.
_BELONGS: Mapping[RecordKind, str] = {
    RecordKind.INSTITUTION: "on_id = :number",
    RecordKind.REQUEST: "on_id IN (SELECT id FROM support_request WHERE institution_id = :number)",
    RecordKind.SIGNAL: "on_id IN (SELECT id FROM signal WHERE institution_id = :number)",
    RecordKind.CONVERSATION: "on_id IN (SELECT conversation_id FROM conversation_institution WHERE institution_id = :number)",
    RecordKind.SESSION: "on_id IN (SELECT id FROM learning_session WHERE institution_id = :number)",
    RecordKind.FITGAP: "on_id IN (SELECT id FROM fit_gap_analysis WHERE institution_id = :number)",
    RecordKind.CONTACT: "on_id IN (SELECT id FROM contact WHERE institution_id = :number)",
}


def stay_present(store: Store, kind: RecordKind, number: int) -> list[tuple[str, RecordKind, int]]:
    """Say that the actor has this record open, and give who else has it, or something of this institution, open: advisor, kind, number.

    Who is no advisor yet only looks: opening a record makes nobody one.
    """
    from sqlalchemy import text

    now = datetime.now(UTC)
    with store.read() as reader:
        known = reader.value("SELECT 1 FROM advisor WHERE name = :name", name=store.actor)
    if known:
        with store.scratch() as tx:
            old = {"advisor": store.actor, "fresh": _stamp(now - _FRESH)}
            tx.connection.execute(text("DELETE FROM presence WHERE advisor = :advisor OR seen_at < :fresh"), old)
            mine = {"advisor": store.actor, "kind": kind.value, "number": number, "now": _stamp(now)}
            tx.connection.execute(text(_SAY), mine)
    return others_present(store, kind, number)


def others_present(store: Store, kind: RecordKind, number: int) -> list[tuple[str, RecordKind, int]]:
    """Who else has this record, or something of this institution, open."""
    wanted = _BELONGS if kind is RecordKind.INSTITUTION else {kind: "on_id = :number"}
    condition = " OR ".join(f"(on_kind = '{each.value}' AND {where})" for each, where in wanted.items())
    with store.read() as reader:
        rows = reader.rows(
            f"SELECT advisor, on_kind, on_id FROM presence WHERE advisor <> :me AND seen_at >= :fresh AND ({condition}) ORDER BY 1, 2, 3",
            me=store.actor,
            fresh=_stamp(datetime.now(UTC) - _FRESH),
            number=number,
        )
    return [(advisor, RecordKind(on_kind), on_id) for advisor, on_kind, on_id in rows]


def leave(store: Store) -> None:
    """The actor has nothing open any more."""
    from sqlalchemy import text

    with store.read() as reader:
        there = reader.value("SELECT 1 FROM presence WHERE advisor = :me LIMIT 1", me=store.actor)
    if there:
        with store.scratch() as tx:
            tx.connection.execute(text("DELETE FROM presence WHERE advisor = :me"), {"me": store.actor})


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
