"""The form of a conversation that is planned or corrected, and what opens it for a WensenScan response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import conversations
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.insight.conversations import ConversationProposal, agenda_for, open_follow_up, proposal_from_response, response_to_discuss
from loket.language import N_, _
from loket.models.words import Channel, ConversationKind, ConversationState, RecordKind
from loket.screens.forms.finders import find_contacts, find_institutions, find_parties
from loket.screens.forms.record_form import RecordForm, open_form, pairs, part, words
from loket.screens.log_conversation.conversation_draft import clock_typed
from loket.widgets.fields import Field
from loket.widgets.text_inputs import NoteArea
from loket.widgets.workers import load, load_beside

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


class ConversationForm(RecordForm):
    """A conversation: with whom, when, how, about what. Notes and what comes out of it belong to logging it."""

    KIND = RecordKind.CONVERSATION
    NAME = "conversation_form"
    TITLE_FIELD = "subject"
    PLACE = 4
    FOOTER = ("save", "insert_agenda", "leave_form", "discard")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "insert_agenda", N_("agenda for this kind"), id="insert_agenda", priority=True,
                tooltip=N_("Puts the agenda that belongs to this kind of conversation above what stands there.")),
    ]  # fmt: skip

    def fields(self, choices: Choices) -> Sequence[Field]:
        """With whom and when: what is not known yet first; then the rest. One that was held opens on what was said."""
        who = (
            part("institution_ids", "picks", finder=find_institutions, hint=N_("any number; backspace takes the last away")),
            part("contact_ids", "picks", finder=find_contacts),
            part("attendees", hint=N_("several: | between them")),
            part("party_ids", "picks", finder=find_parties),
        )
        when = (
            part("planned_at", "date", hint=N_("empty: still to plan")), part("planned_time", hint="09:30"),
            part("channel", "choice", options=words(Channel)), part("location"), part("duration_min", "number"),
        )  # fmt: skip
        said = (part("summary", "text", height=6), part("agreements", "text", height=3), part("held_at", "date", last=True))
        was_held = self._session.record.get("state") == ConversationState.HELD
        is_known = self.number is not None or self._session.given.get("response_id")
        kind = part("kind", "choice", options=words(ConversationKind))
        return (
            *(said if was_held else ()),
            *((*when, kind, *who) if is_known else (who[0], kind, *when, *who[1:])),
            part("subject"),
            part("agenda", "text", height=8),
            *(said if self.number is not None and not was_held else ()),
            part("advisor_ids", "several", options=pairs(choices.advisors)),
            part("confidential", "check"),
        )

    def action_insert_agenda(self) -> None:
        """Put the agenda for the chosen kind above what stands there."""
        values = self.form.values() if self.form is not None else {}
        if values.get("kind"):
            load_beside(self, "agenda", self._put_agenda, _agenda, values["kind"], next(iter(values["institution_ids"]), None))
        elif values:
            self.app.say(_("Choose a kind first."), "attention")

    def _put_agenda(self, agenda: str) -> None:
        if self.form is not None and agenda:
            area = self.form.part("agenda").query_one(NoteArea)
            if not area.text.startswith(agenda) and not area.read_only:
                area.insert(f"{agenda}\n", (0, 0))
            area.focus()

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Who is known already takes part; a list opened it with one institution, a response with its own."""
        given = values.get("institution_id")
        at = tuple(values.get("institution_ids", ())) or ((given,) if given is not None else ())
        return {**values, "institution_ids": at, "attendees": " | ".join(values.get("attendees", ()))}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """Names as a list, and a time such as `10u` as people type it."""
        names = tuple(name.strip() for name in values["attendees"].split("|") if name.strip())
        time = values["planned_time"]
        return {**values, "attendees": names, "planned_time": clock_typed(time) or time}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        values.pop("institution_id", None)
        if number is None and not values.get("advisor_ids"):
            values.pop("advisor_ids", None)
        data = conversations.ConversationInput.model_validate(values)
        if number is not None:
            return conversations.change_conversation(store, number, data, version)
        response = values.get("response_id")
        return conversations.plan_conversation(store, data) if response is None else conversations.plan_from_response(store, response, data)


def _agenda(store: Store, kind: ConversationKind, institution: int | None) -> str:
    with store.read() as reader:
        return agenda_for(reader, store.actor, ConversationKind(kind), institution)


_CONVERSATION_FORM = "conversation_form"


def plan_from_response(app: BaseApp, response_id: int) -> None:
    """Open the form of a conversation about a response; a follow-up that is still to come is opened instead of a second one."""
    load(app.screen, "plan", lambda found: _open(app, *found), _about, response_id)


def plan_with(app: BaseApp, institution_id: int, round_name: str | None = None) -> None:
    """Open the form of a follow-up with an institution about what it answered, in this round or its latest."""
    load(app.screen, "plan", lambda found: _open(app, *found, institution_id), _with, institution_id, round_name)


def _about(store: Store, response_id: int) -> tuple[ConversationProposal | None, int | None]:
    proposal = proposal_from_response(store, response_id)
    return proposal, open_follow_up(store, proposal.institution_id) if proposal else None


def _with(store: Store, institution_id: int, round_name: str | None) -> tuple[ConversationProposal | None, int | None]:
    response = response_to_discuss(store, institution_id, round_name)
    proposal = proposal_from_response(store, response) if response is not None else None
    return proposal, open_follow_up(store, institution_id)


def _open(app: BaseApp, proposal: ConversationProposal | None, planned: int | None, institution_id: int | None = None) -> None:
    if planned is not None:
        app.say(_("{number} is about this already: here it is.").format(number=RecordKind.CONVERSATION.number(planned)), "attention")
        open_form(app, _CONVERSATION_FORM, planned)
    elif proposal is not None:
        open_form(app, _CONVERSATION_FORM, None, given_by(proposal))
    elif institution_id is not None:
        given = {"institution_ids": (institution_id,), "kind": ConversationKind.WENSENSCAN.value}
        open_form(app, _CONVERSATION_FORM, None, given)


def given_by(proposal: ConversationProposal) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "institution_ids": (proposal.institution_id,), "kind": proposal.kind.value, "response_id": proposal.response_id,
        "contact_ids": proposal.contact_ids, "agenda": proposal.agenda, "confidential": proposal.confidential,
    }  # fmt: skip
