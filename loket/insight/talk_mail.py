"""The mail that confirms a conversation: when, how, and the part of the agenda that is for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.talk_proposal import agenda_to_share
from loket.insight.templates import template
from loket.language.date_words import WORDS
from loket.language.templates import filled, salutation
from loket.models.words import Channel

if TYPE_CHECKING:
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class TalkMail:
    """A mail as it would be sent; `to` are the addresses of the contacts that take part."""

    to: tuple[str, ...]
    subject: str
    body: str


def talk_mail(store: Store, number: int) -> TalkMail | None:
    """The mail about a planned conversation; None when it has no day yet, or may not be seen by this person."""
    with store.read() as reader:
        row = CONVERSATIONS.rows(reader, [number], store.today).get(number)
        text = template(reader, "mail.conversation")
        if row is None or row.planned_at is None or text is None:
            return None
        if not reader.viewer.may_see(row.confidential):
            return None
        agenda = agenda_to_share(reader, store.actor, row)
        people = reader.rows(
            """SELECT c.name, c.email FROM conversation_attendee l JOIN contact c ON c.id = l.contact_id
               WHERE l.conversation_id = :id AND c.left_on IS NULL ORDER BY l.id""",
            id=number,
        )
    words = {
        "aanhef": " en ".join(salutation(name) for name, _address in people) if 0 < len(people) < 3 else salutation(None),
        "instelling": row.whose, "contact": ", ".join(name for name, _address in people if name), "adviseur": store.actor,
        "wanneer": _when(row.planned_at, row.planned_time), "kanaal": _how(row.channel, row.location), "plaats": row.location or "",
        "agenda": agenda,
    }  # fmt: skip
    to = tuple(address for _name, address in people if address)
    return TalkMail(to, filled(text.subject or "", words), filled(text.body, words))


def _when(day: date, time: str | None) -> str:
    """`dinsdag 24 november 2026 om 10:00 uur`: the mails are Dutch, whatever the language of the screen."""
    words = WORDS["nl"]
    written = f"{words.weekdays[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}"
    return f"{written} om {time} uur" if time else written


def _how(channel: Channel | None, location: str | None) -> str:
    return ", ".join(part for part in (channel.dutch if channel else "", location or "") if part) or "kanaal volgt"
