"""Quick entry saved: the understood line becomes a request, signal, conversation, follow-up, contact, or a note on a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.done import Done
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.inputs import Check, Input
from loket.casework.mail_sender import MailOrigin
from loket.casework.name_lookup import Named, load_names, resolve
from loket.casework.notes import NoteInput, write_note
from loket.casework.quick_entry import QuickEntry, parse, source_of
from loket.casework.received_mail import ReceivedMail
from loket.casework.records import checked, done, make, ref
from loket.casework.requests import RequestInput, register_quickly
from loket.casework.signals import SignalInput, record_signal
from loket.casework.vocabulary import KnownWords, Vocabulary, known_words
from loket.language import _
from loket.language.formats import clock, short_date
from loket.models.errors import FieldError, Refused
from loket.models.words import Channel, Reach, RecordKind, RequestSource
from loket.store.database import Store

_Input = TypeVar("_Input", bound=Input)


def entry_of_mail(head: str, mail: ReceivedMail, vocabulary: Vocabulary, today: date) -> QuickEntry:
    """What is typed in front of a mail, with the mail's subject as its text; a text of one's own is the title, and the subject is told."""
    default = None if parse(head, vocabulary, today).kind is not None else RecordKind.REQUEST
    own = parse(head, vocabulary, today, default)
    if own.title:
        told = _("Subject: {subject}").format(subject=mail.title)
        return replace(own, description=f"{told}\n\n{mail.description}".strip())
    line = f"{head.rstrip()} {mail.title}".lstrip()
    return replace(parse(line, vocabulary, today, default, literal=mail.title), description=mail.description)


def quick_add(store: Store, entry: QuickEntry, whose: Named | None = None, mail: MailOrigin | None = None) -> Done:
    """Save a quick entry. `whose` is the institution or party that the person chose; else the text before the colon finds it,
    else a mail's sender is of it.

    Raises Refused with the entry's problems, Ambiguous with the candidates for the institution.
    """
    if entry.problems:
        raise Refused(errors=entry.problems)
    if whose is None and entry.institution_text:
        with store.read() as reader:
            whose = resolve(load_names(reader), entry.institution_text)
    if whose is None and mail is not None:
        whose = mail.whose
    if entry.linked is not None:
        return write_note(store, _note(entry, mail, store.today))
    data = understood_input(entry, known_words(store), whose, store.today, mail)
    if isinstance(data, ContactInput):
        return _with_note(store, "add_contact", data, entry) if entry.description else add_contact(store, data)
    if isinstance(data, RequestInput):
        if whose is None:
            message = _("Say of which institution it is: request Ziekenhuis Merenrand: {title}")
            raise Refused(errors=[FieldError("institution_text", message.format(title=entry.title))])
        return register_quickly(store, data)
    if isinstance(data, SignalInput):
        return record_signal(store, data)
    if isinstance(data, FollowUpInput):
        return _with_note(store, "add_follow_up", data, entry) if entry.description else add_follow_up(store, data)
    if data.held_at is not None:
        return log_conversation(store, LogConversation(conversation=data))
    if data.planned_at is None or data.planned_at >= store.today:
        return plan_conversation(store, data)
    held = {name: value for name, value in data.said().items() if name not in ("planned_at", "planned_time")}
    talk = ConversationInput.model_validate({**held, "held_at": data.planned_at, "held_time": data.planned_time})
    return log_conversation(store, LogConversation(conversation=talk))


def _note(entry: QuickEntry, mail: MailOrigin | None, today: date) -> NoteInput:
    """A note on the request that an entry is about."""
    day = mail.received_on(today) if mail else None
    came = _("mail of {day}").format(day=short_date(day, today)) if day else ""
    first = ": ".join(part for part in (came, entry.title) if part)
    text = "\n\n".join(part for part in (first, entry.description) if part)
    return NoteInput(on_kind=RecordKind.REQUEST, on_id=entry.linked, text=text)


def _with_note(store: Store, verb: str, data: ContactInput | FollowUpInput, entry: QuickEntry) -> Done:
    """A record that has one line, with a note on it for what more was typed."""
    with store.write(verb) as tx:
        check = Check()
        data = checked(tx, check, data)
        check.finish()
        record = ref(make(tx, data))
        note = checked(tx, check, NoteInput(on_kind=record.kind, on_id=record.id, text=entry.description))
        check.finish()
        return done(tx, check, _("Saved: {number}."), record, ref(make(tx, note)))


def understood_input(
    entry: QuickEntry, known: KnownWords, whose: Named | None, today: date, mail: MailOrigin | None = None
) -> RequestInput | SignalInput | ConversationInput | FollowUpInput | ContactInput:
    """What a quick entry says, of the institution or party that it is about; a mail says from whom and when."""
    contact = mail.contact_of(whose) if mail else None
    day = mail.received_on(today) if mail else None
    at = {} if whose is None else {"party_id" if whose.kind is RecordKind.PARTY else "institution_id": whose.id}
    match entry.kind:
        case RecordKind.REQUEST:
            request = as_request(entry, known).having(**at, source=RequestSource.MAIL if mail else source_of(entry))
            request = request if contact is None else request.having(contact_id=contact)
            return request if day is None else request.having(received_on=day)
        case RecordKind.SIGNAL:
            signal = as_signal(entry, known).having(**at)
            return signal if day is None else signal.usual(recorded_on=day)
        case RecordKind.CONVERSATION:
            talk = as_conversation(entry, known).having(**{f"{name}s": (number,) for name, number in at.items()})
            if mail is None or talk.planned_at is not None:
                return talk
            return talk.having(channel=Channel.MAIL, held_at=day or today, contact_ids=() if contact is None else (contact,))
        case RecordKind.CONTACT:
            return as_contact(entry).having(**at)
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
    data = FollowUpInput(what=entry.title, due_on=entry.date or today)
    return _by(data.having(recurs=entry.recurs) if entry.recurs else data, entry, known)


def as_contact(entry: QuickEntry) -> ContactInput:
    """A person as they were understood; where they are is the caller's to say."""
    said = {"name": entry.title, "function": entry.function, "email": entry.email, "phone": entry.phone}
    return ContactInput.model_validate({name: value for name, value in said.items() if value})


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
