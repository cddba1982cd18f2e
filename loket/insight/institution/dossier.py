"""The dossier of an institution: the next step, its people, its answers, what is open, and what happened; and a brief of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.institution.dossier_parts import (
    ContactPerson,
    DocumentLink,
    Facts,
    InstitutionConversation,
    InstitutionSignal,
    Promise,
    RequestLine,
    contacts_of,
    documents_of,
    facts_of,
    held_conversations_of,
    open_requests_of,
    promises_of,
    signals_of,
)
from loket.insight.institution.survey import Survey, survey_of
from loket.insight.lists.query import FIELDS, Term, parse
from loket.insight.lists.row_sql import word
from loket.insight.lists.terms import what_called
from loket.insight.lists.word_search import like
from loket.insight.work.work_items import WorkItem
from loket.insight.work.work_queue import work_at
from loket.language import _
from loket.language.day_ranges import understand_days
from loket.language.name_ranking import folded
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import (
    Audience,
    Channel,
    ConversationKind,
    EventKind,
    Helped,
    NoteKind,
    OutcomeInfo,
    Reach,
    RecordKind,
    Word,
)
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

_FEW = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done first: a promise, a planned talk or a due request."""

    kind: RecordKind
    id: int
    day: date
    time: str
    text: str
    late: bool


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
    people: tuple[ContactPerson, ...]
    survey: Survey | None
    requests: tuple[RequestLine, ...]
    actions: tuple[WorkItem, ...]
    documents: tuple[DocumentLink, ...]
    neighbours: Neighbours


def dossier(store: Store, institution: int, among: Sequence[int] = ()) -> Dossier | None:
    """The dossier of an institution, or None when it is not there. `among` are the institutions of the list it was opened from."""
    today = store.today
    with store.read() as reader:
        facts = facts_of(reader, institution)
        if facts is None:
            return None
        return Dossier(
            facts,
            _next_step(reader, institution, today),
            contacts_of(reader, RecordKind.INSTITUTION, institution),
            survey_of(reader, institution),
            open_requests_of(reader, institution, today),
            work_at(reader, institution, today),
            documents_of(reader, institution),
            _neighbours(reader, institution, among),
        )


def _next_step(reader: Reader, institution: int, today: date) -> NextStep | None:
    visible = reader.viewer.sees()
    return reader.record(
        NextStep,
        f"""SELECT kind, id, day, coalesce(time, '') AS time, coalesce(text, '') AS text, day < :today AS late FROM (
            SELECT 'follow_up' AS kind, x.id AS id, x.due_on AS day, CAST(NULL AS text) AS time, x.what AS text FROM follow_up x
            WHERE x.institution_id = :id AND x.state = 'open' AND x.due_on IS NOT NULL AND {visible}
            UNION ALL
            SELECT 'conversation', x.id, x.planned_at, x.planned_time, coalesce(x.subject, x.kind) FROM conversation x
            JOIN conversation_institution ci ON ci.conversation_id = x.id
            WHERE ci.institution_id = :id AND x.state = 'planned' AND x.planned_at IS NOT NULL AND {visible}
            UNION ALL
            SELECT 'request', x.id, x.due_on, NULL, x.title FROM support_request x
            WHERE x.institution_id = :id AND x.closed_on IS NULL AND x.due_on IS NOT NULL AND {visible}
        ) step ORDER BY day, kind, id LIMIT 1""",
        id=institution,
        today=today,
    )


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
class Brief:
    """An institution at a glance: whom to call, the last talk, the promise that is due first, a few open requests, the latest signal."""

    facts: Facts
    contact: ContactPerson | None
    last: InstitutionConversation | None
    promise: Promise | None
    requests: tuple[RequestLine, ...]
    signal: InstitutionSignal | None


