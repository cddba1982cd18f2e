"""What the loket and one institution did together, for the institution itself: nothing confidential, nothing of the loket's own.

Left out besides confidential records: notes that are no lesson, signals, verdicts, what was said in conversations, who left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from loket.insight.access import confidential_among
from loket.insight.blueprints import shareable_lessons
from loket.insight.fitgap import ReportedAnalysis, reported_analysis
from loket.insight.lists.lessons import LessonRow
from loket.insight.lists.listing import View
from loket.insight.lists.rows import lists_of, word
from loket.models.words import Audience, Helped, RecordKind, ReferralState, RequestState, SdmScope, SessionState, YesNo
from loket.store.reader import Reader, as_date

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and what came of it; `who` works on it at the loket."""

    title: str
    received_on: date
    themes: tuple[int, ...]
    state: RequestState
    closed_on: date | None
    due_on: date | None
    resolution: str
    who: str

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Given:
    """An offering that the institution was referred to, or that was handed out to it; whether it was used and helped."""

    offering: str
    provider: str
    url: str
    on: date
    request: str
    state: ReferralState
    helped: Helped | None


@dataclass(frozen=True, slots=True)
class Session:
    """A learning session of one of its teams."""

    on: date | None
    team: str
    provider: str
    participants: int | None
    state: SessionState
    evaluation: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What one audience answered in a round of the WensenScan."""

    round: str
    audience: Audience | None
    on: date | None
    scope: SdmScope | None
    uses_info: YesNo | None
    themes: tuple[int, ...]
    obstacles: tuple[str, ...]
    ambition: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up that is open."""

    what: str
    due_on: date | None
    who: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A contact who is there now."""

    name: str
    function: str
    audience: Audience | None
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All of it. `talks` are the conversations that were held, the latest on `last_talk`."""

    institution: str
    advisor: str
    talks: int
    last_talk: date | None
    asked: tuple[Asked, ...]
    given: tuple[Given, ...]
    lessons: tuple[LessonRow, ...]
    sessions: tuple[Session, ...]
    analyses: tuple[ReportedAnalysis, ...]
    answers: tuple[Answered, ...]
    promises: tuple[Promise, ...]
    contacts: tuple[Someone, ...]
    themes: tuple[tuple[int, str], ...]


