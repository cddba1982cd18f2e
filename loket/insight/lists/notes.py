"""The lists of what hangs on any record: notes of every kind, and the addresses of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_ADVISOR, BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import NoteKind, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, lesson or decision on the record `on_kind` `on_id`; of a long text the beginning."""

    id: int
    version: int
    text: str
    kind: NoteKind
    theme: int | None
    institution_id: int | None
    institution: str | None
    on_kind: RecordKind
    on_id: int
    written_on: date
    advisor_id: int | None
    advisor: str | None
    confidential: bool

    @property
    def number(self) -> str:
        """`N-3`."""
        return RecordKind.NOTE.number(self.id)

    @property
    def on(self) -> str:
        """The number of the record that it hangs on."""
        return self.on_kind.number(self.on_id)


def _notes(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, NoteRow]:
    found = reader.records(
        NoteRow,
        f"""SELECT x.id, x.version, {shown("x.text")} AS text, x.kind, x.theme_id AS theme, x.institution_id,
            {INSTITUTION_NAME} AS institution, x.on_kind, x.on_id, x.written_on, x.advisor_id, a.name AS advisor, x.confidential
        FROM note x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN advisor a ON a.id = x.advisor_id
        WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


NOTES: Listing[NoteRow] = Listing(
    "notes",
    RecordKind.NOTE,
    sorts={
        "written": Sort("x.written_on"),
        "number": Sort("x.id"),
        "kind": Sort("x.kind"),
        "institution": Sort("x.institution_id", nullable=True, parents=BY_INSTITUTION),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
    },
    rows=_notes,
    search=WordSearch(
        words={"kind": NoteKind},
        institution="SELECT id FROM note WHERE institution_id IN ({found})",
        advisor="SELECT id FROM note WHERE advisor_id IN ({found})",
        theme="SELECT id FROM note WHERE theme_id IN ({found})",
    ),
    mine="x.advisor_id = :me",
    filters={
        "kind": "x.kind = :value",
        "theme": "x.theme_id = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value",
        "institution_kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"theme", "advisor", "institution"}),
    day="x.written_on",
    days={"written": "x.written_on"},
)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The address of a document that belongs to the record `on_kind` `on_id`."""

    id: int
    version: int
    title: str | None
    url: str
    on_kind: RecordKind
    on_id: int
    confidential: bool

    @property
    def number(self) -> str:
        """`K-3`."""
        return RecordKind.LINK.number(self.id)

    @property
    def on(self) -> str:
        """The number of the record that it belongs to."""
        return self.on_kind.number(self.on_id)


def _links(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, LinkRow]:
    select = f"SELECT x.id, x.version, x.title, x.url, x.on_kind, x.on_id, x.confidential FROM link x WHERE x.id IN ({numbers(ids)})"
    return {row.id: row for row in reader.records(LinkRow, select)}


LINKS: Listing[LinkRow] = Listing(
    "links",
    RecordKind.LINK,
    sorts={"title": Sort("lower(coalesce(x.title, x.url))"), "number": Sort("x.id")},
    rows=_links,
    search=WordSearch(),
)
