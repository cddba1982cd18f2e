"""The form of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.language import N_
from loket.models.words import EventKind, RecordKind
from loket.screens.forms.base import RecordForm, part, words
from loket.screens.forms.finding import find_contacts, find_institutions, find_offerings
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class EventForm(RecordForm):
    """A webinar, knowledge meeting or conference, with who attended."""

    KIND = RecordKind.EVENT
    NAME = "event_form"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it was, when, and who was there."""
        return (
            part("title", required=True),
            part("kind", "choice", options=words(EventKind)),
            part("event_on", "date"),
            part("offering_id", "pick", finder=find_offerings),
            part("participants", "number", hint=N_("everybody in the room, the contacts below among them")),
            part("institution_ids", "picks", finder=find_institutions, hint=N_("any number; backspace takes the last away")),
            part("contact_ids", "picks", finder=find_contacts, hint=N_("their institutions are added by themselves")),
            part("confidential", "check"),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.events import EventInput, change_event, record_event

        data = EventInput(**values)
        return record_event(store, data) if number is None else change_event(store, number, data, version)
