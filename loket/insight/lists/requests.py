"""The list of support requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.chain import Step, chain_of
from loket.insight.figures.offering_fit import FITS
from loket.insight.lists.listing import BY_ADVISOR, BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, lists_of, numbers, shown, word
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, RecordKind, RequestSource, RequestState, Verdict
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A support request in the list. `institution` is its short name, `description` only its beginning."""

    id: int
    version: int
    title: str
    institution_id: int | None
    institution: str | None
    party: str | None
    department: str | None
    contact: str | None
    themes: tuple[int, ...]
    nature: Nature | None
    outcome_info: OutcomeInfo | None
    audience: Audience | None
    source: RequestSource | None
    priority: Priority | None
    advisor_id: int | None
    advisor: str | None
    received_on: date
    due_on: date | None
    state: RequestState
    state_since: date | None
    closed_on: date | None
    verdict: Verdict | None
    verdict_reason: str | None
    description: str | None
    resolution: str | None
    confidential: bool
    late: bool

    @property
    def number(self) -> str:
        """`V-371`."""
        return RecordKind.REQUEST.number(self.id)

    @property
    def whose(self) -> str | None:
        """The institution, else the party."""
        return self.institution or self.party

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state not in (RequestState.RESOLVED, RequestState.DROPPED)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, RequestRow]:
    wanted = numbers(ids)
    themes = lists_of(reader, f"SELECT request_id, theme_id FROM request_theme WHERE request_id IN ({wanted}) ORDER BY 1, 2")
    found = reader.records(
        RequestRow,
        f"""SELECT x.id, x.version, x.title, x.institution_id, {INSTITUTION_NAME} AS institution, p.name AS party, x.department,
            c.name AS contact, x.nature, x.outcome_info, x.audience, x.source, x.priority, x.advisor_id, a.name AS advisor, x.received_on,
            x.due_on, x.state, x.state_since, x.closed_on, x.verdict, {shown("x.verdict_reason")} AS verdict_reason,
            {shown("x.description")} AS description, {shown("x.resolution")} AS resolution, x.confidential,
            x.closed_on IS NULL AND x.due_on < :today AS late
        FROM support_request x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        LEFT JOIN contact c ON c.id = x.contact_id LEFT JOIN advisor a ON a.id = x.advisor_id WHERE x.id IN ({wanted})""",
        today=today,
        filled={"themes": lambda row: themes.get(row["id"], ())},
    )
    return {row.id: row for row in found}


REQUESTS: Listing[RequestRow] = Listing(
    "requests",
    RecordKind.REQUEST,
    sorts={
        "due": Sort("x.due_on", nullable=True),
        "number": Sort("x.id"),
        "received": Sort("x.received_on"),
        "title": Sort("lower(x.title)"),
        "institution": Sort("x.institution_id", nullable=True, parents=BY_INSTITUTION),
        "state": Sort(
            "CASE x.state WHEN 'new' THEN 1 WHEN 'in_progress' THEN 2 WHEN 'waiting' THEN 3 WHEN 'referred' THEN 4 "
            "WHEN 'resolved' THEN 5 ELSE 6 END"
        ),
        "priority": Sort("CASE x.priority WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END", nullable=True),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
    },
    rows=_rows,
    search=WordSearch(
        words={"state": RequestState, "priority": Priority, "audience": Audience, "nature": Nature},
        institution="SELECT id FROM support_request WHERE institution_id IN ({found})",
        party="SELECT id FROM support_request WHERE party_id IN ({found})",
        advisor="SELECT id FROM support_request WHERE advisor_id IN ({found})",
        theme="SELECT request_id FROM request_theme WHERE theme_id IN ({found})",
    ),
    # No request is open with a closing date, or closed without one.
    open_when="x.closed_on IS NULL",
    mine="x.advisor_id = :me",
    filters={
        "theme": "x.id IN (SELECT request_id FROM request_theme WHERE theme_id = :value)",
        "obstacle": "x.id IN (SELECT request_id FROM request_obstacle WHERE obstacle_id = :value)",
        "set": "x.outcome_set_id = :value",
        "state": "x.state = :value",
        "advisor": "x.advisor_id = :value",
        "institution": "x.institution_id = :value",
        "party": "x.party_id = :value",
        "priority": "x.priority = :value",
        "audience": "x.audience = :value",
        "nature": "x.nature = :value",
        "outcome_info": "x.outcome_info = :value",
        "source": "x.source = :value",
        "verdict": "x.verdict = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"theme", "obstacle", "set", "advisor", "institution", "party"}),
    day="x.received_on",
    days={"received": "x.received_on", "due": "x.due_on", "closed": "x.closed_on"},
    texts={"department": "x.department"},
    contact="x.contact_id IN ({found})",
)


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
