"""From the screen to the one transaction: the conversation and what came out of it as the verb's inputs. Runs in the thread that saves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from loket.casework import conversations, quick_inputs
from loket.casework.done import Done
from loket.casework.quick_entry import agreements_in, notes_without_records
from loket.casework.vocabulary import KnownWords, Vocabulary
from loket.insight.institution.conversation_context import Context
from loket.models.words import RecordKind
from loket.screens.log_conversation.conversation_draft import ConversationDraft
from loket.screens.log_conversation.kept_draft import DraftWriter
from loket.screens.log_conversation.outcomes import Inherited, Outcome, outcome_of
from loket.store.database import Store

if TYPE_CHECKING:
    from loket.casework.contacts import ContactInput
    from loket.casework.follow_ups import FollowUpInput
    from loket.casework.quick_entry import QuickEntry
    from loket.casework.requests import RequestInput
    from loket.casework.signals import SignalInput

    _Part = TypeVar("_Part", RequestInput, SignalInput, FollowUpInput, ContactInput)


@dataclass(frozen=True, slots=True)
class Finished:
    """A conversation that is ready to be saved."""

    context: Context
    talk: ConversationDraft
    minutes: int | None
    notes: str
    outcomes: Sequence[Outcome]
    version: int | None
    """Of the planned conversation, as this person saw it first."""
    inherited: Inherited
    untouched: Collection[str] = ()
    """The facts that nobody typed: they give way to what another said meanwhile."""
    chosen: Mapping[str, Any] = field(default_factory=dict)
    """What goes in the place of what was typed, where another was first."""
    left_out: Collection[str] = ()
    """What another said stands."""


def save_conversation(store: Store, writer: DraftWriter, subjects: Sequence[str], finished: Finished) -> Done:
    """Save it with all that came out of it; no draft under these subjects is written meanwhile, nor is there any after."""
    context, talk, planned = finished.context, finished.talk, finished.talk.planned_id
    obstacles = {text: number for number, text, _theme in context.obstacles}
    known = KnownWords(Vocabulary(), obstacles, {name: number for number, name in context.advisors})
    has = finished.inherited
    new = [outcome for outcome in finished.outcomes if outcome.linked is None]
    facts = {
        "institution_ids": talk.institution_ids,
        "party_ids": talk.party_ids,
        "kind": talk.kind,
        "channel": talk.channel,
        "contact_ids": talk.contact_ids,
        "attendees": talk.attendees,
        "agreements": "\n".join(part for part in (talk.agreements, *agreements_in(finished.notes)) if part) or None,
        "confidential": talk.confidential,
        "held_at": talk.held_on,
        "held_time": talk.held_time or None,
        "duration_min": finished.minutes,
        "summary": _summary(finished),
        **({"advisor_ids": talk.advisor_ids} if talk.advisor_ids else {}),
    }
    said = {**{name: value for name, value in facts.items() if name not in finished.left_out}, **finished.chosen}
    data = conversations.LogConversation(
        conversation=conversations.ConversationInput.model_validate(said),
        yields=tuple(finished.untouched),
        number=planned,
        requests=[_said(quick_inputs.as_request(_with_mail(one), known), one, has) for one in new if one.kind is RecordKind.REQUEST],
        signals=[_said(quick_inputs.as_signal(_with_mail(one), known), one, has) for one in new if one.kind is RecordKind.SIGNAL],
        follow_ups=[
            _said(quick_inputs.as_follow_up(one.entry, known, store.today), one, has) for one in new if one.kind is RecordKind.FOLLOW_UP
        ],
        contacts=[_said(quick_inputs.as_contact(one.entry), one, has) for one in new if one.kind is RecordKind.CONTACT],
        linked=[
            conversations.LinkedRequest(one.linked, "\n\n".join(part for part in (one.title, one.mail_text) if part))
            for one in finished.outcomes
            if one.linked is not None
        ],
    )
    with writer.closing(store, subjects):
        return conversations.log_conversation(store, data, finished.version if planned is not None else None)


def _with_mail(outcome: Outcome) -> QuickEntry:
    """The line with the text of its mail; what was left out of that is not kept."""
    return replace(outcome.entry, description=outcome.mail_text) if outcome.mail_text else outcome.entry


def _summary(finished: Finished) -> str | None:
    """The notes, with the mails of those lines that have no text of their own."""
    mails = [f"{one.title}\n{one.mail_text}" for one in finished.outcomes if one.mail_text and one.kind is RecordKind.FOLLOW_UP]
    return "\n\n".join(part for part in (notes_without_records(finished.notes), *mails) if part) or None


def _said(line: _Part, outcome: Outcome, inherited: Inherited) -> _Part:
    """The input of a line, changed by what was said of it apart, with whose it is; what nobody said is the conversation's to say."""
    kind, number = outcome_of(outcome)
    whose = f"{kind}_id"
    said = {**line.said(), **inherited.of(outcome), **outcome.said, whose: number}
    if outcome.mail_text and outcome.said.get("description"):
        said["description"] = f"{outcome.said['description']}\n\n{outcome.mail_text}"
    unsaid = [name for name in ("advisor_id", "recorded_on") if name in said and said[name] is None]
    fields = type(line).model_fields.keys() - set(unsaid)
    return type(line).model_validate({name: value for name, value in said.items() if name in fields})
