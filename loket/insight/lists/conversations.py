"""The list of conversations: a talk with several institutions is one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Listing, Looker, Sort, View, page
from loket.insight.lists.rows import INSTITUTION_NAME, lists_of, numbers, shown, word
from loket.insight.lists.words import WordSearch
from loket.models.words import Channel, ConversationKind, ConversationState, RecordKind
from loket.store.reading import Reader, as_date


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
    wanted = numbers(ids)
    at = lists_of(
        reader,
        f"SELECT conversation_id, institution_id FROM conversation_institution WHERE conversation_id IN ({wanted}) ORDER BY 1, 2",
    )
    names = lists_of(
        reader,
        f"""SELECT l.conversation_id, {INSTITUTION_NAME} FROM conversation_institution l JOIN institution i ON i.id = l.institution_id
        WHERE l.conversation_id IN ({wanted}) ORDER BY 1, l.institution_id""",
    )
    parties = _named(reader, "conversation_party", "party", wanted)
    advisors = _named(reader, "conversation_advisor", "advisor", wanted)
    attendees = lists_of(
        reader,
        f"""SELECT l.conversation_id, coalesce(c.name, l.name, '?') FROM conversation_attendee l LEFT JOIN contact c ON c.id = l.contact_id
        WHERE l.conversation_id IN ({wanted}) ORDER BY 1, l.id""",
    )
    requests, signals = _outcome(reader, "support_request", wanted), _outcome(reader, "signal", wanted)
    found = reader.rows(
        f"""SELECT x.id, x.version, x.kind, x.channel, x.state, x.planned_at, x.planned_time, x.held_at, x.held_time, x.duration_min,
            x.subject, {shown("x.summary")}, {shown("x.agreements")}, x.location, x.response_id, x.confidential
            FROM conversation x WHERE x.id IN ({wanted})"""
    )
    rows = {}
    for number, version, kind, channel, state, planned, planned_time, held, held_time, *rest in found:
        planned_at = as_date(planned)
        duration, subject, summary, agreements, location, response, confidential = rest
        rows[number] = ConversationRow(
            number, version, word(ConversationKind, kind), word(Channel, channel), ConversationState(state), planned_at, planned_time,
            as_date(held), held_time, duration, subject, summary, agreements, location, response, bool(confidential), at.get(number, ()),
            names.get(number, ()), parties.get(number, ()), advisors.get(number, ()), attendees.get(number, ()),
            requests.get(number, 0), signals.get(number, 0),
            state == ConversationState.PLANNED.value and planned_at is not None and planned_at < today,
        )  # fmt: skip
    return rows


def _named(reader: Reader, link: str, target: str, wanted: str) -> Mapping[int, tuple[str, ...]]:
    return lists_of(
        reader,
        f"SELECT l.conversation_id, t.name FROM {link} l JOIN {target} t ON t.id = l.{target}_id "
        f"WHERE l.conversation_id IN ({wanted}) ORDER BY 1, 2",
    )


def _outcome(reader: Reader, table: str, wanted: str) -> dict[int, int]:
    rows = reader.rows(f"SELECT conversation_id, count(*) FROM {table} WHERE conversation_id IN ({wanted}) GROUP BY conversation_id")
    return {row[0]: row[1] for row in rows}


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
        also=("SELECT conversation_id FROM conversation_attendee WHERE lower(name) LIKE {like} ESCAPE '!'",),
    ),
    open_when="x.state IN ('to_plan', 'planned')",
    mine="x.id IN (SELECT conversation_id FROM conversation_advisor WHERE advisor_id = :me)",
    filters={
        "state": "x.state = :value",
        "kind": "x.kind = :value",
        "channel": "x.channel = :value",
        "institution": f"x.id IN ({_AT}(:value))",
        "advisor": "x.id IN (SELECT conversation_id FROM conversation_advisor WHERE advisor_id = :value)",
        "from": "coalesce(x.held_at, x.planned_at) >= :value",
        "until": "coalesce(x.held_at, x.planned_at) <= :value",
        "institution_kind": f"x.id IN ({_AT}(SELECT id FROM institution WHERE kind = :value))",
        "umbrella": f"x.id IN ({_AT}(SELECT id FROM institution WHERE umbrella = :value))",
        "province": f"x.id IN ({_AT}(SELECT id FROM institution WHERE province = :value))",
    },
    numeric=frozenset({"institution", "advisor"}),
    dated=frozenset({"from", "until"}),
    descending_first=frozenset({"day", "number", "planned"}),
)


def next_planned(reader: Reader, looker: Looker, today: date, *, mine: bool) -> int | None:
    """The first conversation that is planned for today or later."""
    view = View(mine=mine, filters=(("state", ConversationState.PLANNED.value), ("from", today.isoformat())), sort="planned")
    found = page(reader, CONVERSATIONS, looker, view, today, size=_ON_A_DAY).rows
    return min(found, key=lambda row: (row.day or today, row.time or "~", row.id)).id if found else None
