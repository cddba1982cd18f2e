"""The form of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.models.words import RecordKind
from loket.screens.forms.base import RecordForm, pairs, part
from loket.screens.signals.trend_moves import find_owner
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


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

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.trends import TrendInput, change_trend, start_trend

        signals = [int(one) for one in str(values.pop("signals", "")).split()]
        data = TrendInput(**values)
        return start_trend(store, data, signals) if number is None else change_trend(store, number, data, version)
