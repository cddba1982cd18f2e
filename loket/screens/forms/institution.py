"""The form of an institution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.language import N_
from loket.models.words import AdoptionPhase, InstitutionKind, InstitutionRole, Province, RecordKind, Umbrella
from loket.screens.forms.base import RecordForm, part, words
from loket.screens.forms.finding import find_advisors
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class InstitutionForm(RecordForm):
    """An institution. A name that is changed stays findable as a former name."""

    KIND = RecordKind.INSTITUTION
    NAME = "institution_form"
    TITLE_FIELD = "name"
    PLACE = 2

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is called, what it is, and who looks after it."""
        return (
            part("name", required=True),
            part("short_name"),
            part("aliases", hint=N_("several: | between them")),
            part("kind", "choice", options=words(InstitutionKind)),
            part("umbrella", "choice", options=words(Umbrella)),
            part("city"),
            part("province", "choice", options=words(Province)),
            part("advisor_id", "pick", finder=find_advisors),
            part("stand_in_id", "pick", finder=find_advisors),
            part("role", "choice", options=words(InstitutionRole)),
            part("role_since", "date", last=True),
            part("phase", "choice", options=words(AdoptionPhase)),
            part("epd_vendor"),
            part("agb"),
            part("website"),
            part("active", "check"),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Other names stand on one line; a new institution is active."""
        return {"active": True, **values, "aliases": " | ".join(values.get("aliases", ()))}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The line of other names as names."""
        return {**values, "aliases": tuple(name.strip() for name in values["aliases"].split("|") if name.strip())}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.institutions import InstitutionInput, add_institution, change_institution

        data = InstitutionInput(**values)
        return add_institution(store, data) if number is None else change_institution(store, number, data, version)
