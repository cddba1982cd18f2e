"""The list of referrals: who was referred to what, and whether it was used and helped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Helped, RecordKind, ReferralState
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral. Without a request it is material handed out at a conversation or institution."""

    id: int
    version: int
    request_id: int | None
    request: str | None
    offering_id: int
    offering: str
    institution_id: int | None
    institution: str | None
    advisor_id: int | None
    advisor: str | None
    referred_on: date
    check_back_on: date | None
    state: ReferralState
    helped: Helped | None
    remark: str | None
    confidential: bool
    late: bool

    @property
    def number(self) -> str:
        """`D-12`."""
        return RecordKind.REFERRAL.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, ReferralRow]:
    found = reader.records(
        ReferralRow,
        f"""SELECT x.id, x.version, x.request_id, r.title AS request, x.offering_id, o.title AS offering, i.id AS institution_id,
            {INSTITUTION_NAME} AS institution, x.advisor_id, a.name AS advisor, x.referred_on, x.check_back_on, x.state, x.helped,
            {shown("x.remark")} AS remark, x.confidential, x.state = 'open' AND x.check_back_on < :today AS late
        FROM referral x JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
        LEFT JOIN institution i ON i.id = coalesce(r.institution_id, x.institution_id, (SELECT min(l.institution_id)
            FROM conversation_institution l WHERE l.conversation_id = x.conversation_id))
        LEFT JOIN advisor a ON a.id = x.advisor_id WHERE x.id IN ({numbers(ids)})""",
        today=today,
    )
    return {row.id: row for row in found}


REFERRALS: Listing[ReferralRow] = Listing(
    "referrals",
    RecordKind.REFERRAL,
    sorts={
        "check_back": Sort("x.check_back_on", nullable=True),
        "referred": Sort("x.referred_on"),
        "number": Sort("x.id"),
        "offering": Sort("(SELECT lower(o.title) FROM offering o WHERE o.id = x.offering_id)"),
        "state": Sort("CASE x.state WHEN 'open' THEN 1 WHEN 'used' THEN 2 ELSE 3 END"),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": ReferralState},
        institution="SELECT id FROM referral WHERE institution_id IN ({found}) OR request_id IN "
        "(SELECT id FROM support_request WHERE institution_id IN ({found}))",
        advisor="SELECT id FROM referral WHERE advisor_id IN ({found})",
        also=("SELECT id FROM referral WHERE offering_id IN (SELECT id FROM offering WHERE lower(title) LIKE {like} ESCAPE '!')",),
    ),
    open_when="x.state = 'open'",
    mine="x.advisor_id = :me",
    filters={
        "state": "x.state = :value",
        "helped": "x.helped = :value",
        "offering": "x.offering_id = :value",
        "request": "x.request_id = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value OR x.request_id IN (SELECT id FROM support_request WHERE institution_id = :value)",
    },
    numeric=frozenset({"offering", "request", "advisor", "institution"}),
    day="x.referred_on",
    days={"referred": "x.referred_on", "check_back": "x.check_back_on"},
)
