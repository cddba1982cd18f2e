"""The field that says where a request or signal came from: one record, of whatever kind, in a form of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.origins import COLUMNS, called, origin_called, origin_of, origins
from loket.language import N_
from loket.language.formats import long_date
from loket.models.words import RecordKind
from loket.screens.forms.finders import MOST
from loket.screens.forms.record_form import RecordForm, part
from loket.widgets.fields import Field
from loket.widgets.picker import Pick

if TYPE_CHECKING:
    from loket.insight.chain import Step
    from loket.store.database import Store


class FormWithOrigin(RecordForm):
    """A form of a record that has an origin. What is picked is the kind and number of the origin: `conversation 12`."""

    def look_up(self, store: Store) -> Pick | None:
        """The origin as it is."""
        with store.read() as reader:
            if self.number is not None:
                origin = origin_of(reader, self.KIND, self.number)
            else:
                given = ((kind, self._session.given.get(column)) for kind, column in COLUMNS.items())
                origin = next((origin_called(reader, kind, number) for kind, number in given if isinstance(number, int)), None)
        return _pick(origin) if origin is not None else None

    def origin_part(self) -> Field:
        """The field."""
        return part("origin", "pick", finder=self._find_origins, hint=N_("a few letters, or ↓: what happened at this institution"))

    def _find_origins(self, store: Store, text: str) -> Sequence[Pick]:
        institution = self.form.part("institution_id").value if self.form else None
        with store.read() as reader:
            return [_pick(step) for step in origins(reader, self.KIND, institution, text, MOST)]

    def with_origin(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the fields show them, with the origin."""
        return {**values, "origin": self.known}

    def from_origin(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields' values as the verb takes them: another origin goes into its own column."""
        values = dict(values)
        picked, was = values.pop("origin", None), self.known.value if self.known else None
        if picked == was:
            return values
        own = {column: None for kind, column in COLUMNS.items() if kind is not RecordKind.EVENT or self.KIND is RecordKind.SIGNAL}
        if picked is None:
            return {**values, **own}
        kind, number = RecordKind(picked.partition(" ")[0]), int(picked.partition(" ")[2])
        return {**values, **own, COLUMNS[kind]: number}


def _pick(step: Step) -> Pick:
    return Pick(f"{step.kind.value} {step.id}", called(step), long_date(step.day) if step.day else "")
