"""The form of a party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.language import N_
from loket.models.words import PartyKind, RecordKind
from loket.screens.forms.base import RecordForm, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class PartyForm(RecordForm):
    """Who is not an institution."""

    KIND = RecordKind.PARTY
    NAME = "party_form"
    TITLE_FIELD = "name"

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is called, and what it is."""
        return (
            part("name", required=True),
            part("kind", "choice", options=words(PartyKind)),
            part("aliases", hint=N_("several: | between them")),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Other names stand on one line."""
        return {**values, "aliases": " | ".join(values.get("aliases", ()))}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The line of other names as names."""
        return {**values, "aliases": tuple(name.strip() for name in values["aliases"].split("|") if name.strip())}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.parties import PartyInput, add_party, change_party

        data = PartyInput(**values)
        return add_party(store, data) if number is None else change_party(store, number, data, version)
