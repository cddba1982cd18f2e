"""The form of a learning session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.models.words import Audience, RecordKind
from loket.screens.forms.base import RecordForm, pairs, part, words
from loket.screens.forms.finding import find_institutions
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class SessionForm(RecordForm):
    """A tailor-made learning session at one institution."""

    KIND = RecordKind.SESSION
    NAME = "session_form"
    TITLE_FIELD = "team"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """For whom, about what, when, and how it went."""
        return (
            part("institution_id", "pick", finder=find_institutions, required=True),
            part("team"),
            part("audience", "choice", options=words(Audience)),
            part("themes", "several", options=pairs(choices.themes)),
            part("goal", "text", height=3),
            part("provider"),
            part("enrolled_on", "date", last=True),
            part("session_on", "date"),
            part("participants", "number"),
            part("evaluation", "text", height=3),
            part("confidential", "check"),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.sessions import SessionInput, add_session, change_session

        data = SessionInput(**values)
        return add_session(store, data) if number is None else change_session(store, number, data, version)
