"""The form of a signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.models.words import Reach, RecordKind
from loket.screens.forms.base import RecordForm, pairs, part, words
from loket.screens.forms.finding import find_advisors, find_institutions, find_parties, find_trends
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class SignalForm(RecordForm):
    """A signal: something heard that may be more than one institution's own."""

    KIND = RecordKind.SIGNAL
    NAME = "signal_form"
    TITLE_FIELD = "description"
    PLACE = 5

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What was heard, where, and whether it is national."""
        return (
            part("description", "text", height=4, required=True),
            part("institution_id", "pick", finder=find_institutions),
            part("theme_id", "choice", options=pairs(choices.themes)),
            part("obstacle_id", "choice", options=pairs(choices.obstacles)),
            part("reach", "choice", options=words(Reach)),
            part("recorded_on", "date", last=True, required=True),
            part("department"),
            part("trend_id", "pick", finder=find_trends),
            part("advisor_id", "pick", finder=find_advisors),
            part("party_id", "pick", finder=find_parties),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one was heard today, unless it is said otherwise."""
        return {"recorded_on": self.app.today, **values} if self.number is None else values

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new signal is the person at work."""
        return {name: value for name, value in values.items() if self.number is not None or name != "advisor_id" or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.signals import SignalInput, change_signal, record_signal

        data = SignalInput(**values)
        return record_signal(store, data) if number is None else change_signal(store, number, data, version)
