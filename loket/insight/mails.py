"""The mails that loket proposes, each from its template: about a conversation, a session, a referral, and the reminder of a round.

They are Dutch, whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.conversations import agenda_to_share
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.offerings import OfferingRow, offering_rows
from loket.insight.lists.row_sql import lists_of, numbers, word
from loket.insight.templates import template
from loket.language.date_words import WORDS
from loket.language.templates import NOBODY, filled, salutation, words_in
from loket.models.words import Audience, Channel
from loket.store.reader import Reader, as_date

if TYPE_CHECKING:
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class ConversationMail:
    """A mail as it would be sent; `to` are the addresses of the contacts that take part."""

    to: tuple[str, ...]
    subject: str
    body: str


def conversation_mail(store: Store, number: int) -> ConversationMail | None:
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
        "wanneer": _day_and_time(row.planned_at, row.planned_time), "kanaal": _how(row.channel, row.location), "plaats": row.location or "",
        "agenda": agenda,
    }  # fmt: skip
    to = tuple(address for _name, address in people if address)
    return ConversationMail(to, filled(text.subject or "", words), filled(text.body, words))


def _day_and_time(day: date, time: str | None) -> str:
    """`dinsdag 24 november 2026 om 10:00 uur`: the mails are Dutch, whatever the language of the screen."""
    words = WORDS["nl"]
    written = f"{words.weekdays[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}"
    return f"{written} om {time} uur" if time else written


def _how(channel: Channel | None, location: str | None) -> str:
    return ", ".join(part for part in (channel.dutch if channel else "", location or "") if part) or "kanaal volgt"


_SESSION = "mail.session"


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
        text = template(reader, _SESSION)
        if found is None or text is None or found[2] is None or not reader.viewer.may_see(found[6]):
            return None
        team, institution, day, provider, audience, at, _hidden = found
        people = _of_audience(reader, at, audience)
    words = {
        "aanhef": salutation(people[0][0] if len(people) == 1 else None),
        "team": team or "uw team",
        "instelling": institution,
        "wanneer": _weekday(as_date(day)),
        "aanbieder": provider or "het programma",
        "adviseur": store.actor,
    }
    return SessionMail(tuple(email for _name, email in people), filled(text.subject or "", words), filled(text.body, words))


def _of_audience(reader: Reader, institution: int, audience: str | None) -> Sequence[tuple[Any, ...]]:
    """Who is there for this audience, with an address."""
    return reader.rows(
        """SELECT name, email FROM contact WHERE institution_id = :at AND audience = :audience AND email IS NOT NULL
        AND left_on IS NULL AND erased_on IS NULL ORDER BY name, id""",
        at=institution,
        audience=audience or "",
    )


def _weekday(day: date | None) -> str:
    """The mails are Dutch, whatever the language of the screen."""
    words = WORDS["nl"]
    return f"{words.weekdays[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}" if day else ""


_REFERRAL = "mail.referral"
_LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class ReferralMail:
    """A mail as it would be sent; `hidden` when it names a confidential record, `to` empty when no address is known."""

    to: str
    subject: str
    body: str
    hidden: bool


def referral_mail(
    reader: Reader, request: int, offerings: Sequence[int], who: str, today: date, check_back: date | None = None
) -> ReferralMail | None:
    """The mail about these offerings, or about all that the request has an open referral to; None when there is nothing to say."""
    chosen = tuple(offerings) or _referred_to(reader, request)
    rows = offering_rows(reader, chosen, today) if chosen else {}
    found = reader.row(
        """SELECT x.title, x.confidential, coalesce(i.name, p.name), c.name, c.email FROM support_request x
        LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        LEFT JOIN contact c ON c.id = x.contact_id AND c.left_on IS NULL WHERE x.id = :id""",
        id=request,
    )
    text = template(reader, _REFERRAL)
    if found is None or not rows or text is None:
        return None
    title, confidential, institution, contact, email = found
    if not reader.viewer.may_see(confidential or any(row.confidential for row in rows.values())):
        return None
    named = [rows[number] for number in chosen if number in rows]
    day = check_back or _check_back(reader, request, chosen)
    words = {"aanhef": salutation(contact), "instelling": institution or "", "vraag": title, "adviseur": who,
             "navraag": _written(day) if day and day > today else ""}  # fmt: skip
    subject = filled(text.subject or "{aanbod}", {**words, "aanbod": _titles(named), "url": ""})
    one = named[0] if len(named) == 1 else None
    about = {"aanbod": _named(one), "url": one.url or ""} if one else {"aanbod": "\n".join(map(_listed, named)), "url": ""}
    hidden = bool(confidential) or any(row.confidential for row in named)
    return ReferralMail(email or "", subject, _filled_lines(text.body, {**words, **about}), hidden)


def _filled_lines(body: str, words: Mapping[str, str]) -> str:
    """The text filled in; a line goes whose word has nothing to say."""
    lines = [line for line in body.split("\n") if not any(words.get(word) == "" for word in words_in(line))]
    kept = [line for place, line in enumerate(lines) if line.strip() or place == 0 or lines[place - 1].strip()]
    return filled("\n".join(kept), words)


def _named(offering: OfferingRow) -> str:
    return f"{offering.title} ({offering.provider})" if offering.provider else offering.title


def _listed(offering: OfferingRow) -> str:
    return "\n".join([f"- {_named(offering)}", *([f"  {offering.url}"] if offering.url else [])])


def _titles(offerings: Sequence[OfferingRow]) -> str:
    titles = ", ".join(offering.title for offering in offerings)
    if len(offerings) > 1 and len(titles) > _LONGEST_SUBJECT:
        return f"{offerings[0].title} en nog {len(offerings) - 1}"
    return titles


def _written(day: date) -> str:
    """The mails are Dutch, whatever the language of the screen."""
    return f"{day.day} {WORDS['nl'].months[day.month - 1]} {day.year}"


def _referred_to(reader: Reader, request: int) -> tuple[int, ...]:
    rows = reader.rows("SELECT offering_id FROM referral WHERE request_id = :id AND state = 'open' ORDER BY id", id=request)
    return tuple(dict.fromkeys(row[0] for row in rows))


def _check_back(reader: Reader, request: int, offerings: Sequence[int]) -> date | None:
    """When the loket asks about the first of these."""
    listed = numbers(offerings)
    return as_date(
        reader.value(
            f"SELECT min(check_back_on) FROM referral WHERE request_id = :id AND state = 'open' AND offering_id IN ({listed})", id=request
        )
    )


_REMINDER = "mail.reminder"


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person to write to, or an institution where nobody is known. Confidential contacts stand in no list that leaves the house."""

    institution_id: int
    institution: str
    city: str | None
    advisor: str | None
    name: str | None
    function: str | None
    audience: Audience | None
    email: str | None
    phone: str | None
    reminded: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder as it would be sent; `to` are the addresses that are known, `without` who has none."""

    to: tuple[str, ...]
    subject: str
    body: str
    without: tuple[str, ...]


def addressees(reader: Reader, round_id: int, institutions: Sequence[int], today: date) -> list[Addressee]:
    """Of each institution its policy & quality staff, else its other contacts, else one line without a name; by institution."""
    if not institutions:
        return []
    wanted = numbers(institutions)
    people = _people(reader, wanted, today)
    reminded = lists_of(
        reader,
        f"SELECT institution_id, reminded_on FROM round_reminder WHERE round_id = {int(round_id)} ORDER BY institution_id, reminded_on",
    )
    found = []
    for number, name, city, advisor in reader.rows(
        f"SELECT i.id, i.name, i.city, a.name FROM institution i LEFT JOIN advisor a ON a.id = i.advisor_id WHERE i.id IN ({wanted})"
    ):
        days = tuple(day for one in reminded.get(number, ()) if (day := as_date(one)) is not None)
        own = people.get(number, ())
        staff = [one for one in own if one[2] is Audience.POLICY_QUALITY] or own
        for person in staff or [(None, None, None, None, None)]:
            found.append(Addressee(number, name, city, advisor, *person, days))
    return sorted(found, key=lambda one: (one.institution.casefold(), one.name or ""))


_Person = tuple[str | None, str | None, Audience | None, str | None, str | None]


def _people(reader: Reader, wanted: str, today: date) -> Mapping[int, Sequence[_Person]]:
    rows = reader.rows(
        f"""SELECT institution_id, name, function, audience, email, phone FROM contact x
        WHERE institution_id IN ({wanted}) AND {reader.viewer.outside().sees()}
        AND erased_on IS NULL AND (left_on IS NULL OR left_on > :today)
        ORDER BY institution_id, id""",
        today=today,
    )
    found: dict[int, list[_Person]] = {}
    for number, name, function, audience, email, phone in rows:
        found.setdefault(number, []).append((name, function, word(Audience, audience), email, phone))
    return found


def reminder(reader: Reader, round_id: int, institutions: Sequence[int], who: str, today: date) -> Reminder | None:
    """The reminder to these institutions, from the template: of one by name, of several to all at once. None without a template."""
    text = template(reader, _REMINDER)
    people = addressees(reader, round_id, institutions, today)
    if text is None or not people:
        return None
    alone = len({one.institution_id for one in people}) == 1
    known = [one for one in people if one.email]
    words = {
        "ronde": reader.value("SELECT name FROM wensenscan_round WHERE id = :id", id=round_id),
        # The mails are Dutch, whatever the language of the screen.
        "instelling": people[0].institution if alone else "Uw instelling",
        "aanhef": salutation(known[0].name) if alone and len(known) == 1 else NOBODY,
        "adviseur": who,
    }
    reached = {one.institution_id for one in known}
    return Reminder(
        tuple(dict.fromkeys(one.email for one in known if one.email)), filled(text.subject or "", words), filled(text.body, words),
        tuple(dict.fromkeys(one.institution for one in people if one.institution_id not in reached)),
    )  # fmt: skip
