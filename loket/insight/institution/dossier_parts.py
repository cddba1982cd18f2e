"""What there is to know about one institution, each thing read in one place: who it is, its people, requests, promises, talks, signals.

Everything is as the reader's viewer may see it; what leaves the house reads these with `reader.outside()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.lists.row_sql import lists_of
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    ConversationKind,
    InstitutionKind,
    InstitutionRole,
    Province,
    Reach,
    RecordKind,
    RequestState,
    SignalState,
    TrendState,
    Umbrella,
)
from loket.store.reader import Reader, as_date

MOST_OPEN = 200
"""How many open requests or promises are read; who has more needs a list."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Who an institution is. `merged_into` is set on one that was merged into another.

    `aliases` are its other names, each with the day until which it was the name, if it was.
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
    agb: str
    website: str
    role_since: date | None
    aliases: tuple[tuple[str, date | None], ...]
    split_from: tuple[int, str] | None
    split_into: tuple[tuple[int, str], ...]
    absorbed: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The shortest name that people use."""
        return self.short_name or self.name


def facts_of(reader: Reader, institution: int) -> Facts | None:
    """Who an institution is, or None when it is not there."""
    whole = reader.row(
        "SELECT o.id, coalesce(o.short_name, o.name) FROM institution x JOIN institution o ON o.id = x.split_from_id WHERE x.id = :id",
        id=institution,
    )
    split = "SELECT id, name FROM institution WHERE split_from_id = :id AND merged_into_id IS NULL ORDER BY id"
    parts = tuple((number, name) for number, name in reader.rows(split, id=institution))
    aliases = (
        "SELECT alias, former_until FROM institution_alias WHERE institution_id = :id ORDER BY former_until IS NOT NULL, lower(alias), id"
    )
    known = tuple((alias, as_date(until)) for alias, until in reader.rows(aliases, id=institution))
    labels = "SELECT g.name FROM institution_tag l JOIN tag g ON g.id = l.tag_id WHERE l.institution_id = :id ORDER BY lower(g.name)"
    tags = tuple(name for (name,) in reader.rows(labels, id=institution))
    absorbed = reader.rows("SELECT name FROM institution WHERE merged_into_id = :id ORDER BY name", id=institution)
    return reader.record(
        Facts,
        """SELECT x.id, x.name, coalesce(x.short_name, '') AS short_name, x.kind, x.umbrella, coalesce(x.city, '') AS city, x.province,
            x.role, x.phase, coalesce(x.epd_vendor, '') AS epd_vendor, coalesce(a.name, '') AS advisor, coalesce(s.name, '') AS stand_in,
            x.active, x.merged_into_id AS merged_into, x.closed_on, coalesce(x.agb, '') AS agb, coalesce(x.website, '') AS website,
            x.role_since
        FROM institution x LEFT JOIN advisor a ON a.id = x.advisor_id LEFT JOIN advisor s ON s.id = x.stand_in_id WHERE x.id = :id""",
        id=institution,
        filled={
            "split_from": lambda _row: None if whole is None else (whole[0], whole[1]),
            "split_into": lambda _row: parts,
            "aliases": lambda _row: known,
            "absorbed": lambda _row: tuple(name for (name,) in absorbed),
            "tags": lambda _row: tags,
        },
    )


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """The address of a document that belongs to the institution, or to one of its records."""

    id: int
    title: str
    url: str
    on_kind: RecordKind
    on_id: int


_OWN = ("support_request", "signal", "learning_session", "fit_gap_analysis", "wensenscan_response", "contact")


def documents_of(reader: Reader, institution: int) -> tuple[DocumentLink, ...]:
    """The documents of the institution itself, then those of its records, the newest first."""
    own = " UNION ALL ".join(
        f"SELECT '{kind.value}', x.id FROM {kind.table} x WHERE x.institution_id = :id AND {reader.viewer.sees()}"
        for kind in RecordKind
        if kind.table in _OWN
    )
    talks = f"""SELECT 'conversation', x.id FROM conversation x JOIN conversation_institution l ON l.conversation_id = x.id
        WHERE l.institution_id = :id AND {reader.viewer.sees()}"""
    return tuple(
        reader.records(
            DocumentLink,
            f"""WITH own (kind, id) AS (SELECT 'institution', x.id FROM institution x WHERE x.id = :id UNION ALL {own} UNION ALL {talks})
            SELECT x.id, coalesce(x.title, '') AS title, x.url, x.on_kind, x.on_id FROM link x
            JOIN own ON own.kind = x.on_kind AND own.id = x.on_id
            WHERE {reader.viewer.sees()} ORDER BY x.on_kind <> 'institution', x.id DESC""",
            id=institution,
        )
    )


@dataclass(frozen=True, slots=True)
class ContactPerson:
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


def contacts_of(reader: Reader, kind: RecordKind, number: int, *, there: bool = False) -> tuple[ContactPerson, ...]:
    """The contacts of an institution or a party by name, those who left last; only those who are `there` now when that is asked."""
    place = "FROM contact o LEFT JOIN institution i ON i.id = o.institution_id LEFT JOIN party p ON p.id = o.party_id"
    return tuple(
        reader.records(
            ContactPerson,
            f"""SELECT x.id, x.name, coalesce(x.function, '') AS function, x.audience, coalesce(x.email, '') AS email,
                coalesce(x.phone, '') AS phone, x.left_on,
                coalesce((SELECT min(coalesce(i.short_name, i.name, p.name)) {place} WHERE o.moved_from_id = x.id), '') AS now_at,
                coalesce((SELECT coalesce(i.short_name, i.name, p.name) {place} WHERE o.id = x.moved_from_id), '') AS came_from
            FROM contact x WHERE x.{kind.value}_id = :id AND x.erased_on IS NULL AND x.name IS NOT NULL AND {reader.viewer.sees()}
                {"AND x.left_on IS NULL" if there else ""} ORDER BY x.left_on IS NOT NULL, x.name, x.id""",
            id=number,
        )
    )


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request of the institution. `days` it has been there, `late` when it is open and past its day; `advisor` works on it.

    `contact_left` says that whom it is with has left.
    """

    id: int
    title: str
    state: RequestState
    received_on: date
    due_on: date | None
    closed_on: date | None
    late: bool
    days: int
    themes: tuple[int, ...]
    resolution: str
    advisor: str
    contact_left: bool
    institution_id: int

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.closed_on is None


