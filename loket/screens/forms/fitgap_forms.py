"""The forms of a fit-gap analysis and of one of its items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.casework import fitgap
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.language import N_, _, label
from loket.models.errors import FieldError, Refused
from loket.models.words import FitGapDimension, RecordKind, YesNo
from loket.screens.forms.finders import find_institutions
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.screens.records.record_lines import joined
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class FitGapForm(RecordForm):
    """A fit-gap analysis at one institution for one outcome set."""

    KIND = RecordKind.FITGAP
    NAME = "fitgap_form"
    TITLE_FIELD = "started_on"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Where, for which set, since when."""
        return (
            part("institution_id", "pick", finder=find_institutions, required=True),
            part("outcome_set_id", "choice", options=pairs(choices.outcome_sets), required=True),
            part("started_on", "date", last=True),
            part("reported_on", "date", last=True),
            part("discussed_on", "date", last=True),
            part("confidential", "check"),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = fitgap.FitGapInput.model_validate(values)
        return fitgap.add_fitgap(store, data) if number is None else fitgap.change_fitgap(store, number, data, version)


class FitGapItemForm(RecordForm):
    """One dimension of an analysis: `given` names the `analysis_id` of a new one."""

    KIND = RecordKind.FITGAP_ITEM
    NAME = "fitgap_item_form"
    TITLE_FIELD = "dimension"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What is there, what is needed, and the gap between them; an empty gap is unknown."""
        known = self.number is not None or self._session.given.get("dimension")
        dimension = () if known else (part("dimension", "choice", options=words(FitGapDimension), required=True),)
        return (
            *dimension,
            part("current", "text", height=3),
            part("needed", "text", height=3),
            part("gap", "number", hint=N_("0 to 4, empty is unknown")),
            part("action", "text", height=3),
            part("national", "choice", options=words(YesNo)),
        )

    def _heading(self, name: str) -> str:
        dimension = name or self._session.given.get("dimension")
        return joined(label(RecordKind.FITGAP_ITEM), label(FitGapDimension(dimension)) if dimension else "")

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with the analysis and dimension that an item is of."""
        return {**{name: self._session.record[name] for name in ("analysis_id", "dimension") if self.number is not None}, **values}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb, which fills in a dimension for the first time or again."""
        analysis, dimension = values.pop("analysis_id"), values.pop("dimension")
        if dimension is None:
            raise Refused(errors=[FieldError("dimension", _("Choose what it is about."))])
        return fitgap.score_item(store, analysis, FitGapDimension(dimension), fitgap.FitGapItemInput.model_validate(values), version or 0)
