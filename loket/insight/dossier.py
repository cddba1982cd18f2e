"""Everything about one institution: who it is, the next step, its people, its answers, what is open, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.conversation_context import conversation_context
from loket.insight.lists.rows import word
from loket.insight.survey_answers import Survey
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    ConversationKind,
    InstitutionKind,
    InstitutionRole,
    Province,
    RecordKind,
    RequestState,
    Umbrella,
)
from loket.store.reader import Reader, as_date

if TYPE_CHECKING:
    from loket.store.database import Store

_MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """Who the institution is. `merged_into` is set on one that was merged into another.

    `split_from` and `split_into` are numbers and names; `absorbed` the names of those that were merged into this one.
    """

    id: int
    name: str
    short_name: str
    kind: InstitutionKind | None
    umbrella: Umbrella | None
    city: str
    province: Province | None
    role: InstitutionRole | None
    phase: AdoptionPhase | None
    epd_vendor: str
    advisor: str
    stand_in: str
    active: bool
    merged_into: int | None
    closed_on: date | None
    split_from: tuple[int, str] | None
    split_into: tuple[tuple[int, str], ...]
    absorbed: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The shortest name that people use."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done first: a promise, a planned talk or a due request."""

    kind: RecordKind
    id: int
    day: date | None
    time: str
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, also one who left. `now_at` is where they went, `came_from` where they worked before."""

    id: int
    name: str
    function: str
    audience: Audience | None
    email: str
    phone: str
    left_on: date | None
    now_at: str
    came_from: str


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that is not closed, how many days it has been there, and whether whom it is with has left."""

    id: int
    title: str
    state: RequestState
    due_on: date | None
    late: bool
    days: int
    contact_left: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where this institution stands in the list that it was opened from."""

    place: int
    of: int
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it but the timeline, which comes in pages."""

    facts: Facts
    next_step: NextStep | None
    people: tuple[Person, ...]
    survey: Survey | None
    requests: tuple[OpenRequest, ...]
    neighbours: Neighbours


def dossier(store: Store, institution: int, among: Sequence[int] = ()) -> Dossier | None:
    """The dossier of an institution, or None when it is not there. `among` are the institutions of the list it was opened from."""
    today = store.today
    with store.read() as reader:
        facts = facts_of(reader, institution)
        if facts is None:
            return None
        visible = reader.viewer.sees()
        base = (
            _next_step(reader, institution, today, visible),
            _people(reader, institution, visible),
            _requests(reader, institution, today, visible),
            _neighbours(reader, institution, among),
        )
    context = conversation_context(store, (institution,))
    survey = context.institutions[0].survey if context.institutions else None
    next_step, people, requests, neighbours = base
    return Dossier(facts, next_step, people, survey, requests, neighbours)


def facts_of(reader: Reader, institution: int) -> Facts | None:
    """Who an institution is, or None when it is not there."""
    row = reader.row(
        """SELECT x.id, x.name, x.short_name, x.kind, x.umbrella, x.city, x.province, x.role, x.phase, x.epd_vendor,
               a.name, s.name, x.active, x.merged_into_id, x.closed_on, o.id, coalesce(o.short_name, o.name)
           FROM institution x LEFT JOIN institution o ON o.id = x.split_from_id
           LEFT JOIN advisor a ON a.id = x.advisor_id LEFT JOIN advisor s ON s.id = x.stand_in_id WHERE x.id = :id""",
        id=institution,
    )
    if row is None:
        return None
    number, name, short, kind, umbrella, city, province, role, phase, epd, advisor, stand_in, active, merged, closed, whole, of = row
    parts = reader.rows("SELECT id, name FROM institution WHERE split_from_id = :id AND merged_into_id IS NULL ORDER BY id", id=number)
    absorbed = reader.rows("SELECT name FROM institution WHERE merged_into_id = :id ORDER BY name", id=number)
    return Facts(
        number, name, short or "", word(InstitutionKind, kind), word(Umbrella, umbrella), city or "", word(Province, province),
        word(InstitutionRole, role), word(AdoptionPhase, phase), epd or "", advisor or "", stand_in or "", bool(active), merged,
        as_date(closed), None if whole is None else (whole, of), tuple((part[0], part[1]) for part in parts),
        tuple(one for (one,) in absorbed),
    )  # fmt: skip


