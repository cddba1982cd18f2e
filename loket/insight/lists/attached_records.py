"""What hangs on a record: notes, follow-ups, links, and the records that came out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.models.words import RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Attached:
    """A record that belongs to another: what it says, of which day, in which state; `waits` of a request and what it waits for."""

    kind: RecordKind
    id: int
    day: date | None
    text: str
    state: str | None
    late: bool = False
    waits: bool = False


_ON_ANY = (
    (RecordKind.NOTE, "SELECT id, written_on, substr(text, 1, 300), kind FROM note x WHERE on_kind = :kind AND on_id = :id"),
    (
        RecordKind.FOLLOW_UP,
        "SELECT id, due_on, what || coalesce(' → ' || result, ''), state FROM follow_up x WHERE on_kind = :kind AND on_id = :id",
    ),
    (RecordKind.LINK, "SELECT id, NULL, coalesce(title, url), NULL FROM link x WHERE on_kind = :kind AND on_id = :id"),
)
_REFERRED = "SELECT x.id, x.referred_on, o.title, x.state FROM referral x JOIN offering o ON o.id = x.offering_id WHERE "
_REQUESTS = "SELECT x.id, x.received_on, x.title, x.state FROM support_request x WHERE "
_SIGNALS = "SELECT x.id, x.recorded_on, substr(coalesce(x.description, '?'), 1, 300), x.state FROM signal x WHERE "
_AWAITED = """SELECT x.id, w.waits_since, x.title, x.state FROM waiting_request w JOIN offering x ON x.id = w.offering_id
    WHERE w.request_id = :id"""
_WAITING = """SELECT x.id, w.waits_since, coalesce(i.short_name, i.name, p.name, '?') || ': ' || x.title, x.state
    FROM waiting_request w JOIN support_request x ON x.id = w.request_id LEFT JOIN institution i ON i.id = x.institution_id
    LEFT JOIN party p ON p.id = x.party_id WHERE w.offering_id = :id AND x.closed_on IS NULL"""
_OWN: Mapping[RecordKind, Sequence[tuple[RecordKind, str]]] = {
    RecordKind.REQUEST: ((RecordKind.REFERRAL, _REFERRED + "x.request_id = :id"), (RecordKind.OFFERING, _AWAITED)),
    RecordKind.OFFERING: (
        (RecordKind.REFERRAL, _REFERRED + "x.offering_id = :id"),
        (RecordKind.REQUEST, _WAITING),
        (RecordKind.EVENT, "SELECT x.id, x.event_on, x.title, NULL FROM event x WHERE x.offering_id = :id"),
    ),
    RecordKind.EVENT: (
        (RecordKind.SIGNAL, _SIGNALS + "x.event_id = :id"),
        (
            RecordKind.INSTITUTION,
            "SELECT x.id, v.event_on, x.name, NULL FROM event v JOIN event_institution e ON e.event_id = v.id "
            "JOIN institution x ON x.id = e.institution_id WHERE v.id = :id",
        ),
    ),
    RecordKind.PARTY: (
        (RecordKind.TREND, "SELECT x.id, x.state_since, x.title, x.state FROM trend x WHERE x.owner_party_id = :id"),
        (RecordKind.SIGNAL, _SIGNALS + "x.party_id = :id"),
        (RecordKind.REQUEST, _REQUESTS + "x.party_id = :id"),
        (
            RecordKind.CONVERSATION,
            "SELECT x.id, coalesce(x.held_at, x.planned_at), coalesce(x.subject, substr(x.summary, 1, 300), x.kind), x.state "
            "FROM conversation_party p JOIN conversation x ON x.id = p.conversation_id WHERE p.party_id = :id",
        ),
        (
            RecordKind.CONTACT,
            "SELECT x.id, x.left_on, coalesce(x.name, '?'), NULL FROM contact x WHERE x.party_id = :id AND x.erased_on IS NULL",
        ),
    ),
    RecordKind.TREND: ((RecordKind.SIGNAL, _SIGNALS + "x.trend_id = :id"),),
    RecordKind.CONVERSATION: (
        (RecordKind.REQUEST, _REQUESTS + "x.conversation_id = :id"),
        (RecordKind.SIGNAL, _SIGNALS + "x.conversation_id = :id"),
        (RecordKind.REFERRAL, _REFERRED + "x.conversation_id = :id"),
    ),
    RecordKind.RESPONSE: (
        (RecordKind.REQUEST, _REQUESTS + "x.response_id = :id"),
        (RecordKind.SIGNAL, _SIGNALS + "x.response_id = :id"),
    ),
    RecordKind.SESSION: (
        (RecordKind.REQUEST, _REQUESTS + "x.session_id = :id"),
        (RecordKind.SIGNAL, _SIGNALS + "x.session_id = :id"),
    ),
    RecordKind.FITGAP: (
        (
            RecordKind.FITGAP_ITEM,
            "SELECT x.id, NULL, x.dimension, CASE WHEN x.gap IS NULL THEN '?' ELSE CAST(x.gap AS TEXT) END FROM fit_gap_item x "
            "WHERE x.analysis_id = :id",
        ),
    ),
}


def attached(reader: Reader, kind: RecordKind, number: int, today: date) -> list[Attached]:
    """Everything that hangs on a record, the latest first; what has no day stands on top."""
    found: list[Attached] = []
    for own, sql in (*_OWN.get(kind, ()), *_ON_ANY):
        late = "state = 'open' AND day < :today" if own is RecordKind.FOLLOW_UP else "1 = 0"
        found += reader.records(
            Attached,
            f"""WITH own (id, day, text, state) AS ({sql} AND {reader.viewer.sees()})
            SELECT '{own.value}' AS kind, id, day, coalesce(text, '?') AS text, state, {late} AS late,
                {"1 = 1" if sql in (_AWAITED, _WAITING) else "1 = 0"} AS waits FROM own""",
            id=number,
            kind=kind.value,
            today=today,
        )
    return sorted(found, key=lambda one: (one.day or date.max, one.id), reverse=True)
