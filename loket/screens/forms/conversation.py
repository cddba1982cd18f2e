"""The form of a conversation to come, or of the facts of one that was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.language import N_
from loket.models.words import Channel, ConversationKind, RecordKind
from loket.screens.forms.base import RecordForm, pairs, part, words
from loket.screens.forms.finding import find_institutions, find_parties
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class ConversationForm(RecordForm):
    """A conversation: with whom, when, how. Notes and what comes out of it belong to logging it."""

    KIND = RecordKind.CONVERSATION
    NAME = "conversation_form"
    TITLE_FIELD = "subject"
    PLACE = 4

    def fields(self, choices: Choices) -> Sequence[Field]:
        """With whom, why, when; what was said when it was held."""
        held = self.number is not None
        more = (
            part("held_at", "date", last=True), part("duration_min", "number"), part("summary", "text", height=5),
            part("agreements", "text", height=3),
        )  # fmt: skip
        return (
            Field("institution_1", N_("Institution"), "pick", finder=find_institutions),
            Field("institution_2", N_("Second institution"), "pick", finder=find_institutions),
            part("party_id", "pick", finder=find_parties),
            part("kind", "choice", options=words(ConversationKind)),
            part("channel", "choice", options=words(Channel)),
            part("planned_at", "date"),
            part("planned_time", hint="09:30"),
            part("subject"),
            part("advisor_ids", "several", options=pairs(choices.advisors)),
            part("attendees", hint=N_("several: | between them")),
            *(more if held else ()),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Institutions beyond the second stay as they are."""
        at = tuple(values.get("institution_ids", ()))
        parties = tuple(values.get("party_ids", ()))
        self._others = (at[2:], parties[1:])
        return {
            **values,
            "institution_1": at[0] if at else values.get("institution_id"),
            "institution_2": at[1] if len(at) > 1 else None,
            "party_id": parties[0] if parties else None,
            "attendees": " | ".join(values.get("attendees", ())),
        }

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields as lists of institutions, parties and people."""
        first, second, party = (values.pop(name) for name in ("institution_1", "institution_2", "party_id"))
        others = getattr(self, "_others", ((), ()))
        return {
            **values,
            "institution_ids": tuple(one for one in (first, second, *others[0]) if one is not None),
            "party_ids": tuple(one for one in (party, *others[1]) if one is not None),
            "attendees": tuple(name.strip() for name in values["attendees"].split("|") if name.strip()),
        }

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.conversations import ConversationInput, change_conversation, plan_conversation

        values.pop("institution_id", None)
        if number is None and not values.get("advisor_ids"):
            values.pop("advisor_ids", None)
        data = ConversationInput(**values)
        return plan_conversation(store, data) if number is None else change_conversation(store, number, data, version)
