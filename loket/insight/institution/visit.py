"""What an advisor takes along on a visit to one institution: what it answered, asked, got and heard, and what is open.

It is a paper that leaves the house: what is confidential, or hangs on it, is left out and only counted; of others only how many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from loket.insight.figures.offering_fit import FITS
from loket.insight.institution.dossier_parts import (
    Facts,
    InstitutionConversation,
    InstitutionSignal,
    facts_of,
    held_conversations_of,
    planned_conversations_of,
    signals_of,
)
from loket.insight.institution.handover import Handover, handover
from loket.insight.institution.survey import Survey, survey_of
from loket.insight.shareable import confidential_among
from loket.insight.unmet_needs import WOULD_FIT
from loket.language import N_
from loket.language.known_names import KnownNames
from loket.models.words import InstitutionKind, RecordKind, Umbrella
from loket.store.database import Store
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class UnmetRequest:
    """An open request that was never referred; what is there that fits it, and what is being made that would."""

    title: str
    fitting: tuple[str, ...]
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing: whether this institution did it, and how many others of its kind and umbrella did."""

    name: str
    here: bool
    of_kind: int
    of_umbrella: int


@dataclass(frozen=True, slots=True)
class Compared:
    """How many other active institutions of its kind and umbrella there are, and how many of them did what; never who."""

    kind: InstitutionKind | None
    umbrella: Umbrella | None
    in_kind: int
    in_umbrella: int
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """All of it. Texts name no other institution. `left_out` records are confidential or hang on one."""

    facts: Facts
    done: Handover
    survey: Survey | None
    signals: tuple[InstitutionSignal, ...]
    spoken: tuple[InstitutionConversation, ...]
    planned: tuple[InstitutionConversation, ...]
    unmet: tuple[UnmetRequest, ...]
    events: tuple[tuple[date | None, str], ...]
    compared: Compared
    left_out: int


def visit(store: Store, institution: int) -> Visit | None:
    """What there is to take along; None when there is no such institution."""
    others, today = _others(store, institution), store.today
    with store.read_outside() as reader:
        facts, done = facts_of(reader, institution), handover(reader, institution, today)
        return None if facts is None or done is None else _visit(reader, facts, done, today, others)


def _visit(reader: Reader, facts: Facts, done: Handover, today: date, others: KnownNames) -> Visit:
    institution = facts.id
    signals = tuple(
        replace(one, description=others.without(one.description or one.obstacle), trend=others.without(one.trend))
        for one in _shareable_signals(reader, institution)
    )
    shown = len(done.requests) + len(done.referrals) + len(done.sessions) + len(done.responses) + len(done.analyses)
    shown += len(done.promises) + len(done.contacts) + len(signals) + done.talks
    return Visit(
        facts,
        done,
        survey_of(reader, institution),
        signals,
        tuple(_unnamed_conversation(one, others) for one in held_conversations_of(reader, institution)),
        tuple(_unnamed_conversation(one, others) for one in planned_conversations_of(reader, institution, today)),
        _unmet(reader, done, institution, today, others),
        _events(reader, institution),
        _compared(reader, facts),
        int(reader.value(f"SELECT {' + '.join(f'({one})' for one in _ALL)}", id=institution)) - shown,
    )


def _others(store: Store, institution: int) -> KnownNames:
    """The names of every other institution, confidential ones too, so that what was heard here does not name them."""
    with store.read_everything() as reader:
        rows = reader.rows(
            "SELECT name, id FROM institution UNION SELECT short_name, id FROM institution UNION SELECT alias, institution_id "
            "FROM institution_alias"
        )
    own = {name for name, number in rows if number == institution}
    return KnownNames([name for name, number in rows if name and number != institution and name not in own], [])


def _unnamed_conversation(one: InstitutionConversation, others: KnownNames) -> InstitutionConversation:
    subject, summary, agreements = (others.without(text) for text in (one.subject, one.summary, one.agreements))
    return replace(one, subject=subject, summary=summary, agreements=agreements)


def _shareable_signals(reader: Reader, institution: int) -> list[InstitutionSignal]:
    """What it told the loket; not what was heard in something confidential."""
    signals = [(one, _heard_in(one)) for one in signals_of(reader, institution)]
    hidden = confidential_among(reader, (source for _one, sources in signals for source in sources))
    return [one for one, sources in signals if hidden.isdisjoint(sources)]


def _heard_in(one: InstitutionSignal) -> list[tuple[RecordKind, int]]:
    sources = (
        (RecordKind.CONVERSATION, one.conversation_id),
        (RecordKind.RESPONSE, one.response_id),
        (RecordKind.SESSION, one.session_id),
    )
    return [(kind, number) for kind, number in sources if number is not None]