def _next_step(reader: Reader, institution: int, today: date, visible: str) -> NextStep | None:
    rows = reader.rows(
        f"""SELECT 'follow_up', x.id, x.due_on, NULL, x.what FROM follow_up x
            WHERE x.institution_id = :id AND x.state = 'open' AND x.due_on IS NOT NULL AND {visible}
            UNION ALL
            SELECT 'conversation', x.id, x.planned_at, x.planned_time, coalesce(x.subject, x.kind) FROM conversation x
            JOIN conversation_institution ci ON ci.conversation_id = x.id
            WHERE ci.institution_id = :id AND x.state = 'planned' AND x.planned_at IS NOT NULL AND {visible}
            UNION ALL
            SELECT 'request', x.id, x.due_on, NULL, x.title FROM support_request x
            WHERE x.institution_id = :id AND x.closed_on IS NULL AND x.due_on IS NOT NULL AND {visible}
            ORDER BY 3, 1, 2 LIMIT 1""",
        id=institution,
    )
    if not rows:
        return None
    kind, number, day_text, time, text = rows[0]
    day = as_date(day_text)
    return NextStep(RecordKind(kind), number, day, time or "", text or "", day is not None and day < today)


_ELSEWHERE = "FROM contact o LEFT JOIN institution i ON i.id = o.institution_id LEFT JOIN party p ON p.id = o.party_id"


def _people(reader: Reader, institution: int, visible: str) -> tuple[Person, ...]:
    rows = reader.rows(
        f"""SELECT id, name, function, audience, email, phone, left_on,
               (SELECT min(coalesce(i.short_name, i.name, p.name)) {_ELSEWHERE} WHERE o.moved_from_id = x.id),
               (SELECT coalesce(i.short_name, i.name, p.name) {_ELSEWHERE} WHERE o.id = x.moved_from_id)
           FROM contact x
           WHERE institution_id = :id AND erased_on IS NULL AND name IS NOT NULL AND {visible} ORDER BY left_on IS NOT NULL, name, id""",
        id=institution,
    )
    return tuple(
        Person(number, name, function or "", word(Audience, audience), email or "", phone or "", as_date(left), now or "", before or "")
        for number, name, function, audience, email, phone, left, now, before in rows
    )


def _requests(reader: Reader, institution: int, today: date, visible: str) -> tuple[OpenRequest, ...]:
    rows = reader.rows(
        f"""SELECT x.id, x.title, x.state, x.due_on, x.received_on, c.left_on
            FROM support_request x LEFT JOIN contact c ON c.id = x.contact_id
            WHERE x.institution_id = :id AND x.closed_on IS NULL AND {visible}
            ORDER BY x.due_on IS NULL, x.due_on, x.received_on, x.id LIMIT :most""",
        id=institution,
        most=_MOST_OPEN,
    )
    found = []
    for number, title, state, due_text, received_text, left in rows:
        due, received = as_date(due_text), as_date(received_text)
        days = (today - received).days if received else 0
        found.append(OpenRequest(number, title, RequestState(state), due, due is not None and due < today, days, left is not None))
    return tuple(found)


def _neighbours(reader: Reader, institution: int, among: Sequence[int]) -> Neighbours:
    order = list(among)
    if institution not in order:
        order = [number for (number,) in reader.rows("SELECT id FROM institution WHERE active ORDER BY lower(name), id")]
    if institution not in order:
        return Neighbours(1, 1, None, None)
    place = order.index(institution)
    before = order[place - 1] if place else None
    after = order[place + 1] if place + 1 < len(order) else None
    return Neighbours(place + 1, len(order), before, after)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline, as it stands in the database; screens put it into words.

    By kind: `what` is a title, summary, team or round; `detail` a channel, offering, audience or obstacle's reach.
    """

    kind: RecordKind
    id: int
    day: date | None
    what: str
    detail: str
    state: str
    advisor: str
    number: int | None
    others: tuple[int, int]

    @property
    def channel(self) -> Channel | None:
        """How a conversation was held."""
        return word(Channel, self.detail or None) if self.kind is RecordKind.CONVERSATION else None

    @property
    def conversation_kind(self) -> ConversationKind | None:
        """Why a conversation without a summary was held: its kind stands in `what`."""
        known = {kind.value for kind in ConversationKind}
        return ConversationKind(self.what) if self.kind is RecordKind.CONVERSATION and self.what in known else None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some happenings, newest first; `total` with the filter, `of` without it."""

    happenings: tuple[Happening, ...]
    total: int
    of: int


_SHORT = 300
_ADVISOR = "(SELECT a.name FROM advisor a WHERE a.id = x.advisor_id)"
_TALKER = "(SELECT min(a.name) FROM conversation_advisor ca JOIN advisor a ON a.id = ca.advisor_id WHERE ca.conversation_id = x.id)"

