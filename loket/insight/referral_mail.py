"""The mail to an institution about what its request was referred to: from the template, one mail for several offerings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.offerings import OfferingRow, offering_rows
from loket.insight.lists.rows import numbers
from loket.insight.templates import template
from loket.language.date_words import WORDS
from loket.language.templates import filled, salutation, words_in
from loket.store.reader import Reader, as_date

TEMPLATE = "mail.referral"
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
    text = template(reader, TEMPLATE)
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
