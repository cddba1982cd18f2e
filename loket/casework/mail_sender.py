"""Who sent a mail: the contact with that address, else the institutions that its domain proposes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.casework.name_lookup import Named
from loket.casework.received_mail import MailSender, ReceivedMail
from loket.casework.vocabulary import fold
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader

_ANYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.nl",
        "hotmail.com",
        "hotmail.nl",
        "live.com",
        "live.nl",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "yahoo.com",
        "yahoo.nl",
        "ziggo.nl",
        "kpnmail.nl",
        "kpnplanet.nl",
        "planet.nl",
        "xs4all.nl",
        "home.nl",
        "casema.nl",
        "upcmail.nl",
        "hetnet.nl",
        "telfort.nl",
        "proton.me",
        "protonmail.com",
        "online.nl",
        "quicknet.nl",
        "tele2.nl",
        "solcon.nl",
        "zonnet.nl",
        "gmx.net",
        "gmx.com",
    ]
)
"""Domains at which anybody has a mailbox: they say nothing of where a person works."""
_CONTACTS = """
SELECT c.id, c.name, lower(c.email), c.institution_id, c.party_id, coalesce(i.name, p.name)
FROM contact c LEFT JOIN institution i ON i.id = c.institution_id LEFT JOIN party p ON p.id = c.party_id
WHERE c.erased_on IS NULL AND c.left_on IS NULL AND coalesce(i.name, p.name) IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class MailOrigin:
    """Whose a mail is. `whose` is known with a contact and proposed without one; `could_be` are others that the domain proposes."""

    sender: MailSender | None = None
    contact_id: int | None = None
    contact: str = ""
    whose: Named | None = None
    could_be: Sequence[Named] = ()

    @property
    def is_proposed(self) -> bool:
        """Whether only the domain says so."""
        return self.whose is not None and self.contact_id is None

    def contact_of(self, whose: Named | None) -> int | None:
        """The sender, when they are a contact of who a record is about."""
        same = whose is not None and self.whose is not None and (whose.kind, whose.id) == (self.whose.kind, self.whose.id)
        return self.contact_id if same else None

    def received_on(self, today: date) -> date | None:
        """The day on which it was sent, which is when it was received; none that is still to come."""
        sent = self.sender.sent.date() if self.sender and self.sender.sent else None
        return sent if sent is not None and sent <= today else None


def find_origin(store: Store, mail: ReceivedMail) -> MailOrigin:
    """Whose mail it is: of a forwarded one its first writer's, when who forwarded it works here or is nobody we know."""
    with store.read() as reader:
        ours = {address.strip().casefold() for (address,) in reader.rows("SELECT email FROM advisor WHERE email IS NOT NULL")}
        senders = [one for one in mail.senders if one.address not in ours] or mail.senders[-1:]
        people = reader.rows(_CONTACTS)
        for sender in senders:
            found = _contact(sender, people)
            if found is not None:
                return found
        for sender in reversed(senders):
            places = _places(reader, sender, people)
            if places:
                return MailOrigin(sender, whose=places[0] if len(places) == 1 else None, could_be=places if len(places) > 1 else ())
    return MailOrigin(senders[-1] if senders else None)


_Person = tuple[int, str | None, str | None, int | None, int | None, str]


def _contact(sender: MailSender, people: Sequence[_Person]) -> MailOrigin | None:
    """The only contact with this address; without an address, of this very name."""
    if sender.address:
        found = [one for one in people if (one[2] or "").strip() == sender.address]
    else:
        found = [one for one in people if one[1] and sender.name and fold(one[1]) == fold(sender.name)]
    if len(found) != 1:
        return None
    number, name, _address, institution, party, place = found[0]
    return MailOrigin(sender, number, name or "", _named(institution, party, place))


def _places(reader: Reader, sender: MailSender, people: Sequence[_Person]) -> list[Named]:
    """The institutions and parties whose website or contacts have the sender's domain."""
    _name, at, domain = sender.address.rpartition("@")
    if not at or "." not in domain or domain in _ANYBODYS:
        return []
    sites = reader.rows("SELECT id, name, website FROM institution WHERE active AND merged_into_id IS NULL AND website IS NOT NULL")
    found = [_named(number, None, name) for number, name, website in sites if _within(domain, _host(website))]
    found += [_named(one[3], one[4], one[5]) for one in people if _within(domain, (one[2] or "").rpartition("@")[2])]
    return list(_once(found))


def _once(found: Sequence[Named]) -> Iterator[Named]:
    seen = set()
    for named in found:
        if (named.kind, named.id) not in seen:
            seen.add((named.kind, named.id))
            yield named


def _named(institution: int | None, party: int | None, name: str) -> Named:
    kind = RecordKind.INSTITUTION if institution is not None else RecordKind.PARTY
    return Named(kind, institution if institution is not None else party or 0, name, name)


def _host(website: str) -> str:
    return (
        website.strip().casefold().partition("://")[2 if "://" in website else 0].partition("/")[0].partition(":")[0].removeprefix("www.")
    )


def _within(domain: str, of: str) -> bool:
    """Whether a domain is another one, or below it."""
    return bool(of) and "." in of and (domain == of or domain.endswith("." + of))
