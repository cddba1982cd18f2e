"""The mails that loket proposes, each from its template: about a conversation, a session, a referral, and the reminder of a round.

They are Dutch, whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.conversations import agenda_to_share
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.offerings import OfferingRow, offering_rows
from loket.insight.lists.row_sql import lists_of, numbers
from loket.insight.templates import template
from loket.language.date_words import WORDS
from loket.language.templates import NOBODY, filled, greeting, salutation, words_in
from loket.models.words import Audience
from loket.store.reader import Reader, as_date

if TYPE_CHECKING:
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail as it would be sent; `to` is empty when no address is known, `confidential` when it names such a record."""

    to: tuple[str, ...]
    subject: str
    body: str
    confidential: bool = False


def conversation_mail(store: Store, number: int) -> MailDraft | None:
    """What confirms a planned conversation to those who take part; None when it has no day yet, or this person may not see it."""
    with store.read() as reader:
        row = CONVERSATIONS.rows(reader, [number], store.today).get(number)
        text = template(reader, "mail.conversation")
        if row is None or row.planned_at is None or text is None:
            return None
        if not reader.viewer.may_see(row.confidential):
            return None
        agenda, signed = agenda_to_share(reader, store.actor, row), signature(reader, store.actor)
        people = reader.rows(
            """SELECT c.name, c.email FROM conversation_attendee l JOIN contact c ON c.id = l.contact_id
               WHERE l.conversation_id = :id AND c.left_on IS NULL ORDER BY l.id""",
            id=number,
        )
    words = {
        "aanhef": greeting([name for name, _address in people]),
        "instelling": row.whose, "contact": ", ".join(name for name, _address in people if name), "adviseur": signed,
        "wanneer": _weekday(row.planned_at) + (f" om {row.planned_time} uur" if row.planned_time else ""),
        "kanaal": ", ".join(part for part in (row.channel.dutch if row.channel else "", row.location) if part) or "kanaal volgt",
        "plaats": row.location or "", "agenda": agenda,
    }  # fmt: skip
    to = tuple(address for _name, address in people if address)
    return MailDraft(to, filled(text.subject or "", words), filled(text.body, words))


def signature(reader: Reader, who: str) -> str:
    """What an advisor signs mails with: their own words, else the name."""
    return reader.value("SELECT nullif(signature, '') FROM advisor WHERE name = :who", who=who) or who


def _day(day: date) -> str:
    """`24 november 2026`."""
    return f"{day.day} {WORDS['nl'].months[day.month - 1]} {day.year}"


def _weekday(day: date) -> str:
    """`dinsdag 24 november 2026`."""
    return f"{WORDS['nl'].weekdays[day.weekday()]} {_day(day)}"


def session_mail(store: Store, number: int) -> MailDraft | None:
    """What confirms the day of a session to the contacts of its audience; None for one without, or that this person may not see."""
    with store.read() as reader:
        found = reader.row(
            """SELECT x.team, i.name, x.session_on, x.provider, x.audience, x.institution_id, x.confidential
            FROM learning_session x JOIN institution i ON i.id = x.institution_id WHERE x.id = :id""",
            id=number,
        )
        text = template(reader, "mail.session")
        if found is None or text is None or found[2] is None or not reader.viewer.may_see(found[6]):
            return None
        team, institution, day, provider, audience, at, _hidden = found
        signed = signature(reader, store.actor)
        people = reader.rows(
            """SELECT name, email FROM contact WHERE institution_id = :at AND audience = :audience AND email IS NOT NULL
            AND left_on IS NULL AND erased_on IS NULL ORDER BY name, id""",
            at=at,
            audience=audience or "",
        )
    words = {
        "aanhef": greeting([name for name, _address in people]),
        "team": team or "uw team",
        "instelling": institution,
        "wanneer": _weekday(as_date(day) or date.min),
        "aanbieder": provider or "het programma",
        "adviseur": signed,
    }
    return MailDraft(tuple(email for _name, email in people), filled(text.subject or "", words), filled(text.body, words))


_LONGEST_SUBJECT = 120


