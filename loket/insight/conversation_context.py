"""What an advisor wants beside the notes of a conversation: answers, promises, open requests and people of who is spoken with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.fitgap import LatestGaps, latest_gaps
from loket.insight.survey_answers import Survey, survey_of
from loket.insight.talk_proposal import agenda_for
from loket.language.templates import shared_part
from loket.models.words import (
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    InstitutionKind,
    InstitutionRole,
    RequestState,
    Umbrella,
)
from loket.store.database import Store
from loket.store.reader import Reader, as_date

_MOST_OPEN = 200
_MOST_PROMISES = 20


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that is not closed."""

    id: int
    title: str
    state: RequestState
    due_on: date | None
    late: bool
    institution_id: int | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up that is open."""

    id: int
    what: str
    due_on: date | None
    late: bool
    advisor: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last conversation that was held."""

    id: int
    held_on: date
    channel: Channel | None
    advisors: tuple[str, ...]
    agreements: str


@dataclass(frozen=True, slots=True)
class Person:
    """A contact who is still there."""

    id: int
    name: str
    function: str
    audience: Audience | None


@dataclass(frozen=True, slots=True)
class Talker:
    """An institution that is spoken with, and all that is good to know then."""

    id: int
    name: str
    short_name: str
    kind: InstitutionKind | None
    umbrella: Umbrella | None
    role: InstitutionRole | None
    survey: Survey | None = None
    earlier: Earlier | None = None
    promises: tuple[Promise, ...] = ()
    requests: tuple[OpenRequest, ...] = ()
    people: tuple[Person, ...] = ()
    gaps: LatestGaps | None = None

    @property
    def shown(self) -> str:
        """The shortest name that people use."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class TalkParty:
    """A party that is spoken with."""

    id: int
    name: str
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A conversation that is not held yet."""

    id: int
    version: int
    state: ConversationState
    kind: ConversationKind | None
    channel: Channel | None
    planned_on: date | None
    planned_time: str
    subject: str
    summary: str
    institution_ids: tuple[int, ...]
    party_ids: tuple[int, ...]
    contact_ids: tuple[int, ...]
    attendees: tuple[str, ...]
    response_id: int | None
    agenda: str
    location: str


