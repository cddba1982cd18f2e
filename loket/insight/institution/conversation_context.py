"""What an advisor wants beside the notes of a conversation: answers, promises, open requests and people of who is spoken with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loket.insight.conversations import agenda_for
from loket.insight.fitgap import LatestGaps, latest_gaps
from loket.insight.institution.dossier_parts import (
    ContactPerson,
    Facts,
    InstitutionConversation,
    Promise,
    RequestLine,
    contacts_of,
    facts_of,
    held_conversations_of,
    open_requests_of,
    promises_of,
)
from loket.insight.institution.survey import Survey, survey_of
from loket.language.templates import shared_part
from loket.models.words import Channel, ConversationKind, ConversationState, RecordKind
from loket.store.database import Store
from loket.store.reader import Reader

_MOST_PROMISES = 20
_STILL_MEANT = timedelta(weeks=2)
"""How late a planned talk may be and still be the one that is held today."""
_MOST_HEARD = 100


@dataclass(frozen=True, slots=True)
class ContextInstitution:
    """An institution that is spoken with, and all that is good to know then. `earlier` is the last conversation that was held."""

    facts: Facts
    survey: Survey | None
    earlier: InstitutionConversation | None
    promises: tuple[Promise, ...]
    requests: tuple[RequestLine, ...]
    people: tuple[ContactPerson, ...]
    gaps: LatestGaps | None
    heard: tuple[HeardSignal, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextParty:
    """A party that is spoken with."""

    id: int
    name: str
    people: tuple[ContactPerson, ...]


@dataclass(frozen=True, slots=True)
class PlannedConversation:
    """A conversation that is not held yet; `attendees` are those without a record of their own."""

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
    agreements: str
    confidential: bool
    advisor_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlannedTalk:
    """A planned talk that may be the one that begins now; `planned_on` is empty for one that is still to plan."""

    id: int
    planned_on: date | None
    planned_time: str
    kind: ConversationKind | None
    advisors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """All of it. `planned` is the talk that this is; `obstacles` are (number, label, theme).

    `agendas` are what may be talked about, by kind of conversation, with the name of who is spoken with filled in.
    `could_be` are the planned talks that this may be: of today in the order of the clock, then those up to two weeks late.
    `me` is the number of who is at work, None for who is no advisor.
    """

    institutions: tuple[ContextInstitution, ...]
    parties: tuple[ContextParty, ...]
    planned: PlannedConversation | None
    themes: tuple[tuple[int, str], ...]
    obstacles: tuple[tuple[int, str, int], ...]
    advisors: tuple[tuple[int, str], ...]
    agendas: tuple[tuple[ConversationKind, str], ...]
    could_be: tuple[PlannedTalk, ...] = ()
    me: int | None = None

    def agenda(self, kind: ConversationKind | None) -> str:
        """What is to be talked about: as it was planned, else as conversations of this kind go."""
        if self.planned and self.planned.agenda:
            return shared_part(self.planned.agenda)
        return next((text for one, text in self.agendas if one is kind), "")

    @property
    def open_requests(self) -> tuple[RequestLine, ...]:
        """The open requests of everybody in the conversation."""
        return tuple(request for talker in self.institutions for request in talker.requests)

    @property
    def heard(self) -> tuple[HeardSignal, ...]:
        """What was heard at the institutions in the conversation."""
        return tuple(signal for talker in self.institutions for signal in talker.heard)

    @property
    def people(self) -> tuple[ContactPerson, ...]:
        """Everybody who may have been there."""
        groups = [*(talker.people for talker in self.institutions), *(party.people for party in self.parties)]
        return tuple(person for people in groups for person in people)

    def people_of(self, who: tuple[str, int]) -> tuple[ContactPerson, ...]:
        """The people of one of those in the conversation: ("institution", 7) or ("party", 3)."""
        kind, number = who
        if kind == RecordKind.PARTY.table:
            return next((party.people for party in self.parties if party.id == number), ())
        return next((talker.people for talker in self.institutions if talker.facts.id == number), ())

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
    """What to show beside the notes of the talk with these, or of a planned one.

    A conversation that was held or cancelled is another one's beginning: only who takes part comes from it. What stands beside the notes
    is folded where it is confidential; the planned talk itself is open.
    """
    with store.read() as reader:
        named = _planned(reader, conversation_id) if conversation_id is not None else None
        may_be = (ConversationState.TO_PLAN, ConversationState.PLANNED)
        planned = named if named and named.state in may_be and reader.viewer.may_see(named.confidential) else None
        wanted = _unique(institution_ids, named.institution_ids if named else ())
        parties = _unique(party_ids, named.party_ids if named else ())
        advisors = tuple((row[0], row[1]) for row in reader.rows("SELECT id, name FROM advisor WHERE active ORDER BY name"))
        themes = tuple((row[0], row[1]) for row in reader.rows("SELECT id, label FROM theme ORDER BY id"))
        obstacles = reader.rows("SELECT id, label, theme_id FROM obstacle WHERE active ORDER BY id")
        agendas = tuple((kind, agenda_for(reader, store.actor, kind, wanted[0] if wanted else None)) for kind in ConversationKind)
        could_be = tuple(_could_be(reader, store.today, wanted, parties, planned.id if planned else 0))
    with store.folded().read() as folded:  # after the other: an earlier moment is read one at a time
        return Context(
            tuple(_talker(folded, facts, store.today) for one in wanted if (facts := facts_of(folded, one)) is not None),
            tuple(party for one in parties if (party := _party(folded, one)) is not None),
            planned,
            themes,
            tuple((row[0], row[1], row[2]) for row in obstacles),
            advisors,
            agendas,
            could_be,
            next((number for number, name in advisors if name == store.actor), None),
        )


def _unique(*lists: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(one for items in lists for one in items))


def _could_be(reader: Reader, today: date, institutions: Sequence[int], parties: Sequence[int], named: int) -> list[PlannedTalk]:
    """The talks planned with the one who is spoken with, for today or up to two weeks ago; and the one that was named, whenever it is."""
    alone = len(institutions) + len(parties) == 1
    kind, number = ("institution", institutions[0]) if institutions else ("party", parties[0] if parties else 0)
    meant = f"""c.state = 'planned' AND c.planned_at BETWEEN :first AND :today AND EXISTS (
        SELECT 1 FROM conversation_{kind} l WHERE l.conversation_id = c.id AND l.{kind}_id = :number)"""
    advisors = (
        "SELECT a.name FROM conversation_advisor l JOIN advisor a ON a.id = l.advisor_id WHERE l.conversation_id = :id ORDER BY a.name"
    )
    return reader.records(
        PlannedTalk,
        f"""SELECT c.id, c.planned_at AS planned_on, coalesce(c.planned_time, '') AS planned_time, c.kind FROM conversation c
            WHERE {reader.viewer.sees("c")} AND (c.id = :named OR {meant if alone else "FALSE"})
            ORDER BY c.planned_at IS NULL, c.planned_at DESC, coalesce(c.planned_time, '99'), c.id""",
        {"named": named, **({"number": number, "first": today - _STILL_MEANT, "today": today} if alone else {})},
        filled={"advisors": lambda row: tuple(name for (name,) in reader.rows(advisors, id=row["id"]))},
    )


def _planned(reader: Reader, number: int) -> PlannedConversation | None:
    def linked(kind: str) -> tuple[Any, ...]:
        found = reader.rows(f"SELECT {kind}_id FROM conversation_{kind} WHERE conversation_id = :id ORDER BY 1", id=number)
        return tuple(value for (value,) in found)

    def attended(column: str, where: str) -> tuple[Any, ...]:
        found = reader.rows(f"SELECT {column} FROM conversation_attendee WHERE conversation_id = :id AND {where} ORDER BY id", id=number)
        return tuple(value for (value,) in found)

    return reader.record(
        PlannedConversation,
        """SELECT id, version, state, kind, channel, planned_at AS planned_on, coalesce(planned_time, '') AS planned_time,
            coalesce(subject, '') AS subject, coalesce(summary, '') AS summary, response_id, coalesce(agenda, '') AS agenda,
            coalesce(location, '') AS location, coalesce(agreements, '') AS agreements, confidential
        FROM conversation WHERE id = :id""",
        id=number,
        filled={
            "institution_ids": lambda _row: linked("institution"),
            "party_ids": lambda _row: linked("party"),
            "advisor_ids": lambda _row: linked("advisor"),
            "contact_ids": lambda _row: attended("contact_id", "contact_id IS NOT NULL"),
            "attendees": lambda _row: attended("name", "contact_id IS NULL AND name IS NOT NULL"),
        },
    )


def _party(reader: Reader, number: int) -> ContextParty | None:
    name = reader.value("SELECT name FROM party WHERE id = :id", id=number)
    return None if name is None else ContextParty(number, name, contacts_of(reader, RecordKind.PARTY, number, there=True))


def _talker(reader: Reader, facts: Facts, today: date) -> ContextInstitution:
    return ContextInstitution(
        facts,
        survey_of(reader, facts.id),
        next(iter(held_conversations_of(reader, facts.id, most=1)), None),
        promises_of(reader, facts.id, today, _MOST_PROMISES),
        _most_urgent(open_requests_of(reader, facts.id, today)),
        contacts_of(reader, RecordKind.INSTITUTION, facts.id, there=True),
        latest_gaps(reader, facts.id),
        _heard(reader, facts.id),
    )


def _most_urgent(requests: Sequence[RequestLine]) -> tuple[RequestLine, ...]:
    """Those due first first; of those without a day the latest first, for these are what people remember."""
    return tuple(sorted(requests, key=lambda one: (one.due_on or date.max, -one.received_on.toordinal(), one.id)))


def open_requests(store: Store, institution: int) -> tuple[RequestLine, ...]:
    """The open requests of an institution, the most urgent first."""
    with store.read() as reader:
        return _most_urgent(open_requests_of(reader, institution, store.today))


@dataclass(frozen=True, slots=True)
class HeardSignal:
    """A signal of an institution, for telling that a new one is like it."""

    id: int
    institution_id: int
    description: str
    theme_id: int | None
    obstacle_id: int | None


def heard_signals(store: Store, institution: int) -> tuple[HeardSignal, ...]:
    """What was heard at an institution and is not closed or rejected, the latest first."""
    with store.read() as reader:
        return _heard(reader, institution)


def _heard(reader: Reader, institution: int) -> tuple[HeardSignal, ...]:
    found = reader.records(
        HeardSignal,
        f"""SELECT s.id, s.institution_id, s.description, s.theme_id, s.obstacle_id FROM signal s
        WHERE s.institution_id = :institution AND s.state NOT IN ('closed', 'rejected') AND {reader.viewer.sees("s")}
        ORDER BY s.recorded_on DESC, s.id DESC LIMIT {_MOST_HEARD}""",
        institution=institution,
    )
    return tuple(found)


def similar_signal(text: str, theme: int | None, obstacle: int | None, heard: Sequence[HeardSignal]) -> HeardSignal | None:
    """The signal of the same institution that a new one is most like, if one is close; needs no database."""
    from loket.insight.trends.signal_similarity import SignalGroup, SignalText, Vocabulary, most_similar

    if not heard or not text.strip():
        return None
    vocabulary = Vocabulary([text, *(one.description for one in heard)])
    told = [SignalText(one.id, one.theme_id, one.obstacle_id, vocabulary.words(one.description)) for one in heard]
    groups = [SignalGroup.of(one.id, one.theme, frozenset(), [one]) for one in told]
    found = most_similar(SignalText(0, theme, obstacle, vocabulary.words(text)), groups)
    return next((one for one in heard if found is not None and one.id == found.id), None)


def similar_request(title: str, requests: Sequence[RequestLine]) -> RequestLine | None:
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
