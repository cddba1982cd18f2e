"""The list of follow-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_ADVISOR, BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import FollowUpState, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A dated to-do, on the record `on_kind` `on_id` if any."""

    id: int
    version: int
    what: str
    on_kind: RecordKind | None
    on_id: int | None
    institution_id: int | None
    institution: str | None
    due_on: date | None
    advisor_id: int | None
    advisor: str | None
    state: FollowUpState
    done_on: date | None
    result: str | None
    recurs: str | None
    confidential: bool
    late: bool

    @property
    def number(self) -> str:
        """`A-12`."""
        return RecordKind.FOLLOW_UP.number(self.id)

    @property
    def on(self) -> str | None:
        """The number of the record that it is about."""
        return None if self.on_kind is None or self.on_id is None else self.on_kind.number(self.on_id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, FollowUpRow]:
    found = reader.records(
        FollowUpRow,
        f"""SELECT x.id, x.version, x.what, x.on_kind, x.on_id, x.institution_id, {INSTITUTION_NAME} AS institution, x.due_on,
            x.advisor_id, a.name AS advisor, x.state, x.done_on, {shown("x.result")} AS result, x.recurs, x.confidential,
            x.state = 'open' AND x.due_on < :today AS late
        FROM follow_up x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN advisor a ON a.id = x.advisor_id
        WHERE x.id IN ({numbers(ids)})""",
        today=today,
    )
    return {row.id: row for row in found}


FOLLOW_UPS: Listing[FollowUpRow] = Listing(
    "followups",
    RecordKind.FOLLOW_UP,
    sorts={
        "due": Sort("x.due_on", nullable=True),
        "number": Sort("x.id"),
        "what": Sort("lower(x.what)"),
        "institution": Sort("x.institution_id", nullable=True, parents=BY_INSTITUTION),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": FollowUpState},
        institution="SELECT id FROM follow_up WHERE institution_id IN ({found})",
        advisor="SELECT id FROM follow_up WHERE advisor_id IN ({found})",
    ),
    open_when="x.state = 'open'",
    mine="x.advisor_id = :me",
    filters={
        "state": "x.state = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value",
        "on_kind": "x.on_kind = :value",
        "on": "x.on_id = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"advisor", "institution", "on"}),
    day="coalesce(x.done_on, x.due_on)",
    days={"due": "x.due_on", "done": "x.done_on"},
)