@dataclass(frozen=True, slots=True)
class Context:
    """All of it. `planned` is the talk that this is; `obstacles` are (number, label, theme)."""

    institutions: tuple[Talker, ...]
    parties: tuple[TalkParty, ...]
    planned: Planned | None
    themes: tuple[tuple[int, str], ...]
    obstacles: tuple[tuple[int, str, int], ...]
    advisors: tuple[tuple[int, str], ...]
    agendas: tuple[tuple[ConversationKind, str], ...] = ()
    """What may be talked about, by kind of conversation, with the name of who is spoken with filled in."""

    def agenda(self, kind: ConversationKind | None) -> str:
        """What is to be talked about: as it was planned, else as conversations of this kind go."""
        if self.planned and self.planned.agenda:
            return shared_part(self.planned.agenda)
        return next((text for one, text in self.agendas if one is kind), "")

    @property
    def open_requests(self) -> tuple[OpenRequest, ...]:
        """The open requests of everybody in the conversation."""
        return tuple(request for talker in self.institutions for request in talker.requests)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who may have been there."""
        groups = [*(talker.people for talker in self.institutions), *(party.people for party in self.parties)]
        return tuple(person for people in groups for person in people)

    @property
    def usual_kind(self) -> ConversationKind:
        """What kind of conversation this most likely is when none was planned."""
        if any(talker.survey and not talker.survey.followed_up for talker in self.institutions):
            return ConversationKind.WENSENSCAN
        if any(talker.earlier for talker in self.institutions):
            return ConversationKind.PROGRESS
        return ConversationKind.OTHER if not self.institutions else ConversationKind.INTAKE


def conversation_context(
    store: Store, institution_ids: Sequence[int] = (), conversation_id: int | None = None, party_ids: Sequence[int] = ()
) -> Context:
    """What to show beside the notes. Without a `conversation_id`, a talk with just these planned for today is taken.

    A conversation that was held or cancelled is another one's beginning: only who takes part comes from it.
    """
    with store.read() as reader:
        number, seen = conversation_id, reader.viewer.sees()
        if number is None and len(institution_ids) + len(party_ids) == 1:
            number = _planned_today(reader, store.today, institution_ids, party_ids)
        named = _planned(reader, number) if number is not None else None
        planned = named if named and named.state in (ConversationState.TO_PLAN, ConversationState.PLANNED) else None
        wanted = _unique(institution_ids, named.institution_ids if named else ())
        parties = _unique(party_ids, named.party_ids if named else ())
        return Context(
            tuple(_talker(reader, one, store.today, seen) for one in wanted if _exists(reader, "institution", one)),
            tuple(_party(reader, one) for one in parties if _exists(reader, "party", one)),
            planned,
            tuple((row[0], row[1]) for row in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            tuple((row[0], row[1], row[2]) for row in reader.rows("SELECT id, label, theme_id FROM obstacle WHERE active ORDER BY id")),
            tuple((row[0], row[1]) for row in reader.rows("SELECT id, name FROM advisor WHERE active ORDER BY name")),
            tuple((kind, agenda_for(reader, store.actor, kind, wanted[0] if wanted else None)) for kind in ConversationKind),
        )


def _unique(*lists: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(one for items in lists for one in items))


def _exists(reader: Reader, table: str, number: int) -> bool:
    return bool(reader.value(f"SELECT 1 FROM {table} WHERE id = :id", id=number))


def _planned_today(reader: Reader, today: date, institutions: Sequence[int], parties: Sequence[int]) -> int | None:
    """The only planned talk of today with just this institution or party."""
    kind, number = ("institution", institutions[0]) if institutions else ("party", parties[0])
    others = "(SELECT count(*) FROM conversation_institution i WHERE i.conversation_id = c.id) + "
    others += "(SELECT count(*) FROM conversation_party p WHERE p.conversation_id = c.id)"
    found = reader.rows(
        f"""SELECT c.id FROM conversation c JOIN conversation_{kind} l ON l.conversation_id = c.id
            WHERE l.{kind}_id = :number AND c.state = 'planned' AND c.planned_at = :today AND {others} = 1""",
        number=number,
        today=today,
    )
    return found[0][0] if len(found) == 1 else None


def _planned(reader: Reader, number: int) -> Planned | None:
    row = reader.row(
        """SELECT version, state, kind, channel, planned_at, planned_time, subject, summary, response_id, agenda, location
           FROM conversation WHERE id = :id""",
        id=number,
    )
    if row is None:
        return None
    version, state, kind, channel, planned_at, planned_time, subject, summary, response_id, agenda, location = row
    there = reader.rows("SELECT contact_id, name FROM conversation_attendee WHERE conversation_id = :id ORDER BY id", id=number)
    return Planned(
        number,
        version,
        ConversationState(state),
        ConversationKind(kind) if kind else None,
        Channel(channel) if channel else None,
        as_date(planned_at),
        planned_time or "",
        subject or "",
        summary or "",
        _linked(reader, "institution", number),
        _linked(reader, "party", number),
        tuple(contact for contact, _name in there if contact is not None),
        tuple(name for contact, name in there if contact is None and name),
        response_id,
        agenda or "",
        location or "",
    )


def _linked(reader: Reader, kind: str, conversation: int) -> tuple[int, ...]:
    sql = f"SELECT {kind}_id FROM conversation_{kind} WHERE conversation_id = :id ORDER BY {kind}_id"
    return tuple(row[0] for row in reader.rows(sql, id=conversation))


def _talker(reader: Reader, number: int, today: date, seen: str) -> Talker:
    row = reader.row("SELECT name, short_name, kind, umbrella, role FROM institution WHERE id = :id", id=number)
    assert row is not None
    name, short_name, kind, umbrella, role = row
    return Talker(
        number,
        name,
        short_name or "",
        InstitutionKind(kind) if kind else None,
        Umbrella(umbrella) if umbrella else None,
        InstitutionRole(role) if role else None,
        survey_of(reader, number, seen),
        _earlier(reader, number, seen),
        _promises(reader, number, today, seen),
        _open_requests(reader, number, today, seen),
        _people(reader, "institution_id", number),
        latest_gaps(reader, number, seen),
    )


def _party(reader: Reader, number: int) -> TalkParty:
    name = reader.value("SELECT name FROM party WHERE id = :id", id=number)
    return TalkParty(number, name, _people(reader, "party_id", number))


def _earlier(reader: Reader, institution: int, seen: str) -> Earlier | None:
    row = reader.row(
        f"""SELECT x.id, x.held_at, x.channel, x.agreements
            FROM conversation x JOIN conversation_institution i ON i.conversation_id = x.id
            WHERE i.institution_id = :id AND x.state = 'held' AND x.held_at IS NOT NULL AND {seen}
            ORDER BY x.held_at DESC, x.id DESC LIMIT 1""",
        id=institution,
    )
    held_on = as_date(row[1]) if row else None
    if row is None or held_on is None:
        return None
    names = reader.rows(
        """SELECT a.name FROM conversation_advisor c JOIN advisor a ON a.id = c.advisor_id
           WHERE c.conversation_id = :id ORDER BY a.name""",
        id=row[0],
    )
    return Earlier(row[0], held_on, Channel(row[2]) if row[2] else None, tuple(name for (name,) in names), row[3] or "")


def _promises(reader: Reader, institution: int, today: date, seen: str) -> tuple[Promise, ...]:
    rows = reader.rows(
        f"""SELECT x.id, x.what, x.due_on, a.name FROM follow_up x LEFT JOIN advisor a ON a.id = x.advisor_id
            WHERE x.institution_id = :id AND x.state = 'open' AND {seen} ORDER BY x.due_on IS NULL, x.due_on, x.id LIMIT :most""",
        id=institution,
        most=_MOST_PROMISES,
    )
    return tuple(Promise(number, what, as_date(due), _late(due, today), name or "") for number, what, due, name in rows)


def _open_requests(reader: Reader, institution: int, today: date, seen: str) -> tuple[OpenRequest, ...]:
    rows = reader.rows(
        f"""SELECT x.id, x.title, x.state, x.due_on FROM support_request x
            WHERE x.institution_id = :id AND x.state NOT IN ('resolved', 'dropped') AND {seen}
            ORDER BY x.due_on IS NULL, x.due_on, x.received_on DESC, x.id LIMIT :most""",
        id=institution,
        most=_MOST_OPEN,
    )
    return tuple(
        OpenRequest(number, title, RequestState(state), as_date(due), _late(due, today), institution) for number, title, state, due in rows
    )


def _people(reader: Reader, column: str, number: int) -> tuple[Person, ...]:
    rows = reader.rows(
        f"""SELECT id, name, function, audience FROM contact
            WHERE {column} = :id AND left_on IS NULL AND erased_on IS NULL AND name IS NOT NULL ORDER BY name, id""",
        id=number,
    )
    return tuple(Person(one, name, function or "", Audience(audience) if audience else None) for one, name, function, audience in rows)


def _late(due: Any, today: date) -> bool:
    day = as_date(due)
    return day is not None and day < today


def open_requests(store: Store, institution: int) -> tuple[OpenRequest, ...]:
    """The open requests of an institution, the most urgent first."""
    with store.read() as reader:
        return _open_requests(reader, institution, store.today, reader.viewer.sees())


def similar_request(title: str, requests: Sequence[OpenRequest]) -> OpenRequest | None:
    """The open request that a title is most like, if one is close; needs no database."""
    from rapidfuzz import fuzz, process

    wanted = _bare(title)
    choices: Mapping[int, str] = {place: _bare(request.title) for place, request in enumerate(requests)}
    found = process.extractOne(wanted, choices, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE) if wanted else None
    if found is None and " " in wanted:  # one word alone is contained in too much
        several = {place: words for place, words in choices.items() if " " in words}
        found = process.extractOne(wanted, several, scorer=fuzz.token_set_ratio, score_cutoff=_CONTAINED)
    return requests[found[2]] if found else None


_ALIKE = 62
_CONTAINED = 85


def _bare(title: str) -> str:
    """A title without case, signs and the words that say nothing."""
    kept = "".join(sign if sign.isalnum() else " " for sign in title.replace("'", "").replace("’", "").casefold())
    return " ".join(word for word in kept.split() if word not in _EMPTY_WORDS)


_EMPTY_WORDS = {
    *("aan", "bij", "de", "den", "der", "door", "een", "en", "het", "hoe", "hulp", "in", "is", "met", "naar", "of", "om", "op", "over"),
    *("te", "tot", "uit", "van", "voor", "vraag", "wat", "wie", "willen"),
}
