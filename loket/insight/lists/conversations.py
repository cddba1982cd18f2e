"""The list of conversations: a talk with several institutions is one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.lists.listing import Listing, Sort, View, page
from loket.insight.lists.row_sql import INSTITUTION_NAME, lists_of, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Channel, ConversationKind, ConversationState, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation in the list. `day` is when it was held, else planned; `institutions` are short names."""

    id: int
    version: int
    kind: ConversationKind | None
    channel: Channel | None
    state: ConversationState
    planned_at: date | None
    planned_time: str | None
    held_at: date | None
    held_time: str | None
    duration_min: int | None
    subject: str | None
    summary: str | None
    agreements: str | None
    location: str | None
    response_id: int | None
    confidential: bool
    institution_ids: tuple[int, ...]
    institutions: tuple[str, ...]
    parties: tuple[str, ...]
    advisors: tuple[str, ...]
    attendees: tuple[str, ...]
    requests: int
    signals: int
    late: bool

    @property
    def number(self) -> str:
        """`G-12`."""
        return RecordKind.CONVERSATION.number(self.id)

    @property
    def day(self) -> date | None:
        """When it was held, else when it is planned."""
        return self.held_at or self.planned_at

    @property
    def time(self) -> str | None:
        """The time of that day, where known."""
        return self.held_time if self.held_at else self.planned_time

    @property
    def whose(self) -> str:
        """Institutions and parties."""
        return ", ".join((*self.institutions, *self.parties))


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, ConversationRow]:
    def listed(select: str, order: str = "2") -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        """What each conversation has of something, from a select of conversations and values over the link table `l`."""
        found = lists_of(reader, f"SELECT l.conversation_id, {select} WHERE l.conversation_id IN ({numbers(ids)}) ORDER BY 1, {order}")
        return lambda row: found.get(row["id"], ())

    found = reader.records(
        ConversationRow,
        f"""SELECT x.id, x.version, x.kind, x.channel, x.state, x.planned_at, x.planned_time, x.held_at, x.held_time, x.duration_min,
            x.subject, {shown("x.summary")} AS summary, {shown("x.agreements")} AS agreements, x.location, x.response_id, x.confidential,
            (SELECT count(*) FROM support_request r WHERE r.conversation_id = x.id) AS requests,
            (SELECT count(*) FROM signal s WHERE s.conversation_id = x.id) AS signals,
            x.state = 'planned' AND x.planned_at < :today AS late
        FROM conversation x WHERE x.id IN ({numbers(ids)})""",
        today=today,
        filled={
            "institution_ids": listed("l.institution_id FROM conversation_institution l"),
            "institutions": listed(
                f"{INSTITUTION_NAME} FROM conversation_institution l JOIN institution i ON i.id = l.institution_id", "l.institution_id"
            ),
            "parties": listed("p.name FROM conversation_party l JOIN party p ON p.id = l.party_id"),
            "advisors": listed("a.name FROM conversation_advisor l JOIN advisor a ON a.id = l.advisor_id"),
            "attendees": listed(
                "coalesce(c.name, l.name, '?') FROM conversation_attendee l LEFT JOIN contact c ON c.id = l.contact_id", "l.id"
            ),
        },
    )
    return {row.id: row for row in found}


_DAY = "coalesce(CAST(replace(CAST({day} AS text), '-', '') AS integer), 0)"
"""A day as a number that grows with it: 20261123."""

_AGENDA = (
    f"CASE x.state WHEN 'planned' THEN {_DAY.format(day='x.planned_at')} WHEN 'to_plan' THEN 50000000 "
    f"ELSE 150000000 - {_DAY.format(day='coalesce(x.held_at, x.planned_at)')} END"
)
"""What is planned in its order, what is still to plan, then what was, the latest first."""

_ON_A_DAY = 50
_AT = "SELECT conversation_id FROM conversation_institution WHERE institution_id IN "

CONVERSATIONS: Listing[ConversationRow] = Listing(
    "conversations",
    RecordKind.CONVERSATION,
    sorts={
        "agenda": Sort(_AGENDA),
        "day": Sort("coalesce(x.held_at, x.planned_at)", nullable=True),
        "number": Sort("x.id"),
        "planned": Sort("x.planned_at", nullable=True),
        "kind": Sort("x.kind", nullable=True),
        "state": Sort("CASE x.state WHEN 'to_plan' THEN 1 WHEN 'planned' THEN 2 WHEN 'held' THEN 3 WHEN 'cancelled' THEN 4 ELSE 5 END"),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": ConversationState, "kind": ConversationKind, "channel": Channel},
        institution=_AT + "({found})",
        party="SELECT conversation_id FROM conversation_party WHERE party_id IN ({found})",
        advisor="SELECT conversation_id FROM conversation_advisor WHERE advisor_id IN ({found})",
        also=(
            "SELECT conversation_id FROM conversation_attendee WHERE lower(name) LIKE {like} ESCAPE '!' OR contact_id IN "
            "(SELECT id FROM contact WHERE lower(name) LIKE {like} ESCAPE '!')",
        ),
    ),
    open_when="x.state IN ('to_plan', 'planned')",
    mine="x.id IN (SELECT conversation_id FROM conversation_advisor WHERE advisor_id = :me)",
    filters={
        "state": "x.state = :value",
        "kind": "x.kind = :value",
        "channel": "x.channel = :value",
        "institution": f"x.id IN ({_AT}(:value))",
        "advisor": "x.id IN (SELECT conversation_id FROM conversation_advisor WHERE advisor_id = :value)",
        "party": "x.id IN (SELECT conversation_id FROM conversation_party WHERE party_id = :value)",
        "institution_kind": f"x.id IN ({_AT}(SELECT id FROM institution WHERE kind = :value))",
        "umbrella": f"x.id IN ({_AT}(SELECT id FROM institution WHERE umbrella = :value))",
        "province": f"x.id IN ({_AT}(SELECT id FROM institution WHERE province = :value))",
    },
    numeric=frozenset({"institution", "advisor", "party"}),
    day="coalesce(x.held_at, x.planned_at)",
    days={"planned": "x.planned_at", "held": "x.held_at"},
    contact="x.id IN (SELECT conversation_id FROM conversation_attendee WHERE contact_id IN ({found}))",
)


def next_planned(reader: Reader, today: date, *, mine: bool) -> int | None:
    """The first conversation that is planned for today or later."""
    view = View(mine=mine, filters=(("state", ConversationState.PLANNED.value), ("from", today.isoformat())), sort="planned")
    found = page(reader, CONVERSATIONS, view, today, size=_ON_A_DAY).rows
    return min(found, key=lambda row: (row.day or today, row.time or "~", row.id)).id if found else None


def long_texts(reader: Reader, number: int) -> tuple[str, str, str]:
    """Summary, agreements and agenda of a conversation, whole."""
    found = reader.row("SELECT summary, agreements, agenda FROM conversation WHERE id = :id", id=number) or (None, None, None)
    return found[0] or "", found[1] or "", found[2] or ""
