"""The list of lessons learned: notes that say what to do the same or otherwise next time, collected by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_ADVISOR, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import InstitutionKind, OutcomeInfo, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson: at which kind of institution it was learned, and of what record. `outcome_info` is that of a request or its referral."""

    id: int
    version: int
    text: str
    theme: int | None
    institution_id: int | None
    institution: str | None
    institution_kind: InstitutionKind | None
    outcome_info: OutcomeInfo | None
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


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, LessonRow]:
    found = reader.records(
        LessonRow,
        f"""SELECT x.id, x.version, {shown("x.text")} AS text, x.theme_id AS theme, x.institution_id, {INSTITUTION_NAME} AS institution,
            i.kind AS institution_kind, x.on_kind, x.on_id, x.written_on, x.advisor_id, a.name AS advisor, x.confidential,
            CASE x.on_kind WHEN 'request' THEN (SELECT r.outcome_info FROM support_request r WHERE r.id = x.on_id)
                WHEN 'referral' THEN (SELECT r.outcome_info FROM referral f JOIN support_request r ON r.id = f.request_id
                    WHERE f.id = x.on_id) END AS outcome_info
        FROM note x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN advisor a ON a.id = x.advisor_id
        WHERE x.id IN ({numbers(ids)})""",
    )
    return {row.id: row for row in found}


LESSONS: Listing[LessonRow] = Listing(
    "lessons",
    RecordKind.NOTE,
    sorts={
        "theme": Sort("x.theme_id", nullable=True),
        "written": Sort("x.written_on"),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
        "number": Sort("x.id"),
    },
    rows=_rows,
    search=WordSearch(
        institution="SELECT id FROM note WHERE institution_id IN ({found})",
        advisor="SELECT id FROM note WHERE advisor_id IN ({found})",
        theme="SELECT id FROM note WHERE theme_id IN ({found})",
    ),
    mine="x.advisor_id = :me",
    filters={
        "theme": "x.theme_id = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value",
        "institution_kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
    },
    numeric=frozenset({"theme", "advisor", "institution"}),
    day="x.written_on",
    days={"written": "x.written_on"},
    always="x.kind = 'lesson'",
)