def _unmet(reader: Reader, done: Handover, institution: int, today: date, others: KnownNames) -> tuple[UnmetRequest, ...]:
    """Open requests that nobody referred, the oldest first."""
    referred = "SELECT f.request_id FROM referral f JOIN support_request x ON x.id = f.request_id WHERE x.institution_id = :id"
    taken = {number for (number,) in reader.rows(referred, id=institution)}
    fitting = _offered(reader, institution, today, FITS)
    coming = _offered(reader, institution, today, f"o.state = 'in_development' AND {WOULD_FIT}")
    return tuple(
        UnmetRequest(others.without(one.title), tuple(fitting.get(one.id, ())), tuple(coming.get(one.id, ())))
        for one in done.requests
        if one.is_open and one.id not in taken
    )


def _offered(reader: Reader, institution: int, today: date, condition: str) -> Mapping[int, list[str]]:
    """The titles of the offerings that meet a condition, by open request."""
    rows = reader.rows(
        f"""SELECT x.id, o.title FROM support_request x, offering o WHERE x.institution_id = :id AND x.closed_on IS NULL
            AND {reader.viewer.sees("o")} AND {condition} ORDER BY o.title""",
        id=institution,
        end=today,
    )
    found: dict[int, list[str]] = defaultdict(list)
    for number, title in rows:
        found[number].append(title)
    return found


def _events(reader: Reader, institution: int) -> tuple[tuple[date | None, str], ...]:
    """The events that somebody of it attended, the latest first."""
    rows = reader.rows(
        f"""SELECT x.event_on, x.title FROM event x JOIN event_institution e ON e.event_id = x.id
            WHERE e.institution_id = :id AND {reader.viewer.sees()} ORDER BY x.event_on DESC, x.id DESC""",
        id=institution,
    )
    return tuple((as_date(day), title) for day, title in rows)


_MEASURES: tuple[tuple[str, str, str], ...] = (
    (N_("answered the WensenScan"), "wensenscan_response x", "x.institution_id"),
    (N_("spoke with the loket"), "conversation x JOIN conversation_institution c ON c.conversation_id = x.id", "c.institution_id"),
    (N_("asked something"), "support_request x", "x.institution_id"),
    (N_("held a learning session"), "learning_session x", "x.institution_id"),
    (N_("did a fit-gap analysis"), "fit_gap_analysis x", "x.institution_id"),
)
"""What is compared: its words, where it is found, and the column of the institution."""
_ONLY = {"conversation": " AND x.state = 'held'", "learning_session": " AND x.state = 'held'"}


def _compared(reader: Reader, facts: Facts) -> Compared:
    """An institution beside the others of its kind and of its umbrella; confidential records count for nobody."""
    others = "FROM institution i WHERE i.active AND i.id <> :id AND i.merged_into_id IS NULL"
    named = {"id": facts.id, "kind": facts.kind and facts.kind.value, "umbrella": facts.umbrella and facts.umbrella.value}
    groups = "SELECT count(CASE WHEN i.kind = :kind THEN 1 END), count(CASE WHEN i.umbrella = :umbrella THEN 1 END)"
    in_kind, in_umbrella = reader.rows(f"{groups} {others}", named)[0]
    measures = []
    for name, tables, column in _MEASURES:
        did = f"SELECT {column} FROM {tables} WHERE {reader.viewer.sees()}{_ONLY.get(tables.split()[0], '')}"
        of_kind, of_umbrella = reader.rows(f"{groups} {others} AND i.id IN ({did})", named)[0]
        here = bool(reader.value(f"SELECT count(*) FROM institution i WHERE i.id = :id AND i.id IN ({did})", named))
        measures.append(Measure(name, here, of_kind, of_umbrella))
    return Compared(facts.kind, facts.umbrella, in_kind, in_umbrella, tuple(measures))


_ALL = (
    "SELECT count(*) FROM support_request WHERE institution_id = :id",
    "SELECT count(*) FROM referral f LEFT JOIN support_request r ON r.id = f.request_id "
    "WHERE coalesce(f.institution_id, r.institution_id) = :id",
    "SELECT count(*) FROM learning_session WHERE institution_id = :id AND state <> 'cancelled'",
    "SELECT count(*) FROM wensenscan_response WHERE institution_id = :id",
    "SELECT count(*) FROM fit_gap_analysis WHERE institution_id = :id",
    "SELECT count(*) FROM follow_up WHERE institution_id = :id AND state = 'open'",
    "SELECT count(*) FROM contact WHERE institution_id = :id AND left_on IS NULL AND erased_on IS NULL AND name IS NOT NULL",
    "SELECT count(*) FROM signal WHERE institution_id = :id",
    "SELECT count(*) FROM conversation x JOIN conversation_institution c ON c.conversation_id = x.id "
    "WHERE c.institution_id = :id AND x.state = 'held'",
)
"""How many records of the kinds that are told there are, confidential ones too."""
