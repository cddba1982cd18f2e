"""What stands beside a request in its list: where it came from, what it was referred to, how many offerings fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.fitting import FITS
from loket.insight.lists.rows import word
from loket.models.words import Audience, ConversationKind, RecordKind
from loket.store.reading import Reader, as_date


@dataclass(frozen=True, slots=True)
class Step:
    """A link of the chain from which a request came, or to which it led: which record, of which day, in words."""

    kind: RecordKind
    id: int
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The chain to a request, its referrals, the offerings that fit today, and the contact's audience and, of one who left, the day."""

    origin: tuple[Step, ...]
    referrals: tuple[Step, ...]
    fitting: int
    contact_audience: Audience | None
    contact_left: date | None


def request_context(reader: Reader, number: int, today: date) -> RequestContext:
    """Where a request came from and what there is for it."""
    fitting = reader.value(f"SELECT count(*) FROM support_request x, offering o WHERE x.id = :id AND {FITS}", id=number, end=today)
    contact = "SELECT c.audience, c.left_on FROM support_request x JOIN contact c ON c.id = x.contact_id WHERE x.id = :id"
    audience, left = reader.row(contact, id=number) or (None, None)
    referrals = tuple(_referrals(reader, number))
    return RequestContext(tuple(_origin(reader, number)), referrals, fitting, word(Audience, audience), as_date(left))


def _origin(reader: Reader, number: int) -> Sequence[Step]:
    found = reader.row("SELECT response_id, conversation_id, session_id FROM support_request WHERE id = :id", id=number)
    if found is None:
        return []
    response, conversation, session = found
    steps = []
    if conversation is not None:
        day, kind, came_from = reader.rows(
            "SELECT coalesce(held_at, planned_at), kind, response_id FROM conversation WHERE id = :id", id=conversation
        )[0]
        response = response or came_from
        steps.append(Step(RecordKind.CONVERSATION, conversation, as_date(day), _said(ConversationKind, kind)))
    if session is not None:
        day, team = reader.rows("SELECT session_on, team FROM learning_session WHERE id = :id", id=session)[0]
        steps.append(Step(RecordKind.SESSION, session, as_date(day), team or ""))
    if response is not None:
        day, audience = reader.rows("SELECT submitted_on, audience FROM wensenscan_response WHERE id = :id", id=response)[0]
        steps.insert(0, Step(RecordKind.RESPONSE, response, as_date(day), _said(Audience, audience)))
    return steps


def _said(words: type[ConversationKind] | type[Audience], value: str | None) -> str:
    from loket.language import label

    return "" if value is None else label(words(value))


def _referrals(reader: Reader, number: int) -> Sequence[Step]:
    rows = reader.rows(
        "SELECT f.id, f.referred_on, o.title FROM referral f JOIN offering o ON o.id = f.offering_id WHERE f.request_id = :id "
        "ORDER BY f.referred_on, f.id",
        id=number,
    )
    return [Step(RecordKind.REFERRAL, row[0], as_date(row[1]), row[2]) for row in rows]