def handover(reader: Reader, institution: int, today: date) -> Handover | None:
    """What may be told to an institution about itself; None when there is no such institution."""
    row = reader.row("SELECT i.name, a.name FROM institution i LEFT JOIN advisor a ON a.id = i.advisor_id WHERE i.id = :id", id=institution)
    if row is None:
        return None
    read = _Of(reader, institution, today)
    talks, last = read.talks()
    themes = tuple((number, label) for number, label in reader.rows("SELECT id, label FROM theme ORDER BY id"))
    return Handover(
        row[0], row[1] or "", talks, last, read.asked(), read.given(), read.lessons(), read.sessions(), read.analyses(), read.answers(),
        read.promises(), read.contacts(), themes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Of:
    """Reads the parts of one institution."""

    reader: Reader
    institution: int
    today: date

    def _rows(self, make: Callable[..., T], sql: str) -> tuple[T, ...]:
        found = self.reader.rows(sql.replace("{visible}", self.reader.viewer.outside().sees()), id=self.institution)
        return tuple(make(*row) for row in found)

    def talks(self) -> tuple[int, date | None]:
        many, last = self._rows(
            lambda many, last: (many, as_date(last)),
            "SELECT count(*), max(x.held_at) FROM conversation x JOIN conversation_institution c ON c.conversation_id = x.id "
            "WHERE c.institution_id = :id AND x.state = 'held' AND {visible}",
        )[0]
        return many, last

    def asked(self) -> tuple[Asked, ...]:
        themes = lists_of(
            self.reader,
            "SELECT t.request_id, t.theme_id FROM request_theme t JOIN support_request x ON x.id = t.request_id "
            f"WHERE x.institution_id = {self.institution} ORDER BY 1, 2",
        )

        def make(number: int, title: str, received: str | date, state: str, closed: str | date | None, due: str | date | None,
                 resolution: str | None, who: str | None) -> Asked:  # fmt: skip
            day = as_date(received) or date.min
            return Asked(
                title, day, themes.get(number, ()), RequestState(state), as_date(closed), as_date(due), resolution or "", who or ""
            )

        return self._rows(
            make,
            "SELECT x.id, x.title, x.received_on, x.state, x.closed_on, x.due_on, x.resolution, a.name FROM support_request x "
            "LEFT JOIN advisor a ON a.id = x.advisor_id WHERE x.institution_id = :id AND {visible} ORDER BY x.received_on, x.id",
        )

    def given(self) -> tuple[Given, ...]:
        def make(title: str, provider: str | None, url: str | None, day: str | date, request: str | None, state: str,
                 helped: str | None) -> Given:  # fmt: skip
            on = as_date(day) or date.min
            return Given(title, provider or "", url or "", on, request or "", ReferralState(state), word(Helped, helped))

        seen = self.reader.viewer.outside().sees("r")
        shown = self.reader.viewer.outside().sees("o")
        return self._rows(
            make,
            "SELECT o.title, o.provider, o.url, x.referred_on, r.title, x.state, x.helped FROM referral x "
            "JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id "
            f"WHERE coalesce(x.institution_id, r.institution_id) = :id AND {{visible}} AND {shown} AND (r.id IS NULL OR {seen}) "
            "ORDER BY x.referred_on, x.id",
        )

    def lessons(self) -> tuple[LessonRow, ...]:
        view = View(sort="written").filtered("institution", str(self.institution))
        return tuple(shareable_lessons(self.reader, view, self.today))

    def sessions(self) -> tuple[Session, ...]:
        def make(day: str | date | None, team: str | None, provider: str | None, many: int | None, state: str, told: str | None) -> Session:
            return Session(as_date(day), team or "", provider or "", many, SessionState(state), told or "")

        return self._rows(
            make,
            "SELECT x.session_on, x.team, x.provider, x.participants, x.state, x.evaluation FROM learning_session x "
            "WHERE x.institution_id = :id AND x.state <> 'cancelled' AND {visible} ORDER BY x.session_on IS NULL, x.session_on, x.id",
        )

    def analyses(self) -> tuple[ReportedAnalysis, ...]:
        numbers: Sequence[int] = self._rows(
            int, "SELECT x.id FROM fit_gap_analysis x WHERE x.institution_id = :id AND {visible} ORDER BY x.id"
        )
        return tuple(reported_analysis(self.reader, number, self.today) for number in numbers)

    def answers(self) -> tuple[Answered, ...]:
        mine = f"SELECT id FROM wensenscan_response WHERE institution_id = {self.institution}"
        themes = lists_of(self.reader, f"SELECT response_id, theme_id FROM response_theme WHERE response_id IN ({mine}) ORDER BY 1, 2")
        obstacles = lists_of(
            self.reader,
            "SELECT ro.response_id, o.label FROM response_obstacle ro JOIN obstacle o ON o.id = ro.obstacle_id "
            f"WHERE ro.response_id IN ({mine}) ORDER BY 1, o.id",
        )

        def make(number: int, name: str, audience: str | None, day: str | date | None, scope: str | None, uses: str | None,
                 ambition: str | None) -> Answered:  # fmt: skip
            return Answered(
                name, word(Audience, audience), as_date(day), word(SdmScope, scope), word(YesNo, uses), themes.get(number, ()),
                obstacles.get(number, ()), ambition or "",
            )  # fmt: skip

        return self._rows(
            make,
            "SELECT x.id, w.name, x.audience, x.submitted_on, x.sdm_scope, x.uses_outcome_info, x.ambition FROM wensenscan_response x "
            "JOIN wensenscan_round w ON w.id = x.round_id WHERE x.institution_id = :id AND {visible} "
            "ORDER BY w.id, x.submitted_on IS NULL, x.submitted_on, x.id",
        )

    def promises(self) -> tuple[Promise, ...]:
        rows = self.reader.rows(
            "SELECT x.what, x.due_on, a.name, x.on_kind, x.on_id FROM follow_up x LEFT JOIN advisor a ON a.id = x.advisor_id "
            f"WHERE x.institution_id = :id AND x.state = 'open' AND {self.reader.viewer.outside().sees()} "
            "ORDER BY x.due_on IS NULL, x.due_on, x.id",
            id=self.institution,
        )
        hidden = confidential_among(self.reader, ((RecordKind(row[3]), row[4]) for row in rows if row[3] is not None))
        return tuple(Promise(what, as_date(due), who or "") for what, due, who, kind, number in rows if (kind, number) not in hidden)

    def contacts(self) -> tuple[Someone, ...]:
        return self._rows(
            lambda name, function, audience, email, phone: Someone(
                name, function or "", word(Audience, audience), email or "", phone or ""
            ),
            "SELECT x.name, x.function, x.audience, x.email, x.phone FROM contact x WHERE x.institution_id = :id AND x.left_on IS NULL "
            "AND x.erased_on IS NULL AND x.name IS NOT NULL AND {visible} ORDER BY x.name, x.id",
        )
