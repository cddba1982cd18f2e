"""The list of learning sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loket.insight.lists.listing import BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, lists_of, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.language.formats import mark_of
from loket.models.words import Audience, RecordKind, SessionState
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A learning session; `late` when its day has passed and nobody wrote how it went."""

    id: int
    version: int
    institution_id: int
    institution: str
    team: str | None
    audience: Audience | None
    themes: tuple[int, ...]
    goal: str | None
    provider: str | None
    enrolled_on: date | None
    session_on: date | None
    participants: int | None
    state: SessionState
    evaluation: str | None
    preferred_month: str | None
    confidential: bool
    late: bool

    @property
    def mark(self) -> Decimal | None:
        """What those who were there gave it, as the evaluation begins."""
        return mark_of(self.evaluation)

    @property
    def waits(self) -> bool:
        """Whether it still has to get a day."""
        return self.session_on is None and self.state in (SessionState.INTEREST, SessionState.ENROLLED)

    @property
    def number(self) -> str:
        """`L-12`."""
        return RecordKind.SESSION.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, SessionRow]:
    wanted = numbers(ids)
    themes = lists_of(reader, f"SELECT session_id, theme_id FROM session_theme WHERE session_id IN ({wanted}) ORDER BY 1, 2")
    found = reader.records(
        SessionRow,
        f"""SELECT x.id, x.version, x.institution_id, {INSTITUTION_NAME} AS institution, x.team, x.audience, {shown("x.goal")} AS goal,
            x.provider, x.enrolled_on, x.session_on, x.participants, x.state, {shown("x.evaluation")} AS evaluation, x.preferred_month,
            x.confidential, x.session_on < :today AND (x.state IN ('enrolled', 'scheduled')
                OR x.state = 'held' AND coalesce(x.evaluation, '') = '') AS late
        FROM learning_session x JOIN institution i ON i.id = x.institution_id WHERE x.id IN ({wanted})""",
        today=today,
        filled={"themes": lambda row: themes.get(row["id"], ())},
    )
    return {row.id: row for row in found}


SESSIONS: Listing[SessionRow] = Listing(
    "sessions",
    RecordKind.SESSION,
    sorts={
        "day": Sort("x.session_on", nullable=True),
        "number": Sort("x.id"),
        "institution": Sort("x.institution_id", parents=BY_INSTITUTION),
        "state": Sort("CASE x.state WHEN 'interest' THEN 1 WHEN 'enrolled' THEN 2 WHEN 'scheduled' THEN 3 WHEN 'held' THEN 4 ELSE 5 END"),
        "provider": Sort("lower(x.provider)", nullable=True),
        "enrolled": Sort("x.enrolled_on", nullable=True),
        "month": Sort("x.preferred_month", nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        texts=("team", "provider", "goal"),
        words={"state": SessionState, "audience": Audience},
        institution="SELECT id FROM learning_session WHERE institution_id IN ({found})",
        theme="SELECT session_id FROM session_theme WHERE theme_id IN ({found})",
    ),
    open_when="x.state NOT IN ('held', 'cancelled')",
    mine="x.institution_id IN (SELECT id FROM institution WHERE advisor_id = :me)",
    filters={
        "state": "x.state = :value",
        "theme": "x.id IN (SELECT session_id FROM session_theme WHERE theme_id = :value)",
        "provider": "x.provider = :value",
        "audience": "x.audience = :value",
        "institution": "x.institution_id = :value",
        "month": "x.preferred_month = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"theme", "institution"}),
    day="x.session_on",
    days={
        "planned": "CASE WHEN x.state = 'scheduled' THEN x.session_on END",
        "held": "CASE WHEN x.state = 'held' THEN x.session_on END",
        "enrolled": "x.enrolled_on",
    },
    texts={"provider": "x.provider"},
)