def referral_mail(
    reader: Reader, request: int, offerings: Sequence[int], who: str, today: date, check_back: date | None = None
) -> MailDraft | None:
    """The mail about these offerings, or about all that the request has an open referral to; None when there is nothing to say."""
    opened = f"FROM referral WHERE request_id = {int(request)} AND state = 'open'"
    chosen = tuple(dict.fromkeys(offerings or (number for (number,) in reader.rows(f"SELECT offering_id {opened} ORDER BY id"))))
    rows = offering_rows(reader, chosen, today) if chosen else {}
    found = reader.row(
        """SELECT x.title, x.confidential, coalesce(i.name, p.name), c.name, c.email FROM support_request x
        LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        LEFT JOIN contact c ON c.id = x.contact_id AND c.left_on IS NULL WHERE x.id = :id""",
        id=request,
    )
    text = template(reader, "mail.referral")
    if found is None or not rows or text is None:
        return None
    title, confidential, institution, contact, email = found
    if not reader.viewer.may_see(confidential or any(row.confidential for row in rows.values())):
        return None
    named = [rows[number] for number in chosen if number in rows]
    # The loket asks about the first of these.
    day = check_back or as_date(reader.value(f"SELECT min(check_back_on) {opened} AND offering_id IN ({numbers(chosen)})"))
    words = {"aanhef": salutation(contact), "instelling": institution or "", "vraag": title, "adviseur": signature(reader, who),
             "navraag": _day(day) if day and day > today else ""}  # fmt: skip
    subject = filled(text.subject or "{aanbod}", {**words, "aanbod": _titles(named), "omschrijving": "", "url": ""})
    one = named[0] if len(named) == 1 else None
    about = {"aanbod": "\n".join(map(_listed, named)), "omschrijving": "", "url": ""}
    if one:
        about = {"aanbod": _named(one), "omschrijving": (one.description or "").strip(), "url": one.url or ""}
    hidden = bool(confidential) or any(row.confidential for row in named)
    return MailDraft((email,) if email else (), subject, _filled_lines(text.body, {**words, **about}), confidential=hidden)


def _filled_lines(body: str, words: Mapping[str, str]) -> str:
    """The text filled in; a line goes whose word has nothing to say."""
    lines = [line for line in body.split("\n") if not any(words.get(word) == "" for word in words_in(line))]
    kept = [line for place, line in enumerate(lines) if line.strip() or place == 0 or lines[place - 1].strip()]
    return filled("\n".join(kept), words)


def _named(offering: OfferingRow) -> str:
    return f"{offering.title} ({offering.provider})" if offering.provider else offering.title


def _listed(offering: OfferingRow) -> str:
    more = [*(offering.description or "").strip().splitlines(), *([offering.url] if offering.url else [])]
    return "\n".join([f"- {_named(offering)}", *(f"  {line}" for line in more if line.strip())])


def _titles(offerings: Sequence[OfferingRow]) -> str:
    titles = ", ".join(offering.title for offering in offerings)
    if len(offerings) > 1 and len(titles) > _LONGEST_SUBJECT:
        return f"{offerings[0].title} en nog {len(offerings) - 1}"
    return titles


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
    reminded = lists_of(
        reader,
        f"SELECT institution_id, reminded_on FROM round_reminder WHERE round_id = {int(round_id)} ORDER BY institution_id, reminded_on",
    )
    known = reader.records(
        Addressee,
        f"""SELECT i.id AS institution_id, i.name AS institution, i.city, a.name AS advisor, x.name, x.function, x.audience, x.email,
            x.phone
        FROM institution i LEFT JOIN advisor a ON a.id = i.advisor_id LEFT JOIN contact x ON x.institution_id = i.id
            AND {reader.viewer.outside().sees()} AND x.erased_on IS NULL AND (x.left_on IS NULL OR x.left_on > :today)
        WHERE i.id IN ({wanted}) ORDER BY i.id, x.id""",
        today=today,
        filled={"reminded": lambda row: tuple(map(as_date, reminded.get(row["institution_id"], ())))},
    )
    staffed = {one.institution_id for one in known if one.audience is Audience.POLICY_QUALITY}
    chosen = [one for one in known if one.audience is Audience.POLICY_QUALITY or one.institution_id not in staffed]
    return sorted(chosen, key=lambda one: (one.institution.casefold(), one.name or ""))


def reminder(reader: Reader, round_id: int, institutions: Sequence[int], who: str, today: date) -> Reminder | None:
    """The reminder to these institutions, from the template: of one by name, of several to all at once. None without a template."""
    text = template(reader, "mail.reminder")
    people = addressees(reader, round_id, institutions, today)
    if text is None or not people:
        return None
    alone = len({one.institution_id for one in people}) == 1
    known = [one for one in people if one.email]
    words = {
        "ronde": reader.value("SELECT name FROM wensenscan_round WHERE id = :id", id=round_id),
        # The mails are Dutch, whatever the language of the screen.
        "instelling": people[0].institution if alone else "Uw instelling",
        "aanhef": greeting([one.name for one in known]) if alone else NOBODY,
        "adviseur": signature(reader, who),
    }
    reached = {one.institution_id for one in known}
    return Reminder(
        tuple(dict.fromkeys(one.email for one in known if one.email)), filled(text.subject or "", words), filled(text.body, words),
        tuple(dict.fromkeys(one.institution for one in people if one.institution_id not in reached)),
    )  # fmt: skip
