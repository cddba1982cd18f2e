"""Whom to write at institutions: a list for a mailing, and the reminder of a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.rows import lists_of, numbers, word
from loket.insight.templates import template
from loket.language.templates import NOBODY, filled, salutation
from loket.models.words import Audience
from loket.store.reader import Reader, as_date

TEMPLATE = "mail.reminder"


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
    text = template(reader, TEMPLATE)
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
