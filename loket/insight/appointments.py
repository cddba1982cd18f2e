"""Conversations as they stand in a calendar: when, where, with whom, about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.lists.conversations import CONVERSATIONS, ConversationRow
from loket.insight.lists.listing import View, ids
from loket.insight.talk_proposal import agenda_to_share
from loket.models.words import ConversationState, RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

_MOST = 500


@dataclass(frozen=True, slots=True)
class Appointment:
    """A conversation with a day. `sleutel` stays the same however often it moves, and `version` grows with every change.

    `agenda` is what may be shown to others; `people` are names with a phone number where one is known.
    """

    row: ConversationRow
    day: date
    sleutel: str
    agenda: str
    people: tuple[str, ...]

    @property
    def number(self) -> str:
        """`G-12`."""
        return RecordKind.CONVERSATION.number(self.row.id)


def appointment(store: Store, number: int) -> Appointment | None:
    """One conversation; None when it has no day, or may not be seen by this person."""
    with store.read() as reader:
        return next(iter(_appointments(reader, store, [number])), None)


def appointments(store: Store, first: date, last: date) -> tuple[Appointment, ...]:
    """My conversations that are planned or were held on these days, in their order."""
    view = View(mine=True, sort="day").filtered("from", first.isoformat()).filtered("until", last.isoformat())
    with store.read() as reader:
        return _appointments(reader, store, ids(reader, CONVERSATIONS, view, _MOST))


def _appointments(reader: Reader, store: Store, numbers: Sequence[int]) -> tuple[Appointment, ...]:
    rows = CONVERSATIONS.rows(reader, numbers, store.today) if numbers else {}
    found = []
    for number in numbers:
        row = rows.get(number)
        if row is None or row.day is None or row.state not in (ConversationState.PLANNED, ConversationState.HELD):
            continue
        if not reader.viewer.may_see(row.confidential):
            continue
        sleutel = reader.value("SELECT sleutel FROM conversation WHERE id = :id", id=number)
        found.append(Appointment(row, row.day, sleutel, agenda_to_share(reader, store.actor, row), _people(reader, number)))
    return tuple(found)


def _people(reader: Reader, number: int) -> tuple[str, ...]:
    rows = reader.rows(
        """SELECT coalesce(c.name, l.name), c.phone FROM conversation_attendee l LEFT JOIN contact c ON c.id = l.contact_id
           WHERE l.conversation_id = :id ORDER BY l.id""",
        id=number,
    )
    return tuple(f"{name}, {phone}" if phone else name for name, phone in rows if name)
