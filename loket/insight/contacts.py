"""Where a contact works and worked, in which roles, and everything they were part of there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.attached_records import Attached
from loket.insight.lists.row_sql import numbers
from loket.models.words import Audience, RecordKind
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class Stint:
    """A role at one place, until its last day; None is the present. `contact` is the contact that the person was there."""

    contact: int
    institution_id: int | None
    place: str
    function: str
    department: str
    audience: Audience | None
    until: date | None


def career(reader: Reader, number: int) -> tuple[Stint, ...]:
    """Every role of a person, at this place and those before and after it, the present one first."""
    among = numbers(same_person(reader, number))
    where = f"""LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id WHERE x.id IN ({among})"""
    # On one day the present role of a place comes before its former ones, and the later row before the earlier.
    return tuple(
        reader.records(
            Stint,
            f"""SELECT contact, institution_id, place, function, department, audience, until FROM (
                SELECT x.id AS contact, x.institution_id, coalesce(i.name, p.name, '') AS place, coalesce(x.function, '') AS function,
                    coalesce(x.department, '') AS department, x.audience, x.left_on AS until, 0 AS former, x.id AS number
                FROM contact x {where}
                UNION ALL SELECT x.id, x.institution_id, coalesce(i.name, p.name, ''), coalesce(f.function, ''),
                    coalesce(f.department, ''), f.audience, f.until_on, 1, f.id
                FROM contact_former_role f JOIN contact x ON x.id = f.contact_id {where}
            ) stint ORDER BY until IS NOT NULL, until DESC, former, number DESC""",
        )
    )


def same_person(reader: Reader, number: int) -> tuple[int, ...]:
    """The contacts that one person was and is, place after place, as far as this viewer may see them."""
    visible = reader.viewer.sees()
    found, new = {number}, [number]
    while new:
        among = numbers(new)
        rows = reader.rows(
            f"""SELECT x.id FROM contact x WHERE x.moved_from_id IN ({among}) AND {visible}
            UNION SELECT x.id FROM contact x WHERE x.id IN (SELECT moved_from_id FROM contact WHERE id IN ({among})) AND {visible}"""
        )
        new = [row[0] for row in rows if row[0] not in found]
        found |= set(new)
    return tuple(sorted(found))


_PART_OF = (
    (
        RecordKind.CONVERSATION,
        """SELECT DISTINCT x.id, coalesce(x.held_at, x.planned_at),
            coalesce(x.subject, substr(x.summary, 1, 300), x.kind, ''), x.state, {place}
        FROM conversation_attendee l JOIN contact c ON c.id = l.contact_id {at} JOIN conversation x ON x.id = l.conversation_id""",
    ),
    (
        RecordKind.REQUEST,
        "SELECT x.id, x.received_on, x.title, x.state, {place} FROM support_request x JOIN contact c ON c.id = x.contact_id {at}",
    ),
    (
        RecordKind.EVENT,
        "SELECT x.id, x.event_on, x.title, NULL, {place} FROM event_contact l JOIN contact c ON c.id = l.contact_id {at} "
        "JOIN event x ON x.id = l.event_id",
    ),
)
_PLACE = "coalesce(i.short_name, i.name, p.name, '')"
_AT = "LEFT JOIN institution i ON i.id = c.institution_id LEFT JOIN party p ON p.id = c.party_id"


def part_of(reader: Reader, people: Sequence[int]) -> list[Attached]:
    """The talks, requests and events that a person was part of; each says at which place when there were several."""
    among, visible = numbers(people), reader.viewer.sees()
    found = []
    for kind, sql in _PART_OF:
        for number, day, text, state, place in reader.rows(f"{sql.format(place=_PLACE, at=_AT)} WHERE c.id IN ({among}) AND {visible}"):
            said = " · ".join(part for part in (place if len(people) > 1 else "", text) if part)
            found.append(Attached(kind, number, as_date(day), said or "?", state))
    return found
