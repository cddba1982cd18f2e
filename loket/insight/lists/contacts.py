"""The list of contacts: personal data, so only those who are there and not erased unless all are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Audience, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at an institution or party. After an erasure there is no name any more."""

    id: int
    version: int
    name: str | None
    function: str | None
    department: str | None
    audience: Audience | None
    email: str | None
    phone: str | None
    institution_id: int | None
    institution: str | None
    party: str | None
    left_on: date | None
    retention_until: date | None
    erased_on: date | None
    confidential: bool

    @property
    def number(self) -> str:
        """`C-12`."""
        return RecordKind.CONTACT.number(self.id)

    @property
    def whose(self) -> str | None:
        """The institution, else the party."""
        return self.institution or self.party


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, ContactRow]:
    found = reader.records(
        ContactRow,
        f"""SELECT x.id, x.version, x.name, x.function, x.department, x.audience, x.email, x.phone, x.institution_id,
            {INSTITUTION_NAME} AS institution, p.name AS party, x.left_on, x.retention_until, x.erased_on, x.confidential
        FROM contact x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


CONTACTS: Listing[ContactRow] = Listing(
    "contacts",
    RecordKind.CONTACT,
    sorts={
        "name": Sort("lower(x.name)", nullable=True),
        "number": Sort("x.id"),
        "institution": Sort("x.institution_id", nullable=True, parents=BY_INSTITUTION),
        "audience": Sort("x.audience", nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        words={"audience": Audience},
        institution="SELECT id FROM contact WHERE institution_id IN ({found})",
        party="SELECT id FROM contact WHERE party_id IN ({found})",
    ),
    open_when="x.left_on IS NULL AND x.erased_on IS NULL",
    mine="x.institution_id IN (SELECT id FROM institution WHERE advisor_id = :me)",
    filters={
        "audience": "x.audience = :value",
        "institution": "x.institution_id = :value",
        "party": "x.party_id = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"institution", "party"}),
    texts={"department": "x.department"},
    contact="x.id IN ({found})",
)
