"""The forms of signals and trends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import signals, trends
from loket.casework.done import Conflict, Done
from loket.insight.choices import Choices
from loket.models.words import Reach, RecordKind
from loket.screens.forms.finders import find_advisors, find_institutions, find_parties, find_trends
from loket.screens.forms.origins import FormWithOrigin
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.screens.signals.trend_moves import find_owner
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class SignalForm(FormWithOrigin):
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
            self.origin_part(),
            part("department"),
            part("trend_id", "pick", finder=find_trends),
            part("advisor_id", "pick", finder=find_advisors),
            part("party_id", "pick", finder=find_parties),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one was heard today, unless it is said otherwise."""
        return self.with_origin({"recorded_on": self.app.today, **values} if self.number is None else values)

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new signal is the person at work."""
        values = self.from_origin(values)
        return {name: value for name, value in values.items() if self.number is not None or name != "advisor_id" or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = signals.SignalInput.model_validate(values)
        return signals.record_signal(store, data) if number is None else signals.change_signal(store, number, data, version)


class TrendForm(RecordForm):
    """Signals of several institutions taken together. `given` may name the `signals` that it begins with."""

    KIND = RecordKind.TREND
    NAME = "trend_form"
    PLACE = 5

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is about, and with whom it is raised."""
        return (
            part("title", required=True),
            part("theme_id", "choice", options=pairs(choices.themes)),
            part("description", "text", height=5),
            part("owner_party_id", "pick", finder=find_owner),
            part("confidential", "check"),
        )

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An owner that is not there yet is added by its name."""
        owner = values.get("owner_party_id")
        if isinstance(owner, str):
            return {**{name: value for name, value in values.items() if name != "owner_party_id"}, "new_owner": owner}
        return values

    def taking(self, conflict: Conflict, values: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Another's owner goes in the place of one that would have been added."""
        kept = super().taking(conflict, values, chosen)
        if "owner_party_id" in chosen:
            kept.pop("new_owner", None)
        return kept

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        signals = [int(one) for one in str(values.pop("signals", "")).split()]
        data = trends.TrendInput.model_validate(values)
        return trends.start_trend(store, data, signals) if number is None else trends.change_trend(store, number, data, version)
