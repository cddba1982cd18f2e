"""The form of a conversation to come, or of the facts of one that was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.record import Choices
from loket.insight.talk_proposal import agenda_for
from loket.language import N_, _
from loket.models.words import Channel, ConversationKind, RecordKind
from loket.screens.forms.base import RecordForm, pairs, part, words
from loket.screens.forms.finding import find_contacts, find_institutions, find_parties
from loket.screens.log_conversation.talk import clock_typed
from loket.widgets.fields import Field
from loket.widgets.inputs import NoteArea
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


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
        """With whom and when: what is not known yet first; then the rest; what was said when it was held."""
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
        said = (part("held_at", "date", last=True), part("summary", "text", height=5), part("agreements", "text", height=3))
        is_known = self.number is not None or self._session.given.get("response_id")
        kind = part("kind", "choice", options=words(ConversationKind))
        return (
            *((*when, kind, *who) if is_known else (who[0], kind, *when, *who[1:])),
            part("subject"),
            part("agenda", "text", height=8),
            *(said if self.number is not None else ()),
            part("advisor_ids", "several", options=pairs(choices.advisors)),
            part("confidential", "check"),
        )

    def action_insert_agenda(self) -> None:
        """Put the agenda for the chosen kind above what stands there."""
        values = self.form.values() if self.form is not None else {}
        if values.get("kind"):
            load(self, "agenda", self._put_agenda, _agenda, values["kind"], next(iter(values["institution_ids"]), None))
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
        from loket.casework.conversations import ConversationInput, change_conversation, plan_conversation, plan_from_response

        values.pop("institution_id", None)
        if number is None and not values.get("advisor_ids"):
            values.pop("advisor_ids", None)
        data = ConversationInput(**values)
        if number is not None:
            return change_conversation(store, number, data, version)
        response = values.get("response_id")
        return plan_conversation(store, data) if response is None else plan_from_response(store, response, data)


def _agenda(store: Store, kind: ConversationKind, institution: int | None) -> str:
    with store.read() as reader:
        return agenda_for(reader, store.actor, ConversationKind(kind), institution)