def requests_of(reader: Reader, institution: int, today: date) -> tuple[RequestLine, ...]:
    """All its requests, the oldest first."""
    return _requests(reader, institution, today, "ORDER BY x.received_on, x.id")


def open_requests_of(reader: Reader, institution: int, today: date, most: int = MOST_OPEN) -> tuple[RequestLine, ...]:
    """Its open requests, those due first first, without a day last."""
    order = "ORDER BY x.due_on IS NULL, x.due_on, x.received_on, x.id"
    return _requests(reader, institution, today, f"AND x.closed_on IS NULL {order} LIMIT {int(most)}")


def _requests(reader: Reader, institution: int, today: date, narrowed: str) -> tuple[RequestLine, ...]:
    themes = lists_of(
        reader,
        "SELECT t.request_id, t.theme_id FROM request_theme t JOIN support_request x ON x.id = t.request_id "
        f"WHERE x.institution_id = {int(institution)} ORDER BY 1, 2",
    )
    return tuple(
        reader.records(
            RequestLine,
            f"""SELECT x.id, x.title, x.state, x.received_on, x.due_on, x.closed_on, x.closed_on IS NULL AND x.due_on < :today AS late,
                {reader.dialect.days_between("x.received_on", ":today")} AS days, coalesce(x.resolution, '') AS resolution,
                coalesce(a.name, '') AS advisor, c.left_on IS NOT NULL AS contact_left, x.institution_id
            FROM support_request x LEFT JOIN advisor a ON a.id = x.advisor_id LEFT JOIN contact c ON c.id = x.contact_id
            WHERE x.institution_id = :id AND {reader.viewer.sees()} {narrowed}""",
            id=institution,
            today=today,
            filled={"themes": lambda row: themes.get(row["id"], ())},
        )
    )


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up that is open, and the record that it is about."""

    id: int
    what: str
    due_on: date | None
    late: bool
    advisor: str
    on_kind: RecordKind | None
    on_id: int | None


def promises_of(reader: Reader, institution: int, today: date, most: int = MOST_OPEN) -> tuple[Promise, ...]:
    """What was promised and is not done, what is due first first, without a day last."""
    return tuple(
        reader.records(
            Promise,
            f"""SELECT x.id, x.what, x.due_on, x.due_on < :today AS late, coalesce(a.name, '') AS advisor, x.on_kind, x.on_id
            FROM follow_up x LEFT JOIN advisor a ON a.id = x.advisor_id
            WHERE x.institution_id = :id AND x.state = 'open' AND {reader.viewer.sees()}
            ORDER BY x.due_on IS NULL, x.due_on, x.id LIMIT :most""",
            id=institution,
            today=today,
            most=most,
        )
    )


@dataclass(frozen=True, slots=True)
class InstitutionConversation:
    """A conversation on the `day` that it was held, or is planned for."""

    id: int
    day: date
    time: str
    kind: ConversationKind | None
    channel: Channel | None
    minutes: int | None
    advisors: tuple[str, ...]
    subject: str
    summary: str
    agreements: str


def held_conversations_of(reader: Reader, institution: int, most: int = 1_000_000) -> tuple[InstitutionConversation, ...]:
    """The conversations that were held with it, the latest first."""
    held = "x.state = 'held' AND x.held_at IS NOT NULL"
    return _conversations(reader, institution, "held", f"{held} AND {reader.viewer.sees()} ORDER BY x.held_at DESC, x.id DESC", most=most)


def planned_conversations_of(reader: Reader, institution: int, today: date) -> tuple[InstitutionConversation, ...]:
    """Those to come, the first one first."""
    planned = f"x.state = 'planned' AND x.planned_at >= :today AND {reader.viewer.sees()}"
    return _conversations(reader, institution, "planned", f"{planned} ORDER BY x.planned_at, x.planned_time, x.id", today=today)


def _conversations(
    reader: Reader, institution: int, when: str, where: str, *, most: int = 1_000_000, **named: date
) -> tuple[InstitutionConversation, ...]:
    advisors = lists_of(
        reader,
        "SELECT c.conversation_id, a.name FROM conversation_advisor c JOIN advisor a ON a.id = c.advisor_id "
        "JOIN conversation_institution i ON i.conversation_id = c.conversation_id "
        f"WHERE i.institution_id = {int(institution)} ORDER BY 1, 2",
    )
    return tuple(
        reader.records(
            InstitutionConversation,
            f"""SELECT x.id, x.{when}_at AS day, coalesce(x.{when}_time, '') AS time, x.kind, x.channel, x.duration_min AS minutes,
                coalesce(x.subject, '') AS subject, coalesce(x.summary, '') AS summary, coalesce(x.agreements, '') AS agreements
            FROM conversation x JOIN conversation_institution l ON l.conversation_id = x.id
            WHERE l.institution_id = :id AND {where} LIMIT :most""",
            {"id": institution, "most": most, **named},
            filled={"advisors": lambda row: advisors.get(row["id"], ())},
        )
    )


@dataclass(frozen=True, slots=True)
class InstitutionSignal:
    """A signal that the institution gave, the trend that it became part of, and where it was heard."""

    id: int
    recorded_on: date
    description: str
    obstacle: str
    reach: Reach | None
    state: SignalState
    trend: str
    trend_state: TrendState | None
    conversation_id: int | None
    response_id: int | None
    session_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether something is to become of it."""
        return self.state not in (SignalState.CLOSED, SignalState.REJECTED)


def signals_of(reader: Reader, institution: int) -> tuple[InstitutionSignal, ...]:
    """What it told the loket, the latest first."""
    return tuple(
        reader.records(
            InstitutionSignal,
            f"""SELECT x.id, x.recorded_on, coalesce(x.description, '') AS description, coalesce(o.label, '') AS obstacle, x.reach, x.state,
                coalesce(t.title, '') AS trend, t.state AS trend_state, x.conversation_id, x.response_id, x.session_id
            FROM signal x LEFT JOIN obstacle o ON o.id = x.obstacle_id
            LEFT JOIN trend t ON t.id = x.trend_id AND {reader.viewer.sees("t")}
            WHERE x.institution_id = :id AND {reader.viewer.sees()} ORDER BY x.recorded_on DESC, x.id DESC""",
            id=institution,
        )
    )
