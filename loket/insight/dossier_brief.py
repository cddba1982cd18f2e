"""What the pane beside a list tells of an institution: who it is, whom to call, what was last said and promised, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.lists.rows import word
from loket.models.words import AdoptionPhase, Audience, Channel, InstitutionKind, InstitutionRole, Province, RequestState, Umbrella
from loket.store.reader import Reader, as_date

if TYPE_CHECKING:
    from loket.store.database import Store

_FEW = 3


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom to call."""

    name: str
    audience: Audience | None
    phone: str


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open request in one line."""

    id: int
    title: str
    state: RequestState
    due_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The last conversation that was held."""

    id: int
    on: date
    channel: Channel | None
    minutes: int | None
    advisor: str
    agreements: str


@dataclass(frozen=True, slots=True)
class Brief:
    """An institution at a glance. `promise` is the open follow-up that is due first."""

    id: int
    name: str
    short_name: str
    kind: InstitutionKind | None
    umbrella: Umbrella | None
    province: Province | None
    role: InstitutionRole | None
    phase: AdoptionPhase | None
    contact: Caller | None
    last: LastTalk | None
    promise: str
    open_cases: tuple[OpenCase, ...]
    signal: str
    signal_is_national: bool

    @property
    def shown(self) -> str:
        """The shortest name that people use."""
        return self.short_name or self.name


def brief(store: Store, institution: int) -> Brief | None:
    """One institution at a glance, or None when it is not there."""
    with store.read() as reader:
        row = reader.row("SELECT name, short_name, kind, umbrella, province, role, phase FROM institution WHERE id = :id", id=institution)
        if row is None:
            return None
        name, short_name, kind, umbrella, province, role, phase = row
        visible = reader.viewer.sees()
        signal, reach = _signal(reader, institution, visible)
        return Brief(
            institution,
            name,
            short_name or "",
            word(InstitutionKind, kind),
            word(Umbrella, umbrella),
            word(Province, province),
            word(InstitutionRole, role),
            word(AdoptionPhase, phase),
            _contact(reader, institution),
            _last(reader, institution, visible),
            _promise(reader, institution, visible),
            _open_cases(reader, institution, store.today, visible),
            signal,
            reach == "national",
        )


def _contact(reader: Reader, institution: int) -> Caller | None:
    row = reader.row(
        """SELECT name, audience, phone FROM contact WHERE institution_id = :id AND left_on IS NULL AND erased_on IS NULL
           AND name IS NOT NULL ORDER BY phone IS NULL, id LIMIT 1""",
        id=institution,
    )
    return None if row is None else Caller(row[0], word(Audience, row[1]), row[2] or "")


def _last(reader: Reader, institution: int, visible: str) -> LastTalk | None:
    row = reader.row(
        f"""SELECT x.id, x.held_at, x.channel, x.duration_min, x.agreements,
               (SELECT min(a.name) FROM conversation_advisor ca JOIN advisor a ON a.id = ca.advisor_id WHERE ca.conversation_id = x.id)
           FROM conversation x JOIN conversation_institution ci ON ci.conversation_id = x.id
           WHERE ci.institution_id = :id AND x.state = 'held' AND x.held_at IS NOT NULL AND {visible}
           ORDER BY x.held_at DESC, x.id DESC LIMIT 1""",
        id=institution,
    )
    day = as_date(row[1]) if row else None
    if row is None or day is None:
        return None
    return LastTalk(row[0], day, word(Channel, row[2]), row[3], row[5] or "", row[4] or "")


def _promise(reader: Reader, institution: int, visible: str) -> str:
    found = reader.value(
        f"""SELECT x.what FROM follow_up x WHERE x.institution_id = :id AND x.state = 'open' AND {visible}
            ORDER BY x.due_on IS NULL, x.due_on, x.id LIMIT 1""",
        id=institution,
    )
    return found or ""


def _open_cases(reader: Reader, institution: int, today: date, visible: str) -> tuple[OpenCase, ...]:
    rows = reader.rows(
        f"""SELECT x.id, x.title, x.state, x.due_on FROM support_request x
            WHERE x.institution_id = :id AND x.closed_on IS NULL AND {visible} ORDER BY x.due_on IS NULL, x.due_on, x.id LIMIT :few""",
        id=institution,
        few=_FEW,
    )
    cases = [(number, title, RequestState(state), as_date(due)) for number, title, state, due in rows]
    return tuple(OpenCase(number, title, state, due, due is not None and due < today) for number, title, state, due in cases)


def _signal(reader: Reader, institution: int, visible: str) -> tuple[str, str | None]:
    row = reader.row(
        f"""SELECT coalesce(o.label, x.description), x.reach FROM signal x LEFT JOIN obstacle o ON o.id = x.obstacle_id
            WHERE x.institution_id = :id AND x.state NOT IN ('closed', 'rejected') AND {visible}
            ORDER BY x.recorded_on DESC, x.id DESC LIMIT 1""",
        id=institution,
    )
    return (row[0] or "", row[1]) if row else ("", None)
