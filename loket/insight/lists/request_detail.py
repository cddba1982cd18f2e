"""What stands beside a request in its list: where it came from, what it was referred to, how many offerings fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.chain import Step, chain_of
from loket.insight.figures.offering_fit import FITS
from loket.insight.lists.rows import word
from loket.models.words import Audience, RecordKind
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The chain that a request is part of, the offerings that fit today, and the contact's audience and, of one who left, the day."""

    chain: tuple[Step, ...]
    fitting: int
    contact_audience: Audience | None
    contact_left: date | None


def request_context(reader: Reader, number: int, today: date) -> RequestContext:
    """Where a request came from and what there is for it."""
    fitting = reader.value(f"SELECT count(*) FROM support_request x, offering o WHERE x.id = :id AND {FITS}", id=number, end=today)
    contact = "SELECT c.audience, c.left_on FROM support_request x JOIN contact c ON c.id = x.contact_id WHERE x.id = :id"
    audience, left = reader.row(contact, id=number) or (None, None)
    chain = chain_of(reader, RecordKind.REQUEST, number)
    return RequestContext(chain, fitting, word(Audience, audience), as_date(left))
