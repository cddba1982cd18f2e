"""The form of a round of the WensenScan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import rounds
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.models.words import RecordKind
from loket.screens.forms.record_form import RecordForm, part
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class RoundForm(RecordForm):
    """One mailing of the survey: its name and dates. Who is invited is fixed by the first load."""

    KIND = RecordKind.ROUND
    NAME = "round_form"
    TITLE_FIELD = "name"
    PLACE = 8

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is called, and when it was sent and closed."""
        return (part("name", required=True), part("sent_on", "date", last=True), part("closed_on", "date"))

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = rounds.RoundInput.model_validate(values)
        return rounds.add_round(store, data) if number is None else rounds.change_round(store, number, data, version)
