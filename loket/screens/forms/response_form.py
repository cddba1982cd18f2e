"""The form of a response to the WensenScan: told by phone or on paper, or noted down wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import responses
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.insight.rounds import RoundName, round_names
from loket.language import N_
from loket.models.words import Audience, RecordKind, SdmScope, YesNo
from loket.screens.forms.finders import find_institutions
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.widgets.choice import Option
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class ResponseForm(RecordForm):
    """What one audience of an institution answered. A correction says why; what the survey tool wrote stays beside it as it was."""

    KIND = RecordKind.RESPONSE
    NAME = "response_form"
    TITLE_FIELD = "ambition"
    PLACE = 8

    def look_up(self, store: Store) -> tuple[RoundName, ...]:
        """The rounds to choose from, the last made first."""
        with store.read() as reader:
            return round_names(reader)[::-1]

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Who answered when, the answers, and on a correction why."""
        rounds = [Option(one.id, one.name) for one in self.known]
        why = (part("reason", required=True, hint=N_("what was wrong; it stands in the history")),) if self.number is not None else ()
        return (
            *why,
            part("institution_id", "pick", finder=find_institutions),
            part("round_id", "choice", options=rounds, required=True),
            part("audience", "choice", options=words(Audience), required=True),
            part("submitted_on", "date", last=True, required=True),
            part("sdm_scope", "choice", options=words(SdmScope)),
            part("uses_outcome_info", "choice", options=words(YesNo)),
            part("themes", "several", options=pairs(choices.themes)),
            part("obstacles", "several", options=pairs(choices.obstacles)),
            part("ambition"),
            part("free_text", "text", height=4),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is of today and of the last round, unless it is said otherwise."""
        if self.number is not None:
            return values
        return {"submitted_on": self.app.today, "round_id": self.known[0].id if self.known else None, **values}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        reason = values.pop("reason", None)
        data = responses.ResponseInput.model_validate(values)
        return responses.enter_response(store, data) if number is None else responses.correct_response(store, number, data, reason, version)
