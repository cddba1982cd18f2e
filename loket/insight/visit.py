"""What an advisor takes along on a visit to one institution: what it answered, asked, got and heard, and what is open.

It is a paper that leaves the house: what is confidential, or hangs on it, is left out and only counted; of others only how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.insight.access import confidential_among
from loket.insight.dossier import Facts, facts_of
from loket.insight.figures.offering_fit import FITS
from loket.insight.handover import Handover, handover
from loket.insight.lists.rows import lists_of, word
from loket.insight.peers import Compared, compared
from loket.insight.survey_answers import Survey, survey_of
from loket.insight.waiting import WOULD_FIT
from loket.language.known_names import KnownNames
from loket.models.words import Channel, ConversationKind, RecordKind, SignalState, TrendState
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class Told:
    """A signal that the institution gave, and the trend that it became part of."""

    on: date
    text: str
    state: SignalState
    trend: str
    trend_state: TrendState | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A conversation that was held."""

    on: date
    kind: ConversationKind | None
    channel: Channel | None
    advisors: tuple[str, ...]
    summary: str
    agreements: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A conversation that is to come."""

    on: date
    time: str
    kind: ConversationKind | None
    subject: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """An open request that was never referred; what is there that fits it, and what is being made that would."""

    title: str
    fitting: tuple[str, ...]
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """All of it. `left_out` records are confidential or hang on one."""

    facts: Facts
    done: Handover
    survey: Survey | None
    told: tuple[Told, ...]
    spoken: tuple[Spoken, ...]
    planned: tuple[Planned, ...]
    unmet: tuple[Unmet, ...]
    events: tuple[tuple[date | None, str], ...]
    compared: Compared
    left_out: int


def visit(reader: Reader, institution: int, today: date) -> Visit | None:
    """What there is to take along; None when there is no such institution."""
    facts, done = facts_of(reader, institution), handover(reader, institution, today)
    if facts is None or done is None:
        return None
    read = _Of(reader, institution, today, reader.viewer.outside().sees(), _others(reader, institution))
    told, spoken = read.told(), read.spoken()
    shown = len(done.asked) + len(done.given) + len(done.sessions) + len(done.answers) + len(done.analyses) + len(done.promises)
    shown += len(done.contacts) + len(told) + done.talks
    return Visit(
        facts, done, survey_of(reader, institution, read.visible), told, spoken, read.planned(), read.unmet(), read.events(),
        compared(reader, facts), read.records() - shown,
    )  # fmt: skip


def _others(reader: Reader, institution: int) -> KnownNames:
    """The names of every other institution, so that what was heard here does not name them."""
    rows = reader.rows(
        "SELECT name, id FROM institution UNION SELECT short_name, id FROM institution UNION SELECT alias, institution_id "
        "FROM institution_alias"
    )
    own = {name for name, number in rows if number == institution}
    return KnownNames([name for name, number in rows if name and number != institution and name not in own], [])


@dataclass(frozen=True, slots=True)
class _Of:
    """Reads the parts of one institution; `visible` is the condition on `x`, `others` takes out the names of others."""

    reader: Reader
    institution: int
    today: date
    visible: str
    others: KnownNames

    def told(self) -> tuple[Told, ...]:
        """What it told the loket, the latest first; not what was heard in something confidential."""
        rows = self.reader.rows(
            f"""SELECT x.recorded_on, coalesce(x.description, o.label, ''), x.state, t.title, t.state, x.conversation_id, x.response_id,
                x.session_id FROM signal x LEFT JOIN obstacle o ON o.id = x.obstacle_id
                LEFT JOIN trend t ON t.id = x.trend_id AND {self.visible.replace("x.", "t.")}
                WHERE x.institution_id = :id AND {self.visible} ORDER BY x.recorded_on DESC, x.id DESC""",
            id=self.institution,
        )
        kinds = (RecordKind.CONVERSATION, RecordKind.RESPONSE, RecordKind.SESSION)
        came_from = [[(kind, number) for kind, number in zip(kinds, row[5:], strict=True) if number is not None] for row in rows]
        hidden = confidential_among(self.reader, (one for source in came_from for one in source))
        return tuple(
            Told(
                as_date(row[0]) or self.today, self.others.without(row[1]), SignalState(row[2]), self.others.without(row[3] or ""),
                word(TrendState, row[4]),
            )
            for row, source in zip(rows, came_from, strict=True)
            if hidden.isdisjoint(source)
        )  # fmt: skip

    def spoken(self) -> tuple[Spoken, ...]:
        """The conversations that were held, the latest first."""
        advisors = lists_of(
            self.reader,
            "SELECT c.conversation_id, a.name FROM conversation_advisor c JOIN advisor a ON a.id = c.advisor_id "
            "JOIN conversation_institution i ON i.conversation_id = c.conversation_id "
            f"WHERE i.institution_id = {self.institution} ORDER BY 1, 2",
        )
        rows = self.reader.rows(
            f"""SELECT x.id, x.held_at, x.kind, x.channel, x.summary, x.agreements FROM conversation x
                JOIN conversation_institution c ON c.conversation_id = x.id
                WHERE c.institution_id = :id AND x.state = 'held' AND x.held_at IS NOT NULL AND {self.visible}
                ORDER BY x.held_at DESC, x.id DESC""",
            id=self.institution,
        )
        return tuple(
            Spoken(
                as_date(day) or self.today, word(ConversationKind, kind), word(Channel, channel), advisors.get(number, ()),
                self.others.without(summary or ""), self.others.without(agreements or ""),
            )
            for number, day, kind, channel, summary, agreements in rows
        )  # fmt: skip

    def planned(self) -> tuple[Planned, ...]:
        """The conversations that are to come, the first one first."""
        rows = self.reader.rows(
            f"""SELECT x.planned_at, x.planned_time, x.kind, x.subject FROM conversation x
                JOIN conversation_institution c ON c.conversation_id = x.id
                WHERE c.institution_id = :id AND x.state = 'planned' AND x.planned_at >= :end AND {self.visible}
                ORDER BY x.planned_at, x.planned_time, x.id""",
            id=self.institution,
            end=self.today,
        )
        return tuple(
            Planned(as_date(day) or self.today, time or "", word(ConversationKind, kind), self.others.without(subject or ""))
            for day, time, kind, subject in rows
        )

    def unmet(self) -> tuple[Unmet, ...]:
        """Open requests that nobody referred, the oldest first."""
        asked = self.reader.rows(
            f"""SELECT x.id, x.title FROM support_request x WHERE x.institution_id = :id AND x.closed_on IS NULL AND {self.visible}
                AND NOT EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id) ORDER BY x.received_on, x.id""",
            id=self.institution,
        )
        fitting, coming = self._offered(FITS), self._offered(f"o.state = 'in_development' AND {WOULD_FIT}")
        return tuple(Unmet(self.others.without(title), fitting.get(number, ()), coming.get(number, ())) for number, title in asked)

    def _offered(self, condition: str) -> dict[int, tuple[str, ...]]:
        """The titles of what meets a condition, by request."""
        rows = self.reader.rows(
            f"""SELECT x.id, o.title FROM support_request x, offering o WHERE x.institution_id = :id AND x.closed_on IS NULL
                AND {self.visible.replace("x.", "o.")} AND {condition} ORDER BY o.title""",
            id=self.institution,
            end=self.today,
        )
        found: dict[int, tuple[str, ...]] = {}
        for number, title in rows:
            found[number] = (*found.get(number, ()), title)
        return found

    def events(self) -> tuple[tuple[date | None, str], ...]:
        """The events that somebody of it attended, the latest first."""
        rows = self.reader.rows(
            f"""SELECT x.event_on, x.title FROM event x JOIN event_institution e ON e.event_id = x.id
                WHERE e.institution_id = :id AND {self.visible} ORDER BY x.event_on DESC, x.id DESC""",
            id=self.institution,
        )
        return tuple((as_date(day), title) for day, title in rows)

    def records(self) -> int:
        """How many records of the kinds that are told there are, confidential ones too."""
        counted = " + ".join(f"({one})" for one in _ALL)
        return int(self.reader.value(f"SELECT {counted}", id=self.institution))


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
