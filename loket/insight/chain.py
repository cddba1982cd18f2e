"""The chain that a record is part of: from the survey answer through the conversation and the request to whether the referral helped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.language import _, label
from loket.models.states import STATES
from loket.models.words import Audience, Channel, ConversationKind, EventKind, FitGapDimension, Helped, RecordKind, ReferralState, Word
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

MOST_BELOW = 40
"""Of what hangs below one link, the chain shows the first so many."""


@dataclass(frozen=True, slots=True)
class Step:
    """A link of the chain: which record, of which day, what it says and in which state; `here` is the one that was asked for."""

    kind: RecordKind
    id: int
    day: date | None
    text: str
    state: str
    helped: Helped | None
    depth: int = 0
    here: bool = False

    @property
    def number(self) -> str:
        """`V-371`."""
        return self.kind.number(self.id)


def chain(store: Store, kind: RecordKind, number: int) -> tuple[Step, ...]:
    """The chain through one record, for who may see what; empty when the record is not there."""
    with store.read() as reader:
        return chain_of(reader, kind, number)


def chain_of(reader: Reader, kind: RecordKind, number: int) -> tuple[Step, ...]:
    """What the record came from, itself, and what came of it: in the order of the lines, each as deep as it hangs."""
    links = Links(reader)
    here = links.step(kind, number)
    if here is None:
        return ()
    above = list(links.above(kind, number))
    path = [replace(step, depth=depth) for depth, step in enumerate(above)]
    return (*path, replace(here, depth=len(path), here=True), *links.below(kind, number, len(path) + 1, top=True))


_SELECTS: Mapping[RecordKind, str] = {
    RecordKind.RESPONSE: "x.id, x.submitted_on, w.name, x.audience, NULL FROM wensenscan_response x "
    "JOIN wensenscan_round w ON w.id = x.round_id",
    RecordKind.CONVERSATION: "x.id, coalesce(x.held_at, x.planned_at), x.kind, x.channel, x.state FROM conversation x",
    RecordKind.REQUEST: "x.id, x.received_on, x.title, NULL, x.state FROM support_request x",
    RecordKind.SIGNAL: "x.id, x.recorded_on, coalesce(substr(x.description, 1, 200), b.label), NULL, x.state FROM signal x "
    "LEFT JOIN obstacle b ON b.id = x.obstacle_id",
    RecordKind.TREND: "x.id, x.state_since, x.title, NULL, x.state FROM trend x",
    RecordKind.REFERRAL: "x.id, x.referred_on, o.title, x.helped, x.state FROM referral x JOIN offering o ON o.id = x.offering_id",
    RecordKind.OFFERING: "x.id, x.available_from, x.title, NULL, x.state FROM offering x",
    RecordKind.SESSION: "x.id, x.session_on, x.team, NULL, x.state FROM learning_session x",
    RecordKind.EVENT: "x.id, x.event_on, x.title, x.kind, NULL FROM event x",
    RecordKind.FITGAP: "x.id, coalesce(x.discussed_on, x.reported_on, x.started_on), o.name, NULL, x.state FROM fit_gap_analysis x "
    "JOIN outcome_set o ON o.id = x.outcome_set_id",
    RecordKind.FITGAP_ITEM: "x.id, NULL, x.dimension, x.action, NULL FROM fit_gap_item x",
    RecordKind.NOTE: "x.id, x.written_on, substr(x.text, 1, 200), NULL, NULL FROM note x",
    RecordKind.FOLLOW_UP: "x.id, coalesce(x.done_on, x.due_on), x.what, NULL, x.state FROM follow_up x",
    RecordKind.LINK: "x.id, NULL, coalesce(x.title, x.url), NULL, NULL FROM link x",
    RecordKind.INSTITUTION: "x.id, NULL, x.name, NULL, NULL FROM institution x",
    RecordKind.PARTY: "x.id, NULL, x.name, NULL, NULL FROM party x",
    RecordKind.CONTACT: "x.id, NULL, coalesce(x.name, '?'), NULL, NULL FROM contact x",
    RecordKind.ROUND: "x.id, x.sent_on, x.name, NULL, NULL FROM wensenscan_round x",
}
"""Number, day, text, what more it says, state: of each kind of record that can be a link."""

_REFERRED_TO = """x.id, x.referred_on, coalesce(r.title, i.name, o.title), x.helped, x.state FROM referral x
    JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
    LEFT JOIN institution i ON i.id = x.institution_id"""
"""A referral seen from its offering: what it was for."""

_ITEM = "x.fitgap_item_id IN (SELECT id FROM fit_gap_item WHERE analysis_id = :id)"
_NOT_TALKED = "x.response_id = :id AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.id = x.conversation_id AND c.response_id = :id)"
_BELOW: Mapping[RecordKind, Sequence[tuple[RecordKind, str]]] = {
    RecordKind.RESPONSE: (
        (RecordKind.CONVERSATION, "x.response_id = :id"), (RecordKind.REQUEST, _NOT_TALKED), (RecordKind.SIGNAL, _NOT_TALKED),
    ),
    RecordKind.CONVERSATION: (
        (RecordKind.REQUEST, "x.conversation_id = :id"), (RecordKind.SIGNAL, "x.conversation_id = :id"),
        (RecordKind.REFERRAL, "x.conversation_id = :id AND x.request_id IS NULL"),
    ),
    RecordKind.REQUEST: ((RecordKind.REFERRAL, "x.request_id = :id"),),
    RecordKind.SIGNAL: ((RecordKind.TREND, "x.id = (SELECT s.trend_id FROM signal s WHERE s.id = :id)"),),
    RecordKind.SESSION: ((RecordKind.REQUEST, "x.session_id = :id"), (RecordKind.SIGNAL, "x.session_id = :id")),
    RecordKind.EVENT: ((RecordKind.SIGNAL, "x.event_id = :id"),),
    RecordKind.FITGAP: ((RecordKind.REQUEST, _ITEM), (RecordKind.SIGNAL, _ITEM)),
}  # fmt: skip
_BELOW_THE_FIRST: Mapping[RecordKind, Sequence[tuple[RecordKind, str]]] = {
    RecordKind.TREND: ((RecordKind.SIGNAL, "x.trend_id = :id"),),
    RecordKind.REFERRAL: ((RecordKind.OFFERING, "x.id = (SELECT f.offering_id FROM referral f WHERE f.id = :id)"),),
    RecordKind.OFFERING: ((RecordKind.REFERRAL, "x.offering_id = :id"),),
}
"""What is followed from the record itself only: from a request to everything that its offering was ever given for is too far."""


@dataclass(frozen=True, slots=True)
class Links:
    """Reads links, and leaves out what this person may not see."""

    reader: Reader

    def step(self, kind: RecordKind, number: int | None) -> Step | None:
        """One record as a link."""
        if kind not in _SELECTS or number is None:
            return None
        found = self._steps(kind, "x.id = :id", number)
        return found[0] if found else None

    def _steps(self, kind: RecordKind, where: str, number: int, select: str = "") -> list[Step]:
        rows = self.reader.records(
            _Link,
            f"""WITH found (id, day, text, more, state) AS (SELECT {select or _SELECTS[kind]} WHERE {where}
            AND {self.reader.viewer.sees("x", kind.table)})
            SELECT id, day, text, more, state FROM found ORDER BY day, id LIMIT :most""",
            id=number,
            most=MOST_BELOW,
        )
        return [_step(kind, row) for row in rows]

    def latest(self, kind: RecordKind, where: str, most: int, select: str = "") -> list[Step]:
        """The latest records of a kind under a condition on `x`, as links."""
        rows = self.reader.records(
            _Link,
            f"""WITH found (id, day, text, more, state) AS (SELECT {select or _SELECTS[kind]} WHERE {where}
            AND {self.reader.viewer.sees("x", kind.table)})
            SELECT id, day, text, more, state FROM found ORDER BY day IS NULL, day DESC, id DESC LIMIT :most""",
            most=most,
        )
        return [_step(kind, row) for row in rows]

    def above(self, kind: RecordKind, number: int) -> Iterator[Step]:
        """What the record came from, the first cause first."""
        if kind is RecordKind.REFERRAL:
            request, conversation = self._columns(kind, number, "request_id", "conversation_id")
            parent = (RecordKind.REQUEST, request) if request is not None else (RecordKind.CONVERSATION, conversation)
            if parent[1] is not None:
                yield from self.above(*parent)
                yield from self._known(*parent)
        elif kind is RecordKind.CONVERSATION:
            yield from self._known(RecordKind.RESPONSE, self._columns(kind, number, "response_id")[0])
        elif kind in (RecordKind.REQUEST, RecordKind.SIGNAL):
            yield from self._origin(kind, number)
        elif kind in (RecordKind.NOTE, RecordKind.FOLLOW_UP, RecordKind.LINK):
            on_kind, on_id = self._columns(kind, number, "on_kind", "on_id")
            if on_kind is not None:
                yield from self._known(RecordKind(on_kind), on_id)
        elif kind is RecordKind.FITGAP_ITEM:
            yield from self._known(RecordKind.FITGAP, self._columns(kind, number, "analysis_id")[0])

    def _origin(self, kind: RecordKind, number: int) -> Iterator[Step]:
        response, conversation, session, item = self._columns(
            kind, number, "response_id", "conversation_id", "session_id", "fitgap_item_id"
        )
        talked = list(self.above(RecordKind.CONVERSATION, conversation)) if conversation is not None else []
        yield from talked or self._known(RecordKind.RESPONSE, response)
        yield from self._known(RecordKind.CONVERSATION, conversation)
        yield from self._known(RecordKind.SESSION, session)
        if kind is RecordKind.SIGNAL:
            yield from self._known(RecordKind.EVENT, self._columns(kind, number, "event_id")[0])
        if item is not None:
            analysis, dimension = self._columns(RecordKind.FITGAP_ITEM, item, "analysis_id", "dimension")
            for step in self._known(RecordKind.FITGAP, analysis):
                yield replace(step, text=f"{step.text}, {label(FitGapDimension(dimension))}")

    def _known(self, kind: RecordKind, number: int | None) -> Iterator[Step]:
        step = self.step(kind, number)
        if step is not None:
            yield step

    def _columns(self, kind: RecordKind, number: int, *names: str) -> tuple[Any, ...]:
        row = self.reader.row(f"SELECT {', '.join(names)} FROM {kind.table} WHERE id = :id", id=number)
        return row or (None,) * len(names)

    def below(self, kind: RecordKind, number: int, depth: int, *, top: bool = False) -> Iterator[Step]:
        """What came of the record, each followed by what came of that."""
        for child, where in (*_BELOW.get(kind, ()), *(_BELOW_THE_FIRST.get(kind, ()) if top else ())):
            for step in self._steps(child, where, number, _REFERRED_TO if kind is RecordKind.OFFERING else ""):
                yield replace(step, depth=depth)
                if kind is not RecordKind.TREND:
                    yield from self.below(child, step.id, depth + 1)


@dataclass(frozen=True, slots=True)
class _Link:
    id: int
    day: date | None
    text: str | None
    more: str | None
    state: str | None


def _step(kind: RecordKind, row: _Link) -> Step:
    helped = Helped(row.more) if kind is RecordKind.REFERRAL and row.more else None
    return Step(kind, row.id, row.day, _said(kind, row.text, row.more), _state(kind, row.state, helped), helped)


def _said(kind: RecordKind, text: str | None, more: str | None) -> str:
    words: Mapping[RecordKind, type[Word]] = {
        RecordKind.RESPONSE: Audience, RecordKind.CONVERSATION: Channel, RecordKind.EVENT: EventKind,
    }  # fmt: skip
    if kind is RecordKind.FITGAP_ITEM and text:
        return ": ".join(part for part in (label(FitGapDimension(text)), more) if part)
    if kind is RecordKind.CONVERSATION and text:
        text = label(ConversationKind(text))
    also = label(words[kind](more)) if kind in words and more else ""
    return ", ".join(part for part in (text, also) if part) or "?"


def _state(kind: RecordKind, state: str | None, helped: Helped | None) -> str:
    if helped is not None:
        return _("helped: {answer}").format(answer=label(helped))
    if state == ReferralState.USED.value:
        return _("used, helped: unknown")
    return label(STATES[kind].states(state)) if state else ""
