"""The mail that confirms the day of a learning session to the institution, from the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.templates import template
from loket.language.date_words import WORDS
from loket.language.templates import filled, salutation
from loket.store.reader import Reader, as_date

if TYPE_CHECKING:
    from loket.store.database import Store

TEMPLATE = "mail.session"


@dataclass(frozen=True, slots=True)
class SessionMail:
    """A mail as it would be sent; `to` are the contacts of the audience that it is for, empty when none is known."""

    to: tuple[str, ...]
    subject: str
    body: str


def session_mail(store: Store, number: int) -> SessionMail | None:
    """The mail for a session that has a day; None for one without, or that this person may not see."""
    with store.read() as reader:
        found = reader.row(
            """SELECT x.team, i.name, x.session_on, x.provider, x.audience, x.institution_id, x.confidential
            FROM learning_session x JOIN institution i ON i.id = x.institution_id WHERE x.id = :id""",
            id=number,
        )
        text = template(reader, TEMPLATE)
        if found is None or text is None or found[2] is None or not reader.viewer.may_see(found[6]):
            return None
        team, institution, day, provider, audience, at, _hidden = found
        people = _people(reader, at, audience)
    words = {
        "aanhef": salutation(people[0][0] if len(people) == 1 else None),
        "team": team or "uw team",
        "instelling": institution,
        "wanneer": _written(as_date(day)),
        "aanbieder": provider or "het programma",
        "adviseur": store.actor,
    }
    return SessionMail(tuple(email for _name, email in people), filled(text.subject or "", words), filled(text.body, words))


def _people(reader: Reader, institution: int, audience: str | None) -> Sequence[tuple[Any, ...]]:
    """Who is there for this audience, with an address."""
    return reader.rows(
        """SELECT name, email FROM contact WHERE institution_id = :at AND audience = :audience AND email IS NOT NULL
        AND left_on IS NULL AND erased_on IS NULL ORDER BY name, id""",
        at=institution,
        audience=audience or "",
    )


def _written(day: date | None) -> str:
    """The mails are Dutch, whatever the language of the screen."""
    words = WORDS["nl"]
    return f"{words.weekdays[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}" if day else ""
