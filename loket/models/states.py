"""The state tables of DOMAIN.md §3: which states a record may go to next, which are steps back, which count as open.

Any later state may be reached in one step; a side state from any open one; a step back is allowed with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loket.models.words import (
    ConversationState,
    FitGapState,
    FollowUpState,
    OfferingStatus,
    RecordKind,
    ReferralState,
    RequestState,
    SessionState,
    SignalState,
    TrendState,
    Word,
)


@dataclass(frozen=True, slots=True)
class StateTable:
    """The states of one kind of record.

    `forward`: the states in their order; `side`: states off the line, reachable from any open state; `closed`: states in which
    nothing is left to do; `equal`: pairs that may follow each other both ways without being a step back.
    """

    states: type[Word]
    forward: tuple[Word, ...]
    side: tuple[Word, ...] = ()
    closed: frozenset[Word] = frozenset()
    equal: frozenset[frozenset[Word]] = frozenset()
    reopens_to: Mapping[Word, Word] = field(default_factory=dict)

    def is_open(self, state: Word) -> bool:
        """Whether something is left to do in this state."""
        return state not in self.closed

    def next_states(self, state: Word) -> tuple[Word, ...]:
        """The states that need no reason, in the order of the table: later ones, and side states from an open one."""
        if state in self.side:
            return ()
        later = self.forward[self.forward.index(state) + 1 :] if self.is_open(state) else ()
        twins = tuple(s for s in self.forward if s not in later and frozenset({s, state}) in self.equal)
        return (*twins, *later, *(self.side if self.is_open(state) else ()))

    def back_states(self, state: Word) -> tuple[Word, ...]:
        """The states that are a step back from here, a reopening among them: each needs a reason."""
        if state in self.reopens_to:
            return (self.reopens_to[state],)
        if state in self.side:
            return tuple(s for s in self.forward if self.is_open(s))
        earlier = self.forward[: self.forward.index(state)]
        return tuple(s for s in reversed(earlier) if s not in self.next_states(state))


def _pair(a: Word, b: Word) -> frozenset[frozenset[Word]]:
    return frozenset({frozenset({a, b})})


STATES: Mapping[RecordKind, StateTable] = {
    RecordKind.REQUEST: StateTable(
        RequestState,
        (
            RequestState.NEW,
            RequestState.IN_PROGRESS,
            RequestState.WAITING,
            RequestState.REFERRED,
            RequestState.RESOLVED,
        ),
        side=(RequestState.DROPPED,),
        closed=frozenset({RequestState.RESOLVED, RequestState.DROPPED}),
        equal=_pair(RequestState.IN_PROGRESS, RequestState.WAITING),
        reopens_to={
            RequestState.RESOLVED: RequestState.IN_PROGRESS,
            RequestState.DROPPED: RequestState.IN_PROGRESS,
        },
    ),
    RecordKind.CONVERSATION: StateTable(
        ConversationState,
        (ConversationState.TO_PLAN, ConversationState.PLANNED, ConversationState.HELD),
        side=(ConversationState.CANCELLED, ConversationState.DECLINED),
        closed=frozenset({ConversationState.HELD, ConversationState.CANCELLED, ConversationState.DECLINED}),
        reopens_to={
            ConversationState.CANCELLED: ConversationState.TO_PLAN,
            ConversationState.DECLINED: ConversationState.TO_PLAN,
        },
    ),
    RecordKind.SIGNAL: StateTable(
        SignalState,
        (
            SignalState.NEW,
            SignalState.INTERPRETED,
            SignalState.RAISED,
            SignalState.PICKED_UP,
            SignalState.CLOSED,
        ),
        side=(SignalState.REJECTED,),
        closed=frozenset({SignalState.CLOSED, SignalState.REJECTED}),
    ),
    RecordKind.TREND: StateTable(
        TrendState,
        (TrendState.OBSERVED, TrendState.RAISED, TrendState.PICKED_UP, TrendState.DONE),
        closed=frozenset({TrendState.DONE}),
    ),
    RecordKind.REFERRAL: StateTable(
        ReferralState,
        (ReferralState.OPEN, ReferralState.USED),
        side=(ReferralState.NOT_USED,),
        closed=frozenset({ReferralState.USED, ReferralState.NOT_USED}),
    ),
    RecordKind.SESSION: StateTable(
        SessionState,
        (SessionState.INTEREST, SessionState.ENROLLED, SessionState.SCHEDULED, SessionState.HELD),
        side=(SessionState.CANCELLED,),
        closed=frozenset({SessionState.HELD, SessionState.CANCELLED}),
    ),
    RecordKind.FITGAP: StateTable(
        FitGapState,
        (FitGapState.PLANNED, FitGapState.RUNNING, FitGapState.REPORTED, FitGapState.DISCUSSED),
        closed=frozenset({FitGapState.DISCUSSED}),
    ),
    RecordKind.FOLLOW_UP: StateTable(
        FollowUpState,
        (FollowUpState.OPEN, FollowUpState.DONE),
        side=(FollowUpState.DROPPED,),
        closed=frozenset({FollowUpState.DONE, FollowUpState.DROPPED}),
    ),
    RecordKind.OFFERING: StateTable(
        OfferingStatus,
        (OfferingStatus.IN_DEVELOPMENT, OfferingStatus.AVAILABLE),
        side=(OfferingStatus.LAPSED,),
        closed=frozenset({OfferingStatus.LAPSED}),
    ),
}
