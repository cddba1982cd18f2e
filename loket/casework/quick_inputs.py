"""Quick entry saved: the understood line becomes a request, signal, conversation or follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.casework.checks import KEEP
from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.done import Done
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.name_lookup import Named, load_names, resolve
from loket.casework.quick_entry import NoteEntry, QuickEntry
from loket.casework.requests import RequestInput, register_quickly
from loket.casework.signals import SignalInput, record_signal
from loket.casework.vocabulary import KnownWords, known_words
from loket.language import _
from loket.language.formats import clock
from loket.models.errors import FieldError, Refused
from loket.models.words import Reach, RecordKind, RequestSource
from loket.store.opening import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the lines of notes become: ready to go into `LogConversation`."""

    requests: tuple[RequestInput, ...] = ()
    signals: tuple[SignalInput, ...] = ()
    follow_ups: tuple[FollowUpInput, ...] = ()


def quick_add(store: Store, entry: QuickEntry, whose: Named | None = None) -> Done:
    """Save a quick entry. `whose` is the institution or party that the person chose; else the text before the colon finds it.

    Raises Refused with the entry's problems, Ambiguous with the candidates for the institution.
    """
    if entry.problems:
        raise Refused(errors=entry.problems)
    if whose is None and entry.institution_text:
        with store.read() as reader:
            whose = resolve(load_names(reader), entry.institution_text)
    known = known_words(store)
    match entry.kind:
        case RecordKind.REQUEST:
            return _add_request(store, entry, known, whose)
        case RecordKind.SIGNAL:
            return record_signal(store, replace(as_signal(entry, known), **_place(whose)))
        case RecordKind.CONVERSATION:
            return _add_conversation(store, entry, known, whose)
        case _:
            return add_follow_up(store, replace(as_follow_up(entry, known, store.today), **_on(whose)))


def as_request(entry: QuickEntry, known: KnownWords) -> RequestInput:
    """A request as it was understood; institution and source are the caller's to say."""
    return RequestInput(
        title=entry.title,
        description=entry.description or None,
        themes=entry.themes,
        obstacles=[known.obstacle_ids[name] for name in entry.obstacles],
        outcome_info=entry.outcome_info,
        priority=KEEP if entry.priority is None else entry.priority,
        advisor_id=_advisor(entry, known),
        due_on=entry.date,
    )


def as_signal(entry: QuickEntry, known: KnownWords) -> SignalInput:
    """A signal as it was understood; institution is the caller's to say."""
    return SignalInput(
        description=f"{entry.title}\n\n{entry.description}".strip(),
        theme_id=entry.themes[0] if entry.themes else None,
        obstacle_id=known.obstacle_ids[entry.obstacles[0]] if entry.obstacles else None,
        reach=Reach.NATIONAL if entry.national else None,
        advisor_id=_advisor(entry, known),
        recorded_on=KEEP if entry.date is None else entry.date,
    )


def as_follow_up(entry: QuickEntry, known: KnownWords, today: date) -> FollowUpInput:
    """A follow-up as it was understood; one without a date is for today, since an undated one is never seen again."""
    return FollowUpInput(what=entry.title, due_on=entry.date or today, advisor_id=_advisor(entry, known))


def outcome_of(entries: Sequence[NoteEntry], known: KnownWords, today: date, institutions: Sequence[Named] = ()) -> Outcome:
    """What the record lines of conversation notes become; `institutions` are the conversation's, when it has several."""
    requests, signals, follow_ups = [], [], []
    for note in entries:
        place = _among(note.entry, institutions)
        match note.entry.kind:
            case RecordKind.REQUEST:
                requests.append(replace(as_request(note.entry, known), **place))
            case RecordKind.SIGNAL:
                signals.append(replace(as_signal(note.entry, known), **place))
            case RecordKind.FOLLOW_UP:
                follow_ups.append(replace(as_follow_up(note.entry, known, today), **place))
    return Outcome(tuple(requests), tuple(signals), tuple(follow_ups))


def _add_request(store: Store, entry: QuickEntry, known: KnownWords, whose: Named | None) -> Done:
    if whose is None:
        message = _("Say of which institution it is: request Ziekenhuis Merenrand: {title}")
        raise Refused(errors=[FieldError("institution_text", message.format(title=entry.title))])
    source = RequestSource.MAIL if entry.description else RequestSource.PHONE
    return register_quickly(store, replace(as_request(entry, known), source=source, **_place(whose)))


def _add_conversation(store: Store, entry: QuickEntry, known: KnownWords, whose: Named | None) -> Done:
    advisor = _advisor(entry, known)
    data = ConversationInput(
        institution_ids=[whose.id] if whose and whose.kind is RecordKind.INSTITUTION else [],
        party_ids=[whose.id] if whose and whose.kind is RecordKind.PARTY else [],
        advisor_ids=KEEP if not isinstance(advisor, int) else [advisor],
        subject=entry.title or None,
        summary=entry.description or None,
    )
    time = clock(entry.time) if entry.time else None
    if entry.date is not None and entry.date < store.today:
        return log_conversation(store, LogConversation(conversation=replace(data, held_at=entry.date, held_time=time)))
    return plan_conversation(store, replace(data, planned_at=entry.date, planned_time=time))


def _advisor(entry: QuickEntry, known: KnownWords) -> Any:
    return KEEP if entry.advisor is None else known.advisor_ids[entry.advisor]


def _place(whose: Named | None) -> dict[str, Any]:
    if whose is None:
        return {}
    return {"party_id" if whose.kind is RecordKind.PARTY else "institution_id": whose.id}


def _on(whose: Named | None) -> dict[str, Any]:
    return {"on_kind": whose.kind, "on_id": whose.id} if whose else {}


def _among(entry: QuickEntry, institutions: Sequence[Named]) -> dict[str, Any]:
    chosen = [named.id for named in institutions if named.name == entry.institution_text]
    return {"institution_id": chosen[0]} if chosen else {}
