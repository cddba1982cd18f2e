"""What the loket and one institution did together, for the institution itself: nothing confidential, nothing of the loket's own.

Left out besides confidential records: notes that are no lesson, signals, verdicts, what was said in conversations, who left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.fitgap import ReportedAnalysis, reported_analysis
from loket.insight.institution.dossier_parts import (
    ContactPerson,
    Promise,
    RequestLine,
    contacts_of,
    promises_of,
    requests_of,
)
from loket.insight.lessons import shareable_lessons
from loket.insight.lists.lessons import LessonRow
from loket.insight.lists.listing import View
from loket.insight.lists.row_sql import lists_of
from loket.insight.shareable import confidential_among
from loket.models.words import Audience, Helped, RecordKind, ReferralState, SdmScope, SessionState, YesNo
from loket.store.reader import Reader, as_date

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """An offering that the institution was referred to, or that was handed out to it; whether it was used and helped."""

    offering: str
    provider: str
    url: str
    referred_on: date
    request: str
    state: ReferralState
    helped: Helped | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A learning session of one of its teams."""

    session_on: date | None
    team: str
    provider: str
    participants: int | None
    state: SessionState
    evaluation: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """What one audience answered in a round of the WensenScan."""

    id: int
    round: str
    audience: Audience | None
    submitted_on: date | None
    sdm_scope: SdmScope | None
    uses_outcome_info: YesNo | None
    themes: tuple[int, ...]
    obstacles: tuple[str, ...]
    ambition: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All of it. `talks` are the conversations that were held, the latest on `last_talk`."""

    institution: str
    advisor: str
    talks: int
    last_talk: date | None
    requests: tuple[RequestLine, ...]
    referrals: tuple[ReferralLine, ...]
    lessons: tuple[LessonRow, ...]
    sessions: tuple[SessionLine, ...]
    analyses: tuple[ReportedAnalysis, ...]
    responses: tuple[ResponseLine, ...]
    promises: tuple[Promise, ...]
    contacts: tuple[ContactPerson, ...]
    themes: tuple[tuple[int, str], ...]


def handover(reader: Reader, institution: int, today: date) -> Handover | None:
    """What may be told to an institution about itself; None when there is no such institution."""
    reader = reader.outside()
    row = reader.row("SELECT i.name, a.name FROM institution i LEFT JOIN advisor a ON a.id = i.advisor_id WHERE i.id = :id", id=institution)
    if row is None:
        return None
    talks, last = reader.rows(
        f"""SELECT count(*), max(x.held_at) FROM conversation x JOIN conversation_institution c ON c.conversation_id = x.id
        WHERE c.institution_id = :id AND x.state = 'held' AND {reader.viewer.sees()}""",
        id=institution,
    )[0]
    analyses = f"SELECT x.id FROM fit_gap_analysis x WHERE x.institution_id = :id AND {reader.viewer.sees()} ORDER BY x.id"
    promises = promises_of(reader, institution, today, _ALL)
    hidden = confidential_among(reader, ((one.on_kind, one.on_id) for one in promises if one.on_kind and one.on_id))
    return Handover(
        row[0],
        row[1] or "",
        talks,
        as_date(last),
        requests_of(reader, institution, today),
        _referrals(reader, institution),
        tuple(shareable_lessons(reader, View(sort="written").filtered("institution", str(institution)), today)),
        _sessions(reader, institution),
        tuple(reported_analysis(reader, number, today) for (number,) in reader.rows(analyses, id=institution)),
        _responses(reader, institution),
        tuple(one for one in promises if (one.on_kind, one.on_id) not in hidden),
        contacts_of(reader, RecordKind.INSTITUTION, institution, there=True),
        tuple((number, label) for number, label in reader.rows("SELECT id, label FROM theme ORDER BY id")),
    )


def _referrals(reader: Reader, institution: int) -> tuple[ReferralLine, ...]:
    sees = reader.viewer.sees
    return tuple(
        reader.records(
            ReferralLine,
            f"""SELECT o.title AS offering, coalesce(o.provider, '') AS provider, coalesce(o.url, '') AS url, x.referred_on,
                coalesce(r.title, '') AS request, x.state, x.helped
            FROM referral x JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
            WHERE coalesce(x.institution_id, r.institution_id) = :id AND {sees()} AND {sees("o")} AND (r.id IS NULL OR {sees("r")})
            ORDER BY x.referred_on, x.id""",
            id=institution,
        )
    )


def _sessions(reader: Reader, institution: int) -> tuple[SessionLine, ...]:
    return tuple(
        reader.records(
            SessionLine,
            f"""SELECT x.session_on, coalesce(x.team, '') AS team, coalesce(x.provider, '') AS provider, x.participants, x.state,
                coalesce(x.evaluation, '') AS evaluation
            FROM learning_session x WHERE x.institution_id = :id AND x.state <> 'cancelled' AND {reader.viewer.sees()}
            ORDER BY x.session_on IS NULL, x.session_on, x.id""",
            id=institution,
        )
    )


def _responses(reader: Reader, institution: int) -> tuple[ResponseLine, ...]:
    own = f"SELECT id FROM wensenscan_response WHERE institution_id = {int(institution)}"
    themes = lists_of(reader, f"SELECT response_id, theme_id FROM response_theme WHERE response_id IN ({own}) ORDER BY 1, 2")
    obstacles = lists_of(
        reader,
        "SELECT ro.response_id, o.label FROM response_obstacle ro JOIN obstacle o ON o.id = ro.obstacle_id "
        f"WHERE ro.response_id IN ({own}) ORDER BY 1, o.id",
    )
    return tuple(
        reader.records(
            ResponseLine,
            f"""SELECT x.id, w.name AS round, x.audience, x.submitted_on, x.sdm_scope, x.uses_outcome_info,
                coalesce(x.ambition, '') AS ambition
            FROM wensenscan_response x JOIN wensenscan_round w ON w.id = x.round_id
            WHERE x.institution_id = :id AND {reader.viewer.sees()} ORDER BY w.id, x.submitted_on IS NULL, x.submitted_on, x.id""",
            id=institution,
            filled={"themes": lambda row: themes.get(row["id"], ()), "obstacles": lambda row: obstacles.get(row["id"], ())},
        )
    )
