"""The form of an advisor: who they are, and when they are away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import advisors
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.language import N_
from loket.models.words import AdvisorRole, RecordKind
from loket.screens.forms.finders import find_advisors
from loket.screens.forms.record_form import RecordForm, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class AdvisorForm(RecordForm):
    """A user of the loket; while away the stand-in sees the work."""

    KIND = RecordKind.ADVISOR
    NAME = "advisor_form"
    TITLE_FIELD = "name"

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Who it is, and who stands in until when."""
        return (
            part("name", required=True),
            part("away_until", "date"),
            part("stand_in_id", "pick", finder=find_advisors),
            part("email"),
            part("signature", "text", height=4, hint=N_("stands below mails; empty: the name")),
            part("strong_in_technical", "check"),
            part("strong_in_change", "check"),
            part("role", "choice", options=words(AdvisorRole)),
            part("active", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is an active advisor."""
        return {"active": True, "role": AdvisorRole.ADVISOR, **values}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """Role and whether somebody works here only when they were changed: that takes an admin."""
        before = {"role": AdvisorRole.ADVISOR, "active": True, **self._session.record}
        return {name: value for name, value in values.items() if name not in ("role", "active") or value not in (None, before[name])}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = advisors.AdvisorInput.model_validate(values)
        return advisors.add_advisor(store, data) if number is None else advisors.change_advisor(store, number, data, version)