# kind, id, day, what, detail, state, advisor, number, count of requests, count of signals
_HAPPENINGS = (
    f"""SELECT 'conversation', x.id, coalesce(x.held_at, x.planned_at),
        coalesce(nullif(substr(x.summary, 1, {_SHORT}), ''), x.subject, x.kind),
        x.channel, x.state, {_TALKER}, x.duration_min,
        (SELECT count(*) FROM support_request r WHERE r.conversation_id = x.id),
        (SELECT count(*) FROM signal s WHERE s.conversation_id = x.id)
        FROM conversation x JOIN conversation_institution ci ON ci.conversation_id = x.id WHERE ci.institution_id = :id""",
    f"""SELECT 'request', x.id, x.received_on, x.title, x.outcome_info, x.state, {_ADVISOR}, NULL, 0, 0
        FROM support_request x WHERE x.institution_id = :id""",
    f"""SELECT 'referral', x.id, x.referred_on, o.title, x.helped, x.state, {_ADVISOR}, x.request_id, 0, 0
        FROM referral x JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
        WHERE coalesce(x.institution_id, r.institution_id) = :id""",
    f"""SELECT 'signal', x.id, x.recorded_on, coalesce(substr(x.description, 1, {_SHORT}), ob.label), x.reach, x.state,
        {_ADVISOR}, x.trend_id, 0, 0
        FROM signal x LEFT JOIN obstacle ob ON ob.id = x.obstacle_id WHERE x.institution_id = :id""",
    """SELECT 'session', x.id, coalesce(x.session_on, x.enrolled_on), x.team, x.audience, x.state, x.provider, x.participants, 0, 0
        FROM learning_session x WHERE x.institution_id = :id""",
    """SELECT 'response', x.id, x.submitted_on, w.name, x.audience, NULL, NULL, NULL, 0, 0
        FROM wensenscan_response x JOIN wensenscan_round w ON w.id = x.round_id WHERE x.institution_id = :id""",
    """SELECT 'fitgap', x.id, coalesce(x.discussed_on, x.reported_on, x.started_on), o.name, NULL, x.state, NULL, NULL, 0, 0
        FROM fit_gap_analysis x JOIN outcome_set o ON o.id = x.outcome_set_id WHERE x.institution_id = :id""",
    f"""SELECT 'note', x.id, x.written_on, substr(x.text, 1, {_SHORT}), x.kind, NULL, {_ADVISOR}, NULL, 0, 0
        FROM note x WHERE x.institution_id = :id""",
    f"""SELECT 'follow_up', x.id, x.done_on, x.what, x.result, x.state, {_ADVISOR}, NULL, 0, 0
        FROM follow_up x WHERE x.institution_id = :id AND x.done_on IS NOT NULL""",
    """SELECT 'event', x.id, x.event_on, x.title, x.kind, NULL, NULL, NULL, 0, 0
        FROM event x JOIN event_institution e ON e.event_id = x.id WHERE e.institution_id = :id""",
)  # fmt: skip


def timeline(store: Store, institution: int, offset: int = 0, size: int = 100, text: str = "") -> TimelinePage:
    """A page of what happened at an institution, newest first; `text` keeps what holds each of its words."""
    with store.read() as reader:
        visible = reader.viewer.sees()
        union = " UNION ALL ".join(f"{select} AND {visible}" for select in _HAPPENINGS)
        columns = "(kind, id, day, what, detail, state, advisor, number, requests, signals)"
        parameters: dict[str, object] = {"id": institution}
        conditions = []
        for place, part in enumerate(text.casefold().split()[:8]):
            escaped = part.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            conditions.append(f"lower(coalesce(what, '') || ' ' || coalesce(advisor, '') || ' ' || kind) LIKE :w{place} ESCAPE '!'")
            parameters[f"w{place}"] = f"%{escaped}%"
        found = f"WITH h {columns} AS ({union})"
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        of = reader.value(f"{found} SELECT count(*) FROM h", {"id": institution})
        total = reader.value(f"{found} SELECT count(*) FROM h {where}", parameters) if conditions else of
        rows = reader.rows(
            f"{found} SELECT kind, id, day, what, detail, state, advisor, number, requests, signals FROM h {where} "
            "ORDER BY day IS NULL, day DESC, kind, id DESC LIMIT :size OFFSET :skip",
            {**parameters, "size": size, "skip": offset},
        )
    happenings = tuple(
        Happening(RecordKind(kind), number, as_date(day), what or "", detail or "", state or "", who or "", count, (int(v), int(s)))
        for kind, number, day, what, detail, state, who, count, v, s in rows
    )
    return TimelinePage(happenings, int(total), int(of))
