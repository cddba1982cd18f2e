"""The form of a support request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import requests
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, RecordKind, RequestSource, Verdict
from loket.screens.forms.finders import find_advisors, find_contacts, find_institutions, find_parties
from loket.screens.forms.origins import FormWithOrigin
from loket.screens.forms.record_form import pairs, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class RequestForm(FormWithOrigin):
    """A support request: what an institution asks help with."""

    KIND = RecordKind.REQUEST
    NAME = "request_form"
    PLACE = 3

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What is asked first, then by whom, then how it is handled."""
        return (
            part("title", required=True),
            part("institution_id", "pick", finder=find_institutions),
            part("themes", "several", options=pairs(choices.themes), required=True),
            part("description", "text", height=4),
            part("outcome_info", "choice", options=words(OutcomeInfo)),
            part("nature", "choice", options=words(Nature)),
            part("audience", "choice", options=words(Audience)),
            part("priority", "choice", options=words(Priority)),
            part("due_on", "date"),
            part("advisor_id", "pick", finder=find_advisors),
            part("department"),
            part("contact_id", "pick", finder=find_contacts),
            part("obstacles", "several", options=pairs(choices.obstacles)),
            part("outcome_set_id", "choice", options=pairs(choices.outcome_sets)),
            self.origin_part(),
            part("source", "choice", options=words(RequestSource)),
            part("received_on", "date", last=True, required=True),
            part("party_id", "pick", finder=find_parties),
            part("verdict", "choice", options=words(Verdict)),
            part("verdict_reason", "text", height=2),
            part("resolution", "text", height=2),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one was received today, unless it is said otherwise, and has the usual priority."""
        if self.number is None:
            values = {"received_on": self.app.today, "priority": Priority.NORMAL, **values}
        return self.with_origin(values)

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new request is the person at work."""
        values = self.from_origin(values)
        return {name: value for name, value in values.items() if self.number is not None or name != "advisor_id" or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = requests.RequestInput.model_validate(values)
        return requests.register_request(store, data) if number is None else requests.change_request(store, number, data, version)
