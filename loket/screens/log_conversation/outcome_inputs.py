"""From the screen to the one transaction: loaded in the thread that saves, since it brings SQLAlchemy along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loket.casework.conversations import ConversationInput, LinkedRequest, LogConversation, log_conversation
from loket.casework.done import Done
from loket.casework.drafts import discard_draft
from loket.casework.follow_ups import FollowUpInput
from loket.casework.quick_entry import notes_without_records
from loket.casework.requests import RequestInput
from loket.casework.signals import SignalInput
from loket.insight.institution.conversation_context import Context
from loket.models.words import RecordKind
from loket.screens.log_conversation.conversation_draft import ConversationDraft
from loket.screens.log_conversation.kept_draft import FORM
from loket.screens.log_conversation.outcome_sheet import field_values
from loket.screens.log_conversation.outcomes import Outcome
from loket.store.database import Store


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
    subjects: Sequence[str]
    """Under which its drafts are kept."""


def save_conversation(store: Store, finished: Finished) -> Done:
    """Save it with all that came out of it, and drop its drafts."""
    planned = finished.context.planned
    new = [outcome for outcome in finished.outcomes if outcome.linked is None]
    done = log_conversation(
        store,
        LogConversation(
            conversation=_conversation(finished),
            number=planned.id if planned else None,
            requests=[RequestInput(**_plain(one, finished.context)) for one in new if one.kind is RecordKind.REQUEST],
            signals=[SignalInput(**_plain(one, finished.context)) for one in new if one.kind is RecordKind.SIGNAL],
            follow_ups=[_follow_up(one, finished.context) for one in new if one.kind is RecordKind.FOLLOW_UP],
            linked=[LinkedRequest(one.linked, one.title) for one in finished.outcomes if one.linked is not None],
        ),
        finished.version if planned else None,
    )
    for subject in finished.subjects:
        discard_draft(store, FORM, subject)
    return done


def _conversation(finished: Finished) -> ConversationInput:
    talk = finished.talk
    return ConversationInput(
        institution_ids=talk.institution_ids,
        party_ids=talk.party_ids,
        kind=talk.kind,
        channel=talk.channel,
        contact_ids=talk.contact_ids,
        attendees=talk.attendees,
        held_at=talk.held_on,
        held_time=talk.held_time or None,
        duration_min=finished.minutes,
        summary=notes_without_records(finished.notes) or None,
    )


def _follow_up(outcome: Outcome, context: Context) -> FollowUpInput:
    """Of a party's it hangs on the conversation alone."""
    values = _plain(outcome, context)
    values.pop("party_id", None)
    return FollowUpInput(**values)


def _plain(outcome: Outcome, context: Context) -> dict[str, Any]:
    """The input's fields; who it is of stands with it, and what is not said is the conversation's."""
    values = field_values(outcome, context)
    kind, number = values.pop("whose")
    values["institution_id" if kind == "institution" else "party_id"] = number
    for name in ("advisor_id", "recorded_on"):
        if name in values and values[name] is None:
            del values[name]
    return {name: None if value == "" else value for name, value in values.items()}