def brief(store: Store, institution: int) -> Brief | None:
    """One institution at a glance, or None when it is not there."""
    with store.read() as reader:
        facts = facts_of(reader, institution)
        if facts is None:
            return None
        people = contacts_of(reader, RecordKind.INSTITUTION, institution, there=True)
        return Brief(
            facts,
            min(people, key=lambda one: (not one.phone, one.id), default=None),
            next(iter(held_conversations_of(reader, institution, most=1)), None),
            next(iter(promises_of(reader, institution, store.today, most=1)), None),
            open_requests_of(reader, institution, store.today, most=_FEW),
            next((one for one in signals_of(reader, institution) if one.is_open), None),
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline, as it stands in the database; screens put it into words.

    By kind: `what` is a title, summary, team or round; `detail` a channel, offering, audience or obstacle's reach.
    `requests` and `signals` came out of a conversation.
    """

    kind: RecordKind
    id: int
    day: date | None
    what: str
    detail: str
    state: str
    advisor: str
    number: int | None
    requests: int
    signals: int
    confidential: bool

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

# kind, id, day, what, detail, state, advisor, number, count of requests, count of signals, confidential
_HAPPENINGS = (
    f"""SELECT 'conversation', x.id, coalesce(x.held_at, x.planned_at),
        coalesce(nullif(substr(x.summary, 1, {_SHORT}), ''), x.subject, x.kind),
        x.channel, x.state, {_TALKER}, x.duration_min,
        (SELECT count(*) FROM support_request r WHERE r.conversation_id = x.id),
        (SELECT count(*) FROM signal s WHERE s.conversation_id = x.id), x.confidential
        FROM conversation x JOIN conversation_institution ci ON ci.conversation_id = x.id WHERE ci.institution_id = :id""",
    f"""SELECT 'request', x.id, x.received_on, x.title, x.outcome_info, x.state, {_ADVISOR}, NULL, 0, 0, x.confidential
        FROM support_request x WHERE x.institution_id = :id""",
    f"""SELECT 'referral', x.id, x.referred_on, o.title, x.helped, x.state, {_ADVISOR}, x.request_id, 0, 0, x.confidential
        FROM referral x JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
        WHERE coalesce(x.institution_id, r.institution_id) = :id""",
    f"""SELECT 'signal', x.id, x.recorded_on, coalesce(substr(x.description, 1, {_SHORT}), ob.label), x.reach, x.state,
        {_ADVISOR}, x.trend_id, 0, 0, x.confidential
        FROM signal x LEFT JOIN obstacle ob ON ob.id = x.obstacle_id WHERE x.institution_id = :id""",
    """SELECT 'session', x.id, coalesce(x.session_on, x.enrolled_on), x.team, x.audience, x.state, x.provider, x.participants,
        0, 0, x.confidential
        FROM learning_session x WHERE x.institution_id = :id""",
    """SELECT 'response', x.id, x.submitted_on, w.name, x.audience, NULL, NULL, NULL, 0, 0, x.confidential
        FROM wensenscan_response x JOIN wensenscan_round w ON w.id = x.round_id WHERE x.institution_id = :id""",
    """SELECT 'fitgap', x.id, coalesce(x.discussed_on, x.reported_on, x.started_on), o.name, NULL, x.state, NULL, NULL,
        0, 0, x.confidential
        FROM fit_gap_analysis x JOIN outcome_set o ON o.id = x.outcome_set_id WHERE x.institution_id = :id""",
    f"""SELECT 'note', x.id, x.written_on, substr(x.text, 1, {_SHORT}), x.kind, NULL, {_ADVISOR}, NULL, 0, 0, x.confidential
        FROM note x WHERE x.institution_id = :id""",
    f"""SELECT 'follow_up', x.id, x.done_on, x.what, x.result, x.state, {_ADVISOR}, NULL, 0, 0, x.confidential
        FROM follow_up x WHERE x.institution_id = :id AND x.done_on IS NOT NULL""",
    """SELECT 'event', x.id, x.event_on, x.title, x.kind, NULL, NULL, NULL, 0, 0, x.confidential
        FROM event x JOIN event_institution e ON e.event_id = x.id WHERE e.institution_id = :id""",
)  # fmt: skip


def _said_of(words: Iterable[tuple[str, Word]]) -> str:
    """SQL for the words, in both languages, of the lines that meet a condition."""
    told = ((condition, f"{word.dutch.lower()} {word.english.lower()} {folded(word.dutch)}") for condition, word in words)
    cases = " ".join(f"WHEN {condition} THEN ' {text}'" for condition, text in told)
    return f"CASE {cases} ELSE '' END"


_DETAILS: Mapping[RecordKind, type[Word]] = {
    RecordKind.CONVERSATION: Channel, RecordKind.REQUEST: OutcomeInfo, RecordKind.REFERRAL: Helped, RecordKind.SIGNAL: Reach,
    RecordKind.SESSION: Audience, RecordKind.RESPONSE: Audience, RecordKind.NOTE: NoteKind, RecordKind.EVENT: EventKind,
}  # fmt: skip
_HAPPEN = (
    RecordKind.CONVERSATION, RecordKind.REQUEST, RecordKind.REFERRAL, RecordKind.SIGNAL, RecordKind.SESSION, RecordKind.RESPONSE,
    RecordKind.FITGAP, RecordKind.NOTE, RecordKind.FOLLOW_UP, RecordKind.EVENT,
)  # fmt: skip
_KIND_WORDS = " || ".join(
    _said_of(some)
    for some in (
        [(f"kind = '{kind.value}'", kind) for kind in _HAPPEN],
        [(f"kind = '{kind.value}' AND detail = '{word}'", word) for kind, words in _DETAILS.items() for word in words],
        [(f"kind = '{kind.value}' AND state = '{word}'", word) for kind in _HAPPEN if kind in STATES for word in STATES[kind].states],
    )
)
"""SQL for what a line of the timeline is besides what it tells: `sessie`, `notitie`, `Teams`, `gehouden`, in both languages."""


def timeline(store: Store, institution: int, offset: int = 0, size: int = 100, text: str = "") -> TimelinePage:
    """A page of what happened at an institution, newest first; `text` keeps what holds each of its words and fields.

    A word hits what is told, who was there, the kind of happening (`sessie`, `notitie`), its state, or a detail such as the channel.
    """
    with store.read() as reader:
        union = " UNION ALL ".join(f"{select} AND {reader.viewer.sees()}" for select in _HAPPENINGS)
        found = f"WITH h (kind, id, day, what, detail, state, advisor, number, requests, signals, confidential) AS ({union})"
        parameters: dict[str, object] = {"id": institution}
        conditions = []
        asked = parse(text)
        for place, word_ in enumerate(asked.words[:8]):
            conditions.append(f"lower(coalesce(what, '') || ' ' || coalesce(advisor, '') || {_KIND_WORDS}) LIKE :w{place} ESCAPE '!'")
            parameters[f"w{place}"] = like(word_.casefold())
        for place, term in enumerate(asked.terms):
            conditions += _fields(term, f"f{place}", parameters, reader.today)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        of = reader.value(f"{found} SELECT count(*) FROM h", {"id": institution})
        total = reader.value(f"{found} SELECT count(*) FROM h {where}", parameters) if conditions else of
        happenings = reader.records(
            Happening,
            f"""{found} SELECT kind, id, day, coalesce(what, '') AS what, coalesce(detail, '') AS detail, coalesce(state, '') AS state,
                coalesce(advisor, '') AS advisor, number, requests, signals, confidential FROM h {where}
            ORDER BY day IS NULL, day DESC, kind, id DESC LIMIT :size OFFSET :skip""",
            {**parameters, "size": size, "skip": offset},
        )
    return TimelinePage(tuple(happenings), int(total), int(of))


def _fields(term: Term, name: str, parameters: dict[str, object], today: date) -> list[str]:
    """The conditions of one field on the lines of a timeline. Raises Refused for one that says nothing of all of them."""
    if not term.values:
        return []
    match term.field.name:
        case "what":
            kinds = {kind.value for value in term.values for kind in what_called(value)}
            return [f"kind IN ({', '.join(repr(kind) for kind in sorted(kinds))})"]
        case "advisor":
            parameters |= {f"{name}a{place}": like(value.casefold(), begins=True) for place, value in enumerate(term.values)}
            names = [f"lower(coalesce(advisor, '')) LIKE :{name}a{place} ESCAPE '!'" for place in range(len(term.values))]
            return [f"({' OR '.join(names)})"]
        case "from" | "until":
            days = understand_days(term.values[0], today)
            parameters[name] = days.first if term.field.name == "from" else days.last
            return [f"day {'>=' if term.field.name == 'from' else '<='} :{name}"] if parameters[name] else []
    known = ", ".join(field.word for field in FIELDS if field.name in ("what", "advisor", "from", "until"))
    raise Refused(_("“{field}” says nothing here; {fields} do.").format(field=term.field.word, fields=known))
