"""Quick entry saved: the understood line becomes a request, signal, conversation or follow-up."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.done import Done
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.inputs import Input
from loket.casework.name_lookup import Named, load_names, resolve
from loket.casework.quick_entry import QuickEntry, source_of
from loket.casework.requests import RequestInput, register_quickly
from loket.casework.signals import SignalInput, record_signal
from loket.casework.vocabulary import KnownWords, known_words
from loket.language import _
from loket.language.formats import clock
from loket.models.errors import FieldError, Refused
from loket.models.words import Reach, RecordKind
from loket.store.database import Store

_Input = TypeVar("_Input", bound=Input)


def quick_add(store: Store, entry: QuickEntry, whose: Named | None = None) -> Done:
    """Save a quick entry. `whose` is the institution or party that the person chose; else the text before the colon finds it.

    Raises Refused with the entry's problems, Ambiguous with the candidates for the institution.
    """
    if entry.problems:
        raise Refused(errors=entry.problems)
    if whose is None and entry.institution_text:
        with store.read() as reader:
            whose = resolve(load_names(reader), entry.institution_text)
    data = understood_input(entry, known_words(store), whose, store.today)
    if isinstance(data, RequestInput):
        if whose is None:
            message = _("Say of which institution it is: request Ziekenhuis Merenrand: {title}")
            raise Refused(errors=[FieldError("institution_text", message.format(title=entry.title))])
        return register_quickly(store, data)
    if isinstance(data, SignalInput):
        return record_signal(store, data)
    if isinstance(data, FollowUpInput):
        return add_follow_up(store, data)
    if data.planned_at is None or data.planned_at >= store.today:
        return plan_conversation(store, data)
    held = {name: value for name, value in data.said().items() if name not in ("planned_at", "planned_time")}
    talk = ConversationInput.model_validate({**held, "held_at": data.planned_at, "held_time": data.planned_time})
    return log_conversation(store, LogConversation(conversation=talk))


def understood_input(
    entry: QuickEntry, known: KnownWords, whose: Named | None, today: date
) -> RequestInput | SignalInput | ConversationInput | FollowUpInput:
    """What a quick entry says, of the institution or party that it is about."""
    at = {} if whose is None else {"party_id" if whose.kind is RecordKind.PARTY else "institution_id": whose.id}
    match entry.kind:
        case RecordKind.REQUEST:
            return as_request(entry, known).having(**at, source=source_of(entry))
        case RecordKind.SIGNAL:
            return as_signal(entry, known).having(**at)
        case RecordKind.CONVERSATION:
            return as_conversation(entry, known).having(**{f"{name}s": (number,) for name, number in at.items()})
        case _:
            follow_up = as_follow_up(entry, known, today)
            return follow_up if whose is None else follow_up.having(on_kind=whose.kind, on_id=whose.id)


def as_request(entry: QuickEntry, known: KnownWords) -> RequestInput:
    """A request as it was understood; institution and source are the caller's to say."""
    data = RequestInput(
        title=entry.title,
        description=entry.description or None,
        themes=entry.themes,
        obstacles=[known.obstacle_ids[name] for name in entry.obstacles],
        outcome_info=entry.outcome_info,
        due_on=entry.date,
    )
    if entry.priority is not None:
        data = data.having(priority=entry.priority)
    return _by(data, entry, known)


def as_signal(entry: QuickEntry, known: KnownWords) -> SignalInput:
    """A signal as it was understood; institution is the caller's to say."""
    data = SignalInput(
        description=f"{entry.title}\n\n{entry.description}".strip(),
        theme_id=entry.themes[0] if entry.themes else None,
        obstacle_id=known.obstacle_ids[entry.obstacles[0]] if entry.obstacles else None,
        reach=Reach.NATIONAL if entry.national else None,
    )
    if entry.date is not None:
        data = data.having(recorded_on=entry.date)
    return _by(data, entry, known)


def as_follow_up(entry: QuickEntry, known: KnownWords, today: date) -> FollowUpInput:
    """A follow-up as it was understood; one without a date is for today, since an undated one is never seen again."""
    return _by(FollowUpInput(what=entry.title, due_on=entry.date or today), entry, known)


def as_conversation(entry: QuickEntry, known: KnownWords) -> ConversationInput:
    """A conversation to come as it was understood; with whom is the caller's to say."""
    data = ConversationInput(
        subject=entry.title or None,
        summary=entry.description or None,
        planned_at=entry.date,
        planned_time=clock(entry.time) if entry.time else None,
    )
    return data if entry.advisor is None else data.having(advisor_ids=(known.advisor_ids[entry.advisor],))


def _by(data: _Input, entry: QuickEntry, known: KnownWords) -> _Input:
    return data if entry.advisor is None else data.having(advisor_id=known.advisor_ids[entry.advisor])
