"""The list of events: who attended each, and how many signals were heard there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, lists_of, numbers
from loket.insight.lists.word_search import WordSearch
from loket.models.words import EventKind, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class EventRow:
    """A webinar, knowledge meeting or conference. `participants` is empty when nobody counted them."""

    id: int
    version: int
    title: str
    kind: EventKind | None
    event_on: date | None
    offering_id: int | None
    offering: str | None
    participants: int | None
    institutions: tuple[str, ...]
    contacts: tuple[str, ...]
    signals: int
    confidential: bool

    @property
    def number(self) -> str:
        """`B-3`."""
        return RecordKind.EVENT.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, EventRow]:
    wanted = numbers(ids)
    institutions = lists_of(
        reader,
        f"""SELECT e.event_id, {INSTITUTION_NAME} FROM event_institution e JOIN institution i ON i.id = e.institution_id
        WHERE e.event_id IN ({wanted}) ORDER BY lower({INSTITUTION_NAME}), i.id""",
    )
    contacts = lists_of(
        reader,
        f"""SELECT e.event_id, c.name FROM event_contact e JOIN contact c ON c.id = e.contact_id
        WHERE e.event_id IN ({wanted}) AND c.erased_on IS NULL AND c.name IS NOT NULL ORDER BY lower(c.name), c.id""",
    )
    found = reader.records(
        EventRow,
        f"""SELECT x.id, x.version, x.title, x.kind, x.event_on, x.offering_id, o.title AS offering, x.participants,
            (SELECT count(*) FROM signal s WHERE s.event_id = x.id) AS signals, x.confidential
        FROM event x LEFT JOIN offering o ON o.id = x.offering_id WHERE x.id IN ({wanted})""",
        filled={"institutions": lambda row: institutions.get(row["id"], ()), "contacts": lambda row: contacts.get(row["id"], ())},
    )
    return {row.id: row for row in found}


EVENTS: Listing[EventRow] = Listing(
    "events",
    RecordKind.EVENT,
    sorts={
        "day": Sort("x.event_on", nullable=True),
        "number": Sort("x.id"),
        "title": Sort("lower(x.title)"),
        "kind": Sort("x.kind", nullable=True),
        "institutions": Sort("(SELECT count(*) FROM event_institution e WHERE e.event_id = x.id)"),
        "participants": Sort("x.participants", nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        texts=("title",),
        words={"kind": EventKind},
        institution="SELECT event_id FROM event_institution WHERE institution_id IN ({found})",
        also=("SELECT id FROM event WHERE offering_id IN (SELECT id FROM offering WHERE lower(title) LIKE {like} ESCAPE '!')",),
    ),
    filters={
        "kind": "x.kind = :value",
        "offering": "x.offering_id = :value",
        "institution": "x.id IN (SELECT event_id FROM event_institution WHERE institution_id = :value)",
    },
    numeric=frozenset({"offering", "institution"}),
    day="x.event_on",
    days={"held": "x.event_on"},
)
