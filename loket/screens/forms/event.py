"""The form of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.models.words import EventKind, RecordKind
from loket.screens.forms.base import RecordForm, part, words
from loket.screens.forms.finding import find_offerings
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class EventForm(RecordForm):
    """A webinar, knowledge meeting or conference."""

    KIND = RecordKind.EVENT
    NAME = "event_form"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it was, and when."""
        return (
            part("title", required=True),
            part("kind", "choice", options=words(EventKind)),
            part("event_on", "date"),
            part("offering_id", "pick", finder=find_offerings),
            part("confidential", "check"),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.events import EventInput, change_event, record_event

        data = EventInput(**values)
        return record_event(store, data) if number is None else change_event(store, number, data, version)
